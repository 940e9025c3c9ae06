"""Bilingual tokenizer: spaCy's Chinese pipeline with jieba words, which leaves Latin words whole."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Container, Iterable
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from spacy.language import Language

from assistant.nlu.normaliser import fold
from catalog import load_catalog


@lru_cache(maxsize=1)
def bilingual_language() -> Language:
    """SpaCy's blank Chinese language with jieba, warmed, the catalog's Chinese names as its user dictionary."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own source: escapes in literals, pkg_resources
        import jieba
        import spacy

        jieba.setLogLevel(logging.WARNING)
        language = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
        for word in catalog_words():
            jieba.add_word(word)
        language("预热 warm up")
    return language


def catalog_words() -> Iterable[str]:
    """Short Chinese aliases (2-5 characters): terms that a general dictionary splits."""
    for transaction in load_catalog().transactions.values():
        for alias in transaction.aliases.zh:
            if 2 <= len(alias) <= 4 and alias.isalpha():
                yield alias


def chinese_lexicon() -> Container[str]:
    """The words that Chinese texts are cut into: jieba's, and the catalog's."""
    bilingual_language()
    import jieba

    known: dict[str, int] = jieba.dt.FREQ  # beginnings of words stand there too, with 0
    return {word for word, frequency in known.items() if frequency}


def words_of(folded: str) -> list[str]:
    """The words of an already folded text, white space left out."""
    return [token.text for token in bilingual_language()(folded) if not token.is_space]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class BilingualTokenizer(Tokenizer):
    """Splits Chinese, English and mixed messages into words of the folded text."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's tokenizer options; intents are never split."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> BilingualTokenizer:
        """Creates the component and warms the dictionary, so that the first message is not slow."""
        bilingual_language()
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leaves the questions as they are: the featurizer cuts those that it does not know yet."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Words of the attribute's text, with offsets into the folded text."""
        document = bilingual_language()(fold(message.get(attribute)))
        return [Token(token.text, token.idx) for token in document if not token.is_space] or [Token("", 0)]

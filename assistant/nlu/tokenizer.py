"""Bilingual tokenizer: spaCy's Chinese pipeline with jieba words, which leaves Latin words whole."""

from __future__ import annotations

import warnings
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
from assistant.nlu.segmenting import Segmenter, segmenter


@lru_cache(maxsize=1)
def bilingual_language() -> Language:
    """SpaCy's blank Chinese language with jieba, warmed, the catalog's Chinese names as its user dictionary."""
    segmenter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import spacy

        language = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
        cutter: Any = language.tokenizer
        cutter.jieba_seg = Segmenter()
        language("预热 warm up")
    return language


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

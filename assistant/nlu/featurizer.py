"""Sparse views of a message, hashed into a fixed number of buckets: no vocabulary to load or to outgrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu import views
from assistant.nlu.clauses import last_clauses
from assistant.nlu.hashing import joined_row
from assistant.nlu.normaliser import fold
from assistant.nlu.tokenizer import words_of

CLAUSE_ROWS = "clause_rows"
View = Callable[[str, list[str]], Iterable[str]]
VIEWS: dict[str, View] = {
    "words": lambda folded, words: views.word_features(words),
    "characters": lambda folded, words: views.character_features(folded),
    "pinyin": lambda folded, words: views.pinyin_features(folded),
}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ViewFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds views of a message (words, characters, pinyin), each hashed into its own columns, as one feature."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Columns by view; a power of two keeps the hash even."""
        return {
            **SparseFeaturizer.get_default_config(),
            "views": {"words": 65536, "characters": 65536, "pinyin": 32768},
        }

    def __init__(self, execution_context: ExecutionContext, config: dict[str, Any]) -> None:
        super().__init__(execution_context.node_name, config)
        unknown = set(config["views"]) - set(VIEWS)
        if unknown:
            raise ValueError(f"views are {', '.join(VIEWS)}, not {', '.join(sorted(unknown))}")
        self._views = [(VIEWS[name], int(buckets)) for name, buckets in config["views"].items()]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing beyond what the constructor checks."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ViewFeaturizer:
        """Creates the component; hashing needs no training."""
        return cls(execution_context, config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the views to each message, and those of its last clauses for the facet to be found in."""
        self._add_views(messages)
        for message in messages:
            clauses = last_clauses(message.get(TEXT) or "")
            if clauses:
                message.set(CLAUSE_ROWS, [self._row(fold(clause), words_of(fold(clause))) for clause in clauses])
        return messages

    def _add_views(self, messages: list[Message]) -> None:
        for message in messages:
            text = message.get(TEXT)
            if text:
                words = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
                row = self._row(fold(text), words)
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def _row(self, folded: str, words: list[str]) -> sp.csr_matrix:
        return joined_row([(view(folded, words), buckets) for view, buckets in self._views])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the view to each training example."""
        self._add_views(training_data.training_examples)
        return training_data

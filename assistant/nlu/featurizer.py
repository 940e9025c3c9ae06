"""Sparse views of a message, hashed into a fixed number of buckets; columns that few questions have weigh more."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
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

from assistant.nlu import known_lines, views
from assistant.nlu.clauses import last_clauses
from assistant.nlu.glosses import dictionary, gloss_features
from assistant.nlu.hashing import Columns, Floats, columns_of, rarity, weighed_row
from assistant.nlu.normaliser import fold
from assistant.nlu.spelling import Spelling
from assistant.nlu.tokenizer import catalog_words, words_of

CLAUSE_ROWS = "clause_rows"
View = Callable[[str, list[str]], Iterable[str]]
VIEWS: dict[str, View] = {
    "words": lambda folded, words: views.word_features(words),
    "characters": lambda folded, words: views.character_features(folded),
    "pinyin": lambda folded, words: views.pinyin_features(folded),
    "glosses": lambda folded, words: gloss_features(folded),
}


_BARE = "columns_of_views"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ViewFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds views of a message (words, characters, pinyin, glosses), each in columns of its own, as one feature."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Columns by view; a power of two keeps the hash even."""
        return {
            **SparseFeaturizer.get_default_config(),
            "views": {"words": 65536, "characters": 65536, "pinyin": 32768, "glosses": 16384},
        }

    def __init__(
        self,
        execution_context: ExecutionContext,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        weights: Floats | None = None,
        spelling: Spelling | None = None,
    ) -> None:
        super().__init__(execution_context.node_name, config)
        unknown = set(config["views"]) - set(VIEWS)
        if unknown:
            raise ValueError(f"views are {', '.join(VIEWS)}, not {', '.join(sorted(unknown))}")
        self._views = [(VIEWS[name], int(buckets)) for name, buckets in config["views"].items()]
        self._widths: dict[str, int] = dict(config["views"])
        self._storage, self._resource, self._weights = model_storage, resource, weights
        self._spelling = spelling or Spelling({})

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
        """Creates an untrained featurizer."""
        return cls(execution_context, config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> ViewFeaturizer:
        """Loads the columns' weights, and the dictionary, so that the first message is not slow."""
        dictionary()
        with model_storage.read_from(resource) as folder:
            weights = np.load(folder / "rarity.npy", allow_pickle=False)
            spelling = Spelling(json.loads((folder / "words.json").read_text(encoding="utf-8")))
        return cls(execution_context, config, model_storage, resource, weights, spelling)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from the training questions how rare each column is, and which words there are."""
        counts = np.zeros(sum(buckets for _, buckets in self._views), dtype=np.int64)
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        made = known_lines.made_by(self._widths, catalog_words())
        texts = [example.get(TEXT) for example in examples]
        cut = known_lines.columns_of_all(texts, len(self._views), made, self._columns_of_text)
        for message, columns in zip(examples, cut, strict=True):
            message.set(_BARE, columns)  # what is cut into words once need not be cut again when it is weighed
            for each in columns:
                counts[each] += 1
        self._weights = rarity(counts, len(examples))
        self._spelling = Spelling.learnt(fold(message.get(TEXT)) for message in examples)
        with self._storage.write_to(self._resource) as folder:
            np.save(folder / "rarity.npy", self._weights)
            (folder / "words.json").write_text(json.dumps(self._spelling.counts, sort_keys=True), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the views to each message, and those of its last clauses for the facet to be found in."""
        self._add_views(messages)
        for message in messages:
            clauses = [self._spelling.repaired(fold(clause)) for clause in last_clauses(message.get(TEXT) or "")]
            if clauses:
                message.set(CLAUSE_ROWS, [self._row(self._columns(clause, words_of(clause))) for clause in clauses])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the views to each training example."""
        self._add_views(training_data.training_examples)
        return training_data

    def _add_views(self, messages: list[Message]) -> None:
        for message in messages:
            if message.get(TEXT):
                row = self._row(message.data.pop(_BARE, None) or self._columns_of(message))
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))

    def _columns_of(self, message: Message) -> list[Columns]:
        folded = fold(message.get(TEXT))
        spelt = self._spelling.repaired(folded)
        cut = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
        return self._columns(spelt, cut if spelt == folded else words_of(spelt))

    def _columns_of_text(self, text: str) -> list[Columns]:
        folded = fold(text)
        return self._columns(folded, words_of(folded))

    def _columns(self, folded: str, words: list[str]) -> list[Columns]:
        return columns_of([(view(folded, words), buckets) for view, buckets in self._views])

    def _row(self, columns: list[Columns]) -> sp.csr_matrix:
        if self._weights is None:
            raise RuntimeError("the featurizer is not trained")
        return weighed_row(columns, self._weights)

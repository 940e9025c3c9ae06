"""Sparse views of a message, hashed into a fixed number of buckets; columns that few questions have weigh more."""

from __future__ import annotations

import json
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

from assistant.nlu import known_lines
from assistant.nlu.clauses import last_clauses
from assistant.nlu.cutting import VIEWS, columns_of_words, cut_all
from assistant.nlu.glosses import dictionary
from assistant.nlu.hashing import Columns, Floats, rarity, weighed_row, weighed_rows
from assistant.nlu.normaliser import fold
from assistant.nlu.segmenting import catalog_words, words_of
from assistant.nlu.spelling import Spelling

CLAUSE_ROWS = "clause_rows"
PLACES = "places_of_words"  # for a featurizer after this one: found in the training questions' words beside the views
_BARE = "columns_of_views"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class ViewFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds views of a message (words, characters, pinyin, …), each in columns of its own, as one feature."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Columns by view; a power of two keeps the hash even."""
        return {
            **SparseFeaturizer.get_default_config(),
            "views": {"words": 65536, "characters": 65536, "pinyin": 32768, "glosses": 16384, "origins": 16384},
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
        self._widths = {name: int(buckets) for name, buckets in config["views"].items()}
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
        counts = np.zeros(sum(self._widths.values()), dtype=np.int64)
        examples = [example for example in training_data.training_examples if example.get(TEXT)]
        made = known_lines.made_by(self._widths, catalog_words())
        texts = [example.get(TEXT) for example in examples]
        cut = known_lines.columns_of_all(
            texts, len(self._widths) + 1, made, lambda unknown: cut_all(unknown, self._widths)
        )
        for message, (*columns, places) in zip(examples, cut, strict=True):
            message.set(_BARE, columns)  # what is cut into words once need not be cut again when it is weighed
            message.set(PLACES, places)
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
        for message in messages:
            if message.get(TEXT):
                row = self._row(self._columns_of(message))
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
            clauses = [self._spelling.repaired(fold(clause)) for clause in last_clauses(message.get(TEXT) or "")]
            if clauses:
                message.set(CLAUSE_ROWS, [self._row(self._columns(clause, words_of(clause))) for clause in clauses])
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the views to each training example."""
        asked = [message for message in training_data.training_examples if message.get(TEXT)]
        lines = [message.data.pop(_BARE, None) or self._columns_of(message) for message in asked]
        for message, row in zip(asked, weighed_rows(lines, self._weighing), strict=True):
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return training_data

    def _columns_of(self, message: Message) -> list[Columns]:
        folded = fold(message.get(TEXT))
        spelt = self._spelling.repaired(folded)
        cut = [token.text for token in message.get(TOKENS_NAMES[TEXT], [])]
        return self._columns(spelt, cut if spelt == folded else words_of(spelt))

    def _columns(self, folded: str, words: list[str]) -> list[Columns]:
        return columns_of_words(folded, words, self._widths)

    @property
    def _weighing(self) -> Floats:
        if self._weights is None:
            raise RuntimeError("the featurizer is not trained")
        return self._weights

    def _row(self, columns: list[Columns]) -> sp.csr_matrix:
        return weighed_row(columns, self._weighing)

"""A dense feature of a message: the weighed mean of its words' vectors."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.cutting import cut_all
from assistant.nlu.featurizer import PLACES
from assistant.nlu.nearness import Floats, rarity_of_words
from assistant.nlu.vectors import Places, WordVectors, word_vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class VectorFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the mean of the words' vectors, weighed by how rare each word is among the training questions."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Rasa's own options of a featurizer."""
        return {**DenseFeaturizer.get_default_config()}

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing to configure."""

    def __init__(
        self,
        execution_context: ExecutionContext,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        weights: Floats | None = None,
    ) -> None:
        super().__init__(execution_context.node_name, config)
        self._table: WordVectors = word_vectors()
        self._storage, self._resource, self._weights = model_storage, resource, weights

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> VectorFeaturizer:
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
    ) -> VectorFeaturizer:
        """Loads the words' weights. Raises ValueError when they were learned with another table."""
        with model_storage.read_from(resource) as folder:
            weights = np.load(folder / "words.npy", allow_pickle=False)
        if len(weights) != len(word_vectors()):
            raise ValueError("the model was trained with another table of word vectors: train it again")
        return cls(execution_context, config, model_storage, resource, weights)

    def train(self, training_data: TrainingData) -> Resource:
        """Learns how rare each word is."""
        asked = [message for message in training_data.training_examples if message.get(TEXT)]
        uncut = [message for message in asked if message.get(PLACES) is None]  # no featurizer of views before this
        for message, (places,) in zip(uncut, cut_all([m.get(TEXT) for m in uncut], {}), strict=True):
            message.set(PLACES, places)
        self._weights = rarity_of_words([message.get(PLACES) for message in asked], len(self._table))
        with self._storage.write_to(self._resource) as folder:
            np.save(folder / "words.npy", self._weights)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the vector to each message."""
        if self._weights is None:
            raise RuntimeError("the featurizer is not trained")
        for message in messages:
            if message.get(TEXT):
                known = message.data.pop(PLACES, None)
                places = self._places(message) if known is None else known.astype(np.int64)
                vector = self._table.mean(places, self._weights)
                message.add_features(Features(vector[None], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the vector to each training example."""
        self.process(training_data.training_examples)
        return training_data

    def _places(self, message: Message) -> Places:
        return self._table.places([token.text for token in message.get(TOKENS_NAMES[TEXT], [])])

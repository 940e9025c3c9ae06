"""A dense feature of a message from a sentence encoder of the operator's: optional, named in config.yml."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.normaliser import fold
from assistant.nlu.sentence_encoder import EncoderUnavailable, SentenceEncoder

_BATCH = 64
_KEPT = "encoder.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class EncoderFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the encoder's vector of each message; learns nothing, but notes with which encoder a model was trained."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``model`` is the encoder's folder; ``weight`` the length of its vectors, where others stand beside them."""
        return {
            **DenseFeaturizer.get_default_config(),
            "model": None,
            "prefix": "",
            "pooling": "mean",
            "most_tokens": 128,
            "threads": 1,
            "weight": 1.0,
        }

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Raises EncoderUnavailable when no folder is named."""
        if not config.get("model"):
            raise EncoderUnavailable("EncoderFeaturizer in config.yml needs `model:`, the folder of the encoder")

    def __init__(
        self, execution_context: ExecutionContext, config: dict[str, Any], storage: ModelStorage, resource: Resource
    ) -> None:
        super().__init__(execution_context.node_name, config)
        self.validate_config(config)
        named = {name: config[name] for name in ("prefix", "pooling", "most_tokens", "threads")}
        self._encoder = SentenceEncoder(Path(config["model"]), **named)
        self._weight = float(config["weight"])
        self._storage, self._resource = storage, resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EncoderFeaturizer:
        """Opens the encoder. Raises EncoderUnavailable."""
        return cls(execution_context, config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EncoderFeaturizer:
        """Opens the encoder. Raises EncoderUnavailable, also when the model was trained with another one."""
        found = cls(execution_context, config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            trained = json.loads((folder / _KEPT).read_text(encoding="utf-8"))["digest"]
        if trained != found._encoder.digest:
            raise EncoderUnavailable(
                f"the model was trained with another encoder than that in {config['model']}: run `citizen-home train`"
            )
        return found

    def train(self, training_data: TrainingData) -> Resource:
        """Notes the encoder's checksum."""
        with self._storage.write_to(self._resource) as folder:
            (folder / _KEPT).write_text(json.dumps({"digest": self._encoder.digest}), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the vector to each message with a text."""
        said = [message for message in messages if message.get(TEXT)]
        for start in range(0, len(said), _BATCH):
            part = said[start : start + _BATCH]
            vectors = self._encoder.vectors([fold(message.get(TEXT)) for message in part]) * self._weight
            for message, vector in zip(part, vectors, strict=True):
                message.add_features(Features(vector[None], FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the vector to each training example."""
        self.process(training_data.training_examples)
        return training_data

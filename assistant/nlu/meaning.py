"""The matter told from dense vectors: what it finds is added to the margins of the matter head."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.heads import SCORES
from assistant.nlu.labels import matter_label
from assistant.nlu.nearness import Floats, Nearness, even_shares


def dense_vector(message: Message) -> Floats | None:
    """All dense vectors of a message side by side; None for a message without any."""
    found = [
        np.asarray(feature.features, dtype=np.float32).ravel()
        for feature in message.features
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE and feature.is_dense()
    ]
    return np.concatenate(found) if found else None


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(IntentClassifier, GraphComponent):
    """Adds to each margin of the matter head how near the message comes, in meaning, to that label's questions."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Vectors come from featurizers; the matter head stands before it, which Rasa can't check at training."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``share`` is the factor on what is added; the others are those of ``Nearness.fit``."""
        return {"share": 1.2, "features": 2000, "width": 1.5, "ridge": 0.02}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        labels: list[str] | None = None,
        model: Nearness | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._labels, self._model = labels or [], model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> MeaningClassifier:
        """Creates an untrained classifier."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> MeaningClassifier:
        """Loads a trained classifier. Raises when its files are missing or damaged."""
        with model_storage.read_from(resource) as folder, np.load(folder / "meaning.npz", allow_pickle=False) as state:
            labels = [str(label) for label in state["labels"]]
            return cls(config, model_storage, resource, labels, Nearness.from_state(dict(state)))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits and stores it; raises ValueError when no training question has a dense vector."""
        taught = [
            (vector, matter_label(message) or {})
            for message in training_data.training_examples
            if message.get(INTENT) and (vector := dense_vector(message)) is not None
        ]
        if not taught:
            raise ValueError("no training question has a dense vector: name a dense featurizer before this component")
        self._labels = sorted({name for _, label in taught for name in label})
        place = {name: number for number, name in enumerate(self._labels)}
        flat = [(row, place[name], share) for row, (_, label) in enumerate(taught) for name, share in label.items()]
        rows, targets, shares = (np.array(part) for part in zip(*flat, strict=True))
        vectors = np.stack([vector for vector, _ in taught])[rows]
        options = {name: self._config[name] for name in ("features", "width", "ridge")}
        self._model = Nearness.fit(vectors, targets, even_shares(targets, shares), len(self._labels), **options)
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / "meaning.npz", labels=np.array(self._labels), **self._model.state())
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds to the margins of each message; a label that only one of the two knows is left as it is."""
        if self._model is None:
            raise RuntimeError("the classifier is not trained")
        for message in messages:
            scores, vector = message.get(SCORES), dense_vector(message)
            if vector is None or not scores or not vector.any():
                continue
            near = self._model.scores(vector[None])[0].astype(np.float64)
            added = (float(self._config["share"]) * (near + 1)).tolist()
            margins = dict(scores["matter"])
            for name, more in zip(self._labels, added, strict=True):
                if name in margins:
                    margins[name] += more
            message.set(SCORES, {**scores, "matter": margins}, add_to_output=True)
        return messages

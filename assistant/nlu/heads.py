"""The three linear heads over the shared features: which matter, which act on a queue number, which facet."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.labels import ACTS, NO_ACT, Label, act_label, facet_label, matter_label
from assistant.nlu.linear import LinearScores, softmax
from assistant.nlu.progress import report

SCORES = "scores"


def sentence_row(message: Message) -> sp.csr_matrix | None:
    """All views of a message side by side, or None for a message without features."""
    _, sentence = message.get_sparse_features(TEXT, [])
    return None if sentence is None else sp.csr_matrix(sentence.features)


class _Head(IntentClassifier, GraphComponent):
    """Trains one softmax on the messages that carry this head's label, and notes its probabilities on a message."""

    name = ""

    @classmethod
    def required_components(cls) -> list[type]:
        """Rows come from the featurizers."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``cost`` and ``tolerance`` of the training; ``sharpness`` turns margins into probabilities, fitted on folds."""
        return {"cost": 0.5, "tolerance": 0.1, "keep": 0.4, "sharpness": 8.0}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        labels: list[str] | None = None,
        model: LinearScores | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self.labels = labels or []
        self.model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> _Head:
        """Creates an untrained head."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> _Head:
        """Loads a trained head. Raises when its files are missing or damaged: a head is never silently empty."""
        with model_storage.read_from(resource) as folder, np.load(folder / "head.npz", allow_pickle=False) as state:
            labels = [str(label) for label in state["labels"]]
            return cls(config, model_storage, resource, labels, LinearScores.from_state(dict(state)))

    @staticmethod
    def label_of(message: Message) -> Label | None:
        """The head's target for a training message, or None where the message teaches it nothing."""
        raise NotImplementedError

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the head and stores it."""
        rows, wanted = [], []
        for message in training_data.training_examples:
            label = self.label_of(message) if message.get(INTENT) else None
            row = sentence_row(message) if label else None
            if label and row is not None:
                rows.append(row)
                wanted.append(label)
        if not rows:
            raise ValueError(f"no training question carries a label for {type(self).__name__}")
        report(self.name, 0.0)
        self.labels = sorted({name for label in wanted for name in label})
        place = {label: position for position, label in enumerate(self.labels)}
        repeated = np.repeat(np.arange(len(rows)), [len(label) for label in wanted])
        targets = np.array([place[name] for label in wanted for name in label], dtype=np.int64)
        shares = np.array([share for label in wanted for share in label.values()], dtype=np.float32)
        matrix = sp.vstack(rows, format="csr")[repeated]
        fitted = LinearScores.fit(matrix, targets, shares, self._config["cost"], self._config["tolerance"])
        self.model = fitted.pruned(self._config["keep"])
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / "head.npz", labels=np.array(self.labels), **self.model.state())
        report(self.name, 1.0)
        return self._resource

    def probabilities(self, row: sp.csr_matrix) -> npt.NDArray[np.float32]:
        """Probabilities (one a label, in the order of ``labels``) of one message's row."""
        if self.model is None:
            raise RuntimeError(f"{type(self).__name__} is not trained")
        return softmax(self.model.scores(row.indices, row.data) * np.float32(self._config["sharpness"]))

    def process(self, messages: list[Message]) -> list[Message]:
        """Notes this head's probabilities, by label, in the message's scores."""
        for message in messages:
            row = sentence_row(message)
            if row is not None:
                scores = dict(message.get(SCORES) or {})
                shares = self.probabilities(row).tolist()
                scores[self.name] = dict(zip(self.labels, shares, strict=True))
                message.set(SCORES, scores, add_to_output=True)
        return messages


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MatterClassifier(_Head):
    """Which of the 187 transactions, topics, moves or none of them a message is about."""

    name = "matter"

    @staticmethod
    def label_of(message: Message) -> Label | None:
        """The message's intent; ambiguous messages share their weight over what they may mean."""
        return matter_label(message)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class ActClassifier(_Head):
    """Which act on a queue number a message asks for, or none."""

    name = "act"

    @staticmethod
    def label_of(message: Message) -> Label | None:
        """The ticket act of the message's intent, else none."""
        return act_label(message)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FacetClassifier(_Head):
    """Which facet of a matter a message asks for."""

    name = "facet"

    @staticmethod
    def label_of(message: Message) -> Label | None:
        """The facet in the message's metadata."""
        return facet_label(message)


def describe(training_data: TrainingData) -> Counter[str]:
    """How many training questions stand under each intent."""
    return Counter(str(message.get(INTENT)) for message in training_data.training_examples)


__all__ = [
    "ACTS",
    "NO_ACT",
    "SCORES",
    "ActClassifier",
    "FacetClassifier",
    "MatterClassifier",
    "describe",
    "sentence_row",
]

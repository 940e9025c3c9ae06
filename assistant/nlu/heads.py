"""The three linear heads over the shared features: which matter, which act on a queue number, which facet."""

from __future__ import annotations

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
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.featurizer import CLAUSE_ROWS
from assistant.nlu.hashing import stacked
from assistant.nlu.labels import Label, act_label, facet_label, kind_label, matter_label
from assistant.nlu.linear import LinearScores
from assistant.nlu.progress import report

SCORES = "scores"
IN_CLAUSES = "_in_clauses"


def sentence_row(message: Message) -> sp.csr_matrix | None:
    """The row of a message's views, or None for a message without features."""
    for feature in message.features:
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE and feature.is_sparse():
            return feature.features
    return None


class _Head(IntentClassifier, GraphComponent):
    """Trains a linear machine on the messages that carry this head's label, and notes its margins on a message."""

    name = ""
    in_clauses = False

    @classmethod
    def required_components(cls) -> list[type]:
        """Rows come from the featurizers."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``cost`` and ``tolerance`` of the training; ``keep`` is the share of weights that are stored."""
        return {"cost": 1.0, "tolerance": 0.3, "keep": 0.4}

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
        numbered = [{place[name]: share for name, share in label.items()} for label in wanted]
        fitted = LinearScores.fit(stacked(rows), numbered, self._config["cost"], self._config["tolerance"])
        self.model = fitted.pruned(self._config["keep"])
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / "head.npz", labels=np.array(self.labels), **self.model.state())
        report(self.name, 1.0)
        return self._resource

    def margins(self, row: sp.csr_matrix) -> npt.NDArray[np.float32]:
        """Margins (one a label, in the order of ``labels``) of one message's row; above 0 the label is claimed."""
        if self.model is None:
            raise RuntimeError(f"{type(self).__name__} is not trained")
        return self.model.scores(row.indices, row.data)

    def process(self, messages: list[Message]) -> list[Message]:
        """Notes this head's margins, by label, in the message's scores."""
        for message in messages:
            row = sentence_row(message)
            if row is not None:
                scores = dict(message.get(SCORES) or {})
                whole = self.margins(row)
                scores[self.name] = dict(zip(self.labels, whole.tolist(), strict=True))
                if self.in_clauses:
                    # In a story the request stands in one of the last clauses: the best of these and of the whole.
                    best = np.max([whole, *map(self.margins, message.get(CLAUSE_ROWS) or [])], axis=0)
                    scores[f"{self.name}{IN_CLAUSES}"] = dict(zip(self.labels, best.tolist(), strict=True))
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
    in_clauses = True

    @staticmethod
    def label_of(message: Message) -> Label | None:
        """The ticket act of the message's intent, else none."""
        return act_label(message)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FacetClassifier(_Head):
    """Which facet of a matter a message asks for."""

    name = "facet"
    in_clauses = True

    @staticmethod
    def label_of(message: Message) -> Label | None:
        """The facet in the message's metadata."""
        return facet_label(message)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class KindClassifier(_Head):
    """What kind of message it is: a matter, an unclear one, about the center, a move, not covered."""

    name = "kind"

    @staticmethod
    def label_of(message: Message) -> Label | None:
        """The kind of the message's intent."""
        return kind_label(message)

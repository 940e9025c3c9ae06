"""The graph component that asks, beside the matter a message looks most like, whether it is clear and covered."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.candidacy import Candidacy, Fitness
from assistant.nlu.hashing import stacked
from assistant.nlu.heads import SCORES, sentence_row
from assistant.nlu.labels import AMBIGUOUS, NOT_COVERED, intent_metadata, is_matter
from assistant.nlu.progress import report

CANDIDACY, OFFERABLE = "candidacy", "offerable"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class CandidacyClassifier(IntentClassifier, GraphComponent):
    """Notes how well a message fits its best matter; stands behind all that changes the matter's margins."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Rows come from the featurizers; the matter head stands before it, which Rasa can't check at training."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """``keep`` is the share of the matters' own weights that is stored; the others are those of Candidacy.fit."""
        return {"cost": 0.3, "share": 0.4, "width": 2**19, "tolerance": 0.3, "keep": 0.5}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: Candidacy | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, model_storage, resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CandidacyClassifier:
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
    ) -> CandidacyClassifier:
        """Loads a trained classifier. Raises when its files are missing or damaged."""
        with model_storage.read_from(resource) as folder:
            with np.load(folder / "matters.npz", allow_pickle=False) as named:
                matters, asked = list(map(str, named["matters"])), list(map(str, named["asked"]))
            fitted = {}
            for name in asked:
                with np.load(folder / f"{name}.npz", allow_pickle=False) as state:
                    fitted[name] = Fitness.from_state(dict(state))
        return cls(config, model_storage, resource, Candidacy(matters, fitted))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits and stores it; raises ValueError when no question is on a matter."""
        rows: list[sp.csr_matrix] = []
        clear: dict[str, list[int]] = defaultdict(list)
        unclear: dict[str, list[int]] = defaultdict(list)
        elsewhere: list[int] = []
        for message in training_data.training_examples:
            intent, row = message.get(INTENT) or "", sentence_row(message)
            if row is None:
                continue
            if is_matter(intent):
                clear[intent].append(len(rows))
            elif intent == AMBIGUOUS:
                for candidate in intent_metadata(message).get("candidates") or ():
                    unclear[candidate].append(len(rows))
            elif intent == NOT_COVERED:
                elsewhere.append(len(rows))
            else:
                continue
            rows.append(row)
        if not clear:
            raise ValueError("no training question is on a matter")
        report(CANDIDACY, 0.0)
        options = {name: self._config[name] for name in ("cost", "share", "width", "tolerance")}
        fitted = Candidacy.fit(stacked(rows), clear, unclear, np.array(elsewhere, dtype=np.int64), **options)
        kept = {name: fitness.pruned(self._config["keep"]) for name, fitness in fitted.asked.items()}
        self._model = Candidacy(fitted.matters, kept)
        with self._storage.write_to(self._resource) as folder:
            np.savez_compressed(folder / "matters.npz", matters=np.array(fitted.matters), asked=np.array(sorted(kept)))
            for name, fitness in kept.items():
                np.savez_compressed(folder / f"{name}.npz", **fitness.state())
        report(CANDIDACY, 1.0)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Notes the margins of each message beside its best matter, by question, and which matters it may mean."""
        if self._model is None:
            raise RuntimeError("the classifier is not trained")
        for message in messages:
            scores, row = message.get(SCORES), sentence_row(message)
            if scores and row is not None:
                worth, meant = self._model.beside(row, scores["matter"])
                message.set(SCORES, {**scores, CANDIDACY: worth, OFFERABLE: meant}, add_to_output=True)
        return messages

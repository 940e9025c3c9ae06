"""Systems that learn a published intent set: the model's own components as config.yml sets them, and a plain peer."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from assistant.nlu.featurizer import ViewFeaturizer
from assistant.nlu.heads import SCORES, MatterClassifier
from assistant.nlu.labels import NOT_COVERED
from assistant.nlu.meaning import MeaningClassifier
from assistant.nlu.tokenizer import BilingualTokenizer
from assistant.nlu.vector_featurizer import VectorFeaturizer
from assistant.settings import ROOT
from benchmarks.public_sets import OOS, Line, Margins

# The components that tell matters apart, in the order of the pipeline; the others know this center's catalog.
COMPONENTS: tuple[type[GraphComponent], ...] = (
    BilingualTokenizer, ViewFeaturizer, VectorFeaturizer, MatterClassifier, MeaningClassifier,
)  # fmt: skip
Named = dict[str, Margins]


def configured(component: type[GraphComponent]) -> dict[str, Any]:
    """A component's options as the model has them. Raises LookupError where config.yml does not name it."""
    name = f"{component.__module__}.{component.__qualname__}"
    for written in yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]:
        if written["name"] == name:
            return {**component.get_default_config(), **{key: written[key] for key in written if key != "name"}}
    raise LookupError(f"config.yml does not name {name}")


class Ours:
    """The real components: the matter head over the views, and the same with nearness in the words' meanings."""

    def __init__(self) -> None:
        self._components: list[Any] = []

    def train(self, lines: Sequence[Line]) -> float:
        """Trains on the lines; processor seconds. What is out of scope is taught as what a center does not cover."""
        begun = time.process_time()
        data = TrainingData([Message.build(text, NOT_COVERED if i == OOS else i) for text, i in lines])
        schema = GraphSchema({})
        self._components = []
        with tempfile.TemporaryDirectory() as folder:
            storage = LocalModelStorage(Path(folder))
            for kind in COMPONENTS:
                context = ExecutionContext(schema, node_name=kind.__name__)
                options, place = configured(kind), Resource(kind.__name__)
                component: Any = kind.create(options, storage, place, context)
                if hasattr(component, "train"):
                    component.train(data)
                    component = kind.load(options, storage, place, context)  # as it is served
                if hasattr(component, "process_training_data"):
                    component.process_training_data(data)
                self._components.append(component)
        return time.process_time() - begun

    def margins(self, texts: Sequence[str]) -> tuple[Named, float]:
        """By variant, and the processor's milliseconds a message, one at a time."""
        found: dict[str, list[dict[str, float]]] = {"ours": [], "ours, matter head alone": []}
        begun = time.process_time()
        for text in texts:
            message = Message.build(text)
            for component in self._components[:-1]:
                component.process([message])
            found["ours, matter head alone"].append(message.get(SCORES)["matter"])
            self._components[-1].process([message])
            found["ours"].append(message.get(SCORES)["matter"])
        took = (time.process_time() - begun) * 1000 / len(texts)
        labels = list(found["ours"][0])
        named = [OOS if label == NOT_COVERED else label for label in labels]
        return {
            variant: Margins(named, np.array([[own[label] for label in labels] for own in scores], dtype=np.float32))
            for variant, scores in found.items()
        }, took


class Plain:
    """What a textbook has: scikit-learn's TF-IDF of words and pairs of words, and its linear support vector machine."""

    def __init__(self) -> None:
        self._model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LinearSVC(random_state=7))

    def train(self, lines: Sequence[Line]) -> float:
        """Trains on the lines; processor seconds."""
        begun = time.process_time()
        self._model.fit([text for text, _ in lines], [intent for _, intent in lines])
        return time.process_time() - begun

    def margins(self, texts: Sequence[str]) -> tuple[Named, float]:
        """By variant, and the processor's milliseconds a message, one at a time."""
        begun = time.process_time()
        scores = [self._model.decision_function([text])[0] for text in texts]
        took = (time.process_time() - begun) * 1000 / len(texts)
        labels = list(map(str, self._model.classes_))
        table = np.array(scores, dtype=np.float32)
        if table.ndim == 1:  # of two labels it tells only how far the second is ahead
            table = np.column_stack([-table, table])
        return {"scikit-learn: TF-IDF and linear SVM": Margins(labels, table)}, took

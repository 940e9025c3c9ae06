"""The first graph component: what a message typed in pinyin says in Chinese is what the others read."""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from assistant.nlu.heard import Heard
from assistant.nlu.normaliser import fold
from assistant.nlu.pinyin import PinyinReader


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PinyinInterpreter(GraphComponent, EntityExtractorMixin):
    """Learns the questions' Chinese and reads pinyin as it; training questions stay as they are."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PinyinInterpreter:
        """Creates an untrained component."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> PinyinInterpreter:
        """Loads what was learnt."""
        with model_storage.read_from(resource) as folder, np.load(folder / "pinyin.npz", allow_pickle=False) as kept:
            return cls(model_storage, resource, PinyinReader.from_arrays(kept))

    def __init__(self, storage: ModelStorage, resource: Resource, reader: PinyinReader | None = None) -> None:
        self._storage, self._resource, self._reader = storage, resource, reader

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which character follows which, and which words are English."""
        texts = [example.get(TEXT) for example in training_data.training_examples if example.get(TEXT)]
        reader = PinyinReader.learnt(text.lower() if text.isascii() else fold(text) for text in texts)
        with self._storage.write_to(self._resource) as folder, (folder / "pinyin.npz").open("wb") as file:
            np.savez_compressed(file, **reader.arrays())
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Puts the Chinese in the place of a text that is pinyin."""
        for message in messages:
            if message.get(TEXT):
                message.set(TEXT, self.heard(message.get(TEXT)).text)
        return messages

    def heard(self, text: str) -> Heard:
        """A message as it is to be understood. Any thread may ask."""
        if self._reader is None:
            raise RuntimeError("the component is not trained")
        return self._reader.heard(text)

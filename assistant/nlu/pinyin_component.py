"""The first graph component: what a message typed by sound says is what the others read."""

from __future__ import annotations

import json
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

from assistant.nlu.glosses import dictionary
from assistant.nlu.heard import Heard
from assistant.nlu.homophones import Homophones
from assistant.nlu.normaliser import fold
from assistant.nlu.pinyin import PinyinReader
from assistant.nlu.segmenting import chinese_lexicon


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class PinyinInterpreter(GraphComponent, EntityExtractorMixin):
    """
    Learns the questions' Chinese, reads pinyin as it, and repairs characters that only sound right; training questions
    stay as they are.
    """

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
            words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
            reader = PinyinReader.from_arrays(kept)
        return cls(model_storage, resource, reader, Homophones(words, dictionary(), reader.characters))

    def __init__(
        self,
        storage: ModelStorage,
        resource: Resource,
        reader: PinyinReader | None = None,
        homophones: Homophones | None = None,
    ) -> None:
        self._storage, self._resource, self._reader, self._homophones = storage, resource, reader, homophones

    def train(self, training_data: TrainingData) -> Resource:
        """Learns which character follows which, which words there are, and which are English."""
        texts = [example.get(TEXT) for example in training_data.training_examples if example.get(TEXT)]
        folded = [text.lower() if text.isascii() else fold(text) for text in texts]
        reader, words = PinyinReader.learnt(folded), Homophones.words_in(folded, chinese_lexicon())
        with self._storage.write_to(self._resource) as folder, (folder / "pinyin.npz").open("wb") as file:
            np.savez_compressed(file, **reader.arrays())
            (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False, sort_keys=True), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Puts what is meant in the place of a text that is pinyin or has characters that only sound right."""
        for message in messages:
            if message.get(TEXT):
                message.set(TEXT, self._spelt(self.heard(message.get(TEXT)).text))
        return messages

    def _spelt(self, text: str) -> str:
        """The text, folded where a character of it had to be repaired."""
        if self._homophones is None or text.isascii():
            return text
        folded = fold(text)
        spelt = self._homophones.repaired(folded)
        return spelt if spelt != folded else text

    def heard(self, text: str) -> Heard:
        """A message as it is to be understood. Any thread may ask."""
        if self._reader is None:
            raise RuntimeError("the component is not trained")
        return self._reader.heard(text)

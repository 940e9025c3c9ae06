"""One sparse view of a message, hashed into a fixed number of buckets: no vocabulary to load or to outgrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

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

from assistant.nlu import views
from assistant.nlu.hashing import hashed_row
from assistant.nlu.normaliser import fold


def _words(message: Message) -> Iterable[str]:
    return views.word_features([token.text for token in message.get(TOKENS_NAMES[TEXT], [])])


def _characters(message: Message) -> Iterable[str]:
    return views.character_features(fold(message.get(TEXT)))


def _pinyin(message: Message) -> Iterable[str]:
    return views.pinyin_features(fold(message.get(TEXT)))


VIEWS: dict[str, Callable[[Message], Iterable[str]]] = {"words": _words, "characters": _characters, "pinyin": _pinyin}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class ViewFeaturizer(SparseFeaturizer, GraphComponent):
    """Adds one view (``view``: words, characters or pinyin) as a sentence feature of ``buckets`` columns."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Words come from a tokenizer."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """A power of two keeps the hash even."""
        return {**SparseFeaturizer.get_default_config(), "view": "words", "buckets": 65536}

    def __init__(self, execution_context: ExecutionContext, config: dict[str, Any]) -> None:
        super().__init__(execution_context.node_name, config)
        if config["view"] not in VIEWS:
            raise ValueError(f"view must be one of {', '.join(VIEWS)}, not {config['view']!r}")
        self._features_of = VIEWS[config["view"]]
        self._buckets = int(config["buckets"])

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
        """Creates the component; hashing needs no training."""
        return cls(execution_context, config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the view to each message."""
        for message in messages:
            if message.get(TEXT):
                row = hashed_row(self._features_of(message), self._buckets)
                message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Adds the view to each training example."""
        self.process(training_data.training_examples)
        return training_data

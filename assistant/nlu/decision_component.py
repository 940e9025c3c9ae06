"""The last graph component: names the intent a message would get by itself, as Rasa's own tools expect one."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.decision import Decided, Decider
from assistant.nlu.heads import SCORES, MatterClassifier
from assistant.nlu.labels import AMBIGUOUS, CENTER_PREFIX, HUMAN, JOURNEY_PREFIX, NOT_COVERED
from assistant.nlu.linker import LINKED
from catalog import load_catalog


def intent_of(decided: Decided) -> str:
    """The training intent that a decision stands for."""
    understanding = decided.understanding
    if decided.move is not None:
        return decided.move
    if understanding.journey is not None:
        return f"{JOURNEY_PREFIX}{understanding.journey}"
    if understanding.outcome == "answer":
        return understanding.transaction or NOT_COVERED
    named = {
        "ticket": understanding.act,
        "center": f"{CENTER_PREFIX}{understanding.topic}",
        "handoff": HUMAN,
        "clarify": AMBIGUOUS,
    }
    return named.get(understanding.outcome) or NOT_COVERED


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DecisionClassifier(IntentClassifier, GraphComponent):
    """Sets ``intent`` and ``intent_ranking`` from the heads' probabilities and the linked term."""

    @classmethod
    def required_components(cls) -> list[type]:
        """The matter head must stand before it."""
        return [MatterClassifier]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DecisionClassifier:
        """Creates the component over the installed catalog."""
        return cls(Decider(load_catalog()))

    def __init__(self, decider: Decider) -> None:
        self._decider = decider

    def process(self, messages: list[Message]) -> list[Message]:
        """Decides on each message by itself."""
        for message in messages:
            evidence = self._decider.evidence(message.get(SCORES) or {}, message.get(LINKED), message.get(TEXT) or "")
            decided = self._decider.decide(evidence)
            intent = {"name": intent_of(decided), "confidence": decided.understanding.confidence}
            ranking = [{"name": c.id, "confidence": c.confidence} for c in decided.ranking[:5]]
            message.set(INTENT, intent, add_to_output=True)
            message.set(
                "intent_ranking", [intent, *(r for r in ranking if r["name"] != intent["name"])], add_to_output=True
            )
        return messages

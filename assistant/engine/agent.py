"""Rasa's agent over one trained model, with native actions and our renderer's replies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.core.actions.action import Action
from rasa.core.agent import Agent
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.context import ContextReader
from assistant.engine.processor import CitizenHomeProcessor
from assistant.nlu.decision import Decider
from assistant.nlu.reranking import Reranker


class EngineError(RuntimeError):
    """The engine could not load, or answered a message with nothing."""


class SilentGenerator(NaturalLanguageGenerator):
    """Replies are rendered by the actions themselves; a response of the domain is never asked for."""

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """No response: an utter action in a rule would be a mistake."""
        raise EngineError(f"{utter_action} is not rendered by Rasa's templates")


class QuickLockStore(InMemoryLockStore):
    """Rasa's lock polls once a second; in one process a few milliseconds do."""

    async def _acquire_lock(self, conversation_id: str, ticket: int, wait_time_in_seconds: float) -> Any:
        return await super()._acquire_lock(conversation_id, ticket, 0.005)


class CitizenHomeAgent(Agent):
    """An agent over one trained model; raises on anything that would leave it half alive."""

    def __init__(
        self,
        tracker_store: TrackerStore | None,
        actions: dict[str, Action],
        decider: Decider,
        reader: ContextReader,
        reranker: Reranker | None = None,
    ) -> None:
        """``reranker``: who is asked where the decision is unsure; by default nobody."""
        super().__init__(tracker_store=tracker_store, lock_store=QuickLockStore(), generator=SilentGenerator())
        self._actions, self._decider, self._reader, self._reranker = actions, decider, reader, reranker

    def load_model(self, model_path: str | Path, fingerprint: str | None = None) -> None:
        """Loads the model with our processor."""
        processor = CitizenHomeProcessor(
            model_path=model_path,
            tracker_store=self.tracker_store,
            lock_store=self.lock_store,
            action_endpoint=self.action_endpoint,
            generator=self.nlg,
        )
        processor.actions, processor.decider, processor.reader = self._actions, self._decider, self._reader
        processor.reranker = self._reranker
        self.processor = processor
        self.domain = processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain

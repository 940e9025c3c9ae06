"""Rasa's agent and processor with native actions, our renderer's replies, and the decision made in context."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import rasa.core.actions.action
from rasa.core.actions.action import Action
from rasa.core.agent import Agent
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import PolicyPrediction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.constants import ACTION_LISTEN_NAME, FOLLOWUP_ACTION
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue import pairs, several
from assistant.dialogue.actions import MOVE, UNDERSTANDING
from assistant.dialogue.context import ContextReader
from assistant.dialogue.corrections import affirmed as affirmed_part
from assistant.engine.runner import DirectGraphRunner
from assistant.engine.so_far import context_of
from assistant.messages import Understanding
from assistant.nlu import joined
from assistant.nlu.courtesies import asks, without_courtesies
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.decision_component import DecisionClassifier
from assistant.nlu.evidence import Evidence
from assistant.nlu.heads import SCORES
from assistant.nlu.heard import Heard, as_typed
from assistant.nlu.linker import LINKED
from assistant.nlu.normaliser import fold
from assistant.nlu.pinyin_component import PinyinInterpreter
from assistant.nlu.reranking import Reranker, chosen_in, offered_for
from assistant.nlu.texting import in_full

# What is longer tells enough of its own: each topic costs a reading more.
_READ_AGAIN = 200
_OF_NO_MATTER = ("ticket", "smalltalk", "handoff")


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


class ReplyCollector(OutputChannel):
    """Collects the typed replies of one turn."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []
        self.understanding: Understanding | None = None

    @classmethod
    def name(cls) -> str:
        """Channel name in the tracker."""
        return "citizen_home"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps our own form of the reply; plain texts (Rasa's own, if any) are not split."""
        if message.get("custom"):
            self.replies.append(message["custom"])


def parse_data_of(decided: Decided, text: str) -> dict[str, Any]:
    """Rasa's parse data for a decision: the outcome as intent, the understanding beside it."""
    return {
        "text": text,
        "intent": {"name": f"outcome_{decided.understanding.outcome}", "confidence": decided.understanding.confidence},
        "entities": [],
        UNDERSTANDING: decided.understanding.as_dict(),
        MOVE: decided.move,
    }


def undecided(metadata: ModelMetadata) -> str:
    """
    The graph's node at which all scores of a message stand.

    What comes after it is left out: a decision without the conversation, which is made here anew, and Rasa's reading of
    texts such as "/restart" as commands.
    """
    nodes, name = metadata.predict_schema.nodes, str(metadata.nlu_target)
    while nodes[name].uses in (RegexMessageHandler, DecisionClassifier):
        name = nodes[name].needs["messages"]
    return name


class CitizenHomeProcessor(MessageProcessor):
    """Looks actions up among our own, and decides on a message in its conversation."""

    actions: dict[str, Action]
    decider: Decider
    reader: ContextReader
    reranker: Reranker | None = None
    _names: dict[str, Evidence]

    def heard(self, text: str) -> Heard:
        """A message as it is to be understood; what is typed in pinyin as Chinese. Any thread may ask."""
        interpreter = self.graph_runner.component(PinyinInterpreter)
        return interpreter.heard(text) if interpreter is not None else as_typed(text)

    @staticmethod
    def _load_model(model_path: str | Path) -> tuple[str, ModelMetadata, GraphRunner]:
        """The model's graph with our runner. Raises what reading the archive raises."""
        archive = Path(model_path)
        with tempfile.TemporaryDirectory() as folder:
            metadata, runner = load_predict_graph_runner(Path(folder), archive, LocalModelStorage, DirectGraphRunner)
        return archive.name, replace(metadata, nlu_target=undecided(metadata)), runner

    def _get_action(self, action_name: str) -> Action | None:
        own = self.actions.get(action_name)
        if own is not None:
            return own
        return rasa.core.actions.action.action_for_name_or_text(action_name, self.domain, self.action_endpoint)

    def predict_next_with_tracker_if_should(self, tracker: DialogueStateTracker) -> tuple[Action, PolicyPrediction]:
        """The policy's choice, with our own action of that name where there is one."""
        action, prediction = super().predict_next_with_tracker_if_should(tracker)
        return self.actions.get(action.name(), action), prediction

    def _predict_next_with_tracker(self, tracker: DialogueStateTracker) -> PolicyPrediction:
        """The policy's choice; an action of ours says all there is to say, so that after one the assistant listens."""
        if tracker.latest_action_name in self.actions:
            return PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME, FOLLOWUP_ACTION)
        return super()._predict_next_with_tracker(tracker)

    def _log_action_on_tracker(
        self, tracker: DialogueStateTracker, action: Action, events: list[Event] | None, prediction: PolicyPrediction
    ) -> None:
        """What an action did, as Rasa has it, but for the deep copies of all of it for lines that nobody writes."""
        if not any(isinstance(event, ActionExecutionRejected) for event in events or ()):
            tracker.update_with_events(prediction.events, self.domain)
            tracker.update(action.event_for_successful_execution(prediction))
        tracker.update_with_events(events or [], self.domain)

    async def parse_message(
        self, message: UserMessage, tracker: DialogueStateTracker | None = None, only_output_properties: bool = True
    ) -> dict[str, Any]:
        """The graph's findings decided in context; the raw scores are not kept in the tracker."""
        context = context_of(tracker) if tracker is not None else Context()
        whole = in_full(message.text or "")
        affirmed = affirmed_part(fold(whole)) if context.transaction else None
        text = affirmed or without_courtesies(whole)
        evidence, decided = await self._alone(text, tracker, only_output_properties)
        unclear = ("not_covered", "clarify") if asks(text) else ("not_covered", "clarify", "center")
        of_nothing = decided.move is None and decided.understanding.outcome in unclear
        if affirmed is None and text != whole and of_nothing and evidence.linked is None:
            text, evidence, decided = await self._courtesy(whole, tracker, (text, evidence, decided))
        visit = await self._visit(message.text or "", tracker, only_output_properties)
        if visit is not None:
            decided = visit
        elif tracker is not None:
            decided = await self._pair(text, decided, tracker) if affirmed is None else decided
            if decided.understanding.outcome not in _OF_NO_MATTER:
                evidence = await self._within(text, evidence, context, tracker)
            decided = self.reader.read(decided, evidence, context, text, corrected=affirmed is not None)
            decided = await self._second_opinion(decided, evidence, text)
        if isinstance(message.output_channel, ReplyCollector):
            message.output_channel.understanding = decided.understanding
        return parse_data_of(decided, message.text or "")

    async def _alone(
        self, text: str, tracker: DialogueStateTracker | None, only_output: bool
    ) -> tuple[Evidence, Decided]:
        """What is found about a text, its aspects read one by one where there may be two, and the decision on it."""
        evidence = await self._part(text, tracker, only_output)
        if joined.may_ask_two(evidence):
            parts = joined.parts_of(text)
            read = [await self._part(part, tracker, only_output) for part in parts]
            if read:
                evidence = replace(joined.made_clear(evidence, read), asked=joined.asked_in(parts, read))
        return evidence, self.decider.decide(evidence)

    async def _within(self, text: str, evidence: Evidence, context: Context, tracker: DialogueStateTracker) -> Evidence:
        """What is found about a text, and about the same text behind the names of what the talk is about."""
        topics = self.reader.topics(context, text) if len(text) <= _READ_AGAIN else ()
        behind = [await self._part(topic.text, tracker, True) for topic in topics]
        return self.reader.informed(evidence, topics, behind, [await self._name(topic.name) for topic in topics])

    async def _name(self, name: str) -> Evidence:
        """What is found about the name of a topic by itself; the same for every talk."""
        if name not in self._names:
            self._names[name] = await self._part(name, None, True)
        return self._names[name]

    async def _courtesy(
        self, whole: str, tracker: DialogueStateTracker | None, bare: tuple[str, Evidence, Decided]
    ) -> tuple[str, Evidence, Decided]:
        """The whole message where it is thanks of which a name or a kind word was left ("thanks, Peter")."""
        evidence, decided = await self._alone(whole, tracker, True)
        return (whole, evidence, decided) if decided.move in ("thanks", "goodbye") else bare

    async def _second_opinion(self, decided: Decided, evidence: Evidence, text: str) -> Decided:
        """The decision, or the re-ranker's choice; a bare word that several matters share is asked about anyway."""
        offered = offered_for(decided, self.decider.thresholds) if self.reranker and evidence.linked is None else ()
        chosen = await self.reranker.choose(text, offered) if self.reranker and offered else None
        return chosen_in(decided, chosen) if chosen in offered else decided

    async def _visit(self, text: str, tracker: DialogueStateTracker | None, only_output: bool) -> Decided | None:
        """The visit that a message asks numbers for, its matters understood one by one; None for any other message."""
        parts = several.parts_of(fold(text))
        return several.visit_of([self.decider.decide(await self._part(part, tracker, only_output)) for part in parts])

    async def _pair(self, text: str, whole: Decided, tracker: DialogueStateTracker) -> Decided:
        """The decision on a text, or on the two matters that it joins, each read with what it shares with the other."""
        readings = pairs.readings_of(text) if pairs.may_be_two(whole) else None
        named = whole.understanding.transaction
        # Some names hold an "and" of their own: "市民卡损坏或到期换领".
        if readings is None or (named is not None and self.decider.called_by_name(named, fold(text))):
            return whole
        sides = [
            [self.decider.decide(await self._part(reading, tracker, True)) for reading in side]
            for side in (readings.first, readings.second)
        ]
        return self.reader.paired(whole, *sides, in_turn=readings.in_turn) or whole

    async def _part(self, text: str, tracker: DialogueStateTracker | None, only_output: bool) -> Evidence:
        """What is found about a part of a message by itself."""
        part = text.lstrip("/ ") or "-"  # Rasa takes what begins with a slash for an intent's payload
        parsed = await super().parse_message(UserMessage(part), tracker, only_output)
        return self.decider.evidence(parsed.get(SCORES) or {}, parsed.get(LINKED), part)


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
        processor.reranker, processor._names = self._reranker, {}
        self.processor = processor
        self.domain = processor.domain
        self._set_fingerprint(fingerprint)
        self.tracker_store.domain = self.domain

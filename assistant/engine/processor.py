"""Rasa's processor with our own actions and understanding, without the work that neither needs."""

from __future__ import annotations

import logging
import tempfile
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import rasa.core.actions.action
from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel, UserMessage
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RulePolicy
from rasa.core.processor import MessageProcessor
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from rasa.engine.loader import load_predict_graph_runner
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa.nlu.classifiers.regex_message_handler import RegexMessageHandler
from rasa.shared.core.constants import (
    ACTION_LISTEN_NAME,
    ACTION_VALIDATE_SLOT_MAPPINGS,
    DEFAULT_SLOT_NAMES,
    FOLLOWUP_ACTION,
    SlotMappingType,
)
from rasa.shared.core.events import ActionExecutionRejected, Event
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue.actions import MOVE, UNDERSTANDING
from assistant.dialogue.context import ContextReader
from assistant.engine.reading import MessageReader
from assistant.engine.remembered import RememberedChoices
from assistant.engine.runner import DirectGraphRunner
from assistant.engine.so_far import context_of
from assistant.messages import Understanding
from assistant.nlu.decision import Decided, Decider
from assistant.nlu.decision_component import DecisionClassifier
from assistant.nlu.evidence import Evidence
from assistant.nlu.heads import SCORES
from assistant.nlu.heard import Heard, as_typed
from assistant.nlu.linker import LINKED
from assistant.nlu.pinyin_component import PinyinInterpreter
from assistant.nlu.reranking import Reranker

log = logging.getLogger(__name__)


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
        """
        The policy's choice, asked once for each course of a talk that its rules tell apart; an action of ours says all
        there is to say, so that after one the assistant listens.
        """
        if tracker.latest_action_name in self.actions:
            return PolicyPrediction.for_action_name(self.domain, ACTION_LISTEN_NAME, FOLLOWUP_ACTION)
        course = self._choices.course(tracker) if self._choices is not None else None
        known = self._choices.of(course) if self._choices is not None and course is not None else None
        if known is not None:
            return known
        chosen = super()._predict_next_with_tracker(tracker)
        if self._choices is not None and course is not None:
            self._choices.keep(course, chosen)
        return chosen

    @cached_property
    def _choices(self) -> RememberedChoices | None:
        """What the rules chose before; None where other policies have a say."""
        policies = self.graph_runner.components(Policy)
        rules = policies[0] if len(policies) == 1 else None
        return RememberedChoices(rules.lookup[RULES]) if isinstance(rules, RulePolicy) else None

    @cached_property
    def _extracts_no_slots(self) -> bool:
        """Whether slots are set by our actions alone, so that there is nothing to extract from a message."""
        own = [slot for slot in self.domain.slots if slot.name not in DEFAULT_SLOT_NAMES]
        mappings = [mapping for slot in own for mapping in slot.mappings]
        custom = all(m.get("type") == SlotMappingType.CUSTOM.value and not m.get("action") for m in mappings)
        return custom and ACTION_VALIDATE_SLOT_MAPPINGS not in self.domain.user_actions

    async def run_action_extract_slots(
        self, output_channel: OutputChannel, tracker: DialogueStateTracker
    ) -> DialogueStateTracker:
        """The tracker with the slots that a message fills."""
        if self._extracts_no_slots:
            return tracker
        return await super().run_action_extract_slots(output_channel, tracker)

    async def _run_action(
        self,
        action: Action,
        tracker: DialogueStateTracker,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        prediction: PolicyPrediction,
    ) -> bool:
        """
        Whether the assistant goes on after the action.

        Rasa hands actions a copy of the tracker that knows only the slots of the events that are still kept. Ours look
        at the whole talk, and change nothing but by the events that they return: they get the tracker itself. What a
        policy adds to its choice (which of the rules it followed) says nothing to them.
        """
        name = action.name()
        if name == ACTION_LISTEN_NAME:
            self._log_action_on_tracker(tracker, action, [], prediction)
            return False
        if name not in self.actions:
            return bool(await super()._run_action(action, tracker, output_channel, nlg, prediction))
        try:
            events: list[Event] = await action.run(output_channel, nlg, tracker, self.domain)
        except Exception:  # as Rasa does: nothing was said, and the turn tells the citizen so
            log.exception("action %s failed", name)
            events = []
        self._log_action_on_tracker(tracker, action, events, prediction)
        await self.execute_side_effects(events, tracker, output_channel)
        return bool(self.should_predict_another_action(name))

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
        reader = MessageReader(self.decider, self.reader, self.reranker, self._found)
        decided = await reader.understood(message.text or "", context_of(tracker) if tracker is not None else None)
        if isinstance(message.output_channel, ReplyCollector):
            message.output_channel.understanding = decided.understanding
        return parse_data_of(decided, message.text or "")

    def _found(self, text: str) -> Evidence:
        """What the graph finds about a text by itself."""
        target = self.model_metadata.nlu_target
        found = self.graph_runner.run({PLACEHOLDER_MESSAGE: [UserMessage(text)]}, [target])[target][0]
        return self.decider.evidence(found.get(SCORES) or {}, found.get(LINKED), text)

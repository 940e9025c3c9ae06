"""Rasa's actions, native: they run in the engine's process, read the understanding and utter one rendered reply."""

from __future__ import annotations

from typing import Any, ClassVar

from rasa.core.actions.action import Action
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue import giving_up, pairs, several, unanswered
from assistant.dialogue.desk import InformationDesk
from assistant.dialogue.explaining import TERM
from assistant.dialogue.foreigners import FOREIGNER
from assistant.dialogue.giving_up import GivingUp
from assistant.dialogue.plainer import SHORTER
from assistant.dialogue.ticketing import Ticketing, TicketRequest
from assistant.dialogue.visiting import Visiting, VisitReply
from assistant.dialogue.whereabouts import WHERE
from assistant.messages import Language, Reply, Understanding
from assistant.nlu.labels import NONE_OFFERED
from assistant.rendering import pairs as said_of_several, plainly
from assistant.rendering.offers import SEPARATOR
from assistant.rendering.renderer import Renderer
from assistant.tickets import LedgerUnavailable

UNDERSTANDING, MOVE = "understanding", "move"


class _ReplyAction(Action):
    """Base: reads the understanding of the latest message, utters one reply, sets the slots of the context."""

    def __init__(self, name: str, desk: InformationDesk, renderer: Renderer) -> None:
        self._name, self._desk, self._renderer = name, desk, renderer

    def name(self) -> str:
        """The action's name in the domain."""
        return self._name

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
        metadata: dict[str, Any] | None = None,
    ) -> list[Event]:
        """One reply and the slots that go with it."""
        message = tracker.latest_message
        if message is None or message.parse_data is None:
            raise RuntimeError(f"{self._name} was chosen without a message to answer")
        data: dict[str, Any] = dict(message.parse_data)
        understanding = Understanding.from_dict(data[UNDERSTANDING])
        language: Language = (message.metadata or {}).get("language", "zh")
        replies, slots = self.replies(understanding, language, tracker, data.get(MOVE))
        uttered = [BotUttered(reply.text, {"custom": reply.as_dict()}) for reply in replies]
        asked = tracker.get_slot("pending_act")
        if several.is_open(asked) or giving_up.is_open(asked):  # these are confirmed at once or not at all
            slots = {"pending_act": None, **slots}
        return [*uttered, *(SlotSet(key, value) for key, value in slots.items())]

    def instead(self, understanding: Understanding, language: Language, move: str) -> tuple[Reply, dict[str, Any]]:
        """What there is for a foreigner in place of the matter that ``move`` names, which is no longer talked of."""
        facts = self._desk.about(move.partition(SEPARATOR)[2])
        reply = plainly.instead(self._desk.catalog, understanding, facts, language)
        offered = [candidate.id for candidate in understanding.candidates]
        return reply, {"transaction": None, "pending": offered or None, "facets": list(understanding.facets)}

    def replies(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[tuple[Reply, ...], dict[str, Any]]:
        """All that is said, and what it leaves in the context."""
        reply, slots = self.reply(understanding, language, tracker, move)
        return (reply,), slots

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """The reply, and what it leaves in the context."""
        raise NotImplementedError


class AnswerAction(_ReplyAction):
    """Answers the asked facets of one transaction."""

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """The facets, and the transaction as what the talk is about."""
        transaction, facets = understanding.transaction or "", understanding.facets or ("overview",)
        slots = {"transaction": transaction, "facets": list(facets), "pending": None, "pending_act": None}
        facts = self._desk.about(transaction)
        if move == SHORTER:
            return plainly.short(facts, facets, language), slots
        reply = self._renderer.answer(facts, facets, language)
        if move == FOREIGNER:
            reply = plainly.of_foreigners(reply, facts)
        elif move is not None and move.startswith(WHERE):
            reply = plainly.where(reply, facts, move.partition(SEPARATOR)[2])
        return reply, slots


class ClarifyAction(_ReplyAction):
    """Asks which of the candidates is meant; a life event is told as a whole, its steps to be picked from."""

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """The question; what it offers can be picked by the next message."""
        if move is not None and move.startswith(FOREIGNER):
            return self.instead(understanding, language, move)
        if move is not None and move.startswith(TERM):
            return self._explain(move, language, tracker)
        if move in (pairs.PAIR, pairs.BOTH):
            return self._two(understanding, language, move)
        if move is not None:  # a follow-up to nothing: what the citizen is here for is not known yet
            return self._renderer.said("which_matter", language), {
                "facets": list(understanding.facets),
                "pending": None,
            }
        if understanding.journey is not None:
            facts = self._desk.journey(understanding.journey)
            steps = [step.transaction.id for step in facts.steps]
            return self._renderer.journey(facts, language), {"pending": steps, "facets": None, "pending_act": None}
        offered = [candidate.id for candidate in understanding.candidates]
        slots = {"pending": offered, "facets": list(understanding.facets)}
        asked = self._renderer.clarify(understanding, language)
        if {"phone", "location"}.isdisjoint(understanding.facets):
            return asked, slots
        shared = [self._desk.about(i) for i in offered]
        return said_of_several.led_by_what_is_shared(asked, shared, understanding.facets), slots

    def _two(self, understanding: Understanding, language: Language, move: str) -> tuple[Reply, dict[str, Any]]:
        """Two matters named in one message, told in short or asked about; the one to go on with can be picked."""
        ids, facets = [candidate.id for candidate in understanding.candidates], understanding.facets or ("overview",)
        slots: dict[str, Any] = {"transaction": None, "pending": ids, "pending_act": None, "facets": list(facets)}
        if len(ids) != pairs.TWO:  # each of the two is unclear in itself
            return self._renderer.clarify(understanding, language), slots
        tell = said_of_several.both_shortly if move == pairs.BOTH else said_of_several.two_matters
        return tell([self._desk.about(i) for i in ids], facets, language), slots

    def _explain(self, move: str, language: Language, tracker: DialogueStateTracker) -> tuple[Reply, dict[str, Any]]:
        """What a word means; asked in the midst of a matter it is an aside, else its matters can be picked."""
        term = self._desk.catalog.terms[move.partition(SEPARATOR)[2]]
        reply = plainly.term(self._desk.catalog, term, language)
        aside = not term.transactions or tracker.get_slot("transaction") or tracker.get_slot("pending")
        return reply, {} if aside else {"pending": list(term.transactions), "facets": None}


class NotCoveredAction(_ReplyAction):
    """Says that the center does not handle it; the talk so far stays as it was."""

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """Where to turn, and the nearest matters; after a question, to say it in other words.

        An aspect asked of what was refused is refused again, beside what is still open.
        """
        if move == NONE_OFFERED:
            return self._renderer.none_of_offered(language), {"pending": None}
        if move is not None and move.startswith(FOREIGNER):
            return self.instead(understanding, language, move)
        if move == unanswered.REFUSED_AGAIN:
            facets = list(understanding.facets)
            return self._renderer.refused_again(understanding, language), {"facets": facets}
        return self._renderer.not_covered(understanding, language), {}


class CenterAction(_ReplyAction):
    """Tells about the center itself."""

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """The topic as the center's record says it."""
        return self._renderer.center(understanding.topic or "capabilities", language), {}


class HandoffAction(_ReplyAction):
    """The way to a person."""

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """Phone, volunteers, reception room."""
        return self._renderer.handoff(language), {}


class SmalltalkAction(_ReplyAction):
    """Greeting, thanks, goodbye, and the moves that answer nothing."""

    _SAID: ClassVar[dict[str, str]] = {
        "greeting": "greeting",
        "thanks": "thanks",
        "goodbye": "goodbye",
        "restart": "start_over",
    }

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """A kind sentence; starting over forgets the context."""
        if move == SHORTER:
            return plainly.short_of_nothing(language), {}
        said = self._renderer.said(self._SAID.get(move or "", "anything_else"), language)
        forget = dict.fromkeys(("transaction", "facets", "pending", "pending_act"))
        return said, forget if move == "restart" else {}


class TicketAction(_ReplyAction):
    """Takes, watches or gives up a queue number."""

    def __init__(self, name: str, desk: InformationDesk, renderer: Renderer) -> None:
        super().__init__(name, desk, renderer)
        self._ticketing = Ticketing(desk, renderer)
        self._giving_up = GivingUp(desk, renderer)
        self._visiting = Visiting(desk, renderer, self._ticketing.why_not)

    def replies(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[tuple[Reply, ...], dict[str, Any]]:
        """What happened; of a visit with several numbers each is told as well."""
        gives_up = understanding.act == "cancel_ticket"
        if not gives_up and not several.is_visit(move):
            return super().replies(understanding, language, tracker, move)
        try:
            said = (
                self._given_up(understanding, language, tracker, move)
                if gives_up
                else self._visit(language, tracker, move)
            )
        except LedgerUnavailable:
            return (self._renderer.said("tickets_unavailable", language, "notice"),), {}
        slots: dict[str, Any] = {"pending": list(said.pending) or None, "pending_act": said.open_act}
        slots |= self._opens(understanding, tracker) | self._held(tracker)
        return said.replies, slots | ({"ticket": said.reference} if said.reference or gives_up else {})

    def _given_up(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> VisitReply:
        return self._giving_up.reply(understanding, tracker.sender_id, language, move)

    def _visit(self, language: Language, tracker: DialogueStateTracker, move: str | None) -> VisitReply:
        key = (tracker.latest_message.metadata or {}).get("key") if tracker.latest_message else None
        return self._visiting.reply(move or "", tracker.sender_id, language, key)

    def reply(
        self, understanding: Understanding, language: Language, tracker: DialogueStateTracker, move: str | None
    ) -> tuple[Reply, dict[str, Any]]:
        """What happened; a number asked for without its matter stays open until the matter is named."""
        key = (tracker.latest_message.metadata or {}).get("key") if tracker.latest_message else None
        reply, reference = self._ticketing.reply(TicketRequest(tracker.sender_id, understanding, language, key, move))
        slots: dict[str, Any] = {"pending": None, "pending_act": None}
        slots |= self._opens(understanding, tracker)
        if understanding.transaction is None and (
            understanding.act in ("take_ticket", "wait_time")
            and reply.kind in ("choices", "text")
            and reference is None
        ):
            slots["pending"] = [candidate.id for candidate in understanding.candidates] or None
            slots["pending_act"] = understanding.act
        if reference is not None:
            slots |= {"ticket": reference} | self._held(tracker)
        return reply, slots

    @staticmethod
    def _opens(understanding: Understanding, tracker: DialogueStateTracker) -> dict[str, Any]:
        """The matter that the talk is about from now on; a number taken before is looked after beside it."""
        beside = understanding.act in ("cancel_ticket", "ticket_status") and tracker.get_slot("transaction") is not None
        return {"transaction": understanding.transaction} if understanding.transaction and not beside else {}

    def _held(self, tracker: DialogueStateTracker) -> dict[str, Any]:
        """The matters of the numbers held, the newest last; as they were where the ledger can't be reached."""
        try:
            return {"held": [one.transaction for one in self._desk.ledger.active_of(tracker.sender_id)] or None}
        except LedgerUnavailable:
            return {}


def native_actions(desk: InformationDesk, renderer: Renderer) -> dict[str, Action]:
    """Every action of ours by its name in the domain."""
    kinds: dict[str, type[_ReplyAction]] = {
        "action_answer": AnswerAction,
        "action_clarify": ClarifyAction,
        "action_not_covered": NotCoveredAction,
        "action_center": CenterAction,
        "action_handoff": HandoffAction,
        "action_smalltalk": SmalltalkAction,
        "action_ticket": TicketAction,
    }
    return {name: kind(name, desk, renderer) for name, kind in kinds.items()}

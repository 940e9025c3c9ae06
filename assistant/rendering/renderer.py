"""Response name + facts + language -> reply. Replies are put together here; wording is in zh.py and en.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import ModuleType
from typing import Any

from assistant.messages import Choice, Language, Reply, Understanding
from assistant.rendering import cards, en, offers, zh
from assistant.rendering.facts import AnswerFacts, JourneyFacts, TicketFacts, WaitFacts
from catalog import Catalog
from catalog.live import CatalogSource

_MORE_FACETS = (
    "materials",
    "location",
    "procedure",
    "fee",
    "duration",
    "online",
    "proxy",
    "phone",
    "hours",
    "eligibility",
)
# An answer to these is one figure; the record's note about the whole matter would be longer than it.
BARE = frozenset({"fee", "duration", "phone"})


def words(language: Language) -> ModuleType:
    """The wording module of a language."""
    return zh if language == "zh" else en


class Renderer:
    """Builds replies over a catalog; holds no state of a conversation."""

    def __init__(self, catalog: CatalogSource) -> None:
        self._live = catalog

    @property
    def _catalog(self) -> Catalog:
        return self._live.now

    def answer(self, facts: AnswerFacts, facets: tuple[str, ...], language: Language) -> Reply:
        """One transaction, the asked facets first."""
        w = words(language)
        parts = [getattr(w, facet)(facts) for facet in facets]
        if {"location", "hours"} <= set(facets):  # both end with whether it is open: said once, with the hours
            place = facets.index("location")
            parts[place] = parts[place].removesuffix(w.open_now(facts)).rstrip()
        text = "\n".join([*parts, w.closing(facts, noted=not BARE.issuperset(facets))])
        return Reply(
            "card",
            text,
            language,
            self._next_steps(facts, facets, language),
            cards.transaction(facts, facets, language, next(iter(self._catalog.center.floors))),
        )

    def _next_steps(self, facts: AnswerFacts, facets: tuple[str, ...], language: Language) -> tuple[Choice, ...]:
        w = words(language)
        shown = set(facets) | ({"materials", "location", "fee", "duration", "phone"} if "overview" in facets else set())
        transaction = facts.transaction
        offered = [offers.act(w.TAKE_NUMBER, "take_ticket", transaction.id)]
        rest = [facet for facet in _MORE_FACETS if facet not in shown][:4]
        offered += [offers.answer(w.FACET_TITLES[facet], transaction.id, facet) for facet in rest]
        for related in transaction.related[:2]:
            offered.append(offers.answer(w.say(self._catalog.transactions[related].name), related))
        return (*offered, offers.person(w.TALK_TO_PERSON))

    def clarify(self, understanding: Understanding, language: Language) -> Reply:
        """The family's question, or one over the candidates; one choice for each."""
        w = words(language)
        family = self._catalog.families.get(understanding.family or "")
        own = {a.transaction: a for a in family.answers} if family else {}
        ids = [candidate.id for candidate in understanding.candidates]
        names = [w.say(self._catalog.transactions[i].name) for i in ids]
        ask = w.say(family.ask) if family and all(i in own for i in ids) else None
        if not ids:
            return Reply("text", w.which_matter(), language, (offers.person(w.TALK_TO_PERSON),))
        if understanding.outcome == "ticket":
            options = [
                offers.act(name, understanding.act or "take_ticket", i) for i, name in zip(ids, names, strict=True)
            ]
            return Reply("choices", w.clarify_for_ticket(names), language, tuple(options))
        options = [offers.answer(name, i, *understanding.facets) for i, name in zip(ids, names, strict=True)]
        asked = [w.FACET_TITLES[facet] for facet in understanding.facets if facet != "overview"]
        text = w.clarify(ask, names, asked)
        return Reply("choices", text, language, (*options, offers.none_of_these(w.NONE_OF_THESE)))

    def journey(self, facts: JourneyFacts, language: Language) -> Reply:
        """A life event: its steps in order, one choice for each; the card offers each step's queue number as well."""
        w = words(language)
        named = [(w.say(step.transaction.name), step.transaction.id) for step in facts.steps]
        options = [offers.answer(name, transaction) for name, transaction in named]
        tickets = [offers.act(f"{w.TAKE_NUMBER}: {name}", "take_ticket", transaction) for name, transaction in named]
        card = cards.journey(facts, tuple(tickets), language)
        # Steps that only some people need are left out of the plan; it offers to add them.
        sure = tuple((step.transaction.id,) for step in facts.steps if step.step.condition is None)
        every = tuple((step.transaction.id,) for step in facts.steps)
        visit = offers.visit(w.PLAN_VISIT, sure if len(sure) > 1 else every, facts.journey.id)
        return Reply("card", w.journey(facts), language, (*options, visit, offers.person(w.TALK_TO_PERSON)), card)

    def not_covered(self, understanding: Understanding, language: Language) -> Reply:
        """Not handled here: where to turn, and the nearest matters."""
        w = words(language)
        near = [c.id for c in understanding.candidates if c.confidence >= 0.03]
        names = [w.say(self._catalog.transactions[i].name) for i in near]
        offered = [offers.answer(name, i) for i, name in zip(near, names, strict=True)]
        text = w.not_covered(self._catalog.center.human_phone, names)
        return Reply("choices" if offered else "text", text, language, (*offered, offers.person(w.TALK_TO_PERSON)))

    def refused_again(self, understanding: Understanding, language: Language) -> Reply:
        """What was asked of something not handled here; what is still open is offered with the same aspects."""
        w = words(language)
        open_ones = [c.id for c in understanding.candidates]
        names = [w.say(self._catalog.transactions[i].name) for i in open_ones]
        offered = [offers.answer(name, i, *understanding.facets) for i, name in zip(open_ones, names, strict=True)]
        text = w.refused_again(self._catalog.center.human_phone, names)
        return Reply("choices" if offered else "text", text, language, (*offered, offers.person(w.TALK_TO_PERSON)))

    def none_of_offered(self, language: Language) -> Reply:
        """None of the offered matters: another wording, or a person."""
        w = words(language)
        text = w.none_of_offered(self._catalog.center.human_phone)
        return Reply("text", text, language, (offers.person(w.TALK_TO_PERSON),))

    def center(self, topic: str, language: Language) -> Reply:
        """A topic of the center, as its record says it."""
        w = words(language)
        follow = {
            "suggestion": offers.answer("", "service_complaint_suggestion"),
            "volunteer_help": offers.answer("", "volunteer_assistance"),
            "lectures_program": offers.answer("", "law_lecture_booking"),
        }.get(topic)
        offered: tuple[Choice, ...] = ()
        if follow is not None:
            name = w.say(self._catalog.transactions[follow.payload.split(":")[1]].name)
            offered = (Choice(name, follow.payload),)
        if topic == "busy":
            offered = (offers.act(w.TAKE_NUMBER, "take_ticket"),)
        card = cards.center(self._catalog.center, topic, language)
        text = w.say(self._catalog.center.topics[topic])
        return Reply("card", text, language, (*offered, offers.person(w.TALK_TO_PERSON)), card)

    def handoff(self, language: Language) -> Reply:
        """The ways to a person."""
        w = words(language)
        center = self._catalog.center
        text = w.handoff(w.say(center.topics["human"]), center.human_phone)
        return Reply("card", text, language, (), cards.person(center, language))

    def said(self, name: str, language: Language, kind: str = "text") -> Reply:
        """A sentence without facts."""
        sentence: Callable[[], str] = getattr(words(language), name)
        return Reply(kind, sentence(), language)  # type: ignore[arg-type]

    def ticket(self, name: str, facts: TicketFacts, language: Language) -> Reply:
        """A sentence about a ticket, with the ticket as card."""
        w = words(language)
        active = facts.status in ("waiting", "called", "serving")
        offered = [offers.act(w.TICKET_STATUS, "ticket_status", facts.transaction)] if active else []
        if facts.may_rejoin:
            offered.append(offers.act(w.TICKET_TITLES["rejoin"], "rejoin", facts.transaction))
        if facts.status == "waiting":
            offered += self._while_waiting(facts, language)
            offered.append(offers.act(w.TICKET_TITLES["give_up"], "cancel_ticket", facts.transaction))
        offered.append(offers.answer(w.FACET_TITLES["materials"], facts.transaction, "materials"))
        return Reply("ticket", getattr(w, name)(facts), language, tuple(offered), cards.ticket(facts, language))

    def _while_waiting(self, facts: TicketFacts, language: Language) -> list[Choice]:
        """Check-in, running late, and what the citizen brings."""
        w = words(language)
        offered = (
            [offers.act(w.TICKET_TITLES["check_in"], "check_in", facts.transaction)] if facts.needs_check_in else []
        )
        if facts.may_be_late:
            offered.append(offers.act(w.TICKET_TITLES["late"], "late", facts.transaction))
        if facts.materials:
            offered += [offers.act(w.TICKET_TITLES["ready"], "ready", facts.transaction)] if facts.lacks is None else []
            offered.append(offers.act(w.TICKET_TITLES["missing"], "missing", facts.transaction))
        return offered

    def which_lacking(self, facts: TicketFacts, language: Language) -> Reply:
        """Asks which of the materials is not at hand; one choice for each that is not known to be lacking."""
        w = words(language)
        named = [(place, w.say(name)) for place, name in enumerate(facts.materials) if place not in (facts.lacks or ())]
        options = [offers.lacks(w.i_lack(name), facts.transaction, place) for place, name in named]
        return Reply("choices", w.ticket_which_lacking(facts), language, tuple(options))

    def no_number(self, facts: WaitFacts, transaction: str, language: Language) -> Reply:
        """There is no number yet for a matter, and how its queue stands."""
        reply = self.wait("wait_now", facts, transaction, language)
        return replace(reply, text=f"{words(language).no_number_yet()}{reply.text}")

    def wait(self, name: str, facts: WaitFacts, transaction: str, language: Language) -> Reply:
        """A sentence about a queue."""
        w = words(language)
        offered = [offers.answer(w.FACET_TITLES["hours"], transaction, "hours")]
        if name == "wait_now":
            offered.insert(0, offers.act(w.TAKE_NUMBER, "take_ticket", transaction))
        return Reply("text", getattr(w, name)(facts), language, tuple(offered))

    def custom(self, reply: Reply) -> dict[str, Any]:
        """The reply in the form of a Rasa response: plain text beside our own."""
        return {"text": reply.text, "custom": reply.as_dict()}

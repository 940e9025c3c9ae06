"""Several matters in one visit, by chat: which is meant, the plan to be confirmed, and the numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.dialogue import several
from assistant.dialogue.desk import InformationDesk
from assistant.messages import Language, Reply
from assistant.rendering import visits
from assistant.rendering.offers import SEPARATOR
from assistant.rendering.renderer import Renderer
from assistant.tickets import Plan, TicketRefused

WhyNot = Callable[[TicketRefused, str, Language], Reply]


@dataclass(frozen=True)
class VisitReply:
    """What is said, what stays open (for the slot of the open act), and the reference of the first number."""

    replies: tuple[Reply, ...]
    pending: tuple[str, ...] = ()
    open_act: str | None = None
    reference: str | None = None


class Visiting:
    """Plans a visit and takes its numbers. ``why_not`` words the refusal of one matter."""

    def __init__(self, desk: InformationDesk, renderer: Renderer, why_not: WhyNot) -> None:
        self._desk, self._renderer, self._why_not = desk, renderer, why_not

    def reply(self, move: str, citizen: str, language: Language, key: str | None) -> VisitReply:
        """Goes one step on. Raises LedgerUnavailable."""
        kind, written, journey, *more = move.split(SEPARATOR)
        groups = several.groups_in(written)
        if several.unclear_in(groups):
            asked = visits.which(self._desk.catalog, groups, journey, language)
            return VisitReply((asked,), several.unclear_in(groups), move)
        matters = [group[0] for group in groups]
        fits = self._desk.fitting(matters)
        plan = self._desk.plan(fits, in_order=bool(journey))
        if kind == several.TAKE:
            return self._take(plan, citizen, language, key, in_order=bool(journey))
        facts = self._desk.visit(plan, in_order=bool(journey))
        facts = visits.marked(facts, unheard="unheard" in more, left_out=len(fits) < len(set(matters)))
        said = visits.plan(self._desk.catalog, facts, tuple(fits), journey, language)
        return VisitReply((said,), (), several.planned(tuple((i,) for i in fits), journey).move)

    def _take(self, plan: Plan, citizen: str, language: Language, key: str | None, *, in_order: bool) -> VisitReply:
        stops = [one.stop.matters for one in plan.stops]
        try:
            issued = self._desk.ledger.issue_visit(
                citizen, stops, key, language, "chat", remote=True, in_order=in_order
            )
        except TicketRefused as refusal:
            if refusal.matter is None:
                raise
            stop = next(s for s in self._desk.visit(plan).stops if s.transactions[0] == refusal.matter)
            return VisitReply((visits.refused(stop, self._why_not(refusal, refusal.matter, language), language),))
        facts = self._desk.visit(plan, issued.tickets, in_order=in_order)
        numbers = [self._renderer.ticket("ticket_status", self._desk.ticket(one), language) for one in issued.tickets]
        return VisitReply((visits.taken(facts, language), *numbers), reference=issued.tickets[0].reference)

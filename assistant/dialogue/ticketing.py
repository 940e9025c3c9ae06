"""The acts on a queue number, by chat; giving it up stands in giving_up.py."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.dialogue import arriving
from assistant.dialogue.desk import InformationDesk
from assistant.messages import Language, Reply, Understanding
from assistant.rendering.renderer import Renderer
from assistant.tickets import (
    AlreadyActive,
    CenterClosed,
    CoolingDown,
    LedgerUnavailable,
    QueueFull,
    Ticket,
    TicketRefused,
    TooManyToday,
    WrongState,
)


@dataclass(frozen=True)
class TicketRequest:
    """What a citizen asks of the ledger; ``key`` makes a repeated message harmless."""

    citizen: str
    understanding: Understanding
    language: Language
    key: str | None
    move: str | None = None  # one of arriving.MOVES, or "lacks:<place>"


class Ticketing:
    """Carries acts out on the ledger and says what happened."""

    def __init__(self, desk: InformationDesk, renderer: Renderer) -> None:
        self._desk, self._renderer = desk, renderer

    def reply(self, request: TicketRequest) -> tuple[Reply, str | None]:
        """The reply, and the reference of the ticket it is about. The ledger out of reach is said, nothing claimed."""
        acts = {
            "take_ticket": self._take,
            "ticket_status": self._status,
            "wait_time": self._wait,
        }
        try:
            if request.move is not None and request.understanding.act == "ticket_status":
                return self._moved(request, request.move)
            return acts[request.understanding.act or "take_ticket"](request)
        except LedgerUnavailable:
            return self._renderer.said("tickets_unavailable", request.language, "notice"), None

    def _matter_asked(self, request: TicketRequest) -> Reply:
        if request.understanding.candidates:
            return self._renderer.clarify(request.understanding, request.language)
        return self._renderer.said("which_matter_for_ticket", request.language)

    def _take(self, request: TicketRequest) -> tuple[Reply, str | None]:
        matter, language = request.understanding.transaction, request.language
        if matter is None:
            return self._matter_asked(request), None
        try:
            issued = self._desk.ledger.issue(request.citizen, matter, request.key, language, "chat", remote=True)
        except AlreadyActive as refusal:
            return self._about(refusal.ticket, "ticket_already", language)
        except (CenterClosed, QueueFull, TooManyToday, CoolingDown) as refusal:
            return self.why_not(refusal, matter, language), None
        return self._about(issued.ticket, "ticket_issued", language)

    def why_not(self, refusal: TicketRefused, matter: str, language: Language) -> Reply:
        """Why no number was given for a matter."""
        if isinstance(refusal, AlreadyActive):
            return self._about(refusal.ticket, "ticket_already", language)[0]
        if isinstance(refusal, CenterClosed):
            facts = self._desk.wait(matter, refusal.opens_at, counted=False)
            return self._renderer.wait("closed", facts, matter, language)
        return self._renderer.wait(refusal.reason, self._desk.wait(matter, counted=False), matter, language)

    def _moved(self, request: TicketRequest, move: str) -> tuple[Reply, str | None]:
        """Check-in, running late, and what the citizen brings: all of one ticket."""
        ticket, ledger = self._meant(request), self._desk.ledger
        if ticket is None and move == arriving.REJOIN:
            ticket = ledger.latest_of(request.citizen)
        if ticket is None:
            return self._renderer.said("ticket_none", request.language), None
        kind, _, place = move.partition(":")
        materials = range(len(self._desk.catalog.transactions[ticket.transaction].materials))
        if kind == arriving.MISSING:
            return self._renderer.which_lacking(self._desk.ticket(ticket), request.language), ticket.reference
        try:
            if kind == arriving.CHECK_IN:
                if self._desk.catalog.center.tickets.rules.check_in_code:
                    return self._about(ticket, "ticket_code_needed", request.language)
                return self._about(ledger.check_in(ticket.reference), "ticket_checked_in", request.language)
            if kind == arriving.REJOIN:
                return self._about(ledger.rejoin(ticket.reference), "ticket_moved_back", request.language)
            if kind == arriving.LATE:
                return self._about(ledger.late(ticket.reference), "ticket_moved_back", request.language)
            has = set(materials if ticket.ready is None or not place else ticket.ready)
            ready = tuple(sorted(has - {int(place)} if place else has))
            return self._about(ledger.set_ready(ticket.reference, ready), "ticket_ready", request.language)
        except (WrongState, AlreadyActive):
            return self._about(ticket, "ticket_not_possible", request.language)

    def _status(self, request: TicketRequest) -> tuple[Reply, str | None]:
        ticket = self._meant(request) or self._desk.ledger.latest_of(request.citizen)
        matter = request.understanding.transaction
        if ticket is None and matter is not None:
            return self._renderer.no_number(self._desk.wait(matter), matter, request.language), None
        if ticket is None:
            return self._renderer.said("ticket_none", request.language), None
        return self._about(ticket, "ticket_status", request.language)

    def _wait(self, request: TicketRequest) -> tuple[Reply, str | None]:
        matter = request.understanding.transaction
        if matter is not None:
            return self._renderer.wait("wait_now", self._desk.wait(matter), matter, request.language), None
        ticket = self._meant(request)
        if ticket is not None:
            return self._about(ticket, "ticket_status", request.language)
        if request.understanding.candidates:
            return self._renderer.clarify(request.understanding, request.language), None
        return self._renderer.center("busy", request.language), None

    def _meant(self, request: TicketRequest) -> Ticket | None:
        """The open ticket of the matter named, else the newest open one."""
        active = self._desk.ledger.active_of(request.citizen)
        named = request.understanding.transaction
        matching = [ticket for ticket in active if ticket.transaction == named] or active
        return matching[-1] if matching else None

    def _about(self, ticket: Ticket, name: str, language: Language) -> tuple[Reply, str]:
        return self._renderer.ticket(name, self._desk.ticket(ticket), language), ticket.reference

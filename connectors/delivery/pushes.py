"""What the ledger's events tell a citizen in a messenger: number, window, floor and matter, nothing else."""

from __future__ import annotations

from dataclasses import replace

from assistant.messages import Language, Reply
from assistant.rendering.renderer import Renderer
from assistant.tickets import EventKind, Status, TicketEvent, UnknownTicket
from connectors.api.state import Services

# What is told, by the words for it, and the status in which it is still true.
TOLD: dict[EventKind, tuple[str, Status]] = {
    EventKind.CALLED: ("push_called", Status.CALLED),
    EventKind.NEAR_TURN: ("push_near_turn", Status.WAITING),
    EventKind.TURN_PASSED: ("push_turn_passed", Status.WAITING),
    EventKind.REQUEUED: ("push_requeued", Status.WAITING),
    EventKind.MISSED: ("push_missed", Status.MISSED),
}


def push_of(parts: Services, event: TicketEvent, language: Language) -> Reply | None:
    """What to tell of an event; None for events that need no telling, or are overtaken by a later one."""
    if event.kind not in TOLD:
        return None
    words, status = TOLD[event.kind]
    try:
        ticket = parts.ledger.by_reference(event.reference)
    except UnknownTicket:
        return None
    if ticket.status is not status or (event.kind is EventKind.CALLED and ticket.window != event.window):
        return None
    reply = Renderer(parts.catalog).ticket(words, parts.desk.ticket(ticket), language)
    return replace(reply, choices=())

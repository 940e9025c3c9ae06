"""Every change of a ticket passes here: allowed way, row, audit link and message, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from assistant.tickets.audit import AuditEntry, around_numbers, stamp
from assistant.tickets.edges import EDGES, Edge
from assistant.tickets.model import EventKind, Place, Status, Ticket, WrongState
from assistant.tickets.store import Transaction

NEAR = 2  # people ahead at which the citizen is told to come near

TOLD: Mapping[Edge, EventKind] = {
    Edge.CALLED: EventKind.CALLED,
    Edge.RESUMED: EventKind.CALLED,
    Edge.RECALLED: EventKind.CALLED,
    Edge.SERVED: EventKind.SERVED,
    Edge.MISSED: EventKind.MISSED,
    Edge.REQUEUED: EventKind.REQUEUED,
    Edge.PASSED: EventKind.TURN_PASSED,
    Edge.CANCELLED: EventKind.CANCELLED,
    Edge.EXPIRED: EventKind.EXPIRED,
    Edge.RELEASED: EventKind.EXPIRED,
}


def write_new(
    tx: Transaction, ticket: Ticket, scope: str, key: str | None, actor: str, place: Place | None = None
) -> None:
    """Takes a ticket's number and writes it, with the range that is promised."""
    tx.give(ticket, scope, key, _entry(ticket, "issue", actor, ticket.issued_at), place)


def around_new(queue: str, day: date, actor: str, at: datetime) -> tuple[str, str, str]:
    """What the hash of a new number's link covers, around its place in the chain and the number."""
    status = Status.WAITING.value
    return around_numbers(AuditEntry(queue, 0, day.isoformat(), 0, stamp(at), "issue", actor, status, None))


def move(tx: Transaction, ticket: Ticket, edge: Edge, actor: str, at: datetime, **fields: Any) -> Ticket:
    """Takes a ticket along an edge with its other new fields; WrongState when its status has no such edge."""
    begins, ends = EDGES[edge]
    if ticket.status not in begins:
        raise WrongState(ticket.status)
    moved = replace(ticket, status=ends or ticket.status, **fields)
    tx.update(moved)
    audit(tx, moved, edge.value, actor, at)
    if kind := TOLD.get(edge):
        tx.insert_event(moved, kind, at)
    return moved


def undo(tx: Transaction, before: Ticket, actor: str, at: datetime) -> Ticket:
    """Brings a ticket back to what it was before a press; past the edges, for the seconds in which that may be."""
    tx.update(before)
    audit(tx, before, Edge.UNDONE.value, actor, at)
    return before


def audit(tx: Transaction, ticket: Ticket, action: str, actor: str, at: datetime) -> None:
    """Adds a link to the audit chain of the ticket's number series; `actor` is a role, never a person."""
    tx.insert_audit(_entry(ticket, action, actor, at))


def _entry(ticket: Ticket, action: str, actor: str, at: datetime) -> AuditEntry:
    return AuditEntry(
        queue=ticket.queue,
        seq=0,  # the store finds its place in the chain
        day=ticket.service_date.isoformat(),
        no=ticket.no,
        at=stamp(at),
        action=action,
        actor=actor,
        status=ticket.status.value,
        window=ticket.window,
    )


def audit_window(tx: Transaction, queue: str, window: int, day: date, action: str, actor: str, at: datetime) -> None:
    """Adds a link about a window without a ticket (number 0): that it pauses, or serves again."""
    tx.insert_audit(AuditEntry(queue, 0, day.isoformat(), 0, stamp(at), action, actor, action, window))


def tell_near(tx: Transaction, left: Ticket, at: datetime) -> None:
    """Tells the ticket that has come to two ahead because `left` (as it stood before) no longer waits."""
    near = tx.waiting_at(left.waits_in, left.service_date, NEAR)
    if near and (near.turn, near.slot) >= (left.turn, left.slot):  # one that stood before `left` has not come nearer
        tx.insert_event(near, EventKind.NEAR_TURN, at)

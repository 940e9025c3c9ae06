"""Every change of a ticket passes here: allowed way, row, audit link and message, in one transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistant.tickets.audit import AuditEntry, chain_hash, stamp
from assistant.tickets.model import TRANSITIONS, EventKind, Status, Ticket, WrongState
from assistant.tickets.store import Transaction

NEAR = 2  # people ahead at which the citizen is told to come near

TOLD: Mapping[Status, EventKind] = {
    Status.CALLED: EventKind.CALLED,
    Status.SERVED: EventKind.SERVED,
    Status.MISSED: EventKind.MISSED,
    Status.CANCELLED: EventKind.CANCELLED,
    Status.EXPIRED: EventKind.EXPIRED,
}


def write_new(tx: Transaction, ticket: Ticket, scope: str, key: str | None) -> None:
    """Writes a ticket that has just taken its number."""
    tx.insert(ticket, scope, key)
    audit(tx, ticket, "issue", "citizen", ticket.issued_at)
    tx.insert_event(ticket, EventKind.ISSUED, ticket.issued_at)


def move(tx: Transaction, ticket: Ticket, to: Status, actor: str, at: datetime, **fields: Any) -> Ticket:
    """Brings a ticket to another status with its other new fields; WrongState when there is no such way."""
    if to not in TRANSITIONS[ticket.status]:
        raise WrongState(ticket.status)
    moved = replace(ticket, status=to, **fields)
    tx.update(moved)
    audit(tx, moved, to.value, actor, at)
    if kind := TOLD.get(to):
        tx.insert_event(moved, kind, at)
    return moved


def arrive(tx: Transaction, ticket: Ticket, at: datetime) -> Ticket:
    """Records that the citizen is in the hall; the status stays."""
    arrived = replace(ticket, checked_in_at=at)
    tx.update(arrived)
    audit(tx, arrived, "check_in", "citizen", at)
    return arrived


def audit(tx: Transaction, ticket: Ticket, action: str, actor: str, at: datetime) -> None:
    """Adds a link to the audit chain of the ticket's number series; `actor` is a role, never a person."""
    seq, previous = tx.chain_end(ticket.queue)
    entry = AuditEntry(
        queue=ticket.queue,
        seq=seq + 1,
        day=ticket.service_date.isoformat(),
        no=ticket.no,
        at=stamp(at),
        action=action,
        actor=actor,
        status=ticket.status.value,
        window=ticket.window,
    )
    tx.insert_audit(replace(entry, hash=chain_hash(previous, entry)))


def tell_near(tx: Transaction, left: Ticket, at: datetime) -> None:
    """Tells the ticket that has come to two ahead because `left` (as it stood before) no longer waits."""
    near = tx.waiting_at(left.waits_in, left.service_date, NEAR)
    if near and near.turn >= left.turn:  # one that stood before `left` has not come nearer
        tx.insert_event(near, EventKind.NEAR_TURN, at)

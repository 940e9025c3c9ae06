"""The order of calling: how a ticket is put some places back, exactly, without touching anybody else's order."""

from collections.abc import Sequence
from datetime import date

from assistant.tickets.model import Ticket
from assistant.tickets.store import Transaction


def later(tx: Transaction, ticket: Ticket, places: int) -> tuple[int, int]:
    """Turn and slot behind the next so many in line behind the ticket; its own place when nobody is."""
    return _behind_last(tx, tx.behind(ticket, places), ticket)


def from_the_front(tx: Transaction, ticket: Ticket, places: int) -> tuple[int, int]:
    """Turn and slot behind the first so many in line of the ticket's queue; its own place when the line is empty."""
    first = tx.in_line(ticket.waits_in, ticket.service_date, places + 1)
    others = [one for one in first if one.reference != ticket.reference]
    return _behind_last(tx, others[:places], ticket)


def behind_transferred(tx: Transaction, queue: str, day: date) -> int:
    """The slot of a ticket that joins those sent on to the queue, who wait before all numbers (turn 0)."""
    last = tx.last_slot(queue, day, 0)
    return 0 if last is None else last + 1


def _behind_last(tx: Transaction, ahead: Sequence[Ticket], ticket: Ticket) -> tuple[int, int]:
    if not ahead:
        return ticket.turn, ticket.slot
    last = ahead[-1]
    tx.make_room_behind(last)
    return last.turn, last.slot + 1

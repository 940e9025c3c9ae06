"""The order of calling: how a ticket is put some places back, exactly, without touching anybody else's order."""

from datetime import date

from assistant.tickets.model import Ticket
from assistant.tickets.store import Transaction


def later(tx: Transaction, ticket: Ticket, places: int) -> tuple[int, int]:
    """Turn and slot behind the next so many in line behind the ticket; its own place when nobody is."""
    behind = tx.behind(ticket, places)
    return _behind(tx, behind[-1]) if behind else (ticket.turn, ticket.slot)


def from_the_front(tx: Transaction, ticket: Ticket, places: int) -> tuple[int, int]:
    """Turn and slot behind the first so many in line of the ticket's queue; the very end when the line is empty."""
    day = ticket.service_date
    first = tx.in_line(ticket.waits_in, day, places)
    if first:
        return _behind(tx, first[-1])
    turn = tx.tally(ticket.waits_in, day).given
    last = tx.last_slot(ticket.waits_in, day, turn)
    return turn, 0 if last is None else last + 1


def behind_transferred(tx: Transaction, queue: str, day: date) -> int:
    """The slot of a ticket that joins those sent on to the queue, who wait before all numbers (turn 0)."""
    last = tx.last_slot(queue, day, 0)
    return 0 if last is None else last + 1


def _behind(tx: Transaction, ahead: Ticket) -> tuple[int, int]:
    tx.make_room_behind(ahead)
    return ahead.turn, ahead.slot + 1

"""What the ledger asks of a store: SQLite and PostgreSQL obey it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from assistant.tickets.at_once_calls import AtOnce
from assistant.tickets.audit import AuditEntry
from assistant.tickets.model import Act, Crowd, EventKind, Place, Score, Tally, Ticket, TicketEvent
from assistant.tickets.standing import Asked, Scene, Standing

CallRow = tuple[str, int, datetime]  # number, window, moment


class Transaction(Protocol):
    """The rows of one transaction. Reads need no lock; writes come only inside `TicketStore.write()`."""

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        """
        Waits until no other transaction writes in these queues, or takes a number for this citizen.

        First statement of every change, with all queues at once: two that wait for each other would both fail.
        """

    def newest_day(self) -> date | None:
        """The newest day on which a number was given."""

    def standing(self, asked: Asked, day: date) -> Standing:
        """What a request for a number is judged by, read in one statement."""

    def by_reference(self, reference: str) -> Ticket | None:
        """The ticket of a reference."""

    def active(self, citizen: str, queue: str, day: date) -> Ticket | None:
        """The citizen's open ticket of the queue on the day."""

    def active_of(self, citizen: str, day: date) -> list[Ticket]:
        """The citizen's open tickets of the day, oldest first."""

    def latest_of(self, citizen: str) -> Ticket | None:
        """The citizen's newest ticket."""

    def of_visit(self, visit: str) -> list[Ticket]:
        """The tickets of a visit, in its order."""

    def away(self, queue: str, day: date) -> list[CallRow]:
        """Numbers in the queue's line whose citizens are at another window now, with that window and since when."""

    def bound_numbers(self, queue: str, day: date) -> list[str]:
        """Numbers in the queue's line that something of their visit has to be done before."""

    def by_number(self, queue: str, day: date, no: int) -> Ticket | None:
        """The ticket of a number."""

    def tally(self, queue: str, day: date) -> Tally:
        """What the queue gave on the day."""

    def waiting(self, queue: str, day: date) -> Crowd:
        """Those in line for the queue's windows; who is on hold or was passed over is not in line."""

    def lines(self, day: date) -> dict[str, Crowd]:
        """Those in line, by queue; queues in which nobody waits are left out."""

    def ahead_of(self, ticket: Ticket) -> Crowd:
        """Those in line before the ticket."""

    def waiting_at(self, queue: str, day: date, ahead: int) -> Ticket | None:
        """The ticket in line with exactly so many before it."""

    def in_line(self, queue: str, day: date, places: int) -> list[Ticket]:
        """The first so many in line, in the order of calling."""

    def behind(self, ticket: Ticket, places: int) -> list[Ticket]:
        """The next so many in line behind the ticket, in the order of calling."""

    def absent_before(self, ticket: Ticket) -> list[Ticket]:
        """Those in line before the ticket who are not checked in."""

    def passed_until(self, day: date, moment: datetime, limit: int) -> list[Ticket]:
        """Those of the day whose turn passed at the moment or before it and who are still not checked in."""

    def next_waiting(self, queue: str, day: date, window: int, favoured: bool) -> Ticket | None:
        """Whom the window calls next, of all or of those with priority only: checked in, not on hold, not called
        by another window for another matter.
        """

    def recent_favours(self, queue: str, day: date, limit: int) -> list[bool]:
        """Of the queue's newest calls, which were made before their turn."""

    def called_by(self, window: int, request_key: str) -> Ticket | None:
        """The ticket that this request of the window called."""

    def act_of(self, window: int, edge: str, request_key: str) -> Act | None:
        """The press that this request of the window made."""

    def last_act(self, window: int, day: date) -> Act | None:
        """The window's newest press of the day."""

    def on_hold(self, window: int, day: date) -> list[Ticket]:
        """The tickets that the window has put aside, oldest first."""

    def missed_at(self, window: int, day: date) -> list[Ticket]:
        """The tickets that were missed at the window, newest first."""

    def paused(self, day: date) -> frozenset[int]:
        """The windows that pause."""

    def at_window(self, window: int, day: date) -> Ticket | None:
        """The ticket that the window holds."""

    def at_windows(self, queue: str, day: date) -> list[CallRow]:
        """The queue's tickets at windows, newest call first."""

    def recent_calls(self, day: date, limit: int) -> list[CallRow]:
        """The day's newest call of each ticket, newest first."""

    def scene(self, queue: str, day: date, since: date, limit: int) -> Scene:
        """What tells a queue's pace: pauses, windows that hold somebody, and its newest cases since a day."""

    def open_forecasts(self, ticket: Ticket) -> list[tuple[int, datetime, datetime]]:
        """Of the ticket's ranges whose truth is not known yet: id, when it was given, and the earliest turn it told."""

    def past_waits(self, queue: str, since: date) -> list[tuple[datetime, float]]:
        """When ranges of the queue were given since that day, and the minutes that came true."""

    def scores(self, day: date) -> list[Score]:
        """How the day's forecasts came true, by queue."""

    def open_before(self, day: date, limit: int) -> list[Ticket]:
        """Tickets left open on earlier days, oldest first."""

    def events_after(self, citizen: str, event_id: int, limit: int) -> list[TicketEvent]:
        """The citizen's events after one of them."""

    def outbox_after(self, event_id: int, limit: int) -> list[TicketEvent]:
        """Everybody's events after one of them."""

    def newest_event(self) -> int:
        """The id of the newest event of all; 0 before the first."""

    def audit_rows(self) -> list[AuditEntry]:
        """All audit chains, by queue and seq."""

    def statuses(self) -> list[tuple[str, str, int, str]]:
        """Queue, day, number and status of every ticket."""

    def retire(self, day: date, limit: int) -> int:
        """Cuts the ties of tickets from before the day to their conversations; how many rows it touched."""

    def counts_after(self, day: date) -> list[tuple[str, date, int]]:
        """Queue, day and last number of each series of a later day."""

    def counts_aside(self) -> list[tuple[str, date, int]]:
        """The same of the series that were set aside, under the names that they have meanwhile."""

    def rename_count(self, queue: str, day: date, name: str, to_day: date) -> None:
        """Sets a series aside, or takes it up again."""

    def open_after(self, day: date, limit: int) -> list[Ticket]:
        """Open tickets of later days, oldest first."""

    def ended_unserved(self, day: date) -> list[Ticket]:
        """Tickets of the day that expired in line, never called."""

    def ended_by(self, ticket: Ticket) -> str:
        """Who wrote the last link of a ticket's audit trail."""

    def take_number(self, queue: str, day: date, no: int, remote: bool) -> None:
        """Takes the number next to the day's last one (`Standing.tally`); a rollback gives it back."""

    def give_up_number(self, queue: str, day: date, remote: bool) -> None:
        """Counts a number as given up; it is never used again."""

    def give(self, ticket: Ticket, scope: str, key: str | None, entry: AuditEntry, place: Place | None) -> None:
        """Takes a number and writes its ticket, audit row, first message and range; None: nothing is promised."""

    def insert(self, ticket: Ticket, scope: str, key: str | None) -> None:
        """Writes a new ticket."""

    def update(self, ticket: Ticket) -> None:
        """Writes what changed of a ticket."""

    def last_slot(self, queue: str, day: date, turn: int) -> int | None:
        """The highest slot that a ticket of the queue has within a turn."""

    def make_room_behind(self, ticket: Ticket) -> None:
        """Frees the slot next behind the ticket: (ticket.turn, ticket.slot + 1)."""

    def insert_call(self, ticket: Ticket, window: int, request_key: str | None, at: datetime, favoured: bool) -> None:
        """Writes a call, or its repetition when there is no request key."""

    def insert_act(
        self, window: int, day: date, edge: str, request_key: str | None, before: Ticket | None, at: datetime
    ) -> None:
        """Writes a press of a window with its ticket as it was before."""

    def undo_act(self, act: Act) -> Ticket | None:
        """Marks a press as taken back and gives its ticket as it was before."""

    def set_pause(self, window: int, day: date, since: datetime | None) -> None:
        """Writes that the window pauses since then; None: no longer."""

    def insert_forecast(self, ticket: Ticket, place: Place, at: datetime) -> None:
        """Writes a range that was given to a ticket."""

    def void_forecasts(self, ticket: Ticket) -> None:
        """Ranges given before and still open hold no longer: the ticket was moved."""

    def close_forecast(self, forecast_id: int, minutes: float) -> None:
        """Writes what came true of a range."""

    def insert_event(self, ticket: Ticket, kind: EventKind, at: datetime) -> None:
        """Writes a message to the outbox; a second near_turn of a ticket is passed over."""

    def insert_audit(self, entry: AuditEntry) -> None:
        """Adds a row to a queue's audit chain; its number and hash are found here."""


class TicketStore(Protocol):
    """Transactions over durable rows. Every failure of the store surfaces as LedgerUnavailable."""

    @property
    def gives_at_once(self) -> bool:
        """Whether there is `at_once`: where a transaction costs no more, there is not."""

    def at_once(self) -> AbstractContextManager[AtOnce | None]:
        """For numbers that are given by a call of the store; None where none are given so now."""

    def migrate(self) -> int:
        """Brings the schema up to date and returns how many steps that took."""

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that commits durably at the end of the block, and rolls back on any exception."""

    def change[T](self, body: Callable[[Transaction], T]) -> T:
        """
        Runs the body in such a transaction and gives its result once that is durable; another thread may run it.

        Those who come at the same time may share a commit: an exception takes back its own body's changes alone. So a
        body may be run once more, after what it did was taken back with another's.
        """

    def read(self) -> AbstractContextManager[Transaction]:
        """One consistent view for several reads."""

    def close(self) -> None:
        """Closes all connections of this process."""

"""What the ledger asks of a store: SQLite and PostgreSQL obey it."""

from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from assistant.tickets.audit import AuditEntry
from assistant.tickets.model import EventKind, Ticket, TicketEvent

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

    def by_key(self, scope: str, citizen: str, key: str) -> Ticket | None:
        """The ticket that the citizen's key gave."""

    def by_reference(self, reference: str) -> Ticket | None:
        """The ticket of a reference."""

    def active(self, citizen: str, queue: str, day: date) -> Ticket | None:
        """The citizen's open ticket of the queue on the day."""

    def active_of(self, citizen: str, day: date) -> list[Ticket]:
        """The citizen's open tickets of the day, oldest first."""

    def latest_of(self, citizen: str) -> Ticket | None:
        """The citizen's newest ticket."""

    def waiting(self, queue: str, day: date) -> int:
        """How many wait for the queue's windows."""

    def ahead_of(self, ticket: Ticket) -> int:
        """How many are called before the ticket."""

    def waiting_at(self, queue: str, day: date, ahead: int) -> Ticket | None:
        """The waiting ticket with exactly so many ahead."""

    def next_waiting(self, queue: str, day: date, window: int) -> Ticket | None:
        """Whom the window calls next."""

    def called_by(self, window: int, request_key: str) -> Ticket | None:
        """The ticket that this request of the window called."""

    def at_window(self, window: int, day: date) -> Ticket | None:
        """The ticket that the window holds."""

    def at_windows(self, queue: str, day: date) -> list[CallRow]:
        """The queue's tickets at windows, newest call first."""

    def recent_calls(self, day: date, limit: int) -> list[CallRow]:
        """The day's newest call of each ticket, newest first."""

    def service_minutes(self, queue: str, day: date, limit: int) -> list[float]:
        """Lengths of the queue's newest finished cases."""

    def open_before(self, day: date, limit: int) -> list[Ticket]:
        """Tickets left open on earlier days, oldest first."""

    def events_after(self, citizen: str, event_id: int, limit: int) -> list[TicketEvent]:
        """The citizen's events after one of them."""

    def outbox_after(self, event_id: int, limit: int) -> list[TicketEvent]:
        """Everybody's events after one of them."""

    def chain_end(self, queue: str) -> tuple[int, str]:
        """Number and hash of the newest link of the queue's audit chain; (0, GENESIS) before the first."""

    def audit_rows(self) -> list[AuditEntry]:
        """All audit chains, by queue and seq."""

    def statuses(self) -> list[tuple[str, str, int, str]]:
        """Queue, day, number and status of every ticket."""

    def next_number(self, queue: str, day: date) -> int:
        """Takes the next number; a rollback gives it back."""

    def insert(self, ticket: Ticket, scope: str, key: str | None) -> None:
        """Writes a new ticket."""

    def update(self, ticket: Ticket) -> None:
        """Writes what changed of a ticket."""

    def insert_call(self, ticket: Ticket, window: int, request_key: str | None, at: datetime) -> None:
        """Writes a call, or its repetition when there is no request key."""

    def insert_event(self, ticket: Ticket, kind: EventKind, at: datetime) -> None:
        """Writes a message to the outbox; a second near_turn of a ticket is passed over."""

    def insert_audit(self, entry: AuditEntry) -> None:
        """Writes the next row of a queue's audit chain."""


class TicketStore(Protocol):
    """Transactions over durable rows. Every failure of the store surfaces as LedgerUnavailable."""

    def migrate(self) -> int:
        """Brings the schema up to date and returns how many steps that took."""

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""

    def write(self) -> AbstractContextManager[Transaction]:
        """A transaction that commits durably at the end of the block, and rolls back on any exception."""

    def read(self) -> AbstractContextManager[Transaction]:
        """One consistent view for several reads."""

    def close(self) -> None:
        """Closes all connections of this process."""

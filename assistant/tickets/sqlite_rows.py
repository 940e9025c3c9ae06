"""The rows of one SQLite transaction, as the ledger's values."""

import sqlite3
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from assistant.tickets.audit import AuditEntry, stamp
from assistant.tickets.model import EventKind, Status, Ticket, TicketEvent
from assistant.tickets.store import CallRow

Value = str | int | None


class SQLiteTransaction:
    """The `Transaction` of `SQLiteStore`; valid only inside the block that gave it."""

    def __init__(self, connection: sqlite3.Connection, queries: Mapping[str, str]) -> None:
        self._connection = connection
        self._queries = queries

    def lock(self, queue: str) -> None:
        """Nothing to do: BEGIN IMMEDIATE has locked the whole file already."""

    def newest_day(self) -> date | None:
        """The newest day on which a number was given."""
        (day,) = self._run("newest_day").fetchone()
        return date.fromisoformat(day) if day else None

    def by_key(self, scope: str, citizen: str, key: str) -> Ticket | None:
        """The ticket that the citizen's key gave."""
        return self._ticket("by_key", scope=scope, citizen=citizen, key=key)

    def by_reference(self, reference: str) -> Ticket | None:
        """The ticket of a reference."""
        return self._ticket("by_reference", reference=reference)

    def active(self, citizen: str, queue: str, day: date) -> Ticket | None:
        """The citizen's open ticket of the queue on the day."""
        return self._ticket("active", citizen=citizen, queue=queue, day=day.isoformat())

    def active_of(self, citizen: str, day: date) -> list[Ticket]:
        """The citizen's open tickets of the day, oldest first."""
        return [_to_ticket(row) for row in self._run("active_of", citizen=citizen, day=day.isoformat())]

    def latest_of(self, citizen: str) -> Ticket | None:
        """The citizen's newest ticket."""
        return self._ticket("latest_of", citizen=citizen)

    def waiting(self, queue: str, day: date) -> int:
        """How many wait for the queue's windows."""
        return self._count("waiting", queue=queue, day=day.isoformat())

    def ahead_of(self, ticket: Ticket) -> int:
        """How many are called before the ticket."""
        return self._count("ahead_of", reference=ticket.reference)

    def waiting_at(self, queue: str, day: date, ahead: int) -> Ticket | None:
        """The waiting ticket with exactly so many ahead."""
        return self._ticket("waiting_at", queue=queue, day=day.isoformat(), ahead=ahead)

    def next_waiting(self, queue: str, day: date, window: int) -> Ticket | None:
        """Whom the window calls next."""
        return self._ticket("next_waiting", queue=queue, day=day.isoformat(), window=window)

    def called_by(self, window: int, request_key: str) -> Ticket | None:
        """The ticket that this request of the window called."""
        return self._ticket("called_by", window=window, request_key=request_key)

    def at_window(self, window: int, day: date) -> Ticket | None:
        """The ticket that the window holds."""
        return self._ticket("at_window", window=window, day=day.isoformat())

    def at_windows(self, queue: str, day: date) -> list[CallRow]:
        """The queue's tickets at windows, newest call first."""
        return [_to_call(row) for row in self._run("at_windows", queue=queue, day=day.isoformat())]

    def recent_calls(self, day: date, limit: int) -> list[CallRow]:
        """The day's newest call of each ticket, newest first."""
        return [_to_call(row) for row in self._run("recent_calls", day=day.isoformat(), limit=limit)]

    def service_minutes(self, queue: str, day: date, limit: int) -> list[float]:
        """Lengths of the queue's newest finished cases."""
        rows = self._run("service_times", queue=queue, day=day.isoformat(), limit=limit)
        return [
            (datetime.fromisoformat(end) - datetime.fromisoformat(start)) / timedelta(minutes=1) for start, end in rows
        ]

    def open_before(self, day: date, limit: int) -> list[Ticket]:
        """Tickets left open on earlier days, oldest first."""
        return [_to_ticket(row) for row in self._run("open_before", day=day.isoformat(), limit=limit)]

    def events_after(self, citizen: str, event_id: int, limit: int) -> list[TicketEvent]:
        """The citizen's events after one of them."""
        return [_to_event(row) for row in self._run("events_after", citizen=citizen, event_id=event_id, limit=limit)]

    def outbox_after(self, event_id: int, limit: int) -> list[TicketEvent]:
        """Everybody's events after one of them."""
        return [_to_event(row) for row in self._run("outbox_after", event_id=event_id, limit=limit)]

    def last_audit(self, queue: str) -> AuditEntry | None:
        """The newest row of the queue's audit chain."""
        row = self._run("last_audit", queue=queue).fetchone()
        return AuditEntry(**dict(row)) if row else None

    def audit_rows(self) -> list[AuditEntry]:
        """All audit chains, by queue and seq."""
        return [AuditEntry(**dict(row)) for row in self._run("audit_rows")]

    def statuses(self) -> list[tuple[str, str, int, str]]:
        """Queue, day, number and status of every ticket."""
        return [(row["queue"], row["day"], row["no"], row["status"]) for row in self._run("statuses")]

    def next_number(self, queue: str, day: date) -> int:
        """Takes the next number; a rollback gives it back."""
        return self._count("next_number", queue=queue, day=day.isoformat())

    def insert(self, ticket: Ticket, scope: str, key: str | None) -> None:
        """Writes a new ticket."""
        self._run("insert_ticket", **_to_row(ticket), scope=scope, key=key)

    def update(self, ticket: Ticket) -> None:
        """Writes what changed of a ticket."""
        self._run("update_ticket", **_to_row(ticket))

    def insert_call(self, ticket: Ticket, window: int, request_key: str | None, at: datetime) -> None:
        """Writes a call, or its repetition when there is no request key."""
        self._run("insert_call", reference=ticket.reference, window=window, request_key=request_key, at=stamp(at))

    def insert_event(self, ticket: Ticket, kind: EventKind, at: datetime) -> None:
        """Writes a message to the outbox; a second near_turn of a ticket is passed over."""
        self._run("insert_event", reference=ticket.reference, kind=kind.value, window=ticket.window, at=stamp(at))

    def insert_audit(self, entry: AuditEntry) -> None:
        """Writes the next row of a queue's audit chain."""
        self._run("insert_audit", **{name: getattr(entry, name) for name in AuditEntry.__dataclass_fields__})

    def _run(self, query: str, **values: Value) -> sqlite3.Cursor:
        return self._connection.execute(self._queries[query], values)

    def _ticket(self, query: str, **values: Value) -> Ticket | None:
        row = self._run(query, **values).fetchone()
        return _to_ticket(row) if row else None

    def _count(self, query: str, **values: Value) -> int:
        (count,) = self._run(query, **values).fetchone()
        return int(count)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _to_row(ticket: Ticket) -> dict[str, Value]:
    moments = ("issued_at", "checked_in_at", "called_at", "serving_at", "finished_at")
    return {
        "reference": ticket.reference,
        "queue": ticket.queue,
        "day": ticket.service_date.isoformat(),
        "no": ticket.no,
        "number": ticket.number,
        "citizen": ticket.citizen,
        "transaction_id": ticket.transaction,
        "language": ticket.language,
        "status": ticket.status.value,
        "waits_in": ticket.waits_in,
        "turn": ticket.turn,
        "transfers": ticket.transfers,
        "for_window": ticket.for_window,
        "window": ticket.window,
        **{name: stamp(moment) if (moment := getattr(ticket, name)) else None for name in moments},
    }


def _to_ticket(row: sqlite3.Row) -> Ticket:
    return Ticket(
        reference=row["reference"],
        queue=row["queue"],
        number=row["number"],
        no=row["no"],
        service_date=date.fromisoformat(row["day"]),
        citizen=row["citizen"],
        transaction=row["transaction_id"],
        status=Status(row["status"]),
        issued_at=datetime.fromisoformat(row["issued_at"]),
        checked_in_at=_moment(row["checked_in_at"]),
        window=row["window"],
        called_at=_moment(row["called_at"]),
        serving_at=_moment(row["serving_at"]),
        finished_at=_moment(row["finished_at"]),
        language=row["language"],
        waits_in=row["waits_in"],
        turn=row["turn"],
        transfers=row["transfers"],
        for_window=row["for_window"],
    )


def _to_call(row: sqlite3.Row) -> CallRow:
    return row["number"], row["window"], datetime.fromisoformat(row["at"])


def _to_event(row: sqlite3.Row) -> TicketEvent:
    return TicketEvent(
        id=row["id"],
        kind=EventKind(row["kind"]),
        reference=row["reference"],
        citizen=row["citizen"],
        number=row["number"],
        transaction=row["transaction_id"],
        window=row["window"],
        language=row["language"],
        at=datetime.fromisoformat(row["at"]),
    )

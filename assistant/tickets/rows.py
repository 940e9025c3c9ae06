"""The rows of one transaction as the ledger's values: what SQL stores have in common. Days and moments go as texts."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from assistant.tickets.audit import GENESIS, AuditEntry, stamp
from assistant.tickets.model import EventKind, Status, Ticket, TicketEvent
from assistant.tickets.store import CallRow

Value = str | int | None


class Row(Protocol):
    """A row whose columns are found by name."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""

    def keys(self) -> Any:
        """The columns' names in their order."""


class Rows(Protocol):
    """What a query gave."""

    def fetchone(self) -> Row | None:
        """The next row."""

    def __iter__(self) -> Iterator[Row]:
        """All rows."""


class RowTransaction:
    """The `Transaction` of a SQL store but for its locks; valid only inside the block that gave it."""

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        """Waits until no other transaction writes in these queues, or takes a number for this citizen."""
        raise NotImplementedError

    def _run(self, query: str, **values: Value) -> Rows:
        raise NotImplementedError

    def newest_day(self) -> date | None:
        """The newest day on which a number was given."""
        day = self._value("newest_day")
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
        return [to_ticket(row) for row in self._run("active_of", citizen=citizen, day=day.isoformat())]

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
        cases = [
            (datetime.fromisoformat(row["serving_at"]), datetime.fromisoformat(row["finished_at"])) for row in rows
        ]
        return [(end - start) / timedelta(minutes=1) for start, end in cases]

    def open_before(self, day: date, limit: int) -> list[Ticket]:
        """Tickets left open on earlier days, oldest first."""
        return [to_ticket(row) for row in self._run("open_before", day=day.isoformat(), limit=limit)]

    def events_after(self, citizen: str, event_id: int, limit: int) -> list[TicketEvent]:
        """The citizen's events after one of them."""
        return [_to_event(row) for row in self._run("events_after", citizen=citizen, event_id=event_id, limit=limit)]

    def outbox_after(self, event_id: int, limit: int) -> list[TicketEvent]:
        """Everybody's events after one of them."""
        return [_to_event(row) for row in self._run("outbox_after", event_id=event_id, limit=limit)]

    def chain_end(self, queue: str) -> tuple[int, str]:
        """Number and hash of the newest link of the queue's audit chain; (0, GENESIS) before the first."""
        row = self._run("chain_end", queue=queue).fetchone()
        return (row["seq"], row["hash"]) if row else (0, GENESIS)

    def audit_rows(self) -> list[AuditEntry]:
        """All audit chains, by queue and seq."""
        names = AuditEntry.__dataclass_fields__
        return [AuditEntry(**{name: row[name] for name in names}) for row in self._run("audit_rows")]

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

    def _ticket(self, query: str, **values: Value) -> Ticket | None:
        row = self._run(query, **values).fetchone()
        return to_ticket(row) if row else None

    def _count(self, query: str, **values: Value) -> int:
        return int(self._value(query, **values))

    def _value(self, query: str, **values: Value) -> Any:
        row = self._run(query, **values).fetchone()
        return row[next(iter(row.keys()))] if row else None


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


def to_ticket(row: Row) -> Ticket:
    """A row of the table as the ledger's value."""
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


def _to_call(row: Row) -> CallRow:
    return row["number"], row["window"], datetime.fromisoformat(row["at"])


def _to_event(row: Row) -> TicketEvent:
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

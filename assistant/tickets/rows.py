"""The rows of one transaction as the ledger's values: what SQL stores have in common. Days and moments go as texts."""

from datetime import date, datetime, time
from typing import Any

from assistant.tickets.audit import GENESIS, AuditEntry, stamp
from assistant.tickets.desk_rows import DeskRows, Row, Value, to_row, to_ticket
from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import EventKind, Ticket, TicketEvent
from assistant.tickets.store import CallRow


class RowTransaction(DeskRows):
    """The `Transaction` of a SQL store but for its locks; valid only inside the block that gave it."""

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        """Waits until no other transaction writes in these queues, or takes a number for this citizen."""
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

    def of_visit(self, visit: str) -> list[Ticket]:
        """The tickets of a visit, in its order."""
        return self._tickets("of_visit", visit=visit)

    def away(self, queue: str, day: date) -> list[CallRow]:
        """Numbers in the queue's line whose citizens are at another window now, with that window and since when."""
        return [_to_call(row) for row in self._run("away", queue=queue, day=day.isoformat())]

    def bound_numbers(self, queue: str, day: date) -> list[str]:
        """Numbers in the queue's line that something of their visit has to be done before."""
        return [row["number"] for row in self._run("bound_numbers", queue=queue, day=day.isoformat())]

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

    def open_before(self, day: date, limit: int) -> list[Ticket]:
        """Tickets left open on earlier days, oldest first."""
        return [to_ticket(row) for row in self._run("open_before", day=day.isoformat(), limit=limit)]

    def events_after(self, citizen: str, event_id: int, limit: int) -> list[TicketEvent]:
        """The citizen's events after one of them."""
        return [_to_event(row) for row in self._run("events_after", citizen=citizen, event_id=event_id, limit=limit)]

    def outbox_after(self, event_id: int, limit: int) -> list[TicketEvent]:
        """Everybody's events after one of them."""
        return [_to_event(row) for row in self._run("outbox_after", event_id=event_id, limit=limit)]

    def newest_event(self) -> int:
        """The id of the newest event of all; 0 before the first."""
        row = self._run("newest_event").fetchone()
        return int(row["newest"])

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

    def next_number(self, queue: str, day: date, remote: bool) -> int:
        """Takes the next number; a rollback gives it back."""
        return self._count("next_number", queue=queue, day=day.isoformat(), remote=int(remote))

    def insert(self, ticket: Ticket, scope: str, key: str | None) -> None:
        """Writes a new ticket."""
        self._run("insert_ticket", **to_row(ticket), scope=scope, key=key)

    def update(self, ticket: Ticket) -> None:
        """Writes what changed of a ticket."""
        self._run("update_ticket", **to_row(ticket))

    def insert_call(self, ticket: Ticket, window: int, request_key: str | None, at: datetime, favoured: bool) -> None:
        """Writes a call, or its repetition when there is no request key."""
        press = {"window": window, "request_key": request_key, "at": stamp(at), "favoured": int(favoured)}
        self._run("insert_call", reference=ticket.reference, **press)

    def insert_event(self, ticket: Ticket, kind: EventKind, at: datetime) -> None:
        """Writes a message to the outbox; a second near_turn of a ticket is passed over."""
        self._run("insert_event", reference=ticket.reference, kind=kind.value, window=ticket.window, at=stamp(at))

    def insert_audit(self, entry: AuditEntry) -> None:
        """Writes the next row of a queue's audit chain."""
        self._run("insert_audit", **{name: getattr(entry, name) for name in AuditEntry.__dataclass_fields__})

    def retire(self, day: date, limit: int) -> int:
        """Cuts the ties of tickets from before the day to their conversations; how many rows it touched."""
        before, moment = day.isoformat(), stamp(datetime.combine(day, time(), SHANGHAI))
        done = [*self._run("retire_tickets", day=before, limit=limit), *self._run("drop_acts", day=before, limit=limit)]
        return len([*done, *self._run("drop_events", moment=moment, limit=limit)])

    def _count(self, query: str, **values: Value) -> int:
        return int(self._value(query, **values))

    def _value(self, query: str, **values: Value) -> Any:
        row = self._run(query, **values).fetchone()
        return row[next(iter(row.keys()))] if row else None


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

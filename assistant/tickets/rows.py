"""The rows of one transaction as the ledger's values: what SQL stores have in common. Days and moments go as texts."""

from datetime import date, datetime, time
from typing import Any

from assistant.tickets.audit import AuditEntry, stamp
from assistant.tickets.desk_rows import Row, Value, to_row, to_ticket
from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import EventKind, Place, Ticket, TicketEvent
from assistant.tickets.standing_rows import StandingRows
from assistant.tickets.store import CallRow


class RowTransaction(StandingRows):
    """The `Transaction` of a SQL store but for its locks and its audit chain; valid only inside its block."""

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        """Waits until no other transaction writes in these queues, or takes a number for this citizen."""
        raise NotImplementedError

    def newest_day(self) -> date | None:
        """The newest day on which a number was given."""
        day = self._value("newest_day")
        return date.fromisoformat(day) if day else None

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

    def audit_rows(self) -> list[AuditEntry]:
        """All audit chains, by queue and seq."""
        names = AuditEntry.__dataclass_fields__
        return [AuditEntry(**{name: row[name] for name in names}) for row in self._run("audit_rows")]

    def statuses(self) -> list[tuple[str, str, int, str]]:
        """Queue, day, number and status of every ticket."""
        return [(row["queue"], row["day"], row["no"], row["status"]) for row in self._run("statuses")]

    def counts_after(self, day: date) -> list[tuple[str, date, int]]:
        """Queue, day and last number of each series of a later day."""
        return [_to_count(row) for row in self._run("counts_after", day=day.isoformat())]

    def counts_aside(self) -> list[tuple[str, date, int]]:
        """The same of the series that were set aside, under the names that they have meanwhile."""
        return [_to_count(row) for row in self._run("counts_aside")]

    def rename_count(self, queue: str, day: date, name: str, to_day: date) -> None:
        """Sets a series aside, or takes it up again."""
        self._run("rename_count", queue=queue, day=day.isoformat(), name=name, to_day=to_day.isoformat())

    def open_after(self, day: date, limit: int) -> list[Ticket]:
        """Open tickets of later days, oldest first."""
        return [to_ticket(row) for row in self._run("open_after", day=day.isoformat(), limit=limit)]

    def ended_unserved(self, day: date) -> list[Ticket]:
        """Tickets of the day that expired in line, never called."""
        return [to_ticket(row) for row in self._run("ended_unserved", day=day.isoformat())]

    def ended_by(self, ticket: Ticket) -> str:
        """Who wrote the last link of a ticket's audit trail."""
        day = ticket.service_date.isoformat()
        return str(self._value("ended_by", queue=ticket.queue, day=day, no=ticket.no))

    def take_number(self, queue: str, day: date, no: int, remote: bool) -> None:
        """Takes the number next to the day's last one; a rollback gives it back."""
        self._run("take_number", queue=queue, day=day.isoformat(), no=no, remote=int(remote))

    def give(self, ticket: Ticket, scope: str, key: str | None, entry: AuditEntry, place: Place | None) -> None:
        """Takes a number and writes its ticket, audit row, first message and range; None: nothing is promised."""
        self.take_number(ticket.queue, ticket.service_date, ticket.no, ticket.remote)
        self.insert(ticket, scope, key)
        self.insert_audit(entry)
        self.insert_event(ticket, EventKind.ISSUED, ticket.issued_at)
        if place is not None:
            self.insert_forecast(ticket, place, ticket.issued_at)

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
        """Adds a row to a queue's audit chain; its number and hash are found here."""
        raise NotImplementedError

    def retire(self, day: date, limit: int) -> int:
        """Cuts the ties of tickets from before the day to their conversations; how many rows it touched."""
        before, moment = day.isoformat(), stamp(datetime.combine(day, time(), SHANGHAI))
        done = [*self._run("retire_tickets", day=before, limit=limit), *self._run("drop_acts", day=before, limit=limit)]
        return len([*done, *self._run("drop_events", moment=moment, limit=limit)])

    def _value(self, query: str, **values: Value) -> Any:
        row = self._run(query, **values).fetchone()
        return row[next(iter(row.keys()))] if row else None


def _to_call(row: Row) -> CallRow:
    return row["number"], row["window"], datetime.fromisoformat(row["at"])


def _to_count(row: Row) -> tuple[str, date, int]:
    return row["queue"], date.fromisoformat(row["day"]), row["last_no"]


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

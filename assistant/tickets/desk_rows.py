"""Rows of what windows do and of what was forecast: presses, pauses, tickets put aside, ranges and their truth."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from assistant.tickets.audit import AuditEntry, stamp
from assistant.tickets.model import Act, Crowd, Place, Priority, Score, Status, Tally, Ticket

Value = str | int | float | None


class Row(Protocol):
    """A row whose columns are found by name."""

    def __getitem__(self, name: str, /) -> Any:
        """The value of a column."""


class Rows(Protocol):
    """What a query gave."""

    def fetchone(self) -> Any:
        """The next row; None at the end."""

    def __iter__(self) -> Iterator[Any]:
        """All rows."""


class DeskRows:
    """The part of a `Transaction` that a SQL store shares with every other; queries stand in desk.sql and call.sql."""

    def _run(self, query: str, **values: Value) -> Rows:
        raise NotImplementedError

    def by_number(self, queue: str, day: date, no: int) -> Ticket | None:
        """The ticket of a number."""
        return self._ticket("by_number", queue=queue, day=day.isoformat(), no=no)

    def tally(self, queue: str, day: date) -> Tally:
        """What the queue gave on the day."""
        row = self._run("tally", queue=queue, day=day.isoformat()).fetchone()
        return Tally(row["last_no"], row["remote"], row["given_up"]) if row else Tally()

    def waiting(self, queue: str, day: date) -> Crowd:
        """Those in line for the queue's windows; who is on hold or was passed over is not in line."""
        return to_crowd(self._run("waiting", queue=queue, day=day.isoformat()).fetchone())

    def lines(self, day: date) -> dict[str, Crowd]:
        """Those in line, by queue; queues in which nobody waits are left out."""
        return {row["queue"]: to_crowd(row) for row in self._run("lines", day=day.isoformat())}

    def ahead_of(self, ticket: Ticket) -> Crowd:
        """Those in line before the ticket."""
        return to_crowd(self._run("ahead_of", reference=ticket.reference).fetchone())

    def waiting_at(self, queue: str, day: date, ahead: int) -> Ticket | None:
        """The ticket in line with exactly so many before it."""
        return self._ticket("waiting_at", queue=queue, day=day.isoformat(), ahead=ahead)

    def in_line(self, queue: str, day: date, places: int) -> list[Ticket]:
        """The first so many in line, in the order of calling."""
        return self._tickets("in_line", queue=queue, day=day.isoformat(), places=places)

    def behind(self, ticket: Ticket, places: int) -> list[Ticket]:
        """The next so many in line behind the ticket, in the order of calling."""
        return self._tickets("behind", reference=ticket.reference, places=places)

    def absent_before(self, ticket: Ticket) -> list[Ticket]:
        """Those in line before the ticket who are not checked in."""
        return self._tickets("absent_before", reference=ticket.reference)

    def passed_until(self, day: date, moment: datetime, limit: int) -> list[Ticket]:
        """Those of the day whose turn passed at the moment or before it and who are still not checked in."""
        return self._tickets("passed_until", day=day.isoformat(), moment=stamp(moment), limit=limit)

    def next_waiting(self, queue: str, day: date, window: int, favoured: bool) -> Ticket | None:
        """Whom the window calls next, of all or of those with priority only."""
        query = "next_with_priority" if favoured else "next_waiting"
        return self._ticket(query, queue=queue, day=day.isoformat(), window=window)

    def recent_favours(self, queue: str, day: date, limit: int) -> list[bool]:
        """Of the queue's newest calls, which were made before their turn."""
        rows = self._run("recent_favours", queue=queue, day=day.isoformat(), limit=limit)
        return [bool(row["favoured"]) for row in rows]

    def act_of(self, window: int, edge: str, request_key: str) -> Act | None:
        """The press that this request of the window made."""
        return _to_act(self._run("act_of", window=window, edge=edge, request_key=request_key).fetchone())

    def last_act(self, window: int, day: date) -> Act | None:
        """The window's newest press of the day."""
        return _to_act(self._run("last_act", window=window, day=day.isoformat()).fetchone())

    def on_hold(self, window: int, day: date) -> list[Ticket]:
        """The tickets that the window has put aside, oldest first."""
        return self._tickets("on_hold", window=window, day=day.isoformat())

    def missed_at(self, window: int, day: date) -> list[Ticket]:
        """The tickets that were missed at the window, newest first."""
        return self._tickets("missed_at", window=window, day=day.isoformat())

    def paused(self, day: date) -> frozenset[int]:
        """The windows that pause."""
        return frozenset(row["window"] for row in self._run("paused", day=day.isoformat()))

    def open_forecasts(self, ticket: Ticket) -> list[tuple[int, datetime, datetime]]:
        """Of the ticket's ranges whose truth is not known yet: id, when it was given, and the earliest turn it told."""
        rows = self._run("open_forecasts", reference=ticket.reference)
        told = [(row["id"], datetime.fromisoformat(row["at"]), row["low"]) for row in rows]
        return [(forecast, at, at + timedelta(minutes=low)) for forecast, at, low in told]

    def past_waits(self, queue: str, since: date) -> list[tuple[datetime, float]]:
        """When ranges of the queue were given since that day, and the minutes that came true."""
        rows = self._run("past_waits", queue=queue, since=since.isoformat())
        return [(datetime.fromisoformat(row["at"]), float(row["came"])) for row in rows]

    def scores(self, day: date) -> list[Score]:
        """How the day's forecasts came true, by queue."""
        rows = self._run("scores", day=day.isoformat())
        return [Score(row["queue"], row["given"], row["known"], row["hits"], float(row["width"])) for row in rows]

    def give_up_number(self, queue: str, day: date, remote: bool) -> None:
        """Counts a number as given up; it is never used again."""
        self._run("give_up_number", queue=queue, day=day.isoformat(), remote=int(remote))

    def last_slot(self, queue: str, day: date, turn: int) -> int | None:
        """The highest slot that a ticket of the queue has within a turn."""
        row = self._run("last_slot", queue=queue, day=day.isoformat(), turn=turn).fetchone()
        return row["last_slot"] if row else None

    def make_room_behind(self, ticket: Ticket) -> None:
        """Frees the slot next behind the ticket: (ticket.turn, ticket.slot + 1)."""
        place: dict[str, Value] = {
            "queue": ticket.waits_in,
            "day": ticket.service_date.isoformat(),
            "turn": ticket.turn,
        }
        self._run("make_room_behind", **place, slot=ticket.slot, reference=ticket.reference)

    def insert_act(
        self, window: int, day: date, edge: str, request_key: str | None, before: Ticket | None, at: datetime
    ) -> None:
        """Writes a press of a window with its ticket as it was before."""
        kept = json.dumps(_changing(before)) if before else None
        press: dict[str, Value] = {"window": window, "day": day.isoformat(), "edge": edge, "request_key": request_key}
        self._run("insert_act", **press, reference=before.reference if before else None, before=kept, at=stamp(at))

    def undo_act(self, act: Act) -> Ticket | None:
        """Marks a press as taken back and gives its ticket as it was before."""
        self._run("undo_act", id=act.id)
        ticket = self._ticket("by_reference", reference=act.reference) if act.reference and act.before else None
        return _changed_back(ticket, json.loads(act.before or "{}")) if ticket else None

    def set_pause(self, window: int, day: date, since: datetime | None) -> None:
        """Writes that the window pauses since then; None: no longer."""
        if since is None:
            self._run("delete_pause", window=window, day=day.isoformat())
        else:
            self._run("insert_pause", window=window, day=day.isoformat(), since=stamp(since))

    def insert_forecast(self, ticket: Ticket, place: Place, at: datetime) -> None:
        """Writes a range that was given to a ticket."""
        given = {"ahead": place.ahead, "low": place.low, "high": place.high}
        self._run("insert_forecast", reference=ticket.reference, at=stamp(at), **given)

    def void_forecasts(self, ticket: Ticket) -> None:
        """Ranges given before and still open hold no longer: the ticket was moved."""
        self._run("void_forecasts", reference=ticket.reference)

    def close_forecast(self, forecast_id: int, minutes: float) -> None:
        """Writes what came true of a range."""
        self._run("close_forecast", id=forecast_id, came=minutes)

    def _ticket(self, query: str, **values: Value) -> Ticket | None:
        row = self._run(query, **values).fetchone()
        return to_ticket(row) if row else None

    def _tickets(self, query: str, **values: Value) -> list[Ticket]:
        return [to_ticket(row) for row in self._run(query, **values)]


def to_ticket(row: Row) -> Ticket:
    """A row of the ticket table as the ledger's value."""
    ready = row["ready"]
    rest: dict[str, Any] = {name: row[name] for name in COUNTS} | {name: _moment(row[name]) for name in MOMENTS}
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
        language=row["language"],
        waits_in=row["waits_in"],
        window=row["window"],
        priority=Priority(row["priority"]) if row["priority"] else None,
        ready=tuple(json.loads(ready)) if ready is not None else None,
        remote=bool(row["remote"]),
        visit=row["visit"],
        step=row["step"],
        bound=bool(row["bound"]),
        also=tuple(json.loads(row["also"])) if row["also"] else (),
        **rest,
    )


def to_row(ticket: Ticket) -> dict[str, Value]:
    """A ticket as the values of its row."""
    return {
        "reference": ticket.reference,
        "queue": ticket.queue,
        "day": ticket.service_date.isoformat(),
        "no": ticket.no,
        "number": ticket.number,
        "citizen": ticket.citizen,
        "transaction_id": ticket.transaction,
        "language": ticket.language,
        "issued_at": stamp(ticket.issued_at),
        "visit": ticket.visit,
        "step": ticket.step,
        "bound": int(ticket.bound),
        "also": listed(ticket.also or None),
        **_changing(ticket),
    }


def listed(values: tuple[Value, ...] | None) -> str | None:
    """A list in JSON; None for none."""
    return json.dumps(values) if values is not None else None


def to_audit_row(entry: AuditEntry) -> dict[str, Value]:
    """An audit entry as the values of its row, but for its number and hash."""
    return {name: getattr(entry, name) for name in AUDITED}


AUDITED = ("queue", "day", "no", "at", "action", "actor", "status", "window")
MOMENTS = ("checked_in_at", "called_at", "serving_at", "finished_at", "passed_at", "held_at")
COUNTS = ("turn", "slot", "returns", "for_window", "lates", "requeues")


def _changing(ticket: Ticket) -> dict[str, Value]:
    # What of a ticket may change, as its row has it.
    return {
        "status": ticket.status.value,
        "waits_in": ticket.waits_in,
        "window": ticket.window,
        "priority": ticket.priority.value if ticket.priority else None,
        "ready": listed(ticket.ready),
        "remote": int(ticket.remote),
        **{name: getattr(ticket, name) for name in COUNTS},
        **{name: stamp(moment) if (moment := getattr(ticket, name)) else None for name in MOMENTS},
    }


def _changed_back(ticket: Ticket, before: dict[str, Value]) -> Ticket:
    row = to_row(ticket) | before
    return to_ticket(row)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def to_crowd(row: Row) -> Crowd:
    """A row's counts of those in line."""
    return Crowd(row["present"], row["absent"], row["favoured"])


def _to_act(row: Row | None) -> Act | None:
    if row is None:
        return None
    at = datetime.fromisoformat(row["at"])
    return Act(row["id"], row["edge"], row["reference"], at, row["before"], bool(row["undone"]))

"""The rows of one transaction on SQLite: a request is judged and a number written by few and short statements."""

import re
import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta

from assistant.tickets.audit import GENESIS, AuditEntry, chain_hash, stamp
from assistant.tickets.desk_rows import Value, listed
from assistant.tickets.memory import Memory, QueueSeen
from assistant.tickets.model import Crowd, Place, Tally, Ticket
from assistant.tickets.rows import RowTransaction
from assistant.tickets.standing import Asked, Standing
from assistant.tickets.standing_rows import to_asked_row, to_days, to_scene

# Queries of every number. Their values are handed over in the order of their names in it (one that stands twice,
# twice): that takes half the time of looking each up by its name.
BY_PLACE = frozenset({"citizen_stands", "next_number", "new_ticket", "first_event", "first_forecast", "insert_audit"})


def by_place(queries: Mapping[str, str]) -> dict[str, str]:
    """The queries, with the values of some of them by their place."""
    return {name: re.sub(r":\w+", "?", sql) if name in BY_PLACE else sql for name, sql in queries.items()}


class RowConnection(sqlite3.Connection):
    """A connection with its memory. It can be held weakly, so that a thread's end closes its connection."""

    memory: Memory | None = None

    def lend(self) -> Memory:
        """The memory for a transaction, which gives it back once it has committed: what fails is not remembered."""
        memory, self.memory = self.memory, None
        return memory or Memory()


class SQLiteTransaction(RowTransaction):
    """The `Transaction` of `SQLiteStore`; valid only inside the block that gave it."""

    def __init__(self, connection: RowConnection, queries: Mapping[str, str]) -> None:
        self._connection = connection
        self._queries = queries
        self.memory: Memory | None = None  # once it was needed
        self._version = 0

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        """Nothing to do: BEGIN IMMEDIATE has locked the whole file already."""

    def standing(self, asked: Asked, day: date) -> Standing:
        """What a request for a number is judged by; of the queue only what is not remembered is read."""
        today, since = day.isoformat(), (day - timedelta(days=asked.no_show_days - 1)).isoformat()
        mine = (asked.scope, asked.key, asked.queue, today, today, today, since, asked.citizen)
        known, active, kept, given_up, no_shows = self._at("citizen_stands", *mine).fetchone()
        memory, span = self._held(), (day, asked.cases_days, asked.cases)
        seen = memory.queue(asked.queue, span)
        if seen is None:
            newest, last_no, remote, cancelled, *line = self._run("queue_stands", **to_asked_row(asked, day)).fetchone()
            tally = Tally(last_no or 0, remote or 0, cancelled or 0)
            seen = QueueSeen(span, tally, Crowd(*line[:3]), to_scene(*line[3:]))
            memory.read(asked.queue, seen, date.fromisoformat(newest) if newest else None)
        days = to_days(no_shows)
        return Standing(memory.newest_day, known, active, kept, given_up, days, seen.tally, seen.waiting, seen.scene)

    def give(self, ticket: Ticket, scope: str, key: str | None, entry: AuditEntry, place: Place | None) -> None:
        """Takes a number and writes its ticket, audit row, first message and range; None: nothing is promised."""
        memory, day, at = self._held(), entry.day, entry.at
        if ticket.no > 1:
            taken = self._at("next_number", int(ticket.remote), ticket.queue, day, ticket.no - 1)
        else:
            taken = self._run("take_number", queue=ticket.queue, day=day, no=1, remote=int(ticket.remote))
        if taken.rowcount != 1:  # or there would be a gap
            raise sqlite3.IntegrityError("the number was counted wrongly")
        ticket_id = self._at("new_ticket", *_as_new(ticket, day, at), scope, key).lastrowid
        self._at("first_event", ticket_id, ticket.citizen, at)
        if place is not None:
            self._at("first_forecast", ticket_id, ticket.queue, day, at, place.ahead, place.low, place.high)
        memory.given(ticket, self._connection.total_changes)
        self.insert_audit(entry)

    def insert_audit(self, entry: AuditEntry) -> None:
        """Adds a row to a queue's audit chain; its number and hash are found here."""
        memory, queue = self._held(), entry.queue
        last = memory.ends.get(queue) or self._run("chain_end", queue=queue).fetchone()
        seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        link = chain_hash(previous, entry, seq)
        does = (entry.at, entry.action, entry.actor, entry.status, entry.window)
        self._at("insert_audit", queue, seq, entry.day, entry.no, *does, link)
        memory.ends[queue], memory.changes = (seq, link), self._connection.total_changes

    def give_back(self) -> None:
        """What is remembered is true once the transaction is over: it has committed, or has written nothing."""
        if self.memory is not None:
            self._connection.memory = self.memory

    def forget(self) -> None:
        """What was changed in this transaction has been taken back."""
        self.memory = None

    def _held(self) -> Memory:
        """The memory; empty if the file was changed by anything but the numbers that it knows of."""
        connection = self._connection
        if self.memory is None:
            self.memory = connection.lend()
            self._version = connection.execute("PRAGMA data_version").fetchone()[0]
        self.memory.hold(self._version, connection.total_changes)
        return self.memory

    def _at(self, query: str, *values: Value) -> sqlite3.Cursor:
        return self._connection.execute(self._queries[query], values)

    def _run(self, query: str, **values: Value) -> sqlite3.Cursor:
        return self._connection.execute(self._queries[query], values)


def _as_new(ticket: Ticket, day: str, at: str) -> tuple[Value, ...]:
    """Of a new ticket's row what is not the same in all, in the query's order; `day` and `at`: its own, as texts."""
    here = ticket.checked_in_at
    return (
        ticket.reference,
        ticket.queue,
        day,
        ticket.no,
        ticket.number,
        ticket.citizen,
        ticket.transaction,
        ticket.language,
        ticket.waits_in,
        ticket.turn,
        at,
        at if here is ticket.issued_at else stamp(here) if here else None,
        ticket.remote,
        ticket.priority and ticket.priority.value,
        listed(ticket.ready),
        ticket.visit,
        ticket.step,
        ticket.bound,
        listed(ticket.also or None),
    )

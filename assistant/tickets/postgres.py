"""The ticket store of several machines: PostgreSQL, one row lock a queue, so that queues hardly wait for each other."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any
from weakref import WeakSet

import psycopg
from psycopg import Connection

from assistant.storage.postgres import DatabaseUnavailable, NamedQueries, PostgresDatabase
from assistant.storage.sql_files import load_migrations, load_queries
from assistant.tickets.audit import GENESIS, AuditEntry, around_numbers
from assistant.tickets.desk_rows import Value, to_audit_row, to_row
from assistant.tickets.model import EventKind, LedgerUnavailable, Place, Ticket
from assistant.tickets.postgres_calls import PostgresCalls
from assistant.tickets.rows import RowTransaction

SQL = Path(__file__).parent / "sql"
PART = "tickets"
# The function has bounds of its own for older processes; None of them: judged under the lock.
JUDGED: dict[str, Value] = dict.fromkeys(
    ("kept", "given_up", "missed", "missed_since", "day_limit", "remote_limit", "most_no")
)
EVENTS_A_TRANSACTION = 1024  # the ids of a transaction's messages are its own number times this, and on


class PostgresTransaction(RowTransaction):
    """The `Transaction` of `PostgresStore`; valid only inside the block that gave it."""

    def __init__(self, connection: Connection[Any], queries: NamedQueries) -> None:
        self._connection = connection
        self._queries = queries
        self._events = 0

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        """Waits until no other transaction writes in these queues, or takes a number for this citizen."""
        wanted = list(set(queues))
        if len(self._locked(wanted, citizen)) < len(wanted):
            self._queries.run(self._connection, "add_series", {"queues": wanted})
            self._locked(wanted, citizen)

    def next_waiting(self, queue: str, day: date, window: int, favoured: bool) -> Ticket | None:
        """Whom the window calls next; one who also waits elsewhere is not called from there at the same moment."""
        chosen = super().next_waiting(queue, day, window, favoured)
        if chosen is None:
            return None
        other = {"citizen": chosen.citizen, "day": day.isoformat(), "reference": chosen.reference}
        if self._run("lock_called", **other).fetchone() is None:
            return chosen
        return super().next_waiting(queue, day, window, favoured)

    def give(self, ticket: Ticket, scope: str, key: str | None, entry: AuditEntry, place: Place | None) -> None:
        """Takes a number and writes its ticket, audit row, first message and range; None: nothing is promised."""
        self._must_hold_one_more()
        self._run("give_number", **_new_number(ticket, scope, key, entry, place), **JUDGED)

    def insert_audit(self, entry: AuditEntry) -> None:
        """Adds a row to a queue's audit chain; its number and hash are found here."""
        self._run("insert_audit", **to_audit_row(entry), **_chained(entry))

    def insert_event(self, ticket: Ticket, kind: EventKind, at: datetime) -> None:
        """Writes a message to the outbox; a second near_turn of a ticket is passed over."""
        self._must_hold_one_more()
        super().insert_event(ticket, kind, at)

    def _columns(self, row: Any) -> Iterable[Any]:
        values: Iterable[Any] = row.values()
        return values

    def _must_hold_one_more(self) -> None:
        if self._events == EVENTS_A_TRANSACTION:
            raise OverflowError("too many messages for one transaction")

    def _locked(self, queues: list[str], citizen: str | None) -> list[Any]:
        if citizen is None:
            return self._queries.run(self._connection, "lock_series", {"queues": queues}).fetchall()
        both = {"queues": queues, "citizen": citizen}
        return self._queries.run(self._connection, "lock_citizen_and_series", both).fetchall()

    def _run(self, query: str, **values: Value | list[Value]) -> psycopg.Cursor[Any]:
        if query in ("insert_event", "give_number"):
            values["place"], self._events = self._events, self._events + 1
        return self._queries.run(self._connection, query, values)


class PostgresStore:
    """
    A `TicketStore` on a PostgreSQL database that others may share.

    A change waits two seconds for its queue and five for a statement, then LedgerUnavailable. Several numbers of one
    call wait half a second for each lock; then each is given alone.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._queries = NamedQueries(load_queries(SQL, "postgres"))
        self._migrations = load_migrations(SQL, "postgres")
        # Connections on which the call is planned. That is done before its first lock: it takes ten times as long as to
        # give a number, and in the morning all connections are new.
        self._planned: WeakSet[Connection[Any]] = WeakSet()

    def migrate(self) -> int:
        """Brings the schema up to date and returns how many steps that took; also after a dump was restored."""
        with self._translated():
            steps = self._database.migrate(PART, self._migrations)
            with self._database.transaction() as connection:
                self._queries.run(connection, "event_base", {})
        return steps

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        with self._translated():
            return self._database.pending(PART, self._migrations)

    @contextmanager
    def write(self) -> Iterator[PostgresTransaction]:
        """A transaction that commits durably at the end of the block, and rolls back on any exception."""
        with self._translated(), self._database.transaction(pipelined=True, settled=True) as connection:
            yield self._rows(connection)

    def change[T](self, body: Callable[[PostgresTransaction], T]) -> T:
        """Runs the body in a transaction and gives its result once that is durable."""
        with self.write() as tx:
            return body(tx)

    @contextmanager
    def read(self) -> Iterator[PostgresTransaction]:
        """One consistent view for several reads; never waits for a writer."""
        begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        with self._translated(), self._database.transaction(begin, pipelined=True, settled=True) as connection:
            yield self._rows(connection)

    gives_at_once = True

    @contextmanager
    def at_once(self) -> Iterator[PostgresCalls | None]:
        """For numbers that are given by one call, instead of the four of a transaction."""
        with self._translated(), self._database.single() as connection:
            calls = PostgresCalls(connection, self._queries)
            if connection not in self._planned:
                calls.prepare()
                self._planned.add(connection)
            yield calls

    def close(self) -> None:
        """Closes the connections of this process."""
        self._database.close()

    def _rows(self, connection: Connection[Any]) -> PostgresTransaction:
        return PostgresTransaction(connection, self._queries)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DatabaseUnavailable as error:
            raise LedgerUnavailable(str(error) or None) from error


def _new_number(
    ticket: Ticket, scope: str, key: str | None, entry: AuditEntry, place: Place | None
) -> dict[str, Value]:
    """What a new number is, as the server's function takes it."""
    promised = {name: getattr(place, name) if place else None for name in ("ahead", "low", "high")}
    prefix = ticket.number.rstrip("0123456789")
    of_entry: dict[str, Value] = {"prefix": prefix, "at": entry.at, "action": entry.action, "actor": entry.actor}
    return to_row(ticket) | _chained(entry) | of_entry | promised | {"scope": scope, "key": key}


def _chained(entry: AuditEntry) -> dict[str, Value]:
    head, middle, tail = around_numbers(entry)
    return {"head": head, "middle": middle, "tail": tail, "genesis": GENESIS}

"""The embedded ticket store: one SQLite file on a local disk (never a network share), safe for many processes."""

import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Literal
from weakref import WeakSet

from assistant.storage.sql_files import load_migrations, load_queries
from assistant.tickets.audit import GENESIS, AuditEntry, chain_hash
from assistant.tickets.desk_rows import Value, to_audit_row, to_row
from assistant.tickets.model import LedgerUnavailable, Place, Ticket
from assistant.tickets.rows import RowTransaction
from assistant.tickets.sharing import Change, SharedCommits, Take

log = logging.getLogger(__name__)

# These tell of a mistake of ours, not of a store in trouble: they must be seen as they are.
MISTAKES = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.NotSupportedError)


SQL = Path(__file__).parent / "sql"
WAL_PAGES = 4000  # of 4 KiB, after which they are brought to their places in the file: a new number writes some fifteen
CACHE_KIB = 8000  # of the writing connection: the newest pages of all indexes into which a new number is written


class SQLiteTransaction(RowTransaction):
    """The `Transaction` of `SQLiteStore`; valid only inside the block that gave it."""

    def __init__(self, connection: sqlite3.Connection, queries: Mapping[str, str]) -> None:
        self._connection = connection
        self._queries = queries

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        """Nothing to do: BEGIN IMMEDIATE has locked the whole file already."""

    def give(self, ticket: Ticket, scope: str, key: str | None, entry: AuditEntry, place: Place | None) -> None:
        """Takes a number and writes its ticket, audit row, first message and range; None: nothing is promised."""
        row = to_row(ticket)
        self._run("take_number", **row)
        row["ticket_id"] = self._run("insert_ticket", **row, scope=scope, key=key).lastrowid
        row["at"] = row["issued_at"]
        self._run("first_event", **row)
        if place is not None:
            self._run("first_forecast", **row, ahead=place.ahead, low=place.low, high=place.high)
        self.insert_audit(entry)

    def insert_audit(self, entry: AuditEntry) -> None:
        """Adds a row to a queue's audit chain; its number and hash are found here."""
        last = self._run("chain_end", queue=entry.queue).fetchone()
        seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
        row = to_audit_row(entry) | {"seq": seq, "hash": chain_hash(previous, entry, seq)}
        self._run("insert_audit", **row)

    def _run(self, query: str, **values: Value) -> sqlite3.Cursor:
        return self._connection.execute(self._queries[query], values)


class _Connection(sqlite3.Connection):
    """A connection that can be held weakly, so that a thread's end closes its connection."""


class _Held:
    connection: _Connection | None = None
    process: int = 0


class _HeldByThread(threading.local, _Held):
    pass


class SQLiteStore:
    """
    A `TicketStore` in WAL mode that flushes to the disk at each commit.

    One connection writes for all threads: another's commit would empty its memory of the file. Each thread reads on its
    own.

    `busy_seconds` is how long a change waits for its turn, first among this process's threads, then among processes,
    before LedgerUnavailable. A forked process must build a store of its own.
    """

    synchronous: ClassVar[str] = "FULL"  # NORMAL may lose the last commits at a power cut

    def __init__(self, path: str | Path, busy_seconds: float = 30.0) -> None:
        self._path = Path(path)
        self._busy_seconds = busy_seconds
        self._queries = load_queries(SQL, "sqlite")
        self._reading, self._writing = _HeldByThread(), _Held()
        self._connections: WeakSet[_Connection] = WeakSet()
        # Threads of a process line up here; SQLite's own waiting polls, and would let some of them starve.
        self._turn = threading.Lock()
        self._shared = SharedCommits(self._carry_out, busy_seconds)

    def migrate(self) -> int:
        """Brings the schema up to date and returns how many steps that took."""
        with self._translated(), self._turn:
            connection = self._connection(self._writing)
            self._begin(connection, "IMMEDIATE")  # whoever comes second finds the work done
            try:
                steps = self._apply_migrations(connection)
                self._commit(connection)
            except BaseException:
                self._rollback(connection)
                raise
        return steps

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        with self._translated():
            connection, known = (
                self._connection(self._reading),
                "SELECT count(*) FROM sqlite_master WHERE name = 'migration'",
            )
            done = self._done(connection) if connection.execute(known).fetchone()[0] else 0
            return len(load_migrations(SQL, "sqlite")) - done

    @contextmanager
    def write(self) -> Iterator[SQLiteTransaction]:
        """A transaction that commits durably at the end of the block, and rolls back on any exception."""
        if not self._turn.acquire(timeout=self._busy_seconds):
            raise LedgerUnavailable
        try:
            yield from self._transaction(
                "IMMEDIATE", self._writing
            )  # a deferred one fails at once after another's commit
        finally:
            self._turn.release()

    def change[T](self, body: Callable[[SQLiteTransaction], T]) -> T:
        """
        Runs the body in a transaction and gives its result once that is durable; what it raises leaves nothing behind.

        Threads that come at the same time share the transaction and its way to the disk.
        """
        result: T = self._shared.do(body)
        return result

    def _carry_out(self, take: Take) -> None:
        with self.write() as tx:
            changes = take()
            for change in changes:
                if len(changes) == 1:
                    change.result = change.run(change.wish, tx)
                else:
                    self._beside_others(tx, change)

    def _beside_others(self, tx: SQLiteTransaction, change: Change) -> None:
        """What fails leaves nothing behind, and the others stay; trouble of the store itself takes all of them back."""
        connection = self._connection(self._writing)
        connection.execute("SAVEPOINT change")
        try:
            change.result = change.run(change.wish, tx)
        except Exception as error:
            if isinstance(error, sqlite3.Error) and not isinstance(error, MISTAKES):
                raise
            connection.execute("ROLLBACK TO change")
            change.error = error
        connection.execute("RELEASE change")

    @contextmanager
    def read(self) -> Iterator[SQLiteTransaction]:
        """One consistent view for several reads; never waits for a writer."""
        yield from self._transaction("DEFERRED", self._reading)

    gives_at_once = False

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """None: the file is locked as a whole, so nobody can give a number while another one looks."""
        yield None

    def close(self) -> None:
        """Closes all connections of this process."""
        for connection in list(self._connections):
            connection.close()
        self._reading, self._writing = _HeldByThread(), _Held()

    def _transaction(self, mode: Literal["IMMEDIATE", "DEFERRED"], held: _Held) -> Iterator[SQLiteTransaction]:
        with self._translated():
            connection = self._connection(held)
            self._begin(connection, mode)
            try:
                yield self._rows(connection)
                self._commit(connection)
            except BaseException:
                self._rollback(connection)
                raise

    def _rows(self, connection: sqlite3.Connection) -> SQLiteTransaction:
        return SQLiteTransaction(connection, self._queries)

    def _begin(self, connection: sqlite3.Connection, mode: str) -> None:
        connection.execute(f"BEGIN {mode}")

    def _commit(self, connection: sqlite3.Connection) -> None:
        connection.execute("COMMIT")

    def _rollback(self, connection: sqlite3.Connection) -> None:
        try:
            if connection.in_transaction:  # after some errors SQLite has rolled back by itself
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            log.exception("a rollback failed; its connection is dropped, which rolls back too")
            connection.close()
            for held in (self._reading, self._writing):
                if held.connection is connection:
                    held.connection = None

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except MISTAKES:
            raise
        except sqlite3.Error as error:
            log.error("ticket store: %s (%s)", error, getattr(error, "sqlite_errorname", "no code"))
            raise LedgerUnavailable from error

    def _connection(self, held: _Held) -> _Connection:
        if held.connection is None or held.process != os.getpid():  # a connection must not cross a fork
            held.connection, held.process = self._connect(), os.getpid()
            if held is self._writing:
                held.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return held.connection

    def _connect(self) -> _Connection:
        connection = sqlite3.connect(
            self._path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False, factory=_Connection
        )
        try:
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self.synchronous}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
        except BaseException:
            connection.close()
            raise
        self._connections.add(connection)
        return connection

    def _apply_migrations(self, connection: sqlite3.Connection) -> int:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL,"
            " applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)"
        )
        done = self._done(connection)
        migrations = load_migrations(SQL, "sqlite")
        if done > len(migrations):
            raise LedgerUnavailable("The ticket store was written by a newer version of this program.")
        for migration in migrations[done:]:
            for statement in migration.statements:
                connection.execute(statement)
            connection.execute("INSERT INTO migration (number, name) VALUES (?, ?)", (migration.number, migration.name))
        return len(migrations) - done

    def _done(self, connection: sqlite3.Connection) -> int:
        return int(connection.execute("SELECT coalesce(max(number), 0) FROM migration").fetchone()[0])

"""The embedded ticket store: one SQLite file on a local disk (never a network share), safe for many processes."""

import logging
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Literal
from weakref import WeakSet

from assistant.storage.sql_files import load_migrations, load_queries
from assistant.tickets.model import LedgerUnavailable
from assistant.tickets.sharing import Change, SharedCommits, Take
from assistant.tickets.sqlite_rows import RowConnection, SQLiteTransaction, by_place

log = logging.getLogger(__name__)

# These tell of a mistake of ours, not of a store in trouble: they must be seen as they are.
MISTAKES = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError, sqlite3.NotSupportedError)


SQL = Path(__file__).parent / "sql"
WAL_PAGES = 4000  # of 4 KiB, after which they are brought to their places in the file: a new number writes some fifteen
CACHE_KIB = 8000  # of the writing connection: the newest pages of all indexes into which a new number is written


class _Held:
    connection: RowConnection | None = None
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
        self._queries = by_place(load_queries(SQL, "sqlite"))
        self._reading, self._writing = _HeldByThread(), _Held()
        self._connections: WeakSet[RowConnection] = WeakSet()
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
            if not self._all_at_once(tx, changes):
                self._begin_again(tx)
                for change in changes:
                    self._beside_others(tx, change)

    def _all_at_once(self, tx: SQLiteTransaction, changes: Sequence[Change]) -> bool:
        """
        Carries out all of them, each refusal its own; False when one has failed that had written something.

        A savepoint for each would keep a copy of every page that it writes to; who is refused has written nothing.
        """
        connection = self._connection(self._writing)
        for change in changes:
            written = connection.total_changes
            try:
                change.result = change.run(change.wish, tx)
            except Exception as error:
                refused = _is_its_own(error) and connection.total_changes == written
                if len(changes) == 1 and refused:
                    tx.give_back()
                if len(changes) == 1 or not _is_its_own(error):
                    raise
                change.error = error
                if not refused:
                    return False
        return True

    def _begin_again(self, tx: SQLiteTransaction) -> None:
        connection = self._connection(self._writing)
        connection.execute("ROLLBACK")
        tx.forget()
        self._begin(connection, "IMMEDIATE")

    def _beside_others(self, tx: SQLiteTransaction, change: Change) -> None:
        """What fails leaves nothing behind, and the others stay; trouble of the store itself takes all of them back."""
        connection = self._connection(self._writing)
        connection.execute("SAVEPOINT change")
        change.error = None
        try:
            change.result = change.run(change.wish, tx)
        except Exception as error:
            if not _is_its_own(error):
                raise
            connection.execute("ROLLBACK TO change")
            tx.forget()
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
                rows = self._rows(connection)
                yield rows
                self._commit(connection)
                rows.give_back()
            except BaseException:
                self._rollback(connection)
                raise

    def _rows(self, connection: RowConnection) -> SQLiteTransaction:
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

    def _connection(self, held: _Held) -> RowConnection:
        if held.connection is None or held.process != os.getpid():  # a connection must not cross a fork
            held.connection, held.process = self._connect(), os.getpid()
            if held is self._writing:
                held.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return held.connection

    def _connect(self) -> RowConnection:
        connection = sqlite3.connect(
            self._path, timeout=self._busy_seconds, isolation_level=None, check_same_thread=False, factory=RowConnection
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


def _is_its_own(error: Exception) -> bool:
    """Whether an error is of one change, and no trouble of the store."""
    return isinstance(error, MISTAKES) or not isinstance(error, sqlite3.Error)

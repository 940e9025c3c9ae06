"""
The way to PostgreSQL: few connections for many threads, short transactions, and every trouble under one name.

Connections are made by the thread that needs one, so a server that is down is told at once, and one that has come back
is found by the next request.
"""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.rows import DictRow, dict_row

from assistant.storage.sql_files import Migration, parameters_of, percent_parameters

log = logging.getLogger(__name__)

Row = Mapping[str, Any]
# These tell of a mistake of ours, not of a database in trouble: they must be seen as they are.
MISTAKES = (psycopg.IntegrityError, psycopg.ProgrammingError, psycopg.DataError, psycopg.NotSupportedError)
# These don't, though psycopg counts them among them: the schema is older than the program, or the account is wrong.
UNPREPARED = (
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.UndefinedFunction,
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.InvalidCatalogName,
)
SESSION = {
    "lock_timeout": "2s",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
    "synchronous_commit": "on",
    "default_transaction_isolation": "read\\ committed",
    "timezone": "UTC",
    # Compiling a statement takes hundreds of milliseconds each time, and no statement of ours is long enough to gain by
    # it. The server goes by the estimated cost alone, which is sky-high for a plan that must not read a table from end
    # to end, and has to.
    "jit": "off",
}
LINE = {"connect_timeout": 3, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}
CONNECTIONS = 8  # of a process; each waits for the disk on its own, so more of them than processors are of use
PATIENCE = 5.0  # seconds in which a thread waits for a connection that another one holds
# A commit that waits for the disk: when it is there, all commits before it are, those too that did not wait. Nothing is
# written for it where all of them are there already, nor on a standby, which shows nothing else.
SETTLE = (
    b"SELECT CASE WHEN pg_is_in_recovery() THEN NULL WHEN pg_current_wal_flush_lsn() < pg_current_wal_insert_lsn()"
    b" THEN pg_logical_emit_message(true, 'settled', '') END"
)
MIGRATION_LOCK = 0x486F6D65  # one process migrates, the others wait and find it done


class DatabaseUnavailable(RuntimeError):
    """The database can't be used now; the transaction was rolled back, or its commit went unanswered."""


class _DateText(Loader):
    """Dates as ISO texts, as the SQLite files keep them."""

    def load(self, data: Buffer) -> str:
        """Such as 2026-11-23."""
        return bytes(data).decode()


class _MomentText(Loader):
    """Moments as ISO texts in UTC with microseconds, as the SQLite files and the audit chain have them."""

    def load(self, data: Buffer) -> str:
        """Such as 2026-11-23T02:00:00.000000+00:00."""
        return datetime.fromisoformat(bytes(data).decode()).astimezone(UTC).isoformat(timespec="microseconds")


class PostgresDatabase:
    """The connections of one process to one database. Thread-safe; a forked process must build one of its own."""

    def __init__(self, url: str, connections: int = CONNECTIONS, patience: float = PATIENCE) -> None:
        given = conninfo_to_dict(url)
        options = " ".join([str(given.pop("options", "") or ""), *(f"-c {k}={v}" for k, v in SESSION.items())])
        own: dict[str, Any] = {"application_name": "citizen-home"} | LINE | given | {"options": options}
        self.url = url
        self._conninfo = make_conninfo(**own)
        self._patience = patience
        self._free = threading.BoundedSemaphore(connections)
        self._idle: list[Connection[DictRow]] = []
        self._process = os.getpid()

    @property
    def where(self) -> str:
        """Server and database in words, without user or password."""
        named = conninfo_to_dict(self.url)
        return f"PostgreSQL database {named.get('dbname', '')} at {named.get('host', 'the local socket')}"

    def connect(self) -> Connection[DictRow]:
        """A connection of its own, which the caller closes. Raises psycopg.OperationalError."""
        connection = psycopg.connect(self._conninfo, autocommit=True, row_factory=dict_row)
        connection.adapters.register_loader("date", _DateText)
        connection.adapters.register_loader("timestamptz", _MomentText)
        return connection

    @contextmanager
    def transaction(
        self, begin: str = "BEGIN", *, pipelined: bool = False, settled: bool = False
    ) -> Iterator[Connection[DictRow]]:
        """
        A transaction that commits at the end of the block, and rolls back on any exception.

        `pipelined`: statements go out together until an answer is looked at, so a mistake may show only at the commit.
        `settled`: what others had committed, and was seen here, is on the disk when the block ends, however it ends.
        """
        with self._translated(), self._lent():
            connection = self._live() if pipelined else self._begun(begin)
            try:
                with connection.pipeline() if pipelined else nullcontext():
                    if pipelined:
                        connection.execute(begin.encode())
                    yield connection
                    self._commit(connection)
                    if settled:
                        connection.execute(SETTLE)
            except BaseException as error:
                self._rollback(connection)
                if settled and not isinstance(error, psycopg.Error):  # a refusal tells what was seen
                    connection.execute(SETTLE)
                raise
            finally:
                self._keep(connection)

    def read[T](self, ask: Callable[[Connection[DictRow]], T]) -> T:
        """What one reading statement gives, outside a transaction."""
        with self._translated(), self._lent():
            while connection := self._take():
                try:
                    answer = ask(connection)
                except psycopg.OperationalError:
                    self._keep(connection)
                    if not connection.closed:
                        raise
                except BaseException:
                    self._keep(connection)
                    raise
                else:
                    self._keep(connection)
                    return answer
            connection = self.connect()
            try:
                return ask(connection)
            finally:
                self._keep(connection)

    @contextmanager
    def single(self) -> Iterator[Connection[DictRow]]:
        """
        A connection on which each statement is a transaction by itself.

        A failure leaves open whether the statement was carried out, so nothing is tried again.
        """
        with self._translated(), self._lent():
            connection = self._live()
            try:
                yield connection
            finally:
                self._keep(connection)

    def close(self) -> None:
        """Closes the idle connections."""
        while self._idle:
            self._idle.pop().close()

    def _begun(self, begin: str) -> Connection[DictRow]:
        # A connection that was idle while the server restarted is found dead here, before anything was done.
        while connection := self._take():
            try:
                connection.execute(begin.encode())
            except psycopg.Error:
                connection.close()
            else:
                return connection
        connection = self.connect()
        connection.execute(begin.encode())
        return connection

    def _live(self) -> Connection[DictRow]:
        # Nothing comes unasked on an idle connection but the news of its end, as after a restart of the server.
        while connection := self._take():
            news = select.poll()
            news.register(connection.fileno(), select.POLLIN)
            if not news.poll(0):
                return connection
            connection.close()
        return self.connect()

    @contextmanager
    def _lent(self) -> Iterator[None]:
        if not self._free.acquire(timeout=self._patience):
            raise psycopg.OperationalError("no connection came free")
        try:
            yield
        finally:
            self._free.release()

    def _take(self) -> Connection[DictRow] | None:
        if self._process != os.getpid():
            raise RuntimeError("connections must not cross a fork")
        try:
            return self._idle.pop()
        except IndexError:
            return None

    def _keep(self, connection: Connection[DictRow]) -> None:
        if connection.info.transaction_status is TransactionStatus.IDLE:
            self._idle.append(connection)
        else:
            connection.close()

    def _commit(self, connection: Connection[DictRow]) -> None:
        connection.execute(b"COMMIT")

    def _rollback(self, connection: Connection[DictRow]) -> None:
        try:
            connection.execute(b"ROLLBACK")
        except psycopg.Error:
            connection.close()  # which rolls back too

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except UNPREPARED as error:
            log.error("database: %s; does it lack a migration?", type(error).__name__)
            raise DatabaseUnavailable from error
        except MISTAKES:
            raise
        except psycopg.Error as error:
            # The message of a statement may quote values; that of a connection names the server only.
            said = error.diag.message_primary or ("" if error.sqlstate else str(error).splitlines()[0])
            log.error("database: %s %s %s", type(error).__name__, error.sqlstate or "", said)
            raise DatabaseUnavailable from error

    def pending(self, part: str, migrations: Sequence[Migration]) -> int:
        """How many migrations of a part of the schema have not been taken; negative when it is newer than they are."""
        with self.transaction() as connection:
            known = connection.execute(b"SELECT to_regclass('migration') IS NOT NULL AS known").fetchone()
            return len(migrations) - (_done(connection, part) if known and known["known"] else 0)

    def migrate(self, part: str, migrations: Sequence[Migration]) -> int:
        """Takes the missing migrations in one transaction; returns how many. DatabaseUnavailable when it is newer."""
        with self.transaction() as connection:
            for name, value in (("statement_timeout", "0"), ("lock_timeout", "60s")):
                connection.execute(b"SELECT set_config(%s, %s, true)", (name, value))
            connection.execute(b"SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
            connection.execute(
                b"CREATE TABLE IF NOT EXISTS migration (part text NOT NULL, number integer NOT NULL,"
                b" name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (part, number))"
            )
            done = _done(connection, part)
            if done > len(migrations):
                raise DatabaseUnavailable("The database was written by a newer version of this program.")
            for migration in migrations[done:]:
                for statement in migration.statements:
                    connection.execute(statement.encode())
                taken = (part, migration.number, migration.name)
                connection.execute(b"INSERT INTO migration (part, number, name) VALUES (%s, %s, %s)", taken)
            return len(migrations) - done


def _done(connection: Connection[DictRow], part: str) -> int:
    row = connection.execute(
        b"SELECT coalesce(max(number), 0) AS done FROM migration WHERE part = %s", (part,)
    ).fetchone()
    return int(row["done"]) if row else 0


class NamedQueries:
    """Runs named queries; texts are cleaned of what PostgreSQL can't hold."""

    def __init__(self, queries: Mapping[str, str]) -> None:
        self._queries = {name: (percent_parameters(sql).encode(), parameters_of(sql)) for name, sql in queries.items()}

    def run(self, connection: Connection[DictRow], name: str, values: Mapping[str, object]) -> psycopg.Cursor[DictRow]:
        """One query with its values; those that it does not name are left out: of many, psycopg parses it each time."""
        query, parameters = self._queries[name]
        clean = {key: values[key] for key in parameters}
        for key, value in clean.items():
            if isinstance(value, str) and "\0" in value:
                clean[key] = value.replace("\0", "\N{REPLACEMENT CHARACTER}")
        return connection.execute(query, clean)

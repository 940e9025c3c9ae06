"""What is kept of messengers in a file of its own: SQLite with WAL, one connection a thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from assistant.storage.sql_files import load_migrations, load_queries
from connectors.delivery.store import SQL, DeliveryStore, DeliveryUnavailable, Rows, Run


class SQLiteDelivery(DeliveryStore):
    """The store of the delivery in a file."""

    def __init__(self, path: str | Path, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self._path = str(path)
        self._queries = load_queries(SQL, "sqlite")
        self._migrations = load_migrations(SQL, "sqlite")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._writing = threading.Lock()  # in turn: SQLite itself lets its writers sleep and try again

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        with self._begun() as connection:
            (done,) = connection.execute("PRAGMA user_version").fetchone()
            for migration in self._migrations[done:]:
                for statement in migration.statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {migration.number}")
        return max(0, len(self._migrations) - int(done))

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        with self._begun() as connection:
            (done,) = connection.execute("PRAGMA user_version").fetchone()
        return len(self._migrations) - int(done)

    def close(self) -> None:
        """Ends the threads, and closes the connections of all of them."""
        super().close()
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _rows(self, query: str, values: Mapping[str, object]) -> Rows:
        try:
            return [dict(row) for row in self._connection().execute(self._queries[query], dict(values))]
        except sqlite3.DatabaseError as error:
            raise DeliveryUnavailable("the delivery's store can't be read") from error

    @contextmanager
    def _transaction(self, *, durable: bool = False) -> Iterator[Run]:
        with self._begun(durable=durable) as connection:

            def run(query: str, values: Mapping[str, object]) -> Rows:
                return [dict(row) for row in connection.execute(self._queries[query], dict(values)).fetchall()]

            yield run

    @contextmanager
    def _begun(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._connection()
            if durable:
                connection.execute("PRAGMA synchronous = FULL")
            try:
                with self._writing:
                    yield from _committed(connection)
            finally:
                if durable:
                    connection.execute("PRAGMA synchronous = NORMAL")
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # a mistake of ours, not the store's
        except sqlite3.DatabaseError as error:
            raise DeliveryUnavailable("the delivery's store can't be written") from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            # A power cut takes mark and message back together: something may be sent again, nothing is lost.
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            self._connections.append(connection)
        return connection


def _committed(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.rollback()
        raise
    connection.commit()

"""
Conversations on SQLite: WAL, one connection a thread.

Kept apart from the tickets' file: a message lost in a power cut is a pity, so commits here need not wait for the disk.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.history.store import SQL, History, HistoryUnavailable, Run
from assistant.storage.sql_files import load_migrations, load_queries

log = logging.getLogger(__name__)


class SQLiteHistory(History):
    """The store of conversations in a file."""

    def __init__(self, path: str | Path, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self._path = str(path)
        self._queries = load_queries(SQL, "sqlite")
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        migrations = load_migrations(SQL, "sqlite")
        with self._translated("written"), self._begun() as connection:
            (done,) = connection.execute("PRAGMA user_version").fetchone()
            for migration in migrations[done:]:
                for statement in migration.statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {migration.number}")
        return len(migrations) - int(done)

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        with self._translated("read"):
            (done,) = self._connection().execute("PRAGMA user_version").fetchone()
            return len(load_migrations(SQL, "sqlite")) - int(done)

    def close(self) -> None:
        """Closes the connections of all threads."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _rows(self, name: str, **values: object) -> Sequence[Mapping[str, Any]]:
        with self._translated("read"):
            return [dict(row) for row in self._connection().execute(self._queries[name], values)]

    @contextmanager
    def _transaction(self, *, soon: bool = False) -> Iterator[Run]:
        with self._translated("written"), self._begun() as connection:

            def run(name: str, values: Mapping[str, object]) -> None:
                connection.execute(self._queries[name], dict(values))

            yield run

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.rollback()
            raise
        connection.commit()

    @contextmanager
    def _translated(self, what: str) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise  # a mistake of ours, not the store's
        except sqlite3.DatabaseError as error:
            # SQLite's own name of the error holds nothing of a user's text, and tells an operator what to look for.
            name = getattr(error, "sqlite_errorname", type(error).__name__)
            log.error("conversations can't be %s: %s", what, name)
            raise HistoryUnavailable(f"conversations can't be {what}") from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            self._connections.append(connection)
        return connection

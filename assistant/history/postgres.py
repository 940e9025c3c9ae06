"""Conversations on PostgreSQL, in the tickets' database; a turn waits for the disk once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from assistant.history.store import SQL, History, HistoryUnavailable, Run
from assistant.storage.postgres import DatabaseUnavailable, NamedQueries, PostgresDatabase
from assistant.storage.sql_files import load_migrations, load_queries

PART = "conversations"
# The log is one sequence: a later commit that waits for the disk takes this one along.
SOON = "BEGIN; SET LOCAL synchronous_commit = off"


class PostgresHistory(History):
    """The store of conversations in a database that other processes share."""

    def __init__(self, database: PostgresDatabase, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self._database = database
        self._queries = NamedQueries(load_queries(SQL, "postgres"))
        self._migrations = load_migrations(SQL, "postgres")

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        with self._translated("written"):
            return self._database.migrate(PART, self._migrations)

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        with self._translated("read"):
            return self._database.pending(PART, self._migrations)

    def close(self) -> None:
        """Closes the connections of this process."""
        self._database.close()

    def _rows(self, name: str, **values: object) -> Sequence[Mapping[str, Any]]:
        with self._translated("read"):
            return self._database.read(lambda connection: self._queries.run(connection, name, values).fetchall())

    @contextmanager
    def _transaction(self, *, soon: bool = False) -> Iterator[Run]:
        with self._translated("written"), self._database.transaction(SOON if soon else "BEGIN") as connection:

            def run(name: str, values: Mapping[str, object]) -> None:
                self._queries.run(connection, name, values)

            yield run

    @contextmanager
    def _translated(self, what: str) -> Iterator[None]:
        try:
            yield
        except DatabaseUnavailable as error:
            raise HistoryUnavailable(str(error) or f"conversations can't be {what}") from error

"""A small part of the data as named queries over a file of its own or over PostgreSQL, with the same SQL for both."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from assistant.storage.sql_files import load_migrations, load_queries

if TYPE_CHECKING:
    from assistant.storage.postgres import PostgresDatabase

log = logging.getLogger(__name__)
Row = Mapping[str, Any]
Run = Callable[..., Sequence[Row]]  # one statement of a transaction: a query's name, its values by name; gives rows


class StoreUnavailable(RuntimeError):
    """The store can't be used now; nothing was changed."""


class NamedStore(Protocol):
    """Reads and writes by named queries. Every method may raise StoreUnavailable."""

    def rows(self, name: str, /, **values: object) -> Sequence[Row]:
        """All rows of one reading query."""

    def transaction(self) -> AbstractContextManager[Run]:
        """Runs writing queries; all or none of them."""

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""


class SQLiteNamedStore:
    """
    A file that is read and written now and then, opened for each use: nothing is held open between two of them.

    ``sql`` is the folder with the queries and the migrations.
    """

    def __init__(self, path: Path, sql: Path) -> None:
        self._path = path
        self._queries = load_queries(sql, "sqlite")
        self._migrations = load_migrations(sql, "sqlite")

    def rows(self, name: str, /, **values: object) -> Sequence[Row]:
        """All rows of one reading query."""
        with self._opened() as connection:
            return [dict(row) for row in connection.execute(self._queries[name], values)]

    @contextmanager
    def transaction(self) -> Iterator[Run]:
        """Runs writing queries; all or none of them."""
        with self._begun() as connection:

            def run(name: str, /, **values: object) -> Sequence[Row]:
                return [dict(row) for row in connection.execute(self._queries[name], values)]

            yield run

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
        with self._opened() as connection:
            (done,) = connection.execute("PRAGMA user_version").fetchone()
        return len(self._migrations) - int(done)

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Connection]:
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=10, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.execute("PRAGMA synchronous = FULL")
                yield connection
        except sqlite3.IntegrityError:
            raise  # a mistake of ours, not the store's
        except sqlite3.DatabaseError as error:
            name = getattr(error, "sqlite_errorname", type(error).__name__)
            log.error("%s can't be used: %s", self._path.name, name)
            raise StoreUnavailable(f"{self._path.name} can't be used: {name}") from error


class PostgresNamedStore:
    """A part of a database that other processes and machines share; ``part`` names its migrations there."""

    def __init__(self, database: PostgresDatabase, part: str, sql: Path) -> None:
        from assistant.storage.postgres import NamedQueries

        self._database, self._part = database, part
        self._queries = NamedQueries(load_queries(sql, "postgres"))
        self._migrations = load_migrations(sql, "postgres")

    def rows(self, name: str, /, **values: object) -> Sequence[Row]:
        """All rows of one reading query."""
        with self._translated():
            return self._database.read(lambda connection: self._queries.run(connection, name, values).fetchall())

    @contextmanager
    def transaction(self) -> Iterator[Run]:
        """Runs writing queries; all or none of them."""
        with self._translated(), self._database.transaction() as connection:

            def run(name: str, /, **values: object) -> Sequence[Row]:
                done = self._queries.run(connection, name, values)
                return done.fetchall() if done.description else []

            yield run

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        with self._translated():
            return self._database.migrate(self._part, self._migrations)

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        with self._translated():
            return self._database.pending(self._part, self._migrations)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        from assistant.storage.postgres import DatabaseUnavailable

        try:
            yield
        except DatabaseUnavailable as error:
            raise StoreUnavailable(str(error) or f"{self._part} can't be used") from error

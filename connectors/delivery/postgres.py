"""What is kept of messengers in the tickets' database, so that processes of several machines share one outbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from assistant.storage.postgres import DatabaseUnavailable, NamedQueries, PostgresDatabase
from assistant.storage.sql_files import load_migrations, load_queries
from connectors.delivery.store import SQL, DeliveryStore, DeliveryUnavailable, Rows, Run

PART = "messengers"


class PostgresDelivery(DeliveryStore):
    """The store of the delivery in a database that other processes share; the tickets' store closes its connections."""

    def __init__(self, database: PostgresDatabase, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self._database = database
        self._queries = NamedQueries(load_queries(SQL, "postgres"))
        self._migrations = load_migrations(SQL, "postgres")

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        with _translated("written"):
            return self._database.migrate(PART, self._migrations)

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        with _translated("read"):
            return self._database.pending(PART, self._migrations)

    def close(self) -> None:
        """Ends the threads, and closes the connections of this process."""
        super().close()
        self._database.close()

    def _rows(self, query: str, values: Mapping[str, object]) -> Rows:
        with _translated("read"):
            return self._database.read(lambda connection: self._queries.run(connection, query, values).fetchall())

    @contextmanager
    def _transaction(self, *, durable: bool = False) -> Iterator[Run]:
        with _translated("written"), self._database.transaction() as connection:

            def run(query: str, values: Mapping[str, object]) -> Rows:
                done = self._queries.run(connection, query, values)
                return done.fetchall() if done.description else []

            yield run


@contextmanager
def _translated(what: str) -> Iterator[None]:
    try:
        yield
    except DatabaseUnavailable as error:
        raise DeliveryUnavailable(f"the delivery's store can't be {what}") from error

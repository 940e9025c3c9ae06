"""A bell over PostgreSQL: NOTIFY and LISTEN, where there is no Redis."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from assistant.signals.bell import WireBell
from assistant.storage.postgres import PostgresDatabase

LOOK = 1.0  # seconds between two looks whether the bell was closed
PING_LOOKS = 5  # after so many looks in silence the connection is tried


class PostgresBell(WireBell):
    """Rings in every process on the same database; one connection of its own listens."""

    def __init__(self, database: PostgresDatabase, failed: Callable[[], None] = lambda: None) -> None:
        super().__init__(failed)
        self._database = database

    def _send(self) -> None:
        self._database.read(lambda connection: connection.execute(b"NOTIFY citizen_home_news"))

    @contextmanager
    def _line(self) -> Iterator[Iterator[bool]]:
        with self._database.connect() as connection:
            connection.execute(b"LISTEN citizen_home_news")
            yield self._rings(connection)

    def _rings(self, connection: Connection[Any]) -> Iterator[bool]:
        yield False  # the line stands
        while True:
            for _ in range(PING_LOOKS):
                rung = False
                for _ in connection.notifies(timeout=LOOK, stop_after=1):
                    rung = True
                yield rung
            connection.execute(b"SELECT 1")

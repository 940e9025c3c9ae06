"""Both stores as the tests use them: where they are kept, what breaks in them on demand, and bugs planted in them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from psycopg import Connection

from assistant.storage.postgres import PostgresDatabase
from assistant.storage.sql_files import load_queries, percent_parameters
from assistant.tickets import SQLiteStore, Ticket, TicketStore
from assistant.tickets.audit import AuditEntry
from assistant.tickets.model import Place
from assistant.tickets.postgres import SQL, PostgresStore, PostgresTransaction
from assistant.tickets.rows import RowTransaction
from assistant.tickets.sharing import Change, Take
from assistant.tickets.sqlite_rows import RowConnection, SQLiteTransaction

from .ledger_memory import CheckedRows

TABLES = ("call", "event", "act", "forecast", "pause", "ticket", "counter", "audit", "series", "series_audit")


class Fault(Exception):
    """Something broke inside the transaction."""


class AnswerLost(Exception):
    """The commit went through, but its answer never arrived."""


class FaultRows(RowTransaction):
    """Rows that break at the point the store was told: 1 after the lock, 2 after the counter, 3 after the insert."""

    fault: int = 0
    stepwise: bool = False  # writes a new number step by step on either store, so that a step may be broken

    def give(self, ticket: Ticket, scope: str, key: str | None, entry: AuditEntry, place: Place | None) -> None:
        if self.stepwise or self.fault in (2, 3):
            RowTransaction.give(self, ticket, scope, key, entry, place)
        else:
            super().give(ticket, scope, key, entry, place)

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        super().lock(*queues, citizen=citizen)
        self.break_at(1)

    def take_number(self, queue: str, day: date, no: int, remote: bool) -> None:
        super().take_number(queue, day, no, remote)
        self.break_at(2)

    def insert(self, ticket: Ticket, scope: str, key: str | None) -> None:
        super().insert(ticket, scope, key)
        self.break_at(3)

    def break_at(self, point: int) -> None:
        if self.fault == point:
            raise Fault

    def raw(self, sql: str, **values: str | int | None) -> list[Any]:
        """The rows of a statement that has no name."""
        connection = self._connection  # type: ignore[attr-defined]
        if isinstance(connection, Connection):
            return list(connection.execute(percent_parameters(sql).encode(), values))
        return list(connection.execute(sql, values))

    def named(self, query: str) -> str:
        """The text of a query that has a name."""
        postgres = isinstance(self._connection, Connection)  # type: ignore[attr-defined]
        return load_queries(SQL, "postgres" if postgres else "sqlite")[query]


@dataclass(frozen=True)
class Plant:
    """A bug: rows that do something else, changes of the schema, or a rollback that is none."""

    name: str = "sound"
    rows: type[FaultRows] = FaultRows
    schema: tuple[str, ...] = ()
    rollback: str = "ROLLBACK"


SOUND = Plant()


class FaultStore(Protocol):
    """A real store that breaks at `fault` 1 to 3 (rolled back) or loses the answer of a commit (4)."""

    fault: int

    def migrate(self) -> int: ...
    def write(self) -> Any: ...
    def read(self) -> Any: ...
    def close(self) -> None: ...


def spoil(tx: Any) -> None:
    """A change that writes to what every number is judged by, and fails."""
    tx.raw("UPDATE counter SET last_no = last_no + 1, remote = remote + 1")
    raise Fault


class FastStore(SQLiteStore):
    """The real store without waiting for the disk."""

    synchronous = "OFF"


class FaultySQLite(FastStore):
    """The embedded store with faults and a planted bug."""

    fault = 0

    def __init__(self, path: Path, plant: Plant) -> None:
        super().__init__(path)
        self.plant = plant
        self.rows = type("Rows", (plant.rows, CheckedRows if plant is SOUND else SQLiteTransaction), {})
        self.alone = plant is not SOUND

    def _carry_out(self, take: Take) -> None:
        """Every second change has company in its transaction that fails, before and after it."""
        before, after = Change(spoil), Change(spoil)  # none where a commit's answer is to be lost: theirs would be too
        self.alone = self.plant is not SOUND or self.fault == 4 or not self.alone
        super()._carry_out(take if self.alone else lambda: [before, *take(), after])
        assert self.alone or all(isinstance(one.error, Fault) for one in (before, after))

    @contextmanager
    def write(self) -> Iterator[Any]:
        with super().write() as tx:
            tx.fault = self.fault  # type: ignore[attr-defined]
            yield tx
        if self.fault == 4:
            raise AnswerLost

    def _rows(self, connection: RowConnection) -> SQLiteTransaction:
        return self.rows(connection, self._queries)  # type: ignore[no-any-return]

    def _rollback(self, connection: sqlite3.Connection) -> None:
        if self.plant.rollback == "ROLLBACK":
            super()._rollback(connection)
        elif connection.in_transaction and self.plant.rollback:
            connection.execute(self.plant.rollback)


class PlantedDatabase(PostgresDatabase):
    """Connections whose rollback may be another statement."""

    rollback = "ROLLBACK"

    def _rollback(self, connection: Connection[Any]) -> None:
        if self.rollback == "ROLLBACK":
            super()._rollback(connection)
        else:
            connection.execute(self.rollback.encode())


class FaultyPostgres(PostgresStore):
    """The store of several machines with faults and a planted bug."""

    fault = 0

    def __init__(self, url: str, plant: Plant) -> None:
        database = PlantedDatabase(url)
        database.rollback = plant.rollback
        super().__init__(database)
        self.plant = plant
        self.rows = type("Rows", (plant.rows, PostgresTransaction), {})

    @contextmanager
    def at_once(self) -> Iterator[Any]:
        """None where something is to break between the steps of a transaction."""
        if self.plant is not SOUND or self.fault not in (0, 4):
            yield None
            return
        with super().at_once() as calls:
            given = calls.give
            calls.give = lambda *asked: self.answered(*given(*asked))  # type: ignore[method-assign]
            yield calls

    def answered(self, given: Any, views: Any) -> Any:
        if self.fault == 4 and given:
            raise AnswerLost
        return given, views

    @contextmanager
    def write(self) -> Iterator[Any]:
        with super().write() as tx:
            tx.fault = self.fault  # type: ignore[attr-defined]
            yield tx
        if self.fault == 4:
            raise AnswerLost

    def _rows(self, connection: Connection[Any]) -> PostgresTransaction:
        return self.rows(connection, self._queries)  # type: ignore[no-any-return]


class Home(Protocol):
    """Where a store is kept; `address` is enough for another process to open it."""

    address: str

    def store(self, plant: Plant = SOUND) -> FaultStore: ...
    def rows(self, sql: str) -> list[tuple[object, ...]]: ...
    def change(self, sql: str) -> None: ...
    def free_references(self) -> None: ...
    def wipe(self) -> None: ...
    def close(self) -> None: ...


class SQLiteHome:
    """A file."""

    def __init__(self, path: Path) -> None:
        self.path, self.address = path, str(path)
        self._reader: sqlite3.Connection | None = None

    def store(self, plant: Plant = SOUND) -> FaultySQLite:
        store = FaultySQLite(self.path, plant)
        if plant.schema:
            store.migrate()
            for statement in plant.schema:
                self.change(statement)
        return store

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in self._connection().execute(sql)]

    def change(self, sql: str) -> None:
        self._connection().execute(sql)

    def free_references(self) -> None:
        """Rows may be deleted though others point to them."""
        self.change("PRAGMA foreign_keys = OFF")

    def wipe(self) -> None:
        """Another file: the old one is not looked at again."""
        self.close()
        self.path = self.path.with_name(f"{int(self.path.stem) + 1 if self.path.stem.isdecimal() else 0}.db")

    def close(self) -> None:
        if self._reader:
            self._reader.close()
            self._reader = None

    def _connection(self) -> sqlite3.Connection:
        if self._reader is None:
            self._reader = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
        return self._reader


class PostgresHome:
    """A database, migrated already; `altered` once its schema is no longer the program's."""

    altered = False

    def __init__(self, url: str) -> None:
        self.address = url
        self._reader = PostgresDatabase(url).connect()

    def store(self, plant: Plant = SOUND) -> FaultyPostgres:
        if not self.altered:
            for statement in plant.schema:
                self.altered = True
                self.change(statement)
        return FaultyPostgres(self.address, plant)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in self._reader.execute(sql.encode())]

    def change(self, sql: str) -> None:
        self._reader.execute(sql.encode())

    def free_references(self) -> None:
        """Rows may be deleted though others point to them."""
        self.altered = True
        for table in ("call", "event", "act", "forecast"):
            self.change(f"ALTER TABLE {table} DROP CONSTRAINT {table}_ticket_id_fkey")

    def reconnect(self) -> None:
        """After the server was gone."""
        self._reader.close()
        self._reader = PostgresDatabase(self.address).connect()

    def wipe(self) -> None:
        """Empty tables."""
        self.change("; ".join(f"DELETE FROM {table}" for table in TABLES))

    def close(self) -> None:
        self._reader.close()


def store_at(address: str) -> TicketStore:
    """The durable store of an address, for a process of its own."""
    if address.startswith("postgresql:"):
        return PostgresStore(PostgresDatabase(address))
    return SQLiteStore(address)

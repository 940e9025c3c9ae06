"""A worker of the hammer: takes and calls numbers, writes what it was answered, repeats by key what it was not."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time as timer
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, time, timedelta
from multiprocessing.sharedctypes import RawValue
from pathlib import Path
from typing import Any

from psycopg import Connection

from assistant.storage.postgres import PostgresDatabase
from assistant.tickets import (
    Estimator,
    LedgerUnavailable,
    OpeningHours,
    Queue,
    Queues,
    SQLiteStore,
    TicketLedger,
    TicketStore,
    WindowBusy,
    WindowIdle,
)
from assistant.tickets.audit import AuditEntry
from assistant.tickets.postgres import PostgresStore, PostgresTransaction
from assistant.tickets.rows import RowTransaction
from assistant.tickets.sqlite_rows import RowConnection, SQLiteTransaction

QUEUES = 3
PAUSE = 0.02  # seconds until an unanswered request is repeated
AHEAD = RawValue("d", 0.0)  # seconds by which the clock of all ledgers is ahead of the machine's; forks share it


class NoAudit(RowTransaction):
    """Rows without the audit chain, whose key would stop the planted bug before it does harm."""

    def insert_audit(self, entry: AuditEntry) -> None:
        """Forgets it."""


class NoAuditSQLite(NoAudit, SQLiteTransaction):
    """The same on SQLite."""


class NoAuditPostgres(NoAudit, PostgresTransaction):
    """The same on PostgreSQL."""


class NoTransactionSQLite(SQLiteStore):
    """The planted bug that proves the checker: every statement commits alone."""

    def _rows(self, connection: RowConnection) -> SQLiteTransaction:
        return NoAuditSQLite(connection, self._queries)

    def _begin(self, connection: sqlite3.Connection, mode: str) -> None:
        pass

    def _commit(self, connection: sqlite3.Connection) -> None:
        pass


class NoTransactionDatabase(PostgresDatabase):
    """Connections whose every statement commits alone."""

    @contextmanager
    def transaction(
        self, begin: str = "BEGIN", *, pipelined: bool = False, settled: bool = False
    ) -> Iterator[Connection[Any]]:
        """No transaction at all."""
        with self.connect() as connection:
            yield connection


class NoTransactionPostgres(PostgresStore):
    """The planted bug on PostgreSQL."""

    def __init__(self, database: PostgresDatabase) -> None:
        super().__init__(database)
        self._database = NoTransactionDatabase(database.url)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """None: a call that is one statement can't commit by halves."""
        yield None

    def _rows(self, connection: Connection[Any]) -> PostgresTransaction:
        return NoAuditPostgres(connection, self._queries)


PLANTS = ("none", "no-transaction")
PLANTED_SCHEMA = ("DROP INDEX called_once", "DROP INDEX one_active", "DROP INDEX one_at_window")


def open_store(address: str, plant: str = "none") -> TicketStore:
    """The store at a file's path or a ``postgresql:`` address, perhaps with the planted bug."""
    if address.startswith("postgresql:"):
        return (PostgresStore if plant == "none" else NoTransactionPostgres)(PostgresDatabase(address))
    return (SQLiteStore if plant == "none" else NoTransactionSQLite)(address)


def every_day(_day: date) -> bool:
    """The hammer's hall never closes."""
    return True


class NeverCloses(OpeningHours):
    """A hall in which whoever takes a number is sure to be called, also in the minute before midnight."""

    def closing(self, day: date) -> datetime:
        """So far off that no line is too long."""
        return super().closing(day) + timedelta(days=30)


def clock() -> datetime:
    """Now, by the clock that may be moved."""
    return datetime.now(UTC) + timedelta(seconds=AHEAD.value)


def build_ledger(store: TicketStore, workers: int) -> TicketLedger:
    """Three queues, in which every worker has a window of its own."""
    windows = [tuple(n * 1000 + slot for slot in range(workers)) for n in range(QUEUES)]
    queues = [Queue(f"q{n}", "ABC"[n], "d", "1F", windows[n], ()) for n in range(QUEUES)]
    index = Queues(
        {queue.id: queue for queue in queues},
        {queue.id: queue for queue in queues},
        {window: queue for queue in queues for window in queue.windows},
    )
    hours = NeverCloses(time(0), time(23, 59, 59, 999999), time(0), every_day)
    return TicketLedger(store, index, hours, clock, Estimator(0, 0))


class Worker:
    """One life of a worker: first it repeats what its predecessor left unanswered, then it goes on until killed."""

    def __init__(self, folder: Path, ledger: TicketLedger, slot: int, life: int) -> None:
        self.slot, self.life = slot, life
        path = folder / f"worker{slot}.log"
        self.left = unanswered(path)
        self.log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.ledger = ledger

    def run(self) -> None:
        """Never returns."""
        if self.left:
            self.ask(self.left)
        for queue in range(QUEUES):
            self.clear(queue * 1000 + self.slot)
        turn = 0
        while True:
            turn += 1
            queue = random.randrange(QUEUES)
            citizen = f"{self.slot}-{self.life}-{turn}"
            self.ask({"ask": "issue", "citizen": citizen, "key": "k", "queue": f"q{queue}"}, repeat=turn % 5 == 0)
            if turn % 2:
                window = queue * 1000 + self.slot
                self.ask({"ask": "call", "window": window, "key": citizen}, repeat=turn % 5 == 1)
                self.clear(window)

    def ask(self, request: dict[str, str | int], repeat: bool = False) -> None:
        """Writes the request, carries it out, writes the answer; a repetition must give the same ticket."""
        self.write(request)
        answer = self.answer(request)
        self.write(request | answer)
        if repeat:
            again = self.answer(request)
            if again != answer and answer["reference"]:  # who found nobody may find somebody a moment later
                self.write(request | {"wrong": True})

    def answer(self, request: dict[str, str | int]) -> dict[str, str | int]:
        """The ledger's answer as the log keeps it."""
        if request["ask"] == "issue":
            citizen, queue, key = str(request["citizen"]), str(request["queue"]), str(request["key"])
            ticket = persist(lambda: self.ledger.issue(citizen, queue, key=key)).ticket
            return {"reference": ticket.reference, "no": ticket.no}
        window, key = int(request["window"]), str(request["key"])
        try:
            called = persist(lambda: self.ledger.call_next(window, key))
        except WindowBusy:  # only where a call was carried out by half
            self.clear(window)
            return {"reference": "", "wrong": True}
        return {"reference": called.reference, "no": called.no} if called else {"reference": ""}

    def clear(self, window: int) -> None:
        """Closes the ticket that the window holds."""
        if persist(lambda: self.ledger.at_window(window)):
            with suppress(WindowIdle):  # the first try was carried out, only its answer was lost
                persist(lambda: self.ledger.missed(window))

    def write(self, line: dict[str, str | int]) -> None:
        """One line in one write, which a kill can't cut."""
        os.write(self.log, json.dumps(line).encode() + b"\n")


def unanswered(path: Path) -> dict[str, str | int]:
    """The last request of a log when no answer follows it."""
    if not path.exists():
        return {}
    lines = path.read_text().splitlines()
    last: dict[str, str | int] = json.loads(lines[-1]) if lines else {}
    return {} if "reference" in last or "wrong" in last else last


def persist[T](ask: Callable[[], T]) -> T:
    """Asks until the store answers; the key, or the window's state, keeps a repetition from doing anything twice."""
    while True:
        try:
            return ask()
        except LedgerUnavailable:
            timer.sleep(PAUSE)

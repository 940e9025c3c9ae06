"""Tickets a second against bare commits: the same disk, the same pragmas, alternating in the same run."""

from __future__ import annotations

import random
import secrets
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, date, datetime, time as clock_time
from pathlib import Path

from assistant.tickets import Estimator, OpeningHours, Queues, SQLiteStore, TicketLedger, TicketStore, build_queues
from benchmarks.metrics import Figure
from catalog import Catalog

ROUNDS = 6
ROUND_SECONDS = 1.0


def measure_tickets(
    catalog: Catalog, folder: Path, rounds: int = ROUNDS, round_seconds: float = ROUND_SECONDS
) -> list[Figure]:
    """Issues numbers of all queues to ever new citizens, and commits rows of the same size with nothing around them."""
    store = SQLiteStore(folder / "tickets.db")
    store.migrate()
    try:
        with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as bare:
            issue, commit = issuer(store, build_queues(catalog)), committer(bare)
            pairs = [(rate(commit, round_seconds), rate(issue, round_seconds)) for _ in range(rounds)]
    finally:
        store.close()
    note = f"median of {rounds} alternating rounds of {round_seconds:.0f} s, one writer"
    return [
        Figure("tickets_per_second", statistics.median(tickets for _, tickets in pairs), note),
        Figure("bare_commits_per_second", statistics.median(commits for commits, _ in pairs), note),
        Figure("tickets_ratio", statistics.median(tickets / commits for commits, tickets in pairs), note),
    ]


def issuer(store: TicketStore, queues: Queues, matters: Sequence[str] = ()) -> Callable[[], None]:
    """Gives one number to a new citizen, for one of the matters by chance: by default, of all that the queues serve."""
    hours = OpeningHours(clock_time(0), clock_time(23, 59, 59, 999999), clock_time(0), _every_day)
    # An estimator of nothing: the benchmark's hall never fills up before closing time.
    ledger = TicketLedger(store, queues, hours, lambda: datetime.now(UTC), Estimator(0, 0))
    # Citizens come for anything at any time. Processes that walked through the catalog in step would all stand at one
    # queue, whose numbers can only be given one after the other.
    chosen = list(matters or queues.by_transaction)

    def issue() -> None:
        ledger.issue(secrets.token_urlsafe(16), random.choice(chosen), key="k")

    return issue


def committer(connection: sqlite3.Connection) -> Callable[[], None]:
    """Writes one row of a ticket's size and commits it to the disk."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {SQLiteStore.synchronous}")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, content TEXT NOT NULL)")

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO row (content) VALUES (?)", (secrets.token_urlsafe(300),))
        connection.execute("COMMIT")

    return commit


def rate(work: Callable[[], None], seconds: float) -> float:
    """How often a second the work gets done."""
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        work()
        done += 1
    return done / (time.perf_counter() - begun)


def _every_day(_day: date) -> bool:
    return True

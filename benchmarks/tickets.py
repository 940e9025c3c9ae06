"""Tickets a second against bare commits: the same disk, the same pragmas, alternating in the same run."""

from __future__ import annotations

import random
import secrets
import sqlite3
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime, time as clock_time, timedelta
from pathlib import Path

from assistant.tickets import Estimator, OpeningHours, Queues, SQLiteStore, TicketLedger, TicketStore, build_queues
from benchmarks.metrics import Figure
from catalog import Catalog

ROUNDS = 6
ROUND_SECONDS = 1.0
IN_FLIGHT = 16  # citizens who ask one process at the same time: its API answers in up to 40 threads
ONE_CALLER, MANY = "one caller a process", "{} callers a process"


class Days:
    """A clock of which a day passes whenever it is told so: in the morning nobody stands in line."""

    def __init__(self) -> None:
        self.gone = timedelta()

    def __call__(self) -> datetime:
        """The time of that day."""
        return datetime.now(UTC) + self.gone

    def pass_one(self) -> None:
        """The next day."""
        self.gone += timedelta(days=1)


def measure_tickets(
    catalog: Catalog, folder: Path, rounds: int = ROUNDS, round_seconds: float = ROUND_SECONDS
) -> list[Figure]:
    """
    Issues numbers of all queues to ever new citizens, and commits rows of the same size with nothing around them.

    By as many callers at a time as a process of the center has, both of them; and by one alone, both of them.
    """
    store, days = SQLiteStore(folder / "tickets.db"), Days()
    store.migrate()
    try:
        with closing(sqlite3.connect(folder / "bare.db", isolation_level=None, check_same_thread=False)) as bare:
            issue, commit = issuer(store, build_queues(catalog), clock=days), committer(bare)
            turns: dict[int, list[tuple[float, float]]] = {IN_FLIGHT: [], 1: []}
            for callers in [*turns] * rounds:
                days.pass_one()
                turns[callers].append((rate(commit, round_seconds, callers), rate(issue, round_seconds, callers)))
    finally:
        store.close()
    return [
        figure
        for callers, pairs in turns.items()
        for figure in compared(pairs, callers, f"{rounds} alternating rounds of {round_seconds:.0f} s")
    ]


def compared(pairs: Sequence[tuple[float, float]], callers: int, how: str, store: str = "") -> list[Figure]:
    """Medians of bare commits and tickets a second, and of their ratios."""
    name, note = ("", MANY.format(callers)) if callers > 1 else ("one_caller_", ONE_CALLER)
    note = f"median of {how}, {note}"
    return [
        Figure(f"{store}{name}tickets_per_second", statistics.median(tickets for _, tickets in pairs), note),
        Figure(f"{store}{name}bare_commits_per_second", statistics.median(commits for commits, _ in pairs), note),
        Figure(f"{store}{name}tickets_ratio", statistics.median(tickets / commits for commits, tickets in pairs), note),
    ]


def issuer(
    store: TicketStore, queues: Queues, matters: Sequence[str] = (), clock: Callable[[], datetime] | None = None
) -> Callable[[], None]:
    """Gives one number to a new citizen, for one of the matters by chance: by default, of all that the queues serve."""
    hours = OpeningHours(clock_time(0), clock_time(23, 59, 59, 999999), clock_time(0), _every_day)
    # An estimator of nothing: the benchmark's hall never fills up before closing time.
    ledger = TicketLedger(store, queues, hours, clock or Days(), Estimator(0, 0))
    # Citizens come for anything at any time. Processes that walked through the catalog in step would all stand at one
    # queue, whose numbers can only be given one after the other.
    chosen = list(matters or queues.by_transaction)

    def issue() -> None:
        ledger.issue(secrets.token_urlsafe(16), random.choice(chosen), key="k")

    return issue


def committer(connection: sqlite3.Connection) -> Callable[[], None]:
    """
    Writes one row of a ticket's size and commits it to the disk.

    Several callers line up for the connection. That is the fastest that they can do: with a connection each, SQLite has
    them wait for each other by looking again and again.
    """
    line = threading.Lock()
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute(f"PRAGMA synchronous = {SQLiteStore.synchronous}")
    connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, content TEXT NOT NULL)")

    def commit() -> None:
        content = secrets.token_urlsafe(300)
        with line:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO row (content) VALUES (?)", (content,))
            connection.execute("COMMIT")

    return commit


def rate(work: Callable[[], None], seconds: float, callers: int = 1) -> float:
    """How often a second the work gets done, by so many callers at a time, each in a thread of its own."""
    begun = time.perf_counter()

    def go_on(_caller: int) -> int:
        done = 0
        while time.perf_counter() - begun < seconds:
            work()
            done += 1
        return done

    if callers == 1:
        return go_on(0) / (time.perf_counter() - begun)
    with ThreadPoolExecutor(callers) as pool:
        done = sum(pool.map(go_on, range(callers)))
    return done / (time.perf_counter() - begun)


def _every_day(_day: date) -> bool:
    return True

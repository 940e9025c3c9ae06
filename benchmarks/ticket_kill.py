"""
The hammer: worker processes take and call numbers on SQLite while a parent kills them with SIGKILL.

    .venv/bin/python benchmarks/ticket_kill.py --issues 1000 --workers 4 --seconds 20

Each worker writes what it asks and what it was answered to a log of its own (O_APPEND); the checker compares the logs
with the store; exit 1 when a ticket is lost, doubled, called twice or skipped. A power cut is not tested by kills.
"""

import argparse
import json
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import time as timer
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.tickets import Estimator, OpeningHours, Queue, Queues, SQLiteStore, TicketLedger
from assistant.tickets.audit import AuditEntry
from assistant.tickets.sqlite_rows import SQLiteTransaction

QUEUES = 3
PAUSE = (0.05, 0.35)  # seconds between kills
PATIENCE = 300.0  # seconds after which a hammer that makes no headway has failed
STORE = "tickets.db"
FAULTS = ("lost", "twice", "gaps", "called_twice", "wrong_answers", "audit_faults", "died")


class NoAudit(SQLiteTransaction):
    """Rows without the audit chain, whose key would stop the planted bug before it does harm."""

    def insert_audit(self, entry: AuditEntry) -> None:
        """Forgets it."""


class NoTransaction(SQLiteStore):
    """The planted bug that proves the checker: every statement commits alone."""

    def _rows(self, connection: sqlite3.Connection) -> SQLiteTransaction:
        return NoAudit(connection, self._queries)

    def _begin(self, connection: sqlite3.Connection, mode: str) -> None:
        pass

    def _commit(self, connection: sqlite3.Connection) -> None:
        pass


PLANTS: dict[str, type[SQLiteStore]] = {"none": SQLiteStore, "no-transaction": NoTransaction}
PLANTED_SCHEMA = ("DROP INDEX called_once", "DROP INDEX one_active", "DROP INDEX one_at_window")


@dataclass
class Report:
    """What the checker found; every one of FAULTS must be 0."""

    tickets: int
    calls: int
    kills: int
    seconds: float
    per_second: float
    lost: int
    twice: int
    gaps: int
    called_twice: int
    wrong_answers: int
    audit_faults: int
    died: int  # workers that ended by themselves

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, doubled or missing."""
        found = asdict(self)
        return not any(found[name] for name in FAULTS)


def every_day(_day: date) -> bool:
    """The hammer's hall never closes."""
    return True


def build_ledger(store: SQLiteStore, workers: int) -> TicketLedger:
    """Three queues, in which every worker has a window of its own."""
    windows = [tuple(n * 1000 + slot for slot in range(workers)) for n in range(QUEUES)]
    queues = [Queue(f"q{n}", "ABC"[n], "d", "1F", windows[n], ()) for n in range(QUEUES)]
    index = Queues(
        {queue.id: queue for queue in queues},
        {queue.id: queue for queue in queues},
        {window: queue for queue in queues for window in queue.windows},
    )
    hours = OpeningHours(time(0), time(23, 59, 59, 999999), time(0), every_day)
    return TicketLedger(store, index, hours, lambda: datetime.now(UTC), Estimator(0, 0))


class Worker:
    """One life of a worker: first it repeats what its predecessor left unanswered, then it goes on until killed."""

    def __init__(self, folder: Path, slot: int, life: int, workers: int, plant: str) -> None:
        self.slot, self.life = slot, life
        path = folder / f"worker{slot}.log"
        self.left = unanswered(path)
        self.log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self.ledger = build_ledger(PLANTS[plant](folder / STORE), workers)

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
        """Writes the request, carries it out, writes the answer; a repetition must be answered equally."""
        self.write(request)
        answer = self.answer(request)
        self.write(request | answer)
        if repeat:
            again = self.answer(request)
            if again != answer:
                self.write(request | {"wrong": True})

    def answer(self, request: dict[str, str | int]) -> dict[str, str | int]:
        """The ledger's answer as the log keeps it."""
        if request["ask"] == "issue":
            ticket = self.ledger.issue(str(request["citizen"]), str(request["queue"]), key=str(request["key"])).ticket
            return {"reference": ticket.reference, "no": ticket.no}
        called = self.ledger.call_next(int(request["window"]), str(request["key"]))
        return {"reference": called.reference, "no": called.no} if called else {"reference": ""}

    def clear(self, window: int) -> None:
        """Closes the ticket that the window holds."""
        if self.ledger.at_window(window):
            self.ledger.missed(window)

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


def start_worker(folder: Path, slot: int, life: int, workers: int, plant: str) -> multiprocessing.process.BaseProcess:
    """Forks, for speed: the parent is a single thread and holds no connection."""
    process = multiprocessing.get_context("fork").Process(target=live, args=(folder, slot, life, workers, plant))
    process.start()
    return process


def live(folder: Path, slot: int, life: int, workers: int, plant: str) -> None:
    """A worker's process; under a planted bug it may also die by itself."""
    Worker(folder, slot, life, workers, plant).run()


def hammer(folder: Path, options: argparse.Namespace) -> tuple[int, int]:
    """Runs and kills workers until tickets and time suffice; returns how many were killed and how many had died."""
    pool = [start_worker(folder, slot, 0, options.workers, options.plant) for slot in range(options.workers)]
    begun, kills, died, acknowledged = timer.monotonic(), 0, 0, 0
    logs: list[IO[str]] = []
    try:
        for slot in range(options.workers):
            (folder / f"worker{slot}.log").touch()
            logs.append((folder / f"worker{slot}.log").open())
        while acknowledged < options.issues or kills < options.kills or timer.monotonic() < begun + options.seconds:
            if timer.monotonic() > begun + options.seconds + PATIENCE:
                raise SystemExit("the hammer makes no headway")
            timer.sleep(random.uniform(*PAUSE))
            slot = random.randrange(options.workers)
            died += pool[slot].exitcode is not None
            pool[slot].kill()
            pool[slot].join()
            kills += 1
            pool[slot] = start_worker(folder, slot, kills, options.workers, options.plant)
            acknowledged += sum('"no"' in line and '"issue"' in line for log in logs for line in log)
    finally:
        for process in pool:
            process.kill()
            process.join()
        for log in logs:
            log.close()
    return kills - died, died


def check(folder: Path, kills: int = 0, died: int = 0, seconds: float = 0.0) -> Report:
    """Compares the workers' logs with the store."""
    lines = [json.loads(line) for path in sorted(folder.glob("*.log")) for line in path.read_text().splitlines()]
    with closing(sqlite3.connect(folder / STORE)) as connection:
        tickets = rows(connection, "SELECT reference, citizen, queue, day, no FROM ticket")
        calls = rows(
            connection, "SELECT reference, call.window, request_key FROM ticket JOIN call ON ticket.id = ticket_id"
        )
        last = rows(connection, "SELECT queue, day, last_no FROM counter")
    counters = {(queue, day): int(no) for queue, day, no in last}
    store = SQLiteStore(folder / STORE)
    audit_faults = len(build_ledger(store, 1).verify_audit())
    store.close()
    issued = [line for line in lines if line["ask"] == "issue" and line.get("reference")]
    called = [line for line in lines if line["ask"] == "call" and line.get("reference")]
    given = {(reference, citizen, queue, no) for reference, citizen, queue, _, no in tickets}
    answered = {(reference, int(window), key) for reference, window, key in calls}
    lost = sum((one["reference"], one["citizen"], one["queue"], one["no"]) not in given for one in issued)
    lost += sum((one["reference"], one["window"], one["key"]) not in answered for one in called)
    return Report(
        tickets=len(tickets),
        calls=len(calls),
        kills=kills,
        seconds=round(seconds, 1),
        per_second=round(len(tickets) / seconds, 1) if seconds else 0.0,
        lost=lost,
        twice=doubles((queue, day, no) for _, _, queue, day, no in tickets)
        + doubles((citizen, queue) for _, citizen, queue, _, _ in tickets),
        gaps=count_gaps(tickets, counters),
        called_twice=doubles((reference,) for reference, _, _ in calls),
        wrong_answers=sum("wrong" in line for line in lines),
        audit_faults=audit_faults,
        died=died,
    )


def rows(connection: sqlite3.Connection, sql: str) -> list[tuple[str, ...]]:
    """All rows of a query."""
    return connection.execute(sql).fetchall()


def doubles(things: Iterator[tuple[object, ...]]) -> int:
    """How many things stand there more than once, each extra one counted."""
    return sum(count - 1 for count in Counter(things).values())


def count_gaps(tickets: list[tuple[str, ...]], counters: dict[tuple[str, str], int]) -> int:
    """Numbers missing from 1 to the counter, and numbers beyond it, in every series."""
    series: dict[tuple[str, str], set[int]] = {key: set() for key in counters}
    for _, _, queue, day, no in tickets:
        series.setdefault((queue, day), set()).add(int(no))
    return sum(len(numbers ^ set(range(1, counters.get(key, 0) + 1))) for key, numbers in series.items())


def run(folder: Path, options: argparse.Namespace) -> Report:
    """Prepares a store, hammers it and checks it."""
    store = SQLiteStore(folder / STORE)
    store.migrate()
    store.close()
    if options.plant != "none":
        with closing(sqlite3.connect(folder / STORE)) as connection:
            for statement in PLANTED_SCHEMA:
                connection.execute(statement)
    begun = timer.monotonic()
    kills, died = hammer(folder, options)
    return check(folder, kills, died, timer.monotonic() - begun)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--issues", type=int, default=1000, help="at least so many acknowledged tickets")
    parser.add_argument("--workers", type=int, default=4, help="processes")
    parser.add_argument("--kills", type=int, default=0, help="at least so many kills")
    parser.add_argument("--seconds", type=float, default=0.0, help="at least so long")
    parser.add_argument("--folder", type=Path, help="an empty folder to keep store and logs in, on a local disk")
    parser.add_argument("--json", type=Path, help="writes the figures there")
    parser.add_argument("--plant", choices=sorted(PLANTS), default="none", help="a bug that the checker must find")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ticket_kill") as temporary:
        report = run(options.folder or Path(temporary), options)
    for name, value in asdict(report).items():
        print(f"{name.replace('_', ' '):14} {value}")
    if options.json:
        options.json.write_text(json.dumps(asdict(report)) + "\n")
    return 0 if report.sound else 1


if __name__ == "__main__":
    sys.exit(main())

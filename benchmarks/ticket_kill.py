"""
The hammer: worker processes take and call numbers while a parent kills them, or the whole PostgreSQL server.

    .venv/bin/python benchmarks/ticket_kill.py --kills 1000
    .venv/bin/python benchmarks/ticket_kill.py --store postgres --kills 1000
    .venv/bin/python benchmarks/ticket_kill.py --store postgres --server-kills 30

Each worker writes what it asks and what it was answered to a log of its own (O_APPEND); the checker compares the logs
with the store; exit 1 when a ticket is lost, doubled, called twice or skipped, or no more are given. Kills are SIGKILL,
so what the system holds of the files survives them: a power cut is not tested.
"""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import random
import sqlite3
import sys
import tempfile
import threading
import time as timer
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).parents[1]))

from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer
from benchmarks.ticket_checker import Report, check
from benchmarks.ticket_worker import PLANTED_SCHEMA, PLANTS, Worker, build_ledger, open_store

PAUSE = (0.05, 0.35)  # seconds between kills
SERVER_PAUSE = (0.3, 1.2)  # seconds between the kills of a server: long enough for tickets in between
PATIENCE = 300.0  # seconds after which a hammer that makes no headway has failed


def live(folder: Path, address: str, slot: int, life: int, workers: int, citizens: int, plant: str) -> None:
    """A worker's process, with so many citizens at a time; under a planted bug it may also die by itself."""
    logging.disable()  # a killed server is in every worker's log otherwise
    ledger = build_ledger(open_store(address, plant), workers * citizens)
    others = [Worker(folder, ledger, slot * citizens + place, life) for place in range(1, citizens)]
    for other in others:
        threading.Thread(target=ending_all, args=(other,), daemon=True).start()
    Worker(folder, ledger, slot * citizens, life).run()


def ending_all(worker: Worker) -> None:
    """A thread of a worker's process, which must not die unseen."""
    try:
        worker.run()
    finally:
        os._exit(1)


@dataclass
class Pool:
    """The workers' processes and logs."""

    folder: Path
    address: str
    workers: int
    citizens: int
    plant: str
    processes: list[multiprocessing.process.BaseProcess] = field(default_factory=list)
    logs: list[IO[str]] = field(default_factory=list)
    kills: int = 0
    died: int = 0
    acknowledged: int = 0

    def start(self, slot: int) -> multiprocessing.process.BaseProcess:
        """Forks, for speed: the parent is a single thread and holds no connection."""
        life = (self.folder, self.address, slot, self.kills, self.workers, self.citizens, self.plant)
        process = multiprocessing.get_context("fork").Process(target=live, args=life)
        process.start()
        return process

    def kill_one(self) -> None:
        """Kills a worker, whether or not it has died by itself, and starts its successor."""
        slot = random.randrange(self.workers)
        self.died += self.processes[slot].exitcode is not None
        self.processes[slot].kill()
        self.processes[slot].join()
        self.kills += 1
        self.processes[slot] = self.start(slot)

    def count(self) -> int:
        """Tickets acknowledged so far."""
        self.acknowledged += sum('"no"' in line and '"issue"' in line for log in self.logs for line in log)
        return self.acknowledged

    def __enter__(self) -> Pool:
        """Starts all."""
        for log in range(self.workers * self.citizens):
            (self.folder / f"worker{log}.log").touch()
            self.logs.append((self.folder / f"worker{log}.log").open())
        for slot in range(self.workers):
            self.processes.append(self.start(slot))
        return self

    def __exit__(self, *_: object) -> None:
        """Ends all."""
        for process in self.processes:
            process.kill()
            process.join()
        for log in self.logs:
            log.close()


def hammer(pool: Pool, options: argparse.Namespace) -> bool:
    """Kills workers until tickets, kills and time suffice; False when they never do."""
    begun = timer.monotonic()
    while pool.count() < options.issues or pool.kills < options.kills or timer.monotonic() < begun + options.seconds:
        if timer.monotonic() > begun + options.seconds + options.patience + options.kills:
            return False
        timer.sleep(random.uniform(*PAUSE))
        pool.kill_one()
    return True


def hammer_server(pool: Pool, server: PostgresServer, kills: int) -> tuple[float, ...]:
    """Kills the whole server so often; gives the seconds from each death to the next acknowledged ticket."""
    recoveries = []
    for _ in range(kills):
        timer.sleep(random.uniform(*SERVER_PAUSE))
        server.kill()
        died = timer.monotonic()
        before = pool.count()
        server.start()
        while pool.count() == before:
            if timer.monotonic() > died + PATIENCE:
                raise SystemExit("no ticket after the server's restart")
            timer.sleep(0.005)
        recoveries.append(timer.monotonic() - died)
    return tuple(recoveries)


@contextmanager
def place(folder: Path, options: argparse.Namespace) -> Iterator[tuple[str, PostgresServer | None]]:
    """An empty, migrated store: its address and its server."""
    if options.store == "sqlite":
        yield prepared(str(folder / "tickets.db"), options.plant), None
    else:
        with PostgresServer(durable=True) as server:
            yield prepared(server.create("tickets"), options.plant), server


def prepared(address: str, plant: str) -> str:
    """Migrates the store at an address; a planted bug loses the indexes that would stop it."""
    with closing(open_store(address)) as store:
        store.migrate()
    if plant != "none":
        with closing(
            PostgresDatabase(address).connect() if address.startswith("postgresql:") else sqlite3.connect(address)
        ) as connection:
            for statement in PLANTED_SCHEMA:
                connection.execute(statement)
    return address


def run(folder: Path, options: argparse.Namespace) -> Report:
    """Prepares a store, hammers it and checks it."""
    with place(folder, options) as (address, server):
        begun = timer.monotonic()
        recoveries: tuple[float, ...] = ()
        with Pool(folder, address, options.workers, options.citizens, options.plant) as pool:
            if server and options.server_kills:
                recoveries = hammer_server(pool, server, options.server_kills)
            enough = hammer(pool, options)
        seconds = timer.monotonic() - begun
        report = check(folder, address, pool.kills - pool.died, pool.died, seconds, recoveries)
        return replace(report, stalled=int(not enough))


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite", help="what is hammered")
    parser.add_argument("--issues", type=int, default=1000, help="at least so many acknowledged tickets")
    parser.add_argument("--workers", type=int, default=4, help="processes")
    parser.add_argument("--citizens", type=int, default=3, help="who ask each of them at a time, and share commits")
    parser.add_argument("--kills", type=int, default=0, help="at least so many kills of a worker")
    parser.add_argument("--server-kills", type=int, default=0, help="first, so many kills of the whole server")
    parser.add_argument("--seconds", type=float, default=0.0, help="at least so long")
    parser.add_argument("--patience", type=float, default=PATIENCE, help="seconds until no headway is a fault")
    parser.add_argument("--folder", type=Path, help="an empty folder to keep store and logs in, on a local disk")
    parser.add_argument("--json", type=Path, help="writes the figures there")
    parser.add_argument("--plant", choices=PLANTS, default="none", help="a bug that the checker must find")
    options = parser.parse_args()
    if options.server_kills and options.store != "postgres":
        parser.error("SQLite has no server to kill")
    with tempfile.TemporaryDirectory(prefix="ticket_kill") as temporary:
        report = run(options.folder or Path(temporary), options)
    for name, value in asdict(report).items():
        print(f"{name.replace('_', ' '):14} {value}")
    if options.json:
        options.json.write_text(json.dumps(asdict(report)) + "\n")
    return 0 if report.sound else 1


if __name__ == "__main__":
    sys.exit(main())

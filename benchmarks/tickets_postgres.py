"""Tickets a second from eight processes on PostgreSQL against bare commits: the same server, alternating in one run."""

from __future__ import annotations

import multiprocessing
import secrets
import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import psycopg

from assistant.storage.postgres import PostgresDatabase
from assistant.tickets import Queues, build_queues
from assistant.tickets.postgres import PostgresStore
from benchmarks.metrics import Figure
from benchmarks.postgres_server import PostgresServer
from benchmarks.tickets import issuer, rate
from catalog import load_catalog

PROCESSES = 8
ROUNDS = 5
ROUND_SECONDS = 2.0
WORKS = ("commit", "issue", "rush")
WARM_UP = 0.2  # seconds: connections and prepared statements
PATIENCE = 120.0  # seconds until a process that does not answer has failed
Hand = tuple[BaseProcess, Connection]


def work(address: str, queues: Queues, wishes: Connection) -> None:
    """One process: does what it is told (a key of `works`) for so many seconds, and answers with its rate."""
    database = PostgresDatabase(address)
    store = PostgresStore(database)
    with psycopg.connect(address, autocommit=True) as connection:
        one_queue = next(iter(queues.by_transaction))
        works = {
            "issue": issuer(store, queues),
            "rush": issuer(store, queues, [one_queue]),
            "commit": committer(connection),
        }
        for one in works.values():
            rate(one, WARM_UP)
        wishes.send(0.0)
        while (wish := wishes.recv()) is not None:
            name, seconds = wish
            wishes.send(rate(works[name], seconds))
    store.close()


def committer(connection: psycopg.Connection[tuple[object, ...]]) -> Callable[[], None]:
    """Writes one row of a ticket's size and commits it to the disk."""

    def commit() -> None:
        connection.execute("INSERT INTO bare (content) VALUES (%s)", (secrets.token_urlsafe(300),), prepare=True)

    return commit


def measure_postgres_tickets(
    processes: int = PROCESSES, rounds: int = ROUNDS, round_seconds: float = ROUND_SECONDS
) -> list[Figure]:
    """
    All processes commit bare rows at once, then all issue numbers of all queues, then all of one queue, in turns.

    The server is durable. One queue's numbers are given one after the other, each once the one before is on the disk;
    bare rows are flushed together. So its rate is told beside the ratio, not as one.
    """
    with PostgresServer(durable=True) as server:
        address = server.create("bench")
        database = PostgresDatabase(address)
        PostgresStore(database).migrate()
        database.close()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE TABLE bare (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, content text)")
        with hands(address, processes) as crew:
            turns = [[together(crew, name, round_seconds) for name in WORKS] for _ in range(rounds)]
    note = f"median of {rounds} alternating rounds of {round_seconds:.0f} s, {processes} processes"
    found = {
        "postgres_tickets_per_second": [tickets for _, tickets, _ in turns],
        "postgres_one_queue_tickets_per_second": [tickets for _, _, tickets in turns],
        "postgres_bare_commits_per_second": [commits for commits, *_ in turns],
        "postgres_tickets_ratio": [tickets / commits for commits, tickets, _ in turns],
    }
    return [Figure(name, statistics.median(rates), note) for name, rates in found.items()]


@contextmanager
def hands(address: str, count: int) -> Iterator[list[Hand]]:
    """So many processes, each with a connection, warmed up; ended with the block."""
    context = multiprocessing.get_context("spawn")  # the benchmark itself has threads
    queues = build_queues(load_catalog())
    crew: list[Hand] = []
    try:
        for _ in range(count):
            ours, theirs = context.Pipe()
            process: BaseProcess = context.Process(target=work, args=(address, queues, theirs), daemon=True)
            process.start()
            crew.append((process, ours))
        for _, wishes in crew:
            answer(wishes)
        yield crew
        for _, wishes in crew:
            wishes.send(None)
        for process, _ in crew:
            process.join(PATIENCE)
    finally:
        for process, wishes in crew:
            process.kill()
            process.join()
            wishes.close()


def together(crew: list[Hand], name: str, seconds: float) -> float:
    """What all do in a second, at the same time."""
    for _, wishes in crew:
        wishes.send((name, seconds))
    return sum(answer(wishes) for _, wishes in crew)


def answer(wishes: Connection) -> float:
    """The next answer of a process. Raises TimeoutError, or EOFError when it has died."""
    if not wishes.poll(PATIENCE):
        raise TimeoutError("a process of the benchmark does not answer")
    return float(wishes.recv())

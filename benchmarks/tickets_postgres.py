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
from benchmarks.tickets import IN_FLIGHT, MANY, ONE_CALLER, Days, compared, issuer, rate
from catalog import load_catalog

PROCESSES = 8
ROUNDS = 5
ROUND_SECONDS = 2.0
FEW = 4
# Citizens who ask each process at the same time, and how the figures of so many are called.
CALLERS = {IN_FLIGHT: "", FEW: "few_callers_", 1: "one_caller_"}
WORKS = tuple((name, callers) for callers in CALLERS for name in ("commit", "issue", "rush"))
WARM_UP = 0.2  # seconds: connections and prepared statements
PATIENCE = 120.0  # seconds until a process that does not answer has failed
Hand = tuple[BaseProcess, Connection]


def work(address: str, queues: Queues, wishes: Connection) -> None:
    """One process: does what it is told (a key of `works`) for so many seconds and callers; answers with its rate."""
    store, days = PostgresStore(PostgresDatabase(address)), Days()
    one_queue = next(iter(queues.by_transaction))
    works = {
        "issue": issuer(store, queues, clock=days),
        "rush": issuer(store, queues, [one_queue], clock=days),
        "commit": committer(address),
    }
    for one in works.values():
        rate(one, WARM_UP, IN_FLIGHT)
    wishes.send(0.0)
    while (wish := wishes.recv()) is not None:
        name, callers, seconds = wish
        if name == "issue":
            days.pass_one()  # in all processes
        wishes.send(rate(works[name], seconds, callers))
    store.close()


def committer(address: str) -> Callable[[], None]:
    """Writes one row of a ticket's size and commits it to the disk; each caller on a connection of its own."""
    idle: list[psycopg.Connection[tuple[object, ...]]] = []

    def commit() -> None:
        try:
            connection = idle.pop()
        except IndexError:
            connection = psycopg.connect(address, autocommit=True)
        connection.execute("INSERT INTO bare (content) VALUES (%s)", (secrets.token_urlsafe(300),), prepare=True)
        idle.append(connection)

    return commit


def measure_postgres_tickets(
    processes: int = PROCESSES, rounds: int = ROUNDS, round_seconds: float = ROUND_SECONDS
) -> list[Figure]:
    """
    All processes commit bare rows at once, then all issue numbers of all queues, then all of one queue, in turns.

    With as many callers in each as its API has in flight, with few, and with one in each. The server is durable.
    One queue's numbers are given one after the other, each once the one before is on the disk;
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
            turns = [{work: together(crew, *work, round_seconds) for work in WORKS} for _ in range(rounds)]
    how = f"{rounds} alternating rounds of {round_seconds:.0f} s, {processes} processes"
    figures = []
    for callers, name in CALLERS.items():
        pairs = [(turn["commit", callers], turn["issue", callers]) for turn in turns]
        figures += compared(pairs, callers, how, "postgres_few_callers_" if callers == FEW else "postgres_")
        note = MANY.format(callers) if callers > 1 else ONE_CALLER
        rush = statistics.median(turn["rush", callers] for turn in turns)
        figures.append(Figure(f"postgres_{name}one_queue_tickets_per_second", rush, f"median of {how}, {note}"))
    return figures


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


def together(crew: list[Hand], name: str, callers: int, seconds: float) -> float:
    """What all do in a second, at the same time, with so many callers each."""
    for _, wishes in crew:
        wishes.send((name, callers, seconds))
    return sum(answer(wishes) for _, wishes in crew)


def answer(wishes: Connection) -> float:
    """The next answer of a process. Raises TimeoutError, or EOFError when it has died."""
    if not wishes.poll(PATIENCE):
        raise TimeoutError("a process of the benchmark does not answer")
    return float(wishes.recv())

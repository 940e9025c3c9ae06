"""Many threads and processes at once: one ticket a citizen, one a key, numbers whole, nobody called twice."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

import pytest

from assistant.storage.sql_files import load_migrations
from assistant.tickets import SHANGHAI, AlreadyActive, Estimator, TicketLedger
from assistant.tickets.sqlite import SQL
from benchmarks.postgres_server import PostgresServer

from .ledger_kit import ALWAYS_OPEN, MONDAY, Hall, SetClock, small_hall
from .ledger_stores import store_at

WORKERS = 4
CITIZENS = 20


@contextmanager
def new_ledger(address: str) -> Iterator[TicketLedger]:
    """A ledger of its own connections, on the durable store."""
    with closing(store_at(address)) as store:
        yield TicketLedger(store, small_hall(), ALWAYS_OPEN, SetClock())


def ask_for_all(address: str, worker: int, same_key: bool) -> list[tuple[str, bool]]:
    """One worker asks for every citizen: (reference, whether it was new)."""
    answers = []
    with new_ledger(address) as ledger:
        for n in range(CITIZENS):
            try:
                issued = ledger.issue(f"c{n}", "new_card", key="same" if same_key else f"key {worker}")
                answers.append((issued.ticket.reference, issued.new))
            except AlreadyActive as refused:
                answers.append((refused.ticket.reference, False))
    return answers


def call_all(address: str, worker: int) -> list[int]:
    """One worker calls and closes at its window until nobody waits; the even ones click twice."""
    window = worker % 2 + 1
    numbers: list[int] = []
    with new_ledger(address) as ledger:
        for request in range(CITIZENS + 1):
            ticket = ledger.call_next(window, f"{worker} {request}")
            if ticket is None:
                break
            assert ledger.call_next(window, f"{worker} {request}") is not None
            numbers.append(ticket.no)
            ledger.missed(window)
    return numbers


@pytest.fixture(scope="module", params=["threads", "processes"])
def pool(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Four workers of a kind, started once for all tests."""
    if request.param == "threads":
        workers: Executor = ThreadPoolExecutor(WORKERS)
    else:
        workers = ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn"))
    with workers:
        yield workers


@pytest.mark.parametrize("same_key", [True, False])
def test_one_ticket_a_citizen(open_hall: Hall, pool: Executor, same_key: bool) -> None:
    """I3, I7: equal answers for all who ask, and new for exactly one."""
    futures = [pool.submit(ask_for_all, open_hall.home.address, worker, same_key) for worker in range(WORKERS)]
    answers = [future.result() for future in futures]
    for column in zip(*answers, strict=True):
        assert len({reference for reference, _ in column}) == 1
        assert sum(new for _, new in column) == 1
    assert open_hall.rows("SELECT no FROM ticket ORDER BY no") == [(n + 1,) for n in range(CITIZENS)]
    assert open_hall.rows("SELECT last_no FROM counter") == [(CITIZENS,)]
    assert open_hall.ledger.verify_audit() == []


def test_two_windows_call_everybody_once(open_hall: Hall, pool: Executor) -> None:
    """I5: all numbers, none twice, rising at each window."""
    for n in range(CITIZENS):
        open_hall.ledger.issue(f"c{n}", "new_card")
    called = [
        future.result() for future in [pool.submit(call_all, open_hall.home.address, worker) for worker in range(2)]
    ]
    assert sorted(called[0] + called[1]) == list(range(1, CITIZENS + 1))
    assert all(numbers == sorted(numbers) for numbers in called)


def test_threads_share_one_ledger(open_hall: Hall) -> None:
    """Different citizens, cancelling at once: whole numbers, every change audited."""

    def take_and_give_up(n: int) -> int:
        ticket = open_hall.ledger.issue(f"c{n}", "new_card").ticket
        if n % 2:
            open_hall.ledger.cancel(ticket.reference, "citizen")
        return ticket.no

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(take_and_give_up, range(100)))
    assert sorted(numbers) == list(range(1, 101))
    assert open_hall.ledger.verify_audit() == []
    assert open_hall.ledger.wait_for("new_card").ahead == 50


def test_a_reader_never_sees_a_number_before_its_predecessor(open_hall: Hall) -> None:
    """I4: count and highest number agree in every view, beside three writers."""

    def write(worker: int) -> None:
        for n in range(60):
            open_hall.ledger.issue(f"{worker} {n}", "new_card")

    with ThreadPoolExecutor(3) as pool:
        writers = [pool.submit(write, worker) for worker in range(3)]
        views = []
        while not all(writer.done() for writer in writers):
            views += open_hall.rows("SELECT count(*), coalesce(max(no), 0) FROM ticket")
        for writer in writers:
            writer.result()
    assert views and all(count == highest for count, highest in views)


class RunningClock:
    """Ten milliseconds pass whenever anybody looks."""

    def __init__(self, start: datetime) -> None:
        self.now = start
        self.lock = Lock()

    def __call__(self) -> datetime:
        with self.lock:
            self.now += timedelta(milliseconds=10)
            return self.now


def test_midnight_passes_through_a_crowd(open_hall: Hall) -> None:
    """I8: both days have whole series, and numbers never belong to an earlier day than one given before."""
    clock = RunningClock(MONDAY.replace(hour=23, minute=59, second=59, microsecond=900_000))
    ledger = TicketLedger(open_hall.store, small_hall(), ALWAYS_OPEN, clock, Estimator(0, 0))  # no crowd fills the day
    with ThreadPoolExecutor(8) as pool:
        tickets = list(pool.map(lambda n: ledger.issue(f"c{n}", "new_card").ticket, range(200)))
    days = Counter(ticket.service_date for ticket in tickets)
    assert len(days) == 2
    for day, count in days.items():
        assert sorted(one.no for one in tickets if one.service_date == day) == list(range(1, count + 1))
    order = [day for (day,) in open_hall.rows("SELECT day FROM ticket ORDER BY id")]
    assert order == sorted(str(day) for day in order)
    assert all(one.issued_at.astimezone(SHANGHAI).date() == one.service_date for one in tickets)


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_all_migrate_at_once(pool: Executor, dialect: str, tmp_path: Path, postgres: PostgresServer) -> None:
    """One does the work, the others find it done."""
    address = str(tmp_path / "t.db") if dialect == "sqlite" else postgres.create(tmp_path.name)
    steps = list(pool.map(migrate, [address] * WORKERS))
    assert sorted(steps) == [0] * (WORKERS - 1) + [len(load_migrations(SQL, dialect))]


def migrate(address: str) -> int:
    with closing(store_at(address)) as store:
        return store.migrate()

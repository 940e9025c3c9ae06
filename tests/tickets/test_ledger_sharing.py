"""Changes of several threads share a commit: each is judged by the same rules, and answered only once it is durable."""

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import pytest

from assistant.tickets import AlreadyActive, Issued, LedgerUnavailable, Rules, TicketLedger
from assistant.tickets.sharing import MOST_TOGETHER, Change, SharedCommits, Take

from .ledger_kit import ALWAYS_OPEN, GENEROUS, SetClock, small_hall
from .ledger_stores import FastStore, Fault

REQUEST: ContextVar[str] = ContextVar("REQUEST", default="none")


class Gate(FastStore):
    """A store whose commits can be held back, made to fail, and are counted."""

    def __init__(self, path: Path, busy_seconds: float = 30.0) -> None:
        super().__init__(path, busy_seconds)
        self.open = threading.Event()
        self.commits = 0
        self.breaks = False

    def _commit(self, connection: sqlite3.Connection) -> None:
        if connection is self._writing.connection:
            assert self.open.wait(30)
            self.commits += 1
            if self.breaks:
                raise sqlite3.OperationalError("disk I/O error")
        super()._commit(connection)


class Crowd:
    """Threads that ask while the commit of somebody before them is held back."""

    def __init__(self, path: Path, rules: Rules = GENEROUS, busy_seconds: float = 30.0) -> None:
        self.store = Gate(path, busy_seconds)
        self.store.open.set()
        self.store.migrate()
        self.ledger = TicketLedger(self.store, small_hall(), ALWAYS_OPEN, SetClock(), rules=rules)
        self.pool = ThreadPoolExecutor(80)

    def in_line(self, count: int) -> None:
        """Waits until so many stand in line."""
        while len(self.store._shared._line) < count:
            threading.Event().wait(0.001)

    def together(self, *asked: Any) -> list[Future[Any]]:
        """Has all of these (called without arguments) share a transaction, behind one that is under way."""
        self.store.open.clear()
        first = self.pool.submit(self.ledger.issue, "first", "passport")
        while not self.store._turn.locked() or self.store._shared._line:
            threading.Event().wait(0.001)
        futures = []
        for place, ask in enumerate(asked, start=1):
            futures.append(self.pool.submit(ask))
            self.in_line(place)
        self.store.commits = 0
        self.store.open.set()
        first.result()
        return futures

    def issue(self, citizen: str, **given: Any) -> Any:
        """Somebody who will ask for a card's number."""
        return lambda: self.ledger.issue(citizen, "new_card", **given)


@pytest.fixture
def crowd(tmp_path: Path) -> Iterator[Crowd]:
    crowd = Crowd(tmp_path / "t.db")
    yield crowd
    crowd.pool.shutdown()
    crowd.store.close()


def given(futures: list[Future[Issued]]) -> list[int]:
    return [future.result().ticket.no for future in futures]


def test_a_crowd_shares_one_commit(crowd: Crowd) -> None:
    """Each has the next number; the disk is waited for once."""
    assert given(crowd.together(*[crowd.issue(f"c{n}") for n in range(20)])) == list(range(1, 21))
    assert crowd.store.commits == 2  # that of the one before, and theirs
    assert crowd.ledger.verify_audit() == []


def test_nobody_is_answered_before_the_commit(crowd: Crowd) -> None:
    """Not those who were refused either: what they are told of may be a number of the same transaction."""
    held = threading.Event()

    def hold() -> None:
        crowd.store.open.clear()  # their own commit
        held.set()

    futures = crowd.together(
        crowd.issue("ann"), crowd.issue("ann"), lambda: crowd.store.change(lambda tx: hold()), crowd.issue("bob")
    )
    assert held.wait(30)
    while crowd.store._shared._line:
        threading.Event().wait(0.001)
    assert not any(future.done() for future in futures)
    with crowd.store.read() as tx:
        assert not tx.active_of("ann", SetClock().now.date())
    crowd.store.open.set()
    with pytest.raises(AlreadyActive) as refused:
        futures[1].result()
    assert (
        futures[0].result().ticket == refused.value.ticket == crowd.ledger.by_reference(refused.value.ticket.reference)
    )
    assert given([futures[0], futures[3]]) == [1, 2]


def test_a_failure_fails_alone(crowd: Crowd) -> None:
    """Whatever it had written is gone; those before and behind it have the numbers they would have had without it."""

    def fail(tx: Any) -> None:
        tx._connection.execute("UPDATE counter SET last_no = last_no + 7")
        raise Fault

    futures = crowd.together(crowd.issue("ann"), lambda: crowd.store.change(fail), crowd.issue("bob"))
    with pytest.raises(Fault):
        futures[1].result()
    assert given([futures[0], futures[2]]) == [1, 2]
    assert crowd.ledger.verify_audit() == []


def test_a_mistake_of_ours_fails_alone_too(crowd: Crowd) -> None:
    """A broken constraint surfaces as it is, and nobody else meets it."""

    def doubled(tx: Any) -> None:
        tx.insert(tx.by_number("card_1", SetClock().now.date(), 1), "api", None)

    futures = crowd.together(crowd.issue("ann"), lambda: crowd.store.change(doubled), crowd.issue("bob"))
    with pytest.raises(sqlite3.IntegrityError):
        futures[1].result()
    assert given([futures[0], futures[2]]) == [1, 2]


def test_trouble_of_the_store_takes_all_back(crowd: Crowd) -> None:
    """A disk that fails in the middle: nobody of the transaction has a number, and nobody was told so."""

    def break_off(tx: Any) -> None:
        tx._connection.execute("ROLLBACK")  # as SQLite does by itself when the disk is full
        raise sqlite3.OperationalError("database or disk is full")

    futures = crowd.together(crowd.issue("ann"), lambda: crowd.store.change(break_off), crowd.issue("bob"))
    for future in futures:
        with pytest.raises(LedgerUnavailable):
            future.result()
    assert crowd.ledger.active_of("ann") == crowd.ledger.active_of("bob") == []
    assert crowd.ledger.issue("cid", "new_card").ticket.no == 1


def test_a_commit_that_fails_is_told_to_all(crowd: Crowd) -> None:
    """Nothing remains, and the next one has the first number."""

    def break_it(_tx: Any) -> None:
        crowd.store.breaks = True

    futures = crowd.together(crowd.issue("ann", key="k"), lambda: crowd.store.change(break_it), crowd.issue("bob"))
    for future in futures:
        with pytest.raises(LedgerUnavailable):
            future.result()
    crowd.store.breaks = False
    assert crowd.ledger.issue("bob", "new_card").ticket.no == 1
    assert crowd.ledger.issue("ann", "new_card", key="k").new


def test_one_key_gives_one_number_within_a_transaction(crowd: Crowd) -> None:
    """A message that was delivered twice at the same moment."""
    answers = [future.result() for future in crowd.together(*[crowd.issue("ann", key="k") for _ in range(3)])]
    assert [answer.new for answer in answers] == [True, False, False]
    assert len({answer.ticket.reference for answer in answers}) == 1


def test_limits_hold_within_a_transaction(tmp_path: Path) -> None:
    """Two matters of one citizen at the same moment, where one is allowed."""
    crowd = Crowd(tmp_path / "t.db", Rules(issues_a_day=1))
    futures = crowd.together(crowd.issue("ann"), lambda: crowd.ledger.issue("ann", "passport"))
    assert futures[0].result().new
    assert getattr(futures[1].exception(), "reason", None) == "too_many_today"
    crowd.pool.shutdown()
    crowd.store.close()


def test_who_gives_up_in_line_leaves_no_trace(tmp_path: Path) -> None:
    """And the line goes on; this holds for the one at its head too."""
    crowd = Crowd(tmp_path / "t.db", busy_seconds=0.2)
    with crowd.store.write():
        futures = [crowd.pool.submit(crowd.issue(name)) for name in ("ann", "bob", "cid")]
        for future in futures:
            with pytest.raises(LedgerUnavailable):
                future.result()
    assert crowd.ledger.issue("dee", "new_card").ticket.no == 1
    crowd.pool.shutdown()
    crowd.store.close()


def test_who_gives_up_is_not_carried_out_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is told so has left the line by then, so that nobody who leads takes it in between."""
    gone, led, left = threading.Event(), threading.Event(), []

    def carry_out(take: Take) -> None:
        take()
        led.set()
        assert gone.wait(30)

    line = SharedCommits(carry_out, patience=0.01)

    def leave(change: Change) -> None:
        left.append(change in line._line)

    monkeypatch.setattr(line, "_leave", leave)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(line.do, "first")
        assert led.wait(30)
        with pytest.raises(LedgerUnavailable):
            line.do("second")
        gone.set()
        first.result()
    assert left == [False]


def test_all_in_line_are_told_that_the_store_is_gone() -> None:
    """Nobody waits for it once more; who comes later tries it again."""
    gone, tried = threading.Event(), []

    def carry_out(take: Take) -> None:
        tried.append(len(tried))
        assert gone.wait(30)
        if len(tried) == 1:
            raise LedgerUnavailable("no connection")
        take()[0].result = "done"

    line = SharedCommits(carry_out, patience=30)
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(line.do, n) for n in range(8)]
        while len(line._line) < 8:
            threading.Event().wait(0.001)
        gone.set()
        assert all(isinstance(future.exception(), LedgerUnavailable) for future in futures)
    assert len(tried) == 1 and line.do("later") == "done"


def test_an_interrupted_thread_does_not_stop_the_line(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever leads when it is interrupted lets the next one lead."""
    wait = crowd.store._shared._wait

    def interrupted(change: Any) -> None:
        wait(change)
        if change.leads and threading.current_thread().name == "interrupted":
            raise KeyboardInterrupt

    monkeypatch.setattr(crowd.store._shared, "_wait", interrupted)

    def as_interrupted() -> None:
        threading.current_thread().name = "interrupted"
        crowd.ledger.issue("ann", "new_card")

    futures = crowd.together(as_interrupted, crowd.issue("bob"), crowd.issue("cid"))
    with pytest.raises(KeyboardInterrupt):
        futures[0].result()
    assert given(futures[1:]) == [1, 2]
    assert crowd.ledger.active_of("ann") == []


def test_a_transaction_has_an_end(crowd: Crowd) -> None:
    """Other processes wait for the file meanwhile."""
    futures = crowd.together(*[crowd.issue(f"c{n}") for n in range(MOST_TOGETHER + 3)])
    assert given(futures) == list(range(1, MOST_TOGETHER + 4))
    assert crowd.store.commits == 3


def test_a_change_runs_as_its_own_request(crowd: Crowd) -> None:
    """What is logged names the request that it belongs to, whichever thread carries it out."""

    def ask(name: str) -> Any:
        def body() -> str:
            REQUEST.set(name)
            return crowd.store.change(lambda tx: REQUEST.get())

        return body

    assert [future.result() for future in crowd.together(ask("a"), ask("b"), ask("c"))] == ["a", "b", "c"]

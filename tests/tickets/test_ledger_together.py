"""Numbers that PostgreSQL gives several citizens in one call: each as alone, and what fails fails alone."""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest

from assistant.storage.postgres import PostgresDatabase
from assistant.tickets import Issued, TicketLedger
from assistant.tickets.at_once import Wish
from assistant.tickets.postgres import PostgresStore
from assistant.tickets.postgres_calls import NO_DAY, NOT_TOGETHER, PostgresCalls
from assistant.tickets.sharing import Change

from .ledger_kit import Hall
from .ledger_stores import PostgresHome
from .test_ledger_at_once import everything, hall_over


@pytest.fixture
def home(postgres_home: PostgresHome) -> PostgresHome:
    """At most one hall at a time stands over it."""
    return postgres_home


@pytest.fixture
def hall(home: PostgresHome) -> Iterator[Hall]:
    with hall_over(home) as hall:
        yield hall


def together(hall: Hall, *asked: tuple[str, str]) -> list[Issued | None]:
    """What citizens with their matters are given who ask the process at the same moment."""
    ledger = hall.ledger
    changes = [
        Change(Wish(queue, ledger._asked(queue, citizen, "api", "k"), False, "citizen", {"transaction": matter}))
        for citizen, matter in asked
        for queue in [ledger.queues.by_transaction[matter]]
    ]
    ledger._give_all(lambda: changes)
    assert not any(change.error for change in changes)
    return [change.result for change in changes]


ASKED = (("b", "new_card"), ("a", "passport"), ("c", "new_card"), ("d", "lost_card"), ("e", "passport"))


def test_numbers_given_together_are_those_given_one_by_one(home: PostgresHome) -> None:
    """Every row, range, hash and answer is the same."""
    found = []
    for as_one in (False, True):
        home.wipe()
        with hall_over(home) as hall:
            for matter in ("new_card", "passport"):
                hall.ledger.issue("first", matter)
            given = together(hall, *ASKED) if as_one else [one for ask in ASKED for one in together(hall, ask)]
            numbers = [one.ticket.number for one in given if one]
            assert not hall.ledger.verify_audit()
            assert [hall.ledger.by_reference(one.ticket.reference) for one in given if one] == [
                one.ticket for one in given if one
            ]
            found.append((numbers, everything(hall)))
    assert found[0] == found[1] and found[0][0] == ["A002", "B002", "A003", "A004", "B003"]


def test_what_stands_in_ones_way_is_in_nobody_elses(hall: Hall) -> None:
    """Who holds a number, has used the key, or asks twice at once is left to a transaction of their own."""
    hall.ledger.issue("first", "new_card")
    hall.ledger.issue("a", "lost_card", key="other")
    given = together(
        hall, ("a", "new_card"), ("b", "new_card"), ("b", "new_card"), ("c", "passport"), ("d", "new_card")
    )
    assert [one and one.ticket.number for one in given] == [None, "A003", None, None, "A004"]
    assert hall.ledger.issue("c", "passport", key="k").ticket.number == "B001"
    again = hall.ledger.issue("b", "new_card", key="k")
    assert given[1] and (again.ticket, again.new) == (given[1].ticket, False)
    assert not hall.ledger.verify_audit()


def test_what_breaks_together_is_given_one_by_one(hall: Hall) -> None:
    """A row that the server refuses takes all back; each one's own transaction then meets what is its own."""
    hall.ledger.issue("first", "new_card")
    hall.change("ALTER TABLE ticket ADD CONSTRAINT planted CHECK (citizen <> 'b')")
    try:
        assert together(hall, ("a", "new_card"), ("b", "new_card"), ("c", "new_card")) == [None, None, None]
        assert hall.rows("SELECT last_no FROM counter") == [(1,)]
        with pytest.raises(psycopg.IntegrityError):
            hall.ledger.issue("b", "new_card")
        assert hall.ledger.issue("c", "new_card").ticket.no == 2
    finally:
        hall.change("ALTER TABLE ticket DROP CONSTRAINT planted")


def test_a_crowd_is_given_whole_numbers(hall: Hall) -> None:
    """Threads that really ask at the same time, in two queues, some of them twice."""
    with ThreadPoolExecutor(16) as pool:
        asked = [(f"c{n // 2}", ("new_card", "passport")[n // 2 % 2]) for n in range(60)]
        given = list(pool.map(lambda ask: hall.ledger.issue(*ask, key="k"), asked))
    assert sum(one.new for one in given) == 30
    for queue in ("card_1", "passport_3"):
        numbers = sorted({one.ticket.no for one in given if one.ticket.queue == queue})
        assert numbers == list(range(1, 16))
    assert not hall.ledger.verify_audit()


@pytest.mark.parametrize("error", NOT_TOGETHER)
def test_what_the_server_takes_back_is_not_given_together(error: type[psycopg.Error]) -> None:
    """Each is given it alone then; whoever is alone already is told."""
    assert given_by_calls_that(error, 2) == ({}, {})
    with pytest.raises(error):
        given_by_calls_that(error, 1)


def test_a_call_that_takes_too_long_leaves_open_what_was_done() -> None:
    """It may have been stopped while it waited for the disk, so nothing is tried again."""
    with pytest.raises(psycopg.errors.QueryCanceled):
        given_by_calls_that(psycopg.errors.QueryCanceled, 2)


def given_by_calls_that(error: type[psycopg.Error], many: int) -> Any:
    """What so many citizens are given by a call that fails."""

    class Failing(PostgresCalls):
        def _given(self, *asked: Any) -> Any:
            raise error

    return Failing(None, None).give([None] * many, [], NO_DAY, datetime.now(UTC))  # type: ignore[arg-type, list-item]


def test_texts_reach_the_server_as_they_are(hall: Hall) -> None:
    """But for NUL, which it can't hold: quotes, lines, and what only looks like an escape."""
    hall.ledger.issue("first", "new_card")
    odd = 'a"\n\\u0000 \N{SNOWMAN}'
    first = together(hall, (odd, "new_card"), ("nul\0", "new_card"))[0]
    assert first and hall.ledger.by_reference(first.ticket.reference).citizen == odd
    assert not hall.ledger.issue(odd, "passport", key="k").new
    assert hall.rows("SELECT count(*) FROM ticket WHERE citizen = 'nul\N{REPLACEMENT CHARACTER}'") == [(1,)]


@pytest.mark.parametrize(
    "held",
    [
        "SELECT FROM series WHERE queue = 'passport_3' FOR UPDATE",
        "SELECT pg_advisory_xact_lock(hashtextextended('a', 0))",
    ],
    ids=["queue", "citizen"],
)
def test_a_lock_that_is_held_long_is_not_waited_for_together(hall: Hall, held: str) -> None:
    """For those who have their locks would be in everybody's way meanwhile; alone, each waits as ever."""
    for matter in ("new_card", "passport"):
        hall.ledger.issue("first", matter)
    with hall.store.write() as tx:
        tx.raw(held)
        began = time.monotonic()
        assert together(hall, ("a", "passport"), ("b", "new_card")) == [None, None]
        assert time.monotonic() - began < 1.5  # two seconds, if the connection's own patience counted
        assert hall.ledger.issue("b", "new_card").ticket.no == 2
    with hall.store.at_once() as calls:
        assert calls and calls._connection.execute("SHOW lock_timeout").fetchone()["lock_timeout"] == "2s"


def test_a_mistake_of_ours_is_logged_and_its_own(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """By its type alone, which quotes no citizen; a refusal is no mistake."""
    hall.ledger.issue("first", "new_card")
    judge = hall.ledger._number_asked

    def mistaken(wish: Wish, *seen: Any) -> Any:
        if wish.asked.citizen == "b":
            raise KeyError("b")
        return judge(wish, *seen)

    monkeypatch.setattr(hall.ledger, "_number_asked", mistaken)
    with caplog.at_level(logging.ERROR):
        given = together(hall, ("a", "new_card"), ("b", "new_card"), ("c", "new_card"))
    assert [one and one.ticket.no for one in given] == [2, None, 3]
    assert [record.getMessage() for record in caplog.records] == ["a number could not be given at once: KeyError"]


def test_an_account_that_may_only_write_rows_gives_numbers(hall: Hall) -> None:
    """Migrations may be another account's; the call asks for no right that the tables do not give."""
    hall.change("CREATE ROLE clerk LOGIN")
    try:
        hall.change("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO clerk")
        store = PostgresStore(PostgresDatabase(hall.home.address.replace("home@", "clerk@")))
        ledger = TicketLedger(store, hall.ledger.queues, hall.hours, hall.clock)
        assert [ledger.issue(citizen, "new_card").ticket.no for citizen in ("a", "b")] == [1, 2]
        assert ledger.by_number("A002").citizen == "b"
        assert hall.rows("SELECT DISTINCT usename FROM pg_stat_activity WHERE usename = 'clerk'")
        store.close()
    finally:
        hall.change("DROP OWNED BY clerk")
        hall.change("DROP ROLE clerk")

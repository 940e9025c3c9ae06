"""Places that are promised with numbers of PostgreSQL's call: those of the true line, whatever else happens."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest

from assistant.tickets import Priority, Ticket

from .ledger_kit import Hall
from .ledger_stores import PostgresHome
from .test_ledger_at_once import hall_over


@pytest.fixture
def home(postgres_home: PostgresHome) -> PostgresHome:
    """At most one hall at a time stands over it."""
    return postgres_home


@pytest.fixture
def hall(home: PostgresHome) -> Iterator[Hall]:
    with hall_over(home) as hall:
        yield hall


def test_the_place_that_is_promised_is_the_true_one(hall: Hall) -> None:
    """Also after whatever moves a line: it is counted again only when more than new numbers came to it."""
    desk = Hall(hall.home, clock=hall.clock)  # another process

    def number(matter: str = "new_card", **how: Any) -> Ticket:
        return desk.ledger.issue(f"d{next(count)}", matter, **how).ticket

    count = itertools.count()
    first = [number() for _ in range(6)] + [number("passport") for _ in range(3)]
    away = number(remote=True)
    acts: list[Callable[[], object]] = [
        number,
        lambda: number(remote=True),
        lambda: number(priority=Priority.ELDERLY),
        lambda: desk.ledger.late(first[3].reference),
        lambda: desk.ledger.cancel(first[4].reference, "citizen"),
        lambda: desk.ledger.cancel(away.reference, "citizen"),
        lambda: desk.ledger.call_next(1, "one"),
        lambda: desk.ledger.transfer(1, "passport_3"),  # a number of the one line goes to the other
        lambda: desk.ledger.call_next(3, "two"),  # and is called there
        lambda: desk.ledger.transfer(3, "card_1"),
        lambda: desk.ledger.call_next(1, "three"),
        lambda: desk.ledger.hold(1),
        lambda: desk.ledger.resume(1),
        lambda: desk.ledger.missed(1),
        lambda: desk.ledger.requeue(1),
        lambda: desk.ledger.call_next(3, "four"),
        lambda: desk.ledger.undo(3),
    ]
    for act in acts:
        act()
        for queue, matter in (("card_1", "new_card"), ("passport_3", "passport")):
            with desk.store.read() as tx:
                line = tx.waiting(queue, date(2026, 11, 23)).all
            hall.ledger.issue(f"c{next(count)}", matter, remote=bool(line % 2))
            assert hall.rows("SELECT ahead FROM forecast ORDER BY id DESC LIMIT 1") == [(line,)]
    desk.store.close()


def test_a_range_of_who_was_moved_meanwhile_is_not_kept(hall: Hall) -> None:
    """It would be of another place; the number is given all the same, and so it is when no range can be kept."""
    hall.ledger.issue("first", "new_card")
    real, count = hall.store.at_once, itertools.count()  # type: ignore[attr-defined]

    def promised(meanwhile: Callable[[], object]) -> list[tuple[object, ...]]:
        @contextmanager
        def watched() -> Iterator[Any]:
            with real() as calls:
                promise = calls.promise
                calls.promise = lambda *ranges: (meanwhile(), promise(*ranges))
                yield calls

        hall.store.at_once = watched  # type: ignore[attr-defined]
        ticket = hall.ledger.issue(f"c{next(count)}", "new_card").ticket
        assert hall.ledger.by_reference(ticket.reference).no == ticket.no
        return hall.rows("SELECT ahead FROM forecast ORDER BY id")

    def broken() -> None:
        raise KeyError

    def both_call() -> None:
        for window in (1, 2):
            if desk.ledger.at_window(window):
                desk.ledger.start(window)
                desk.ledger.served(window)
            called.append(desk.ledger.call_next(window, f"press {len(called)}"))

    desk, called = Hall(hall.home, clock=hall.clock), list[Ticket | None]()
    assert promised(lambda: None) == [(0,), (1,)]
    assert promised(both_call) == [(0,), (1,), (2,)]
    assert promised(both_call) == [(0,), (1,), (2,)]
    assert [one and one.no for one in called] == [1, 2, 3, 4]
    assert promised(broken) == [(0,), (1,), (2,)]
    desk.store.close()

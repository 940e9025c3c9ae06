"""The waiting range: never negative, in order, wide at first, drawn to what was seen."""

import itertools
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from assistant.tickets import Crowd, Estimator, Queue
from assistant.tickets.estimate import Wait, pausing_doubt, stretched, widened

from .ledger_kit import GENEROUS, MONDAY, Hall
from .ledger_stores import Home

IMMEDIATE = Queue("a", "A", "d", "1F", (1,), ())
COMMITTED = Queue("b", "B", "d", "1F", (2,), (), immediate_share=0.0)


@settings(database=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    present=st.integers(0, 500),
    absent=st.integers(0, 500),
    windows=st.integers(0, 20),
    busy=st.integers(0, 25),
    cases=st.lists(st.floats(-5, 300), max_size=40),
    share=st.floats(0, 1),
)
def test_the_range_is_never_negative_nor_inverted(
    present: int, absent: int, windows: int, busy: int, cases: list[float], share: float
) -> None:
    """Whatever the store says; and what is expected lies inside."""
    queue = Queue("q", "Q", "d", "1F", (1,), (), immediate_share=share)
    wait = Estimator().wait(queue, Crowd(present, absent), windows, busy, cases)
    assert 0 <= wait.low <= wait.expected <= wait.high


def test_a_short_line_of_people_who_may_stay_away_has_a_range_too() -> None:
    """Less than one departure is expected before a window is free: every small crowd is tried."""
    for absent, present, windows, busy in itertools.product(range(8), range(3), range(1, 7), range(7)):
        wait = Estimator().wait(IMMEDIATE, Crowd(present, absent), windows, busy, [8.0] * 9)
        assert 0 <= wait.low <= wait.expected <= wait.high, (absent, present, windows, busy)


def test_a_cold_start_knows_the_kind_of_matter() -> None:
    """Eight and fifteen minutes a case lie inside their ranges."""
    for queue, usual in ((IMMEDIATE, 8), (COMMITTED, 15)):
        wait = Estimator().wait(queue, Crowd(10), 1, 1, [])
        assert wait.low < 10 * usual < wait.high


def test_a_free_window_calls_at_once() -> None:
    """Nobody ahead and a window free: nothing but the two minutes in which a clerk presses."""
    assert (
        Estimator().wait(IMMEDIATE, Crowd(), 2, 1, []).low,
        Estimator().wait(IMMEDIATE, Crowd(), 2, 1, []).high,
    ) == (0, 2)


def test_nobody_ahead_may_still_wait_for_a_window() -> None:
    """The one window has begun with somebody."""
    wait = Estimator().wait(IMMEDIATE, Crowd(), 1, 1, [])
    assert 0 < wait.expected < 8 <= wait.high


def test_more_windows_and_fewer_people_wait_less() -> None:
    """Both ends shrink."""
    one, two = (Estimator().wait(IMMEDIATE, Crowd(10), n, n, []) for n in (1, 2))
    assert two.low < one.low and two.high < one.high
    assert Estimator().wait(IMMEDIATE, Crowd(5), 1, 1, []).high < one.high


def test_those_who_may_not_come_widen_the_range() -> None:
    """Ten absent ones count for fewer than ten, and are less sure."""
    here, away = Estimator().wait(IMMEDIATE, Crowd(10), 1, 1, []), Estimator().wait(IMMEDIATE, Crowd(0, 10), 1, 1, [])
    assert away.expected < here.expected
    assert away.high / away.low > here.high / here.low


def test_what_was_seen_outweighs_the_start() -> None:
    """Forty cases of three minutes draw the pace to three, and make it sure."""
    cold, seen = Estimator().pace(COMMITTED, []), Estimator().pace(COMMITTED, [3.0] * 40)
    assert cold.mean == 15 and 3 <= seen.mean < 4.5
    assert seen.doubt < cold.doubt / 3


def test_the_ledger_learns_from_its_windows(hall: Hall) -> None:
    """Ten cases of twenty minutes lengthen the wait and narrow the range."""
    for n in range(12):
        hall.ledger.issue(f"c{n}", "passport")
    for n in range(10):
        hall.ledger.call_next(3, f"r{n}")
        hall.ledger.start(3)
        hall.clock.move(minutes=20)
        hall.ledger.served(3)
    seen = hall.ledger.wait_for("passport")
    cold = Estimator().wait(COMMITTED, Crowd(2), 1, 0, [])
    assert seen.ahead == 2 and seen.low > cold.low
    assert seen.high / seen.low < cold.high / cold.low


def test_lunch_may_take_much_from_one_window_and_little_from_many() -> None:
    """Nothing outside it; all or nothing of one window; the expected wait stays, the range grows on both sides."""
    assert pausing_doubt(0, 0.33, 30, 1) == pausing_doubt(20, 0, 30, 1) == 0
    one, four = (pausing_doubt(60, 0.33, 30, windows) for windows in (1, 4))
    assert one == 2 * four > 10
    assert pausing_doubt(10, 0.33, 30, 1) < one
    wider = widened(Wait(20, 40.0, 70), four)
    assert wider.expected == 40 and wider.low < 20 and wider.high > 70
    assert widened(Wait(20, 40.0, 70), 0) == Wait(20, 40.0, 70)
    assert widened(Wait(0, 5.0, 9), 60).low == 0


@pytest.mark.parametrize(
    ("hour", "minute", "work", "takes"),
    [
        (11, 0, 10, 10),  # over before lunch
        (11, 50, 20, 30),  # ten minutes by all, the other ten by half of them
        (12, 10, 20, 40),
        (12, 50, 20, 25),  # five minutes' work is done in the last ten of lunch
        (13, 0, 20, 20),
        (13, 30, 20, 20),
    ],
)
def test_half_the_windows_take_twice_as_long_at_lunch(
    home: Home, hour: int, minute: int, work: int, takes: int
) -> None:
    """From the first minute of it to the last, and not a minute longer."""
    hall = Hall(home, rules=replace(GENEROUS, midday=(time(12), time(13)), midday_share=0.5))
    hall.clock.now = MONDAY.replace(hour=hour, minute=minute)
    lunch = hall.ledger._lunch(hall.clock.now, 0.0)
    assert lunch is not None and stretched(work, [lunch]) == takes
    hall.store.close()


def test_a_turn_at_an_unknown_moment_is_not_scored(open_hall: Hall) -> None:
    """Who comes to a free window may have been awaited for an hour or a second: neither a hit nor a miss."""
    open_hall.ledger.issue("ann", "passport", remote=True)
    reference = open_hall.ledger.active_of("ann")[0].reference
    open_hall.clock.move(minutes=50)
    open_hall.ledger.check_in(reference)
    assert open_hall.ledger.call_next(3, "press")
    assert open_hall.rows("SELECT came, void FROM forecast") == [(None, 1)]


def test_the_turn_of_somebody_absent_comes_when_a_window_finds_nobody(open_hall: Hall) -> None:
    """That moment is known, and the call after it changes nothing."""
    open_hall.ledger.issue("ann", "passport", remote=True)
    open_hall.clock.move(minutes=4)
    assert open_hall.ledger.call_next(3, "press") is None
    open_hall.clock.move(minutes=50)
    open_hall.ledger.check_in(open_hall.ledger.active_of("ann")[0].reference)
    assert open_hall.ledger.call_next(3, "another press")
    assert open_hall.rows("SELECT came, void FROM forecast") == [(4.0, 0)]

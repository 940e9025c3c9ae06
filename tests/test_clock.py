"""The process's clock: the machine's, or one that starts at a given moment and runs on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from assistant import clock
from assistant.clock import clock_from, machine_clock

START = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_the_machine_s_clock_is_aware_and_in_utc() -> None:
    with time_machine.travel(START, tick=False):
        assert machine_clock() == START
        assert machine_clock().tzinfo is UTC


def test_without_a_start_it_is_the_machine_s() -> None:
    assert clock_from(None) is machine_clock


def test_it_starts_where_it_is_told_and_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([1000.0, 1000.0, 1090.5, 1000.0 + 86_400])
    monkeypatch.setattr(clock.time, "monotonic", lambda: next(seconds))
    now = clock_from(START)
    assert now() == START
    assert now() == START + timedelta(seconds=90.5)
    assert now() == START + timedelta(days=1)


def test_it_gives_utc_whatever_zone_it_was_told_in() -> None:
    moment = clock_from(START)()
    assert moment.tzinfo is UTC
    assert moment.date() == START.astimezone(UTC).date()


def test_it_never_goes_back_when_the_machine_s_time_is_set() -> None:
    """A demonstration's clock follows the running time, not the wall clock that someone may set."""
    now = clock_from(START)
    with time_machine.travel(datetime(1999, 1, 1, tzinfo=UTC), tick=False):
        before = now()
    assert START <= before <= now()


def test_two_clocks_from_one_start_agree_in_order() -> None:
    first, second = clock_from(START), clock_from(START - timedelta(days=1))
    assert second() < first() <= first()

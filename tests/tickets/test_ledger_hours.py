"""Service days, the first number and the closing, and the next opening."""

from datetime import UTC, date, datetime, time

import pytest

from assistant.tickets import SHANGHAI, OpeningHours, Queue

CARDS = Queue("card_1", "A", "card", "1F", (1, 2), (1,))
PASSPORTS = Queue("passport_3", "B", "passport", "1F", (3,), ())
HOURS = OpeningHours()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI)  # the 23rd is a Monday


@pytest.mark.parametrize(
    ("queue", "moment", "given"),
    [
        (CARDS, at(23, 6, 59), False),
        (CARDS, at(23, 7), True),
        (CARDS, at(23, 16, 29), True),
        (CARDS, at(23, 16, 30), False),
        (CARDS, at(28, 10), True),
        (PASSPORTS, at(28, 10), False),
        (PASSPORTS, at(27, 10), True),
        (CARDS, at(23, 7).astimezone(UTC), True),
    ],
)
def test_when_numbers_are_given(queue: Queue, moment: datetime, given: bool) -> None:
    """From seven to closing, on the queue's service days, in the hall's time."""
    assert HOURS.gives_numbers(queue, moment) is given


def test_windows_of_a_day() -> None:
    """All on workdays, the weekend ones on Saturday and Sunday."""
    assert HOURS.open_windows(CARDS, date(2026, 11, 27)) == (1, 2)
    assert HOURS.open_windows(CARDS, date(2026, 11, 29)) == (1,)
    assert HOURS.open_windows(PASSPORTS, date(2026, 11, 29)) == ()


@pytest.mark.parametrize(
    ("queue", "now", "opening"),
    [
        (CARDS, at(23, 6), at(23, 7)),
        (CARDS, at(23, 7), at(24, 7)),
        (CARDS, at(27, 17), at(28, 7)),
        (PASSPORTS, at(27, 17), at(30, 7)),
    ],
)
def test_the_next_opening(queue: Queue, now: datetime, opening: datetime) -> None:
    """Over the weekend where the queue is closed."""
    assert HOURS.next_opening(queue, now) == opening
    assert HOURS.next_opening(queue, now.astimezone(UTC)) == opening


def test_a_calendar_of_holidays_fits_in() -> None:
    """A weekday that is none is closed; a shifted Saturday opens all windows; closed for good is unknown."""
    hours = OpeningHours(is_workday=lambda day: day == date(2026, 11, 28))
    assert hours.open_windows(CARDS, date(2026, 11, 25)) == ()
    assert hours.open_windows(CARDS, date(2026, 11, 28)) == (1, 2)
    assert OpeningHours(is_workday=lambda _: False).next_opening(PASSPORTS, at(23, 6)) is None


def test_minutes_to_opening() -> None:
    """Counted on the same day, 0 once open."""
    assert HOURS.minutes_to_opening(at(23, 7, 30)) == 90
    assert HOURS.minutes_to_opening(at(23, 12)) == 0
    assert OpeningHours(opens=time(8)).minutes_to_opening(at(23, 7, 30)) == 30

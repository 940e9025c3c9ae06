"""Numbers, windows, money and times as people read them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from assistant.messages import Language
from assistant.rendering.formats import SHANGHAI, clock_time, day, money, sentence_list, window_ranges
from catalog.model import parse_windows


@pytest.mark.parametrize(
    ("windows", "said"),
    [
        ((), ""),
        ((5,), "5"),
        ((7, 8, 9, 10, 12), "7-10, 12"),
        ((12, 7, 8), "7-8, 12"),
        ((1, 3, 5), "1, 3, 5"),
        ((99, 100, 101), "99-101"),
    ],
)
def test_windows(windows: tuple[int, ...], said: str) -> None:
    assert window_ranges(windows) == said


@settings(deadline=None)
@given(st.sets(st.integers(1, 999), min_size=1))
def test_windows_said_are_the_windows_meant(windows: set[int]) -> None:
    said = window_ranges(tuple(windows))
    assert parse_windows(said) == tuple(sorted(windows))
    ends = [int(number) for part in said.split(", ") for number in part.split("-")]
    assert ends == sorted(set(ends)), "runs in order, none touching the next"


@pytest.mark.parametrize(
    ("amount", "said"),
    [("0", "0"), ("0.00", "0"), ("120", "120"), ("120.00", "120"), ("0.5", "0.5"), ("1E+3", "1000"), ("99.90", "99.9")],
)
def test_money(amount: str, said: str) -> None:
    assert money(Decimal(amount)) == said


@settings(deadline=None)
@given(st.decimals(0, 10**9, places=2))
def test_money_is_neither_more_nor_less(amount: Decimal) -> None:
    assert Decimal(money(amount)) == amount
    assert "E" not in money(amount)


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "11月23日星期一"), ("en", "Monday, November 23")], ids=["zh", "en"]
)
def test_a_day(language: Language, said: str) -> None:
    assert day(date(2026, 11, 23), language) == said
    assert day(date(2026, 1, 4), language) == {"zh": "1月4日星期日", "en": "Sunday, January 4"}[language]


@settings(deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_weekdays_are_the_same_in_both(value: date) -> None:
    weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    assert day(value, "en").startswith(weekdays[value.weekday()])
    assert day(value, "zh").endswith("星期" + "一二三四五六日"[value.weekday()])


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI), "09:00"),
        (datetime(2026, 11, 23, 1, 0, tzinfo=UTC), "09:00"),
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), "00:30"),
    ],
)
def test_a_time_is_that_of_shanghai(moment: datetime, said: str) -> None:
    assert clock_time(moment) == said


def test_shanghai_has_no_summer_time() -> None:
    offsets = {datetime(2026, month, 1, tzinfo=SHANGHAI).utcoffset() for month in range(1, 13)}
    assert offsets == {timedelta(hours=8)}


@pytest.mark.parametrize(
    ("items", "zh", "en"),
    [
        ([], "", ""),
        (["12345"], "12345", "12345"),
        (["12333", "12393"], "12333、12393", "12333 and 12393"),
        (["1", "2", "3"], "1、2、3", "1, 2 and 3"),
    ],
)
def test_a_list_inside_a_sentence(items: list[str], zh: str, en: str) -> None:
    assert sentence_list(items, "zh") == zh
    assert sentence_list(items, "en") == en

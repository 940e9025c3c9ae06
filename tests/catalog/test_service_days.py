"""Holidays, shifted workdays and the operator's own days."""

import datetime as dt
import logging
from pathlib import Path

import pytest

from catalog.loader import CatalogError
from catalog.service_days import ServiceDays, load_service_days

DAYS = ServiceDays()


@pytest.mark.parametrize(
    ("day", "workday", "closed"),
    [
        ("2026-11-23", True, False),  # a Monday
        ("2026-11-28", False, False),  # a Saturday: the weekend windows
        ("2026-10-01", False, True),  # National Day
        ("2026-10-04", False, True),  # the Sunday of its break
        ("2026-10-10", True, False),  # the Saturday worked for it
        ("2026-02-14", True, False),  # worked for Spring Festival
        ("2026-02-17", False, True),
        ("2026-02-15", False, True),  # the Sunday before, part of the break
        ("2026-05-09", True, False),
    ],
)
def test_days_of_a_known_year(day: str, workday: bool, closed: bool) -> None:
    """As the State Council announced them for 2026."""
    date = dt.date.fromisoformat(day)
    assert (DAYS.is_workday(date), DAYS.is_closed(date)) == (workday, closed)


def test_a_year_not_announced_has_its_statutory_holidays_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """No day is guessed to be worked; a warning tells the operator where to write them."""
    with caplog.at_level(logging.WARNING):
        assert DAYS.is_closed(dt.date(2039, 10, 1)) and not DAYS.is_workday(dt.date(2039, 10, 1))
    assert "calendar.yml" in caplog.text and "2039" in caplog.text
    assert DAYS.is_workday(dt.date(2039, 11, 21))
    assert (DAYS.is_known(2026), DAYS.is_known(2039)) == (True, False)
    assert ServiceDays(open={dt.date(2039, 10, 8): None}).is_known(2039)  # type: ignore[dict-item]


def written(folder: Path, text: str) -> ServiceDays:
    (folder / "calendar.yml").write_text(text, encoding="utf-8")
    return load_service_days(folder)


TUESDAY = '- {date: 2026-02-03, reason: {zh: "检修", en: "repair"}}\n'
REASON = '{zh: "检修", en: "repair"}'


def test_the_operators_days_outrank_the_calendar(tmp_path: Path) -> None:
    """A closed Monday and an open holiday."""
    days = written(
        tmp_path,
        f"closed:\n- {{date: 2026-11-23, reason: {REASON}}}\nopen:\n- {{date: 2026-10-01, reason: {REASON}}}\n",
    )
    monday, holiday = dt.date(2026, 11, 23), dt.date(2026, 10, 1)
    assert (days.is_workday(monday), days.is_closed(monday)) == (False, True)
    assert (days.is_workday(holiday), days.is_closed(holiday)) == (True, False)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (f"closed:\n- {{date: 2026-02-30, reason: {REASON}}}\n", 2, "date"),
        ('closed:\n- {date: 2026-02-03, reason: {zh: "检修"}}\n', 2, "missing"),
        (f"closed:\n- {{date: 2026-02-03, reason: {REASON}}}\n- {{date: 2026-02-03, reason: {REASON}}}\n", 3, "twice"),
        (
            f"closed:\n- {{date: 2026-02-03, reason: {REASON}}}\nopen:\n- {{date: 2026-02-03, reason: {REASON}}}\n",
            4,
            "twice",
        ),
        ("shut: []\n", 1, "misspelt"),
        ("", 1, "empty"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, text: str, line: int, says: str) -> None:
    """An operator finds it."""
    with pytest.raises(CatalogError) as refused:
        written(tmp_path, text)
    (fault,) = refused.value.faults
    assert fault.file == "calendar.yml" and fault.line == line and says in f"{fault.field} {fault.message}"


def test_a_center_without_a_calendar_file_has_the_public_one(tmp_path: Path) -> None:
    """And the center's own file reads."""
    assert load_service_days(tmp_path) == ServiceDays() == load_service_days()

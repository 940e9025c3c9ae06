"""Which days the center serves: Chinese public holidays with their shifted workdays, and what an operator writes."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import holidays
from pydantic import BaseModel, ConfigDict

from catalog.loader import DATA, CatalogError, Source
from catalog.model import Bilingual

log = logging.getLogger(__name__)

CALENDAR = "calendar.yml"
SATURDAY = 5


class OwnDay(BaseModel):
    """A day that the center decides itself, with the reason that citizens read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: dt.date
    reason: Bilingual


class CalendarFile(BaseModel):
    """The operator's days: closed ones, and ones on which all windows serve; they outrank the public calendar."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    closed: tuple[OwnDay, ...] = ()
    open: tuple[OwnDay, ...] = ()


@dataclass(frozen=True)
class _Year:
    names: dict[dt.date, str]
    shifted: frozenset[dt.date]  # Saturdays and Sundays on which one works


@lru_cache(maxsize=64)
def _year(year: int) -> _Year:
    known = holidays.country_holidays("CN", years=year, expand=False, language="zh_CN")
    shifted = frozenset(day for day in known.weekend_workdays if day.year == year)
    if not shifted:
        # The State Council announces them each autumn; until the library knows, the statutory holidays alone count.
        log.warning("the shifted workdays of %s are not known: write them into %s", year, CALENDAR)
    return _Year(dict(known.items()), shifted)


@dataclass(frozen=True)
class ServiceDays:
    """The center's calendar. Years without announced shifted workdays keep their statutory holidays."""

    closed: dict[dt.date, Bilingual] = field(default_factory=dict)
    open: dict[dt.date, Bilingual] = field(default_factory=dict)

    def is_workday(self, day: dt.date) -> bool:
        """Whether all windows serve: Monday to Friday but for holidays, and shifted Saturdays and Sundays."""
        if day in self.closed:
            return False
        return day in self.open or day in _year(day.year).shifted or (day.weekday() < SATURDAY and not _is_holiday(day))

    def is_closed(self, day: dt.date) -> bool:
        """Whether nothing serves, not even the weekend windows: a holiday's break, or a day the operator closed."""
        return day in self.closed or (day not in self.open and not self.is_workday(day) and _in_a_break(day))

    def is_known(self, year: int) -> bool:
        """Whether the year's shifted workdays are known."""
        return bool(_year(year).shifted) or any(day.year == year for day in self.open)


def _is_holiday(day: dt.date) -> bool:
    return day in _year(day.year).names


def _in_a_break(day: dt.date) -> bool:
    """A holiday, or the Saturday and Sunday that hang together with one."""
    if _is_holiday(day) or day.weekday() < SATURDAY:
        return _is_holiday(day)
    saturday = day - dt.timedelta(days=day.weekday() - SATURDAY)
    around = [saturday + dt.timedelta(days=step) for step in range(-1, 3)]  # Friday to Monday
    if any(one in _year(one.year).shifted for one in around):
        around = [one for one in around if abs((one - day).days) <= 1 and one not in _year(one.year).shifted]
    return any(_is_holiday(one) for one in around)


def load_service_days(root: Path = DATA) -> ServiceDays:
    """The calendar of a catalog's folder; without a calendar file the public one alone. Raises CatalogError."""
    path = root / CALENDAR
    if not path.exists():
        return ServiceDays()
    source = Source(path, root)
    written = source.read(CalendarFile, source.data, ()) if source.data is not None else None
    if written is not None:
        for name, days in (("closed", written.closed), ("open", written.open)):
            for place, one in enumerate(days):
                others = [*days[:place], *(written.closed if name == "open" else ())]
                if any(one.date == other.date for other in others):
                    source.fault((name, place, "date"), "stands twice")
    if source.faults or written is None:
        raise CatalogError(source.faults)
    return ServiceDays({one.date: one.reason for one in written.closed}, {one.date: one.reason for one in written.open})

"""When the hall gives numbers and which windows are open, in the hall's own time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from assistant.tickets.queues import Queue

SHANGHAI = ZoneInfo("Asia/Shanghai")
SEARCH_DAYS = 400  # how far ahead an opening is looked for; longer closed means unknown


def weekday(day: date) -> bool:
    """Monday to Friday: the default until a calendar of holidays and shifted workdays is given."""
    return day.weekday() < 5


def never(_day: date) -> bool:
    """No holidays: the default until a calendar is given."""
    return False


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """
    The hall's hours on every service day; the calendar (catalog/service_days.py) says what day it is.

    A workday opens all windows, a shifted Saturday or Sunday too; another Saturday or Sunday opens the weekend windows;
    a holiday or closed day, nothing.
    """

    opens: time = time(9)
    closes: time = time(16, 30)
    numbers_from: time = time(7)  # remote numbers are given from then on
    is_workday: Callable[[date], bool] = weekday
    is_closed: Callable[[date], bool] = never

    def open_windows(self, queue: Queue, day: date) -> tuple[int, ...]:
        """The windows that serve the queue on that day; empty when it is closed."""
        if self.is_closed(day):
            return ()
        if self.is_workday(day):
            return queue.windows
        return queue.weekend_windows if day.weekday() >= 5 else ()

    def gives_numbers(self, queue: Queue, moment: datetime) -> bool:
        """Whether the hour allows a number, the crowd aside."""
        local = moment.astimezone(SHANGHAI)
        return bool(self.open_windows(queue, local.date())) and self.numbers_from <= local.time() < self.closes

    def closing(self, day: date) -> datetime:
        """The moment the windows close on that day."""
        return datetime.combine(day, self.closes, SHANGHAI)

    @property
    def minutes(self) -> float:
        """How long the windows are open on a day."""
        day = date.min
        return (datetime.combine(day, self.closes) - datetime.combine(day, self.opens)) / timedelta(minutes=1)

    def minutes_to_opening(self, moment: datetime) -> float:
        """Minutes until the windows open on that day; 0 once they are open."""
        local = moment.astimezone(SHANGHAI)
        if local.time() >= self.opens:
            return 0.0
        opening = datetime.combine(local.date(), self.opens, SHANGHAI)
        return (opening - local) / timedelta(minutes=1)

    def next_opening(self, queue: Queue, now: datetime) -> datetime | None:
        """The next moment after `now` at which numbers begin; None when none is known."""
        local = now.astimezone(SHANGHAI)
        for ahead in range(SEARCH_DAYS):
            day = local.date() + timedelta(days=ahead)
            start = datetime.combine(day, self.numbers_from, SHANGHAI)
            if start > local and self.open_windows(queue, day):
                return start
        return None

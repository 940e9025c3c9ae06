"""What a center rules about its numbers; the facts stand in the catalog's center.yml."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Rules:
    """Figures of the hall. `places_back` is k: how far a late, missed or passed-over ticket is put back."""

    places_back: int = 3
    requeues: int = 1  # times a missed ticket may wait again
    lates: int = 2  # times a citizen may move back
    grace_minutes: float = 15.0  # after its turn passed, in which a ticket waits for its citizen to check in
    arrive_minutes: float = 60.0  # after a number was taken outside the hall, in which it is not given away at all
    remote_share: float = 0.5  # of a queue's daily capacity, for numbers taken outside the hall
    day_share: float = 2.0  # of a queue's daily capacity: never more numbers than that, whatever the pace
    issues_a_day: int = 3  # numbers a citizen may keep or use in a day; those of one visit count as one
    cancels_a_day: int = 3  # and give up
    no_shows: int = 2  # missed turns in `no_show_days` after which numbers are given in the hall only
    no_show_days: int = 7
    ordinary_between: int = 2  # calls in their turn between two that priority lets go first
    undo_seconds: float = 10.0  # in which a window may take its last press back
    midday: tuple[time, time] | None = None  # between which the clerks take turns at lunch
    midday_share: float = 0.0  # of the windows, that pause then at any time


def capacity(windows: int, minutes: float, case_minutes: float) -> int:
    """How many cases a queue's windows can serve in a day of so many minutes."""
    return int(windows * minutes / case_minutes) if case_minutes > 0 else 10**9

"""How long a wait may last: an honest range from recent cases, wide while little is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.tickets.model import Crowd
from assistant.tickets.queues import Queue

PRIOR_CASES = 4.0  # the catalog's usual length counts as much as so many cases seen
PRIOR_VARIATION = 0.6  # of case lengths, as a share of the usual length
COMES = 0.8  # share of those not checked in who do come
COMES_VARIATION = 0.15
UNSEEN = 0.12  # what no figure tells (pauses, returns to the line, priority), as a share of the wait
REACH = 1.2  # standard deviations on either side: a little more than four of five waits fall between
LATENCY = 2.0  # minutes until a free window calls


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a queue goes now: mean minutes from call to end, their standard deviation, and that of the mean."""

    mean: float
    spread: float
    doubt: float


@dataclass(frozen=True, slots=True)
class Wait:
    """Minutes until a call: the range in which four of five fall, and what is expected."""

    low: int
    expected: float
    high: int


@dataclass(frozen=True, slots=True)
class Estimator:
    """The usual minutes of a case before any was seen, by the kind of matter."""

    immediate: float = 8.0
    committed: float = 15.0

    def usual(self, queue: Queue) -> float:
        """Minutes of a case by the catalog alone."""
        return queue.immediate_share * self.immediate + (1 - queue.immediate_share) * self.committed

    def pace(self, queue: Queue, cases: Sequence[float]) -> Pace:
        """What recent case lengths (minutes) tell, drawn towards the usual length when they are few."""
        return _pace(self.usual(queue), tuple(cases))

    def wait(self, queue: Queue, ahead: Crowd, windows: int, busy: int, cases: Sequence[float]) -> Wait:
        """
        The wait behind a crowd, with so many windows open, of which `busy` hold somebody.

        The number of departures that must come first is turned into minutes by the queue's pace; the range sums up
        the chance in the lengths, the doubt about the pace, and who of the absent may come.
        """
        pace, open_windows = self.pace(queue, cases), max(1, windows)
        coming = ahead.present + COMES * ahead.absent
        free = max(0, open_windows - busy)
        departures = coming + 1 - free
        if departures <= 0 or pace.mean == 0:
            latest = pace.mean * max(0.0, ahead.all + 1 - free) / open_windows
            return Wait(0, 0.0, math.ceil(latest + LATENCY) if pace.mean else 0)
        variation = pace.spread / pace.mean
        # Of the cases under way some minutes have passed: the first departure comes sooner than a whole case. Less
        # than one departure is the chance that one must come first (some of those ahead may stay away).
        first = (1 + variation**2) / 2
        rounds = (departures - 1 + first if departures >= 1 else departures * first) / open_windows
        expected = rounds * pace.mean
        chance = (departures * variation**2 + 0.25) * (pace.mean / open_windows) ** 2
        absence = ahead.absent * COMES * (1 - COMES) + (COMES_VARIATION * ahead.absent) ** 2
        variance = (
            chance + (rounds * pace.doubt) ** 2 + absence * (pace.mean / open_windows) ** 2 + (UNSEEN * expected) ** 2
        )
        # Lengths are skewed and a wait is never negative: the range is even in the logarithm.
        reach = REACH * math.sqrt(math.log1p(variance / expected**2))
        return Wait(math.floor(expected * math.exp(-reach)), expected, math.ceil(expected * math.exp(reach) + LATENCY))


@lru_cache(maxsize=256)  # many ask before a queue has another case
def _pace(usual: float, cases: tuple[float, ...]) -> Pace:
    seen = [max(0.0, case) for case in cases]
    weight = PRIOR_CASES + len(seen)
    mean = (PRIOR_CASES * usual + sum(seen)) / weight
    square = PRIOR_CASES * ((PRIOR_VARIATION * usual) ** 2 + (usual - mean) ** 2)
    variance = (square + sum((case - mean) ** 2 for case in seen)) / weight
    return Pace(mean, math.sqrt(variance), math.sqrt(variance / weight))


def widened(wait: Wait, minutes: float) -> Wait:
    """The range with one more source of doubt of its own: so many minutes of standard deviation."""
    below, above = (math.hypot(side, REACH * minutes) for side in (wait.expected - wait.low, wait.high - wait.expected))
    return Wait(math.floor(max(0.0, wait.expected - below)), wait.expected, math.ceil(wait.expected + above))


def pausing_doubt(minutes: float, share: float, pause: float, windows: int) -> float:
    """
    How far, in minutes, the work done in so many minutes may lie from its mean when a share of the windows pauses.

    Each pauses for `pause` minutes on end, nobody knows when: one of one window is all or nothing, of many few matter.
    """
    return math.sqrt(share * (1 - share) / max(1, windows)) * min(minutes, pause)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in which only a share of the windows serves; minutes from now."""

    start: float
    end: float
    share: float


def stretched(minutes: float, stretches: Sequence[Stretch]) -> float:
    """How long it takes to do what all windows would do in so many minutes, when for some stretches fewer serve."""
    for stretch in sorted(stretches, key=lambda one: one.start):
        if minutes <= stretch.start or stretch.end <= stretch.start:
            continue
        done_in_it = (stretch.end - stretch.start) * stretch.share
        if minutes - stretch.start > done_in_it:
            minutes += stretch.end - stretch.start - done_in_it
        else:
            minutes = stretch.start + (minutes - stretch.start) / stretch.share
    return minutes

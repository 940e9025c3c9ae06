"""The order in which several matters are done in one visit so that the citizen waits and walks least."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.tickets.queues import Queue

MOST_MATTERS = 6  # of one visit: all orders of so many are compared
Walk = Callable[[Queue | None, Queue], float]  # minutes on foot; None: from the entrance


@dataclass(frozen=True, slots=True)
class Stop:
    """One queue of a visit: its matters, minutes from now until its call (range and expected), minutes of a case."""

    queue: Queue
    matters: tuple[str, ...]
    low: float
    expected: float
    high: float
    case: float


@dataclass(frozen=True, slots=True)
class PlannedStop:
    """A stop in its place: minutes on foot to it, and between which minutes from now it begins."""

    stop: Stop
    walk: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Plan:
    """The stops in order; `low` and `high`: minutes from now to the end of the last one; `walk`: of them, on foot."""

    stops: tuple[PlannedStop, ...]
    low: float
    high: float
    walk: float


def best_plan(stops: Sequence[Stop], walk: Walk, *, in_order: bool = False) -> Plan:
    """
    The order that is done soonest, each minute on foot counted twice; the given one where it is `in_order`.

    All numbers are taken now. Who comes to a window before the call waits; who is at another window when the call
    would come keeps the place and goes next. ValueError for no stop, or more than MOST_MATTERS.
    """
    if not 0 < len(stops) <= MOST_MATTERS:
        raise ValueError(f"a visit has 1 to {MOST_MATTERS} stops, not {len(stops)}")
    orders = [tuple(stops)] if in_order else list(permutations(stops))
    return _planned(min(orders, key=lambda order: _cost(order, walk)), walk)


def _cost(order: Sequence[Stop], walk: Walk) -> tuple[float, float]:
    begins, end = _begins(order, [stop.expected for stop in order], walk)
    return round(end + sum(_walks(order, walk)), 6), sum(begins)


def _walks(order: Sequence[Stop], walk: Walk) -> list[float]:
    places = [None, *(stop.queue for stop in order)]
    return [walk(places[place], stop.queue) for place, stop in enumerate(order)]


def _begins(order: Sequence[Stop], calls: Sequence[float], walk: Walk) -> tuple[list[float], float]:
    """When each stop begins, and when the last one ends, if the calls would come at these minutes."""
    now, begins = 0.0, []
    for stop, call, way in zip(order, calls, _walks(order, walk), strict=True):
        begins.append(max(now + way, call))
        now = begins[-1] + stop.case
    return begins, now


def _planned(order: Sequence[Stop], walk: Walk) -> Plan:
    ways = _walks(order, walk)
    lows, first = _begins(order, [stop.low for stop in order], walk)
    highs, last = _begins(order, [stop.high for stop in order], walk)
    planned = zip(order, ways, lows, highs, strict=True)
    return Plan(tuple(PlannedStop(*one) for one in planned), first, last, sum(ways))

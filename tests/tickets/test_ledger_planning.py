"""The order of a visit: soonest done, least walked."""

from itertools import permutations

import pytest

from assistant.tickets import MOST_MATTERS, Queue, Stop, best_plan

FAR = {"a": 0, "b": 1, "c": 10}  # minutes from the entrance along one corridor


def stop(name: str, expected: float = 0.0, case: float = 5.0) -> Stop:
    """A stop at a place of the corridor, called after so many minutes."""
    queue = Queue(name, name.upper(), name, "1F", (1,), ())
    return Stop(queue, (name,), expected * 0.8, expected, expected * 1.2, case)


def walk(start: Queue | None, end: Queue) -> float:
    """Along the corridor."""
    return abs(FAR[end.id] - (FAR[start.id] if start else 0))


def order(*stops: Stop, in_order: bool = False) -> str:
    """The names of the stops as planned."""
    return "".join(one.stop.queue.id for one in best_plan(stops, walk, in_order=in_order).stops)


def test_without_a_wait_the_way_decides() -> None:
    """Nobody walks back and forth, in whatever order the matters were named."""
    assert {order(*stops) for stops in permutations([stop("a"), stop("b"), stop("c")])} == {"abc"}


def test_a_long_wait_is_used_for_the_others() -> None:
    """The near window calls late: the far one is done first."""
    assert order(stop("a", expected=60), stop("c")) == "ca"
    assert order(stop("a"), stop("c", expected=60)) == "ac"


def test_a_detour_that_saves_little_is_not_made() -> None:
    """Two minutes earlier are not worth ten on foot."""
    assert order(stop("a", expected=2), stop("c", expected=1)) == "ac"


def test_the_order_of_a_life_event_is_kept() -> None:
    """What has to be done first is first, however it waits."""
    assert order(stop("c", expected=60), stop("a"), in_order=True) == "ca"


def test_the_plan_says_when_each_begins_and_what_is_walked() -> None:
    """Waits before the call, and cases before the next way."""
    plan = best_plan([stop("a", expected=10), stop("b", expected=10)], walk)
    (a, b) = plan.stops
    assert (a.low, a.high, a.walk) == (8.0, 12.0, 0.0)
    assert (b.low, b.high, b.walk) == (14.0, 18.0, 1.0)
    assert (plan.low, plan.high, plan.walk) == (19.0, 23.0, 1.0)


@pytest.mark.parametrize("count", [0, MOST_MATTERS + 1])
def test_too_few_and_too_many_are_refused(count: int) -> None:
    """All orders are compared, so there is an end."""
    with pytest.raises(ValueError, match="stops"):
        best_plan([stop("a") for _ in range(count)], walk)

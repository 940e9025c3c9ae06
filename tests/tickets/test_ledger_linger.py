"""Who comes first waits a moment for those who come together."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from assistant.tickets.sharing import SharedCommits, Take


@pytest.mark.parametrize(("linger", "calls"), [(30.0, [1, 2]), (0.001, [1, 1, 1])], ids=["long", "a moment"])
def test_the_first_waits_a_moment_for_as_many_as_there_were(linger: float, calls: list[int]) -> None:
    """Whoever was answered may be back with the next wish; who does not come is not waited for."""
    begun, go_on, carried = threading.Event(), threading.Event(), []

    def carry_out(take: Take) -> None:
        carried.append(len(take()))
        begun.set()
        assert go_on.wait(30)

    line = SharedCommits(carry_out, 30, linger=linger)
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(line.do, "a")
        assert begun.wait(30)
        second = pool.submit(line.do, "b")
        while not line._line:
            threading.Event().wait(0.001)
        go_on.set()
        first.result(30)
        if calls != [1, 2]:
            second.result(30)
        third = pool.submit(line.do, "c")
        second.result(30), third.result(30)
    assert carried == calls

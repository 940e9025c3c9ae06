"""The waiting range: never negative, in order, wide at first, drawn to what was seen."""

from hypothesis import given, settings, strategies as st

from assistant.tickets import Estimator, Queue

from .ledger_kit import Hall

IMMEDIATE = Queue("a", "A", "d", "1F", (1,), ())
COMMITTED = Queue("b", "B", "d", "1F", (2,), (), immediate_share=0.0)


@settings(database=None, derandomize=True)
@given(
    ahead=st.integers(-1, 500),
    windows=st.integers(0, 20),
    cases=st.lists(st.floats(-5, 300), max_size=40),
    share=st.floats(0, 1),
)
def test_the_range_is_never_negative_nor_inverted(ahead: int, windows: int, cases: list[float], share: float) -> None:
    """Whatever the store says."""
    queue = Queue("q", "Q", "d", "1F", (1,), (), immediate_share=share)
    low, high = Estimator().wait(queue, ahead, windows, cases)
    assert 0 <= low <= high


def test_a_cold_start_knows_the_kind_of_matter() -> None:
    """Eight and fifteen minutes a case lie inside their ranges."""
    for queue, usual in ((IMMEDIATE, 8), (COMMITTED, 15)):
        low, high = Estimator().wait(queue, 10, 1, [])
        assert low < 10 * usual < high


def test_nobody_ahead_may_still_wait_for_a_window() -> None:
    """Each window may have only just begun with somebody."""
    assert Estimator().wait(IMMEDIATE, 0, 1, []) == (0, 14)


def test_more_windows_and_fewer_people_wait_less() -> None:
    """Both ends shrink."""
    one, two = Estimator().wait(IMMEDIATE, 10, 1, []), Estimator().wait(IMMEDIATE, 10, 2, [])
    assert two[0] < one[0] and two[1] < one[1]
    assert Estimator().wait(IMMEDIATE, 0, 1, [])[0] == 0


def test_what_was_seen_today_outweighs_the_start() -> None:
    """Thirty cases of three minutes draw the range to three; one alone does not."""
    low, high = Estimator().case_range(COMMITTED, [3.0] * 30)
    assert high < 8 and low < 4
    assert Estimator().case_range(COMMITTED, [3.0]) == Estimator().case_range(COMMITTED, [])


def test_the_ledger_learns_from_its_windows(hall: Hall) -> None:
    """Ten cases of twenty minutes lengthen the wait."""
    for n in range(12):
        hall.ledger.issue(f"c{n}", "passport")
    for n in range(10):
        hall.ledger.call_next(3, f"r{n}")
        hall.ledger.start(3)
        hall.clock.move(minutes=20)
        hall.ledger.served(3)
    seen = hall.ledger.wait_for("passport")
    cold_low, cold_high = Estimator().wait(COMMITTED, 2, 1, [])
    assert seen.ahead == 2 and seen.low > cold_low and seen.high < cold_high

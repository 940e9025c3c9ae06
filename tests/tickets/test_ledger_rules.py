"""Who is given a number, and what the rules do with one: limits, shares, cool-down, check-in, priority, moving back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from assistant.tickets import (
    CoolingDown,
    Crowd,
    EventKind,
    Priority,
    QueueFull,
    RemoteFull,
    Rules,
    Status,
    Ticket,
    TooManyToday,
    UnknownTicket,
    UsedUp,
    WrongState,
)
from assistant.tickets.rules import capacity

from .ledger_kit import MONDAY, Hall
from .ledger_stores import Home


@pytest.fixture
def ruled(home: Home) -> Iterator[Hall]:
    """A hall on a Monday at ten, with the rules that a center begins with."""
    hall = Hall(home, rules=Rules())
    yield hall
    hall.store.close()


def take(hall: Hall, *citizens: str, remote: bool = False, priority: Priority | None = None) -> list[Ticket]:
    return [hall.ledger.issue(c, "new_card", remote=remote, priority=priority).ticket for c in citizens]


def call(hall: Hall, window: int = 1) -> str | None:
    """Calls, closes and gives the number's citizen."""
    ticket = hall.ledger.call_next(window, f"{hall.clock.now}{hall.rows('SELECT count(*) FROM call')}")
    if ticket is None:
        return None
    hall.ledger.start(window)
    hall.ledger.served(window)
    return ticket.citizen


def line(hall: Hall) -> list[str]:
    with hall.store.read() as tx:
        return [one.citizen for one in tx.in_line("card_1", MONDAY.date(), 99)]


def test_a_remote_number_is_called_only_after_check_in(ruled: Hall) -> None:
    """Who is in the hall goes first; once checked in, the turn is kept."""
    remote, here = *take(ruled, "away", remote=True), *take(ruled, "here")
    assert (remote.checked_in_at, here.checked_in_at) == (None, MONDAY)
    assert call(ruled) == "here"
    assert call(ruled) is None
    early = take(ruled, "early", remote=True)[0]
    take(ruled, "later")
    ruled.ledger.check_in(early.reference)
    assert [call(ruled), call(ruled)] == ["early", "later"]


def test_late_check_in_goes_behind_the_next_in_line(ruled: Hall) -> None:
    """The turn passed: told so, not released within the time to come, and put behind three."""
    (away,) = take(ruled, "away", remote=True)
    take(ruled, "a", "b", "c", "d", "e")
    call(ruled)
    told = [event.kind for event in ruled.ledger.events_after("away", 0)]
    assert told == [EventKind.ISSUED, EventKind.TURN_PASSED]
    assert ruled.ledger.place(away).ahead == 3
    ruled.clock.move(minutes=50)
    assert ruled.ledger.release_absent() == 0
    ruled.ledger.check_in(away.reference)
    assert line(ruled) == ["b", "c", "d", "away", "e"]


def test_an_absent_one_is_released_at_last(ruled: Hall) -> None:
    """After the grace and the time to come, once; then it is over for this number."""
    (away,) = take(ruled, "away", remote=True)
    take(ruled, "here")
    call(ruled)
    due = ruled.ledger.given_away_at(ruled.ledger.by_reference(away.reference))
    assert due == MONDAY + timedelta(minutes=60)
    ruled.clock.now = due
    assert (ruled.ledger.release_absent(), ruled.ledger.release_absent()) == (1, 0)
    assert ruled.ledger.by_reference(away.reference).status is Status.EXPIRED
    with pytest.raises(WrongState):
        ruled.ledger.check_in(away.reference)


def test_running_late_moves_back_so_often(ruled: Hall) -> None:
    """Three places, twice; the others keep their order."""
    first, *_ = take(ruled, "late", "a", "b", "c", "d", "e", "f")
    ruled.ledger.late(first.reference)
    assert line(ruled) == ["a", "b", "c", "late", "d", "e", "f"]
    ruled.ledger.late(first.reference)
    assert line(ruled) == ["a", "b", "c", "d", "e", "f", "late"]
    with pytest.raises(UsedUp):
        ruled.ledger.late(first.reference)


def test_a_missed_one_rejoins_once(ruled: Hall) -> None:
    """Three places back; not a second time, and not on another day."""
    first, other, *_ = take(ruled, "back", "other", "a", "b", "c", "d")
    for window in (1, 2):
        ruled.ledger.call_next(window, "r")
        ruled.ledger.missed(window)
    assert ruled.ledger.rejoin(first.reference).status is Status.WAITING
    assert line(ruled) == ["a", "b", "c", "back", "d"]
    assert [call(ruled) for _ in range(3)] == ["a", "b", "c"]
    ruled.ledger.call_next(1, "again")
    ruled.ledger.missed(1)
    with pytest.raises(UsedUp):
        ruled.ledger.rejoin(first.reference)
    ruled.clock.move(days=1)
    with pytest.raises(WrongState):
        ruled.ledger.rejoin(other.reference)


def test_priority_goes_first_but_not_always(ruled: Hall) -> None:
    """Two in their turn between any two that are let go first: nobody starves."""
    take(ruled, "a", "b", "c", "d", "e")
    take(ruled, "old", "ill", "babe", priority=Priority.ELDERLY)
    assert [call(ruled) for _ in range(8)] == ["old", "a", "b", "ill", "c", "d", "babe", "e"]


def test_who_goes_first_is_told_how_many_go_before(ruled: Hall) -> None:
    """After one that was let go first, those two whose turn it is; then one of them, then nobody."""
    take(ruled, "a", "b", "c")
    (old,) = take(ruled, "old", priority=Priority.ELDERLY)
    assert ruled.ledger.place(old).ahead == 0
    call(ruled)
    (ill,) = take(ruled, "ill", priority=Priority.DISABLED)
    told = []
    for _ in range(3):
        told.append((ruled.ledger.place(ill).ahead, call(ruled)))
    assert told == [(2, "a"), (1, "b"), (0, "ill")]


def test_priority_shows_nowhere(ruled: Hall) -> None:
    """Neither on the display nor in events, audit, or the ticket's repr; staff can take it away."""
    (ticket,) = take(ruled, "old", priority=Priority.PREGNANT)
    ruled.ledger.call_next(1, "r")
    shown = [ruled.ledger.display(), ruled.ledger.outbox_after(0), ticket, ruled.rows("SELECT * FROM audit")]
    assert "pregnant" not in repr(shown)
    assert ruled.ledger.set_priority(ticket.reference, None, "staff 1").priority is None


def test_a_share_is_kept_for_those_who_come(ruled: Hall) -> None:
    """Remote numbers end at half of the day's capacity; a cancelled one frees its place; walk-ins go on."""
    queue = ruled.ledger._queue_for("passport")
    share = ruled.ledger.remote_capacity(queue, MONDAY.date())
    assert share == 15  # 450 minutes, 15 each, one window, half of them
    ruled.clock.now = MONDAY.replace(hour=7)
    given = [ruled.ledger.issue(f"c{n}", "passport", remote=True).ticket for n in range(share)]
    with pytest.raises(RemoteFull) as refused:
        ruled.ledger.issue("one more", "passport", remote=True)
    assert isinstance(refused.value, QueueFull) and refused.value.reason == "remote_full"
    assert ruled.ledger.issue("comes", "passport").new
    ruled.ledger.cancel(given[0].reference, "citizen")
    assert ruled.ledger.issue("one more", "passport", remote=True).new


def test_a_queue_gives_twice_what_its_windows_serve_at_most(ruled: Hall) -> None:
    """450 minutes, 15 each: one window serves 30 in a day. The limit is no one's pace, so it may be known before."""
    queue = ruled.ledger._queue_for("passport")
    assert ruled.ledger.day_limit(queue, MONDAY.date()) == 60


def test_three_numbers_and_three_cancels_a_day(ruled: Hall) -> None:
    """Then no more, until tomorrow; what staff gives is not counted."""
    for _ in range(3):
        ruled.ledger.cancel(take(ruled, "fickle")[0].reference, "citizen")
    with pytest.raises(TooManyToday):
        take(ruled, "fickle")
    assert ruled.ledger.issue("fickle", "new_card", by="staff 1").new
    call(ruled)
    for _ in range(3):
        take(ruled, "busy")
        assert call(ruled) == "busy"
    with pytest.raises(TooManyToday):
        ruled.ledger.issue("busy", "passport")
    ruled.clock.move(days=1)
    assert take(ruled, "busy", "fickle")


def test_after_two_missed_turns_numbers_are_given_in_the_hall_only(ruled: Hall) -> None:
    """For the days that the rule says, and the refusal names the first day after."""
    for _ in range(2):
        (ticket,) = take(ruled, "absent", remote=True)
        ruled.ledger.check_in(ticket.reference)
        ruled.ledger.call_next(1, str(ruled.clock.now))
        ruled.ledger.missed(1)
        ruled.clock.move(days=1)
    with pytest.raises(CoolingDown) as refused:
        take(ruled, "absent", remote=True)
    assert refused.value.until == MONDAY.date() + timedelta(days=7)
    assert take(ruled, "absent")
    ruled.clock.now = MONDAY + timedelta(days=7)
    assert take(ruled, "absent", remote=True)


def test_nobody_is_called_to_two_windows_at_once(ruled: Hall) -> None:
    """The other number waits by itself while the citizen is served, and keeps its turn."""
    take(ruled, "both")
    ruled.ledger.issue("both", "passport")
    ruled.ledger.issue("next", "passport")
    ruled.ledger.call_next(1, "r")
    third = ruled.ledger.call_next(3, "r")
    assert third and third.citizen == "next"
    ruled.ledger.start(1)
    ruled.ledger.served(1)
    ruled.ledger.missed(3)
    again = ruled.ledger.call_next(3, "r2")
    assert again and again.citizen == "both"


def test_a_ticket_on_hold_is_out_of_line_until_taken_back(ruled: Hall) -> None:
    """The window calls others meanwhile; another window of the queue takes it back by its number."""
    take(ruled, "aside", "b", "c")
    ruled.ledger.call_next(1, "r")
    held = ruled.ledger.hold(1)
    assert held.status is Status.WAITING and ruled.ledger.view(1).on_hold == (held,)
    assert call(ruled, 2) == "b" and ruled.ledger.view(1).waiting == Crowd(present=1)
    assert call(ruled, 1) == "c" and call(ruled, 1) is None
    with pytest.raises(UnknownTicket):
        ruled.ledger.resume(2)
    assert ruled.ledger.resume(2, held.number).status is Status.CALLED


def test_readiness_is_kept(ruled: Hall) -> None:
    """Asked or not, all or some; a closed ticket takes none."""
    (ticket,) = take(ruled, "ann")
    assert ticket.ready is None
    assert ruled.ledger.set_ready(ticket.reference, (0, 2)).ready == (0, 2)
    assert ruled.ledger.by_reference(ticket.reference).ready == (0, 2)
    ruled.ledger.cancel(ticket.reference, "citizen")
    with pytest.raises(WrongState):
        ruled.ledger.set_ready(ticket.reference, ())


def test_a_number_finds_todays_ticket(ruled: Hall) -> None:
    """As a volunteer types it."""
    (ticket,) = take(ruled, "ann")
    assert ruled.ledger.by_number("a001") == ruled.ledger.by_number("A1") == ticket
    for wrong in ("A002", "Z001", "A", "001", "", "A" + "9" * 30):
        with pytest.raises(UnknownTicket):
            ruled.ledger.by_number(wrong)


@pytest.mark.parametrize(
    ("windows", "minutes", "case_minutes", "cases"),
    [(2, 450, 15, 60), (1, 10, 0.5, 20), (1, 10, 1, 10), (3, 10, 20, 1), (0, 450, 15, 0), (1, 10, 0, 10**9)],
)
def test_a_days_capacity(windows: int, minutes: float, case_minutes: float, cases: int) -> None:
    """Whole cases; where a case takes no time at all there is no end to them."""
    assert capacity(windows, minutes, case_minutes) == cases

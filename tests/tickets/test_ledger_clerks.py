"""What clerks do beside calling: double presses, pauses, second thoughts; who did it, and how forecasts held."""

import pytest

from assistant.tickets import (
    EventKind,
    NothingToUndo,
    Status,
    Ticket,
    TicketRefused,
    WindowBusy,
    WindowPaused,
    WrongState,
)

from .ledger_kit import MONDAY, Hall


def called(hall: Hall, *citizens: str) -> Ticket:
    for citizen in citizens:
        hall.ledger.issue(citizen, "new_card")
    ticket = hall.ledger.call_next(1, "call")
    assert ticket
    return ticket


@pytest.mark.parametrize("act", ["recall", "start", "missed", "hold"])
def test_a_double_press_does_nothing_twice(hall: Hall, act: str) -> None:
    """The same key gives the same ticket, writes nothing, also after the window went on."""
    ticket = called(hall, "a", "b")
    press = getattr(hall.ledger, act)
    press(1, "p")
    before = hall.rows("SELECT count(*) FROM audit") + hall.rows("SELECT count(*) FROM event")
    assert press(1, "p").reference == ticket.reference
    assert before == hall.rows("SELECT count(*) FROM audit") + hall.rows("SELECT count(*) FROM event")
    if act in ("missed", "hold"):
        hall.ledger.call_next(1, "next")
        assert press(1, "p").reference == ticket.reference
        assert hall.ledger.at_window(1) is not None


def test_a_paused_window_calls_nobody(hall: Hall) -> None:
    """It finishes what it holds; the wait grows; open again, it calls. Each change is audited once."""
    called(hall, "a", "b", "c", "d", "e", "f", "g", "h")
    both = hall.ledger.wait_for("new_card").high
    hall.ledger.pause(2, "staff 2")
    hall.ledger.pause(2, "staff 2")
    assert hall.ledger.wait_for("new_card").high > both
    hall.ledger.pause(1)
    hall.ledger.start(1)
    hall.ledger.served(1)
    for window in (1, 2):
        with pytest.raises(WindowPaused):
            hall.ledger.call_next(window, "next")
    assert hall.ledger.view(1).paused
    hall.ledger.open(1)
    assert hall.ledger.call_next(1, "next")
    rows = hall.rows("SELECT action, actor, no FROM audit WHERE no = 0 ORDER BY seq")
    assert rows == [("paused", "window:2 by staff 2", 0), ("paused", "window:1", 0), ("opened", "window:1", 0)]
    assert hall.ledger.verify_audit() == []


@pytest.mark.parametrize(
    ("presses", "status"),
    [
        (["start"], Status.CALLED),
        (["start", "served"], Status.SERVING),
        (["missed"], Status.CALLED),
        (["hold"], Status.CALLED),
        ([], Status.WAITING),
    ],
)
def test_the_last_press_is_taken_back(hall: Hall, presses: list[str], status: Status) -> None:
    """Within ten seconds, once; the audit tells of it, and a call that was taken back can be made again."""
    ticket = called(hall, "a")
    for press in presses:
        getattr(hall.ledger, press)(1)
    hall.clock.move(seconds=10)
    assert hall.ledger.undo(1, "u", "staff 1").status is status
    assert hall.ledger.undo(1, "u").reference == ticket.reference
    with pytest.raises(NothingToUndo):
        hall.ledger.undo(1)
    assert hall.rows("SELECT action, actor FROM audit ORDER BY seq DESC LIMIT 1") == [("undone", "window:1 by staff 1")]
    assert hall.ledger.verify_audit() == []
    if status is Status.WAITING:
        assert hall.ledger.events_after("a", 0)[-1].kind is EventKind.REQUEUED
        again = hall.ledger.call_next(2, "again")
        assert again and again.reference == ticket.reference


def test_too_late_or_overtaken_nothing_is_taken_back(hall: Hall) -> None:
    """After ten seconds; with a clock that jumped back; when the window has called on; when the ticket went on."""
    called(hall, "a", "b", "c")
    hall.ledger.missed(1)
    for step in (11, -20):
        hall.clock.move(seconds=step)
        with pytest.raises(NothingToUndo):
            hall.ledger.undo(1)
    hall.clock.now = MONDAY
    hall.ledger.rejoin(hall.ledger.view(1).missed[0].reference)
    with pytest.raises(NothingToUndo):
        hall.ledger.undo(1)
    with pytest.raises(NothingToUndo):
        hall.ledger.undo(2)


def test_a_transfer_is_taken_back_before_it_is_called(hall: Hall) -> None:
    """Then it is where it was."""
    ticket = called(hall, "a")
    hall.ledger.transfer(1, "passport_3")
    assert hall.ledger.undo(1).waits_in == "card_1"
    assert hall.ledger.at_window(1) == hall.ledger.by_reference(ticket.reference)
    assert hall.ledger.call_next(3, "r") is None


def test_a_busy_window_takes_nothing_back_on(hall: Hall) -> None:
    """Neither from hold nor from the missed ones."""
    called(hall, "a", "b")
    hall.ledger.hold(1)
    hall.ledger.call_next(1, "b")
    with pytest.raises(WindowBusy):
        hall.ledger.resume(1)
    with pytest.raises(TicketRefused):
        hall.ledger.requeue(1)
    with pytest.raises(WrongState):
        hall.ledger.served(1)


def test_forecasts_are_kept_with_what_came_true(hall: Hall) -> None:
    """A range at each number; at the call, the minutes; staff sees hits, the citizen the best hours."""
    for week in range(2):
        hall.clock.now = MONDAY.replace(day=23 + 7 * week) if week == 0 else MONDAY.replace(month=11, day=30)
        for n in range(6):
            hall.ledger.issue(f"c{week}{n}", "new_card")
        for n in range(6):
            hall.ledger.call_next(1, f"{week}{n}")
            hall.ledger.start(1)
            hall.clock.move(minutes=5)
            hall.ledger.served(1)
    state = next(state for state in hall.ledger.queue_states() if state.queue.id == "card_1")
    assert state.score and (state.score.given, state.score.known) == (6, 6)
    assert 0 < state.score.hits <= 6 and state.score.width > 0
    (best,) = hall.ledger.best_times("lost_card")
    assert (best.weekday, best.hour, best.seen, best.minutes) == (0, 10, 12, 12.5)
    assert hall.ledger.best_times("passport") == []


def test_when_to_leave_home(hall: Hall) -> None:
    """In time before the earliest call; at once when it is high time."""
    hall.clock.now = MONDAY.replace(hour=7, minute=30)
    place = hall.ledger.wait_for("new_card")
    assert hall.ledger.leave_at(place, 30) == MONDAY.replace(hour=8, minute=25)
    assert hall.ledger.leave_at(place, 200) == hall.clock.now

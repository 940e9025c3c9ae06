"""Calling, serving, missing, transferring; the events and the display."""

import pytest

from assistant.tickets import CenterClosed, EventKind, Status, Ticket, UnknownTicket, WindowBusy, WindowIdle, WrongState

from .ledger_kit import MONDAY, Hall


def take(hall: Hall, count: int, matter: str = "new_card") -> list[Ticket]:
    return [hall.ledger.issue(f"c{n}", matter).ticket for n in range(count)]


def kinds(hall: Hall, citizen: str) -> list[EventKind]:
    return [event.kind for event in hall.ledger.events_after(citizen, 0)]


def test_numbers_are_called_in_order_by_all_windows_of_the_queue(hall: Hall) -> None:
    """Two windows share the series; an empty queue gives None."""
    take(hall, 2)
    called = [hall.ledger.call_next(1, "r1"), hall.ledger.call_next(2, "r1")]
    assert [ticket.number for ticket in called if ticket] == ["A001", "A002"]
    assert hall.ledger.call_next(3, "r1") is None


def test_a_double_click_calls_nobody_else(hall: Hall) -> None:
    """The same request gives the same ticket, also once it is finished; another window's equal key is another."""
    take(hall, 3)
    first = hall.ledger.call_next(1, "r1")
    assert hall.ledger.call_next(1, "r1") == first
    hall.ledger.missed(1)
    again = hall.ledger.call_next(1, "r1")
    assert first and again and (again.no, again.status) == (1, Status.MISSED)
    other = hall.ledger.call_next(2, "r1")
    assert other and other.no == 2


def test_the_whole_visit(hall: Hall) -> None:
    """waiting, called, serving, served, with a time each and an event where the citizen is told."""
    (ticket,) = take(hall, 1)
    hall.ledger.call_next(1, "r1")
    hall.clock.move(minutes=1)
    hall.ledger.start(1)
    hall.clock.move(minutes=9)
    done = hall.ledger.served(1)
    assert (done.called_at, done.status, done.window) == (MONDAY, Status.SERVED, 1)
    assert done.serving_at and done.finished_at and (done.finished_at - done.serving_at).seconds == 540
    assert kinds(hall, "c0") == [EventKind.ISSUED, EventKind.CALLED, EventKind.SERVED]
    assert hall.ledger.by_reference(ticket.reference) == done and hall.ledger.at_window(1) is None


def test_a_busy_window_calls_nobody(hall: Hall) -> None:
    """Its ticket must be closed first."""
    take(hall, 2)
    hall.ledger.call_next(1, "r1")
    with pytest.raises(WindowBusy):
        hall.ledger.call_next(1, "r2")


def test_an_idle_window_has_nothing_to_close(hall: Hall) -> None:
    """Every desk action but the next needs a ticket."""
    for act in (hall.ledger.recall, hall.ledger.start, hall.ledger.served, hall.ledger.missed):
        with pytest.raises(WindowIdle):
            act(1)


def test_steps_can_not_be_skipped(hall: Hall) -> None:
    """A called ticket is not served; a serving one is neither missed nor recalled."""
    take(hall, 1)
    hall.ledger.call_next(1, "r1")
    with pytest.raises(WrongState):
        hall.ledger.served(1)
    hall.ledger.start(1)
    for act in (hall.ledger.missed, hall.ledger.recall, hall.ledger.start):
        with pytest.raises(WrongState):
            act(1)


def test_a_recall_tells_again_and_calls_nobody(hall: Hall) -> None:
    """The number comes to the top of the display once."""
    take(hall, 2)
    hall.ledger.call_next(1, "r1")
    hall.clock.move(minutes=1)
    hall.ledger.call_next(2, "r1")
    hall.clock.move(minutes=1)
    assert hall.ledger.recall(1).no == 1
    assert [(call.number, call.window, call.floor) for call in hall.ledger.display()] == [
        ("A001", 1, "1F"),
        ("A002", 2, "1F"),
    ]
    assert hall.ledger.display(limit=1)[0].at == hall.clock.now
    assert kinds(hall, "c0").count(EventKind.CALLED) == 2


def test_now_serving_shows_numbers_at_windows(hall: Hall) -> None:
    """Newest call first; finished ones leave."""
    take(hall, 2)
    hall.ledger.call_next(1, "r1")
    hall.clock.move(minutes=1)
    hall.ledger.call_next(2, "r1")
    assert [call.number for call in hall.ledger.now_serving("card_1")] == ["A002", "A001"]
    hall.ledger.missed(1)
    assert [call.number for call in hall.ledger.now_serving("card_1")] == ["A002"]


def test_near_turn_is_told_when_the_queue_moves_to_two_ahead(hall: Hall) -> None:
    """Once a ticket, by a call or a cancellation before it, not by one behind it."""
    tickets = take(hall, 6)
    hall.ledger.cancel(tickets[5].reference, "citizen")
    assert all(EventKind.NEAR_TURN not in kinds(hall, f"c{n}") for n in range(6))
    hall.ledger.call_next(1, "r1")
    assert kinds(hall, "c3").count(EventKind.NEAR_TURN) == 1
    hall.ledger.cancel(tickets[1].reference, "citizen")
    assert kinds(hall, "c4").count(EventKind.NEAR_TURN) == 1
    hall.ledger.call_next(2, "r1")
    assert kinds(hall, "c3").count(EventKind.NEAR_TURN) == 1


def test_a_transferred_ticket_keeps_its_number_and_goes_first(hall: Hall) -> None:
    """It is called before those who wait there, and its own series has no gap."""
    take(hall, 2)
    hall.ledger.issue("p", "passport")
    hall.ledger.call_next(1, "r1")
    hall.ledger.start(1)
    moved = hall.ledger.transfer(1, "passport_3")
    assert (moved.number, moved.status, moved.waits_in, moved.window) == ("A001", Status.WAITING, "passport_3", None)
    assert hall.ledger.place(moved).ahead == 0 and hall.ledger.wait_for("passport").ahead == 2
    called = hall.ledger.call_next(3, "r1")
    assert called and called.number == "A001"
    assert hall.ledger.verify_audit() == []


def test_a_transfer_to_one_window_waits_for_it(hall: Hall) -> None:
    """The other window of the queue passes it over."""
    take(hall, 2)
    hall.ledger.call_next(1, "r1")
    hall.ledger.transfer(1, 2)
    passed = hall.ledger.call_next(1, "r2")
    wanted = hall.ledger.call_next(2, "r1")
    assert passed and wanted and (passed.no, wanted.no) == (2, 1)


def test_a_transfer_to_itself_or_to_a_closed_queue_is_refused(hall: Hall) -> None:
    """On a Saturday window 2 and the passports are closed."""
    hall.clock.move(days=5)
    take(hall, 1)
    hall.ledger.call_next(1, "r1")
    with pytest.raises(WrongState):
        hall.ledger.transfer(1, 1)
    for target in (2, "passport_3"):
        with pytest.raises(CenterClosed):
            hall.ledger.transfer(1, target)


def test_events_are_resumable_and_the_citizens_own(hall: Hall) -> None:
    """After an id only newer ones; nobody else's; the outbox has all."""
    take(hall, 2)
    first = hall.ledger.events_after("c0", 0)[0]
    assert (first.number, first.language, first.window) == ("A001", "zh", None)
    assert hall.ledger.events_after("c0", first.id) == []
    hall.ledger.call_next(1, "r1")
    (called,) = hall.ledger.events_after("c0", first.id)
    assert (called.kind, called.window) == (EventKind.CALLED, 1)
    assert [event.citizen for event in hall.ledger.outbox_after(0)] == ["c0", "c1", "c0"]


def test_a_window_puts_back_whom_it_names_or_the_one_it_missed_last(hall: Hall) -> None:
    """Among several that it missed."""
    take(hall, 3)
    for n in range(3):
        hall.ledger.call_next(1, f"r{n}")
        hall.clock.move(seconds=30)
        hall.ledger.missed(1)
    assert hall.ledger.requeue(1, "A002").number == "A002"
    assert hall.ledger.requeue(1).number == "A003"
    with pytest.raises(UnknownTicket):
        hall.ledger.requeue(1, "A009")

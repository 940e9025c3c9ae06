"""Several matters in one visit, over both stores: all numbers or none, once, held back while their citizen is away."""

from dataclasses import replace

import pytest

from assistant.tickets import (
    AlreadyActive,
    CenterClosed,
    QueueFull,
    Rules,
    Status,
    Ticket,
    TicketLedger,
    TooManyToday,
    UnknownQueue,
    UnknownTicket,
)

from .ledger_kit import GENEROUS, Hall, small_hall
from .ledger_stores import AnswerLost, Fault, Home

BOTH = [("new_card",), ("passport",)]


def visit(ledger: TicketLedger, citizen: str = "ann", **how: object) -> tuple[Ticket, ...]:
    """Numbers for a card and a passport."""
    return ledger.issue_visit(citizen, BOTH, **how).tickets  # type: ignore[arg-type]


def test_a_visit_gives_a_number_of_each_queue(hall: Hall) -> None:
    """Linked, in the order of the plan, each with its audit link and message."""
    card, passport = visit(hall.ledger)
    assert (card.number, passport.number) == ("A001", "B001")
    assert card.visit and card.visit == passport.visit and (card.step, passport.step) == (1, 2)
    assert hall.ledger.visit_of(passport) == [card, passport]
    assert hall.ledger.visit_of(hall.ledger.issue("bob", "new_card").ticket) == []
    assert hall.ledger.verify_audit() == []
    assert [event.kind for event in hall.ledger.events_after("ann", 0)] == ["issued", "issued"]


def test_matters_of_one_queue_are_one_stop_and_one_number(hall: Hall) -> None:
    """The same windows do both."""
    stops = hall.ledger.stops(["new_card", "passport", "lost_card", "new_card"])
    assert [stop.matters for stop in stops] == [("new_card", "lost_card"), ("passport",)]
    card, _ = hall.ledger.issue_visit("ann", [stop.matters for stop in stops]).tickets
    assert (card.transaction, card.also) == ("new_card", ("lost_card",))
    assert hall.ledger.by_reference(card.reference) == card
    with pytest.raises(UnknownQueue):
        hall.ledger.stops(["nothing"])
    with pytest.raises(ValueError, match="1 to 6"):
        hall.ledger.stops([])


def test_the_same_key_gives_the_same_numbers_for_ever(hall: Hall) -> None:
    """Also after one was given up; another citizen's key, or a single number's, is another key."""
    first = hall.ledger.issue_visit("ann", BOTH, "k")
    assert first.new
    hall.ledger.cancel(first.tickets[0].reference, "citizen")
    again = hall.ledger.issue_visit("ann", BOTH, "k")
    assert not again.new and [one.reference for one in again.tickets] == [one.reference for one in first.tickets]
    assert hall.ledger.issue_visit("bob", BOTH, "k").new
    assert hall.ledger.issue("ann", "lost_card", "k").new


def test_a_visit_may_be_one_stop(hall: Hall) -> None:
    """Two matters of the same windows: one number, and the same one again for the same key."""
    first, again = (hall.ledger.issue_visit("ann", [("new_card", "lost_card")], "k") for _ in range(2))
    assert (first.new, again.new) == (True, False) and len(first.tickets) == 1
    assert [one.reference for one in again.tickets] == [one.reference for one in first.tickets]


@pytest.mark.parametrize("fault", [1, 2, 3])
def test_whatever_breaks_gives_none_and_leaves_no_gap(hall: Hall, fault: int) -> None:
    """The store breaks after the lock, after a counter, after an insert."""
    hall.store.fault = fault
    with pytest.raises(Fault):
        visit(hall.ledger, key="k")
    hall.store.fault = 0
    assert hall.rows("SELECT count(*) FROM ticket") == [(0,)]
    assert [one.number for one in visit(hall.ledger, key="k")] == ["A001", "B001"]


def test_a_lost_answer_is_asked_for_again(hall: Hall) -> None:
    """The commit went through; the key gives what it gave."""
    hall.store.fault = 4
    with pytest.raises(AnswerLost):
        visit(hall.ledger, key="k")
    hall.store.fault = 0
    again = hall.ledger.issue_visit("ann", BOTH, "k")
    assert not again.new and [one.number for one in again.tickets] == ["A001", "B001"]


def test_one_refusal_refuses_all_and_names_its_matter(hall: Hall) -> None:
    """An open number of one queue, or a queue that is closed: no number of the other is given."""
    held = hall.ledger.issue("ann", "passport").ticket
    with pytest.raises(AlreadyActive) as refused:
        visit(hall.ledger)
    assert refused.value.ticket == held and refused.value.matter == "passport"
    hall.clock.move(days=5)  # a Saturday: passports are closed
    with pytest.raises(CenterClosed) as closed:
        visit(hall.ledger, "bob")
    assert closed.value.matter == "passport"
    assert hall.rows("SELECT count(*) FROM ticket") == [(1,)]


def test_a_visit_counts_as_one_number_of_the_day(home: Home) -> None:
    """Or a visit of four matters would use up the day's numbers."""
    hall = Hall(home, rules=replace(GENEROUS, issues_a_day=1, cancels_a_day=1))
    card, _ = visit(hall.ledger)
    hall.ledger.call_next(1, "r1")
    hall.ledger.missed(1)
    assert hall.ledger.by_reference(card.reference).status is Status.MISSED
    with pytest.raises(TooManyToday):
        hall.ledger.issue("ann", "new_card")
    hall.store.close()


def test_giving_a_visit_up_counts_once(home: Home) -> None:
    """Two numbers given up are one visit given up."""
    hall = Hall(home, rules=replace(GENEROUS, cancels_a_day=2))
    for one in visit(hall.ledger):
        hall.ledger.cancel(one.reference, "citizen")
    again = hall.ledger.issue("ann", "new_card").ticket
    hall.ledger.cancel(again.reference, "citizen")
    with pytest.raises(TooManyToday):
        hall.ledger.issue("ann", "new_card")
    hall.store.close()


def test_who_is_at_a_window_keeps_the_other_place(hall: Hall) -> None:
    """Passed by while called or served elsewhere, then called before those behind."""
    card, passport = visit(hall.ledger)
    behind = hall.ledger.issue("bob", "passport").ticket
    assert hall.ledger.hindrance(passport) is None
    hall.ledger.call_next(1, "r1")
    hindered = hall.ledger.hindrance(passport)
    assert hindered and (hindered.number, hindered.window) == (card.number, 1)
    view = hall.ledger.view(3)
    assert view.away == ((passport.number, 1),) and view.coming == (behind.number,)
    called = hall.ledger.call_next(3, "r2")
    assert called and called.number == behind.number
    hall.ledger.start(1)
    hall.ledger.served(1)
    assert hall.ledger.hindrance(passport) is None and hall.ledger.view(3).away == ()
    hall.ledger.start(3)
    hall.ledger.served(3)
    called = hall.ledger.call_next(3, "r3")
    assert called and called.number == passport.number


def test_in_order_the_second_waits_until_the_first_is_done(hall: Hall) -> None:
    """As in a life event, where the second matter needs the first one's paper."""
    first, second = hall.ledger.issue_visit("ann", [("passport",), ("new_card",)], in_order=True).tickets
    hindered = hall.ledger.hindrance(second)
    assert second.bound and hindered and (hindered.number, hindered.window) == (first.number, None)
    assert hall.ledger.call_next(1, "r1") is None and hall.ledger.view(1).away == ((second.number, None),)
    hall.ledger.call_next(3, "r2")
    assert hall.ledger.call_next(1, "r3") is None
    hall.ledger.missed(3)  # whether it was done or given away: the second is held back no longer
    called = hall.ledger.call_next(1, "r4")
    assert called and called.number == second.number


def test_one_check_in_is_for_the_whole_visit(hall: Hall) -> None:
    """Who is in the hall is there for all the numbers; one whose turn had passed goes behind the next ones."""
    card, passport = visit(hall.ledger, remote=True)
    hall.ledger.issue("bob", "passport")
    hall.ledger.call_next(3, "r1")
    assert hall.ledger.by_reference(passport.reference).passed_at
    assert hall.ledger.check_in(card.reference).checked_in_at
    other = hall.ledger.by_reference(passport.reference)
    assert other.checked_in_at and other.passed_at is None and other.status is Status.WAITING
    assert hall.ledger.verify_audit() == []


def test_a_queue_never_gives_more_than_its_day(home: Home) -> None:
    """The hard limit holds for staff as well; a number given up makes room for one more."""
    hall = Hall(home, rules=replace(Rules(), issues_a_day=10**9, cancels_a_day=10**9, day_share=0.1))
    passports = small_hall().by_id["passport_3"]
    limit = hall.ledger.day_limit(passports, hall.clock.now.date())
    assert limit == int(450 / 15 * 0.1) == 3
    given = [hall.ledger.issue(f"c{n}", "passport", by="staff 1").ticket for n in range(limit)]
    for by in ("citizen", "staff 1"):
        with pytest.raises(QueueFull):
            hall.ledger.issue("one too many", "passport", by=by)
    hall.ledger.cancel(given[0].reference, "citizen")
    assert hall.ledger.issue("after all", "passport").ticket.no == limit + 1
    hall.store.close()


def test_all_numbers_of_a_visit_are_given_up_at_once(hall: Hall) -> None:
    """In one transaction, once; what a window has called meanwhile stays as it is."""
    card, passport = visit(hall.ledger)
    gone = hall.ledger.cancel_all([card.reference, passport.reference], "citizen")
    assert [one.status for one in gone] == [Status.CANCELLED, Status.CANCELLED]
    assert hall.ledger.cancel_all([card.reference, passport.reference], "citizen") == gone
    assert [kind for (kind,) in hall.rows("SELECT kind FROM event ORDER BY id")] == ["issued"] * 2 + ["cancelled"] * 2
    assert hall.rows("SELECT sum(given_up) FROM counter") == [(2,)]
    card, passport = visit(hall.ledger, "bob")
    hall.ledger.call_next(1, "press")
    left = hall.ledger.cancel_all([card.reference, passport.reference], "citizen")
    assert [one.status for one in left] == [Status.CALLED, Status.CANCELLED]
    assert hall.ledger.verify_audit() == []


def test_a_fault_while_all_are_given_up_gives_none_up(hall: Hall) -> None:
    """An unknown reference among them, too, leaves the others as they were."""
    card, passport = visit(hall.ledger)
    hall.store.fault = 1
    with pytest.raises(Fault):
        hall.ledger.cancel_all([card.reference, passport.reference], "citizen")
    hall.store.fault = 0
    with pytest.raises(UnknownTicket):
        hall.ledger.cancel_all([card.reference, "nothing"], "citizen")
    assert [one.status for one in hall.ledger.active_of("ann")] == [Status.WAITING, Status.WAITING]

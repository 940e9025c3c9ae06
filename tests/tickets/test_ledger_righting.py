"""A clock that jumped forward gave numbers of a day to come: the operator puts the ledger right, on both stores."""

from datetime import date

import pytest

from assistant.tickets import SHANGHAI, EventKind, Status, WrongDay

from .ledger_kit import Hall


def jumped(hall: Hall) -> date:
    """Ann and Bob hold numbers; then the clock is two days ahead, old ones are closed, Cid and Dan take numbers."""
    today = hall.clock().astimezone(SHANGHAI).date()
    for citizen in ("ann", "bob"):
        hall.ledger.issue(citizen, "new_card")
    hall.clock.move(days=2)
    hall.ledger.expire_old()
    for citizen in ("cid", "dan"):
        hall.ledger.issue(citizen, "new_card")
    hall.ledger.call_next(1, "in the wrong day")
    hall.clock.move(days=-2)
    return today


def test_the_hall_goes_on_with_the_true_day_where_it_stood(open_hall: Hall) -> None:
    """Those in line stand there again and are told; the series goes on; the wrong day's numbers have ended."""
    today, ledger = jumped(open_hall), open_hall.ledger
    assert [(queue, last) for queue, _, last in ledger.ahead().series] == [("card_1", 2)]
    righted = ledger.put_right(today)
    assert (righted.restored, righted.ended) == (("A001", "A002"), ("A001", "A002"))
    assert ledger.ahead().series == ()
    eve = ledger.issue("eve", "new_card").ticket
    assert (eve.number, eve.service_date) == ("A003", today)
    called = [ledger.call_next(1, "r1"), ledger.call_next(2, "r2")]
    assert [one.citizen for one in called if one] == ["ann", "bob"]
    assert EventKind.REQUEUED in [event.kind for event in ledger.events_after("ann", 0)]
    assert [t.status for t in (ledger.latest_of("cid"), ledger.latest_of("dan")) if t] == [Status.EXPIRED] * 2
    assert ledger.issue("cid", "new_card").ticket.number == "A004", "at the desk, or by themselves"
    assert ledger.verify_audit() == []


def test_no_number_of_the_wrong_day_is_given_again_when_it_comes(open_hall: Hall) -> None:
    today, ledger = jumped(open_hall), open_hall.ledger
    ledger.put_right(today)
    assert ledger.take_up_series() == 0, "its day has not come"
    open_hall.clock.move(days=2)
    assert (ledger.take_up_series(), ledger.take_up_series()) == (1, 0)
    eve = ledger.issue("eve", "new_card").ticket
    assert (eve.number, eve.service_date.isoformat()) == ("A003", "2026-11-25")
    open_hall.clock.move(days=-1)
    assert ledger.issue("fay", "new_card").ticket.service_date == eve.service_date, "the day never goes back by itself"
    assert ledger.verify_audit() == []


def test_before_the_series_is_taken_up_nobody_is_given_a_number_that_somebody_has(open_hall: Hall) -> None:
    """The job is late by a moment: the store itself refuses, and the next number after the job is a new one."""
    today, ledger = jumped(open_hall), open_hall.ledger
    ledger.put_right(today)
    open_hall.clock.move(days=2)
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        ledger.issue("eve", "new_card")
    ledger.take_up_series()
    assert ledger.issue("eve", "new_card").ticket.number == "A003"


def test_again_and_after_a_second_jump_it_holds(open_hall: Hall) -> None:
    today, ledger = jumped(open_hall), open_hall.ledger
    ledger.put_right(today)
    assert (ledger.put_right(today).restored, ledger.put_right(today).ended) == ((), ())
    open_hall.clock.move(days=2)
    ledger.take_up_series()
    ledger.expire_old()
    assert ledger.issue("gus", "new_card").ticket.number == "A003"
    open_hall.clock.move(days=-2)
    assert ledger.put_right(today).restored == ("A001", "A002")
    assert ledger.issue("eve", "new_card").ticket.number == "A003"
    assert ledger.verify_audit() == []


def test_who_was_at_a_window_or_gave_up_is_not_put_in_line_again(open_hall: Hall) -> None:
    """A number is called once, and what its citizen or the rules have ended stays so."""
    ledger = open_hall.ledger
    for citizen in ("ann", "bob", "cid"):
        ledger.issue(citizen, "new_card")
    ledger.call_next(1, "r1")
    bob = ledger.latest_of("bob")
    assert bob
    ledger.cancel(bob.reference, "citizen")
    today = open_hall.clock().astimezone(SHANGHAI).date()
    open_hall.clock.move(days=1)
    ledger.issue("dan", "new_card")
    ledger.expire_old()
    open_hall.clock.move(days=-1)
    assert ledger.put_right(today).restored == ("A003",)
    assert ledger.verify_audit() == []


def test_it_is_audited_and_only_done_for_the_day_of_the_clock(open_hall: Hall) -> None:
    today, ledger = jumped(open_hall), open_hall.ledger
    with pytest.raises(WrongDay):
        ledger.put_right(date(2026, 11, 25))
    assert ledger.ahead().series
    ledger.put_right(today)
    written = open_hall.rows("SELECT action, actor FROM audit WHERE no = 0")
    assert written == [("series of 2026-11-25 set aside at 2", "operator")]

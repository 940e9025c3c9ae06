"""The day's turn, with and without its job, and clocks that lie."""

import logging
from datetime import date, datetime

import pytest

from assistant.tickets import SHANGHAI, EventKind, Status, WrongState

from .ledger_kit import Hall


def test_the_new_day_needs_no_job(open_hall: Hall) -> None:
    """Yesterday's open ticket blocks nothing and is called no more."""
    old = open_hall.ledger.issue("ann", "new_card").ticket
    open_hall.ledger.issue("bob", "new_card")
    open_hall.clock.move(days=1)
    assert open_hall.ledger.call_next(1, "r1") is None
    new = open_hall.ledger.issue("ann", "new_card").ticket
    assert (new.number, new.service_date) == ("A001", date(2026, 11, 24))
    called = open_hall.ledger.call_next(1, "r2")
    assert called and called.reference == new.reference
    assert open_hall.ledger.by_reference(old.reference).status is Status.EXPIRED
    assert open_hall.ledger.active_of("bob") == []
    with pytest.raises(WrongState):
        open_hall.ledger.cancel(old.reference, "citizen")


def test_a_window_that_kept_yesterdays_ticket_is_free(open_hall: Hall) -> None:
    """Its clerk went home without closing it."""
    open_hall.ledger.issue("ann", "new_card")
    open_hall.ledger.call_next(1, "r1")
    open_hall.clock.move(days=1)
    open_hall.ledger.issue("bob", "new_card")
    called = open_hall.ledger.call_next(1, "r2")
    assert called and called.no == 1
    assert open_hall.ledger.display()[0].number == "A001" and len(open_hall.ledger.display()) == 1


def test_the_job_expires_what_was_left_open_once(open_hall: Hall) -> None:
    """Late and doubled runs do no harm; today's tickets stay."""
    for n in range(3):
        open_hall.ledger.issue(f"c{n}", "new_card")
    open_hall.ledger.call_next(1, "r1")
    open_hall.ledger.call_next(2, "r1")
    open_hall.ledger.start(2)
    assert open_hall.ledger.expire_old() == 0
    open_hall.clock.move(days=3)
    today = open_hall.ledger.issue("new", "new_card").ticket
    assert open_hall.ledger.expire_old() == 3
    assert open_hall.ledger.expire_old() == 0
    assert open_hall.ledger.by_reference(today.reference).status is Status.WAITING
    assert [event.kind for event in open_hall.ledger.events_after("c2", 0)] == [EventKind.ISSUED, EventKind.EXPIRED]
    assert open_hall.ledger.verify_audit() == []


def test_more_leftovers_than_one_batch(open_hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The job goes on until nothing is left."""
    monkeypatch.setattr("assistant.tickets.ledger.EXPIRY_BATCH", 2)
    for n in range(5):
        open_hall.ledger.issue(f"c{n}", "new_card")
    open_hall.clock.move(days=1)
    open_hall.ledger.issue("new", "new_card")
    assert open_hall.ledger.expire_old() == 5


def test_midnight_is_the_halls_not_utcs(open_hall: Hall) -> None:
    """One second decides."""
    open_hall.clock.now = datetime(2026, 11, 23, 23, 59, 59, tzinfo=SHANGHAI)
    assert open_hall.ledger.issue("ann", "new_card").ticket.service_date == date(2026, 11, 23)
    open_hall.clock.move(seconds=1)
    assert open_hall.ledger.issue("bob", "new_card").ticket.service_date == date(2026, 11, 24)


@pytest.mark.parametrize(("hours", "days"), [(-2, 0), (0, -1), (0, -30)])
def test_a_clock_that_jumps_back_keeps_the_newer_day(
    open_hall: Hall, caplog: pytest.LogCaptureFixture, hours: int, days: int
) -> None:
    """The series goes on, and an alarm is logged once a day's series."""
    open_hall.clock.now = datetime(2026, 11, 24, 1, 0, tzinfo=SHANGHAI)
    open_hall.ledger.issue("ann", "new_card")
    open_hall.clock.move(days=days, hours=hours)
    with caplog.at_level(logging.ERROR):
        ticket = open_hall.ledger.issue("bob", "new_card").ticket
        open_hall.ledger.issue("eve", "new_card")
    assert (ticket.no, ticket.service_date) == (2, date(2026, 11, 24))
    assert len(caplog.records) == 1


@pytest.mark.parametrize("last", [datetime(2028, 2, 28), datetime(2028, 2, 29), datetime(2026, 12, 31)])
def test_leap_day_and_year_end(open_hall: Hall, last: datetime) -> None:
    """Each day has its own series."""
    open_hall.clock.now = last.replace(hour=23, minute=59, tzinfo=SHANGHAI)
    for n in range(4):
        ticket = open_hall.ledger.issue(f"c{n}", "new_card").ticket
        assert ticket.no == n % 2 + 1
        if n == 1:
            open_hall.clock.move(minutes=2)
    assert open_hall.rows("SELECT last_no FROM counter") == [(2,), (2,)]


def test_the_ledger_survives_a_restart_in_the_night(open_hall: Hall) -> None:
    """A new process finds the counters, the open tickets and the newest day."""
    ticket = open_hall.ledger.issue("ann", "new_card", key="k").ticket
    open_hall.clock.move(days=1)
    later = Hall(open_hall.home, hours=open_hall.hours, clock=open_hall.clock)
    assert later.ledger.expire_old() == 1
    again = later.ledger.issue("ann", "new_card", key="k")
    assert (again.new, again.ticket.reference) == (False, ticket.reference)
    later.store.close()

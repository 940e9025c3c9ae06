"""Taking, finding and giving up a number."""

from datetime import UTC, timedelta

import pytest

from assistant.tickets import (
    AlreadyActive,
    CenterClosed,
    Place,
    QueueFull,
    Status,
    TicketRefused,
    UnknownQueue,
    UnknownTicket,
    WrongState,
)

from .ledger_kit import MONDAY, Hall


def test_a_ticket_carries_what_the_contract_shows(hall: Hall) -> None:
    """Number, queue, day, status and an aware UTC time."""
    ticket = hall.ledger.issue("ann", "new_card", language="en").ticket
    assert (ticket.number, ticket.no, ticket.queue, ticket.status) == ("A001", 1, "card_1", Status.WAITING)
    assert ticket.service_date == MONDAY.date()
    assert ticket.issued_at == MONDAY and ticket.issued_at.utcoffset() == timedelta(0)
    assert ticket.language == "en" and ticket.transaction == "new_card"
    assert hall.ledger.by_reference(ticket.reference) == ticket
    assert ticket.issued_at.tzinfo is UTC


def test_numbers_count_from_one_in_each_queue(hall: Hall) -> None:
    """Two matters of one queue share its series; another queue has its own."""
    matters = ["new_card", "passport", "lost_card", "passport"]
    numbers = [hall.ledger.issue(f"c{n}", matter).ticket.number for n, matter in enumerate(matters)]
    assert numbers == ["A001", "B001", "A002", "B002"]


def test_a_second_ticket_of_the_queue_is_refused(hall: Hall) -> None:
    """The refusal carries the active ticket; another queue is free."""
    first = hall.ledger.issue("ann", "new_card", key="k1").ticket
    with pytest.raises(AlreadyActive) as refused:
        hall.ledger.issue("ann", "lost_card", key="k2")
    assert refused.value.ticket == first
    assert hall.ledger.issue("ann", "passport").new
    assert [ticket.queue for ticket in hall.ledger.active_of("ann")] == ["card_1", "passport_3"]


def test_the_same_key_gives_the_same_ticket_also_after_cancelling_and_midnight(open_hall: Hall) -> None:
    """I7: for ever."""
    ticket = open_hall.ledger.issue("ann", "new_card", key="k").ticket
    assert open_hall.ledger.issue("ann", "new_card", key="k").new is False
    open_hall.ledger.cancel(ticket.reference, "citizen")
    open_hall.clock.move(days=1)
    again = open_hall.ledger.issue("ann", "new_card", key="k")
    assert (again.new, again.ticket.reference, again.ticket.status) == (False, ticket.reference, Status.CANCELLED)


def test_a_foreign_key_reads_nothing(hall: Hall) -> None:
    """The key belongs to a citizen and a scope."""
    first = hall.ledger.issue("ann", "new_card", key="k", scope="telegram").ticket
    other = hall.ledger.issue("bob", "new_card", key="k", scope="telegram")
    assert other.new and other.ticket.reference != first.reference
    with pytest.raises(AlreadyActive):
        hall.ledger.issue("ann", "new_card", key="k", scope="api")


def test_references_can_not_be_guessed(hall: Hall) -> None:
    """128 random bits, all different, and no relation to the number."""
    references = {hall.ledger.issue(f"c{n}", "new_card").ticket.reference for n in range(50)}
    assert len(references) == 50 and {len(reference) for reference in references} == {22}
    assert len({reference[:4] for reference in references}) > 45
    for guess in ("", "1", "A001", "card_1", next(iter(references))[:-1]):
        with pytest.raises(UnknownTicket):
            hall.ledger.by_reference(guess)


def test_a_cancelled_number_is_void(hall: Hall) -> None:
    """Cancelling twice is once; the number is not given again; the citizen may take a new one."""
    first = hall.ledger.issue("ann", "new_card").ticket
    assert hall.ledger.cancel(first.reference, "citizen").status is Status.CANCELLED
    assert hall.ledger.cancel(first.reference, "citizen").status is Status.CANCELLED
    assert hall.ledger.issue("ann", "new_card").ticket.no == 2
    assert len(hall.rows("SELECT * FROM audit WHERE action = 'cancelled'")) == 1


def test_a_called_ticket_is_not_cancelled(hall: Hall) -> None:
    """I9: only a waiting one is given up."""
    ticket = hall.ledger.issue("ann", "new_card").ticket
    hall.ledger.call_next(1, "r1")
    with pytest.raises(WrongState) as refused:
        hall.ledger.cancel(ticket.reference, "citizen")
    assert refused.value.status is Status.CALLED


def test_check_in_is_recorded_once(hall: Hall) -> None:
    """The first time stays; a closed ticket can't arrive."""
    ticket = hall.ledger.issue("ann", "new_card").ticket
    arrived = hall.ledger.check_in(ticket.reference)
    hall.clock.move(minutes=5)
    assert hall.ledger.check_in(ticket.reference) == arrived and arrived.checked_in_at == MONDAY
    hall.ledger.cancel(ticket.reference, "citizen")
    with pytest.raises(WrongState):
        hall.ledger.check_in(ticket.reference)


def test_unknown_names_are_refused(hall: Hall) -> None:
    """A matter, window, queue or reference that does not exist."""
    for ask in (
        lambda: hall.ledger.issue("ann", "nothing"),
        lambda: hall.ledger.wait_for("nothing"),
        lambda: hall.ledger.call_next(99, "r"),
        lambda: hall.ledger.start(99),
        lambda: hall.ledger.now_serving("nothing"),
    ):
        with pytest.raises(UnknownQueue):
            ask()
    with pytest.raises(UnknownTicket):
        hall.ledger.cancel("nothing", "citizen")


def test_closed_tells_when_numbers_begin(hall: Hall) -> None:
    """Before seven, after closing, and on a Saturday for a queue without weekend windows."""
    for hour, day in ((6, 23), (17, 24), (10, 28)):
        hall.clock.now = MONDAY.replace(day=day, hour=hour)
        with pytest.raises(CenterClosed) as refused:
            hall.ledger.issue("ann", "passport")
        assert refused.value.opens_at is not None and refused.value.opens_at.hour == 7
    assert refused.value.opens_at and refused.value.opens_at.day == 30
    assert hall.ledger.issue("ann", "new_card").ticket.number == "A001"


def test_a_full_queue_gives_no_number_it_can_not_serve(hall: Hall) -> None:
    """At 16:00 a single window takes but few more; the refused ones leave no gap."""
    hall.clock.now = MONDAY.replace(hour=16)
    given = 0
    with pytest.raises(QueueFull):
        for n in range(100):
            hall.ledger.issue(f"c{n}", "passport")
            given += 1
    assert 1 <= given <= 5
    assert hall.rows("SELECT last_no FROM counter") == [(given,)]


def test_place_counts_those_ahead(hall: Hall) -> None:
    """Ahead and range follow the queue; a called ticket waits no longer."""
    tickets = [hall.ledger.issue(f"c{n}", "new_card").ticket for n in range(5)]
    assert [hall.ledger.place(ticket).ahead for ticket in tickets] == [0, 1, 2, 3, 4]
    assert hall.ledger.wait_for("lost_card").ahead == 5
    hall.ledger.call_next(1, "r1")
    assert hall.ledger.place(tickets[0]) == Place(0, 0, 0)
    assert hall.ledger.place(tickets[4]).ahead == 3


def test_before_opening_the_wait_includes_the_opening(hall: Hall) -> None:
    """At 7:30 nobody is called for ninety minutes."""
    hall.clock.now = MONDAY.replace(hour=7, minute=30)
    assert hall.ledger.place(hall.ledger.issue("ann", "new_card").ticket).low == 90


def test_latest_is_the_newest_open_or_not(hall: Hall) -> None:
    """None before the first."""
    assert hall.ledger.latest_of("ann") is None
    hall.ledger.issue("ann", "new_card")
    newest = hall.ledger.issue("ann", "passport").ticket
    hall.ledger.cancel(newest.reference, "citizen")
    latest = hall.ledger.latest_of("ann")
    assert latest is not None and latest.reference == newest.reference


def test_refusals_say_nothing_personal(hall: Hall) -> None:
    """The message is the class's docstring; neither citizen nor reference shows in it or in a ticket's repr."""
    ticket = hall.ledger.issue("citizen-secret", "new_card").ticket
    with pytest.raises(TicketRefused) as refused:
        hall.ledger.issue("citizen-secret", "new_card")
    for text in (str(refused.value), repr(refused.value), repr(ticket), repr(hall.ledger.outbox_after(0))):
        assert "citizen-secret" not in text and ticket.reference not in text
    assert str(refused.value) == AlreadyActive.__doc__
    assert refused.value.reason == "already_active"


def test_a_naive_clock_is_a_mistake(hall: Hall) -> None:
    """Times without zone never reach the store."""
    hall.clock.now = MONDAY.replace(tzinfo=None)
    with pytest.raises(ValueError, match="aware"):
        hall.ledger.issue("ann", "new_card")

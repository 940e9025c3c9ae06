"""Looks up what an answer may say: facts of a record at this moment, and of the ledger for this citizen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from assistant.rendering.facts import AnswerFacts, QuietHour, TicketFacts, WaitFacts
from assistant.tickets import SHANGHAI, OpeningHours, Queues, Ticket, TicketLedger
from catalog import Catalog, Transaction


class InformationDesk:
    """Joins catalog, hours and ledger into facts. Ledger methods may raise TicketRefused."""

    def __init__(
        self,
        catalog: Catalog,
        ledger: TicketLedger,
        queues: Queues,
        hours: OpeningHours,
        clock: Callable[[], datetime],
    ) -> None:
        self.catalog = catalog
        self.ledger = ledger
        self._queues, self._hours, self._clock = queues, hours, clock

    def about(self, transaction_id: str) -> AnswerFacts:
        """A transaction's facts now."""
        transaction = self.catalog.transactions[transaction_id]
        return AnswerFacts(
            transaction=transaction,
            department=self.catalog.departments[transaction.department],
            phones=self.catalog.phones_of(transaction),
            weekend_windows=self.catalog.weekend_windows_of(transaction),
            open_now=self.is_open(transaction),
            next_open=self.next_open(transaction),
            opens=self._hours.opens,
            closes=self._hours.closes,
        )

    def is_open(self, transaction: Transaction) -> bool:
        """Whether a window of the transaction serves at this moment."""
        local = self._clock().astimezone(SHANGHAI)
        queue = self._queues.by_transaction[transaction.id]
        return (
            bool(self._hours.open_windows(queue, local.date()))
            and self._hours.opens <= local.time() < self._hours.closes
        )

    def next_open(self, transaction: Transaction) -> datetime | None:
        """When a window of the transaction serves next; None while it serves or when no day is known."""
        if self.is_open(transaction):
            return None
        local = self._clock().astimezone(SHANGHAI)
        queue = self._queues.by_transaction[transaction.id]
        for ahead in range(14):
            day = local.date() + timedelta(days=ahead)
            start = datetime.combine(day, self._hours.opens, SHANGHAI)
            if start > local and self._hours.open_windows(queue, day):
                return start
        return None

    def wait(self, transaction_id: str, opens_at: datetime | None = None, *, counted: bool = True) -> WaitFacts:
        """The state of a transaction's queue; without counting where only its name and place are said."""
        transaction = self.catalog.transactions[transaction_id]
        ahead, low, high, quiet = 0, 0, 0, None
        if counted:
            place = self.ledger.wait_for(transaction_id)
            ahead, low, high = place.ahead, place.low, place.high
            best = next(iter(self.ledger.best_times(transaction_id, 1)), None)
            quiet = QuietHour(best.weekday, best.hour, round(best.minutes)) if best else None
        return WaitFacts(transaction.name, transaction.floor, transaction.windows, ahead, low, high, opens_at, quiet)

    def ticket(self, ticket: Ticket) -> TicketFacts:
        """A ticket with its place in the queue now."""
        transaction = self.catalog.transactions[ticket.transaction]
        place = self.ledger.place(ticket)
        waits = ticket.status == "waiting"
        calls = self.ledger.now_serving(ticket.waits_in) if waits else []
        wait = WaitFacts(transaction.name, transaction.floor, transaction.windows, place.ahead, place.low, place.high)
        return TicketFacts(
            reference=ticket.reference,
            number=ticket.number,
            status=str(ticket.status),
            service_date=ticket.service_date,
            matter=transaction.name,
            transaction=transaction.id,
            floor=transaction.floor,
            windows=transaction.windows,
            wait=wait,
            window=ticket.window,
            now_serving=calls[0].number if calls else None,
            needs_check_in=waits and ticket.checked_in_at is None,
            may_be_late=waits and not ticket.passed_at and ticket.lates < self.ledger.rules.lates,
            may_rejoin=ticket.status == "missed" and ticket.requeues < self.ledger.rules.requeues,
            on_hold=waits and ticket.held_at is not None,
            materials=tuple(material.name for material in transaction.materials),
            lacks=_lacks(ticket, len(transaction.materials)),
        )


def _lacks(ticket: Ticket, materials: int) -> tuple[int, ...] | None:
    return None if ticket.ready is None else tuple(place for place in range(materials) if place not in ticket.ready)

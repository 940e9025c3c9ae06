"""Looks up what an answer may say: facts of a record at this moment, and of the ledger for this citizen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from assistant.rendering.facts import (
    AnswerFacts,
    JourneyFacts,
    JourneyStepFacts,
    QuietHour,
    TicketFacts,
    VisitFacts,
    VisitNumber,
    VisitStopFacts,
    WaitFacts,
)
from assistant.tickets import MOST_MATTERS, SHANGHAI, Plan, Queue, Ticket, TicketLedger, best_plan
from catalog import Bilingual, Catalog, CatalogError, Transaction
from catalog.floors import load_floors
from catalog.journeys import bring_once, floors
from catalog.live import CatalogSource
from catalog.walking import Walks


class InformationDesk:
    """Joins catalog and ledger into facts. Ledger methods may raise TicketRefused."""

    def __init__(self, catalog: CatalogSource, ledger: TicketLedger, clock: Callable[[], datetime]) -> None:
        self._live = catalog
        self.ledger = ledger
        self._clock = clock
        self._walked: tuple[Catalog, Walks] | None = None

    @property
    def catalog(self) -> Catalog:
        """The present catalog."""
        return self._live.now

    def about(self, transaction_id: str) -> AnswerFacts:
        """A transaction's facts now."""
        catalog, today = self.catalog, self._clock().astimezone(SHANGHAI).date()
        transaction = catalog.transactions[transaction_id]
        return AnswerFacts(
            transaction=transaction,
            department=catalog.departments[transaction.department],
            phones=catalog.phones_of(transaction),
            weekend_windows=catalog.weekend_windows_of(transaction),
            open_now=self.is_open(transaction),
            next_open=self.next_open(transaction),
            opens=self.ledger.hours.opens,
            closes=self.ledger.hours.closes,
            fee=transaction.fee.on(today),
            next_fee=transaction.fee.after(today),
        )

    def journey(self, journey_id: str) -> JourneyFacts:
        """A life event's facts."""
        catalog = self.catalog
        journey = catalog.journeys[journey_id]
        steps = [
            JourneyStepFacts(number, step, catalog.transactions[step.transaction])
            for number, step in enumerate(journey.steps, start=1)
        ]
        return JourneyFacts(journey, tuple(steps), bring_once(catalog, journey), floors(catalog, journey))

    def is_open(self, transaction: Transaction) -> bool:
        """Whether a window of the transaction serves at this moment."""
        local = self._clock().astimezone(SHANGHAI)
        queue = self.ledger.queues.by_transaction[transaction.id]
        return (
            bool(self.ledger.hours.open_windows(queue, local.date()))
            and self.ledger.hours.opens <= local.time() < self.ledger.hours.closes
        )

    def next_open(self, transaction: Transaction) -> datetime | None:
        """When a window of the transaction serves next; None while it serves or when no day is known."""
        if self.is_open(transaction):
            return None
        local = self._clock().astimezone(SHANGHAI)
        queue = self.ledger.queues.by_transaction[transaction.id]
        for ahead in range(14):
            day = local.date() + timedelta(days=ahead)
            start = datetime.combine(day, self.ledger.hours.opens, SHANGHAI)
            if start > local and self.ledger.hours.open_windows(queue, day):
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

    def plan(self, matters: Sequence[str], *, in_order: bool = False) -> Plan:
        """The order of a visit that waits and walks least. Raises UnknownQueue, or ValueError for too many matters."""
        return best_plan(self.ledger.stops(matters), self._walk, in_order=in_order)

    def fitting(self, matters: Sequence[str]) -> list[str]:
        """Of the matters in their order, those that one visit can hold."""
        queues: set[str] = set()
        fits = []
        for matter in dict.fromkeys(matters):
            queue = self.ledger.queues.by_transaction[matter].id
            if queue in queues or len(queues) < MOST_MATTERS:
                queues.add(queue)
                fits.append(matter)
        return fits

    def visit(self, plan: Plan, tickets: Sequence[Ticket] = (), *, in_order: bool = False) -> VisitFacts:
        """A plan as facts, with the numbers that were taken for its stops."""
        now, numbers = self._clock(), {ticket.queue: ticket for ticket in tickets}
        stops = []
        for place, one in enumerate(plan.stops, start=1):
            records = [self.catalog.transactions[matter] for matter in one.stop.matters]
            given = numbers.get(one.stop.queue.id)
            stops.append(
                VisitStopFacts(
                    step=place,
                    matters=tuple(record.name for record in records),
                    transactions=one.stop.matters,
                    floor=records[0].floor,
                    windows=records[0].windows,
                    earliest=now + timedelta(minutes=one.low),
                    latest=now + timedelta(minutes=one.high),
                    walk=one.walk,
                    number=given.number if given else None,
                    reference=given.reference if given else None,
                )
            )
        ends = (now + timedelta(minutes=plan.low), now + timedelta(minutes=plan.high))
        return VisitFacts(tuple(stops), *ends, max(1, round(plan.walk)), in_order)

    def _walk(self, start: Queue | None, end: Queue) -> float:
        catalog, walked = self.catalog, self._walked
        if walked is None or walked[0] is not catalog:
            try:
                walks = Walks(load_floors(catalog))
            except CatalogError:
                walks = Walks(None)
            walked = self._walked = (catalog, walks)
        return walked[1].minutes((start.floor, start.windows) if start else None, (end.floor, end.windows))

    def matters_of(self, ticket: Ticket) -> tuple[Bilingual, ...]:
        """The names of all matters that a number is for."""
        known = self.catalog.transactions
        return tuple(known[matter].name for matter in (ticket.transaction, *ticket.also) if matter in known)

    def _visit_numbers(self, ticket: Ticket) -> tuple[VisitNumber, ...]:
        known = self.catalog.transactions
        return tuple(
            VisitNumber(
                reference=one.reference,
                number=one.number,
                status=str(one.status),
                transactions=(one.transaction, *one.also),
                matters=self.matters_of(one),
                floor=known[one.transaction].floor,
                windows=known[one.transaction].windows,
                window=one.window,
                step=one.step,
            )
            for one in self.ledger.visit_of(ticket)
            if one.transaction in known
        )

    def ticket(self, ticket: Ticket) -> TicketFacts:
        """A ticket with its place in the queue now."""
        transaction = self.catalog.transactions[ticket.transaction]
        place = self.ledger.place(ticket)
        waits = ticket.status == "waiting"
        calls = self.ledger.now_serving(ticket.waits_in) if waits else []
        kept = self.ledger.hindrance(ticket)
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
            also=self.matters_of(ticket)[1:],
            kept_for=kept.number if kept else None,
            kept_window=kept.window if kept else None,
            visit=self._visit_numbers(ticket),
        )


def _lacks(ticket: Ticket, materials: int) -> tuple[int, ...] | None:
    return None if ticket.ready is None else tuple(place for place in range(materials) if place not in ticket.ready)

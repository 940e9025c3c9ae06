"""The clerks' side of the ledger: calling numbers and closing them."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from assistant.tickets import journal
from assistant.tickets.estimate import Estimator
from assistant.tickets.hours import SHANGHAI, OpeningHours
from assistant.tickets.model import (
    ACTIVE,
    CenterClosed,
    EventKind,
    Status,
    Ticket,
    UnknownQueue,
    WindowBusy,
    WindowIdle,
    WrongState,
)
from assistant.tickets.queues import Queue, Queues
from assistant.tickets.store import TicketStore, Transaction

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class WindowDesk:
    """What a window does with tickets. Each window holds one ticket at a time."""

    def __init__(
        self,
        store: TicketStore,
        queues: Queues,
        hours: OpeningHours,
        clock: Clock,
        estimator: Estimator | None = None,
    ) -> None:
        self._store = store
        self._queues = queues
        self._hours = hours
        self._clock = clock
        self._estimator = estimator or Estimator()
        self._alarmed: date | None = None

    def call_next(self, window: int, request_key: str) -> Ticket | None:
        """
        Calls the next number to the window; the same key gives the same ticket again. None when nobody waits.

        The key is the click's own, for ever (a UUID). WindowBusy when the window still holds a ticket.
        """
        queue = self._queue_at(window)
        with self._store.write() as tx:
            tx.lock(queue.id)
            now = self._now()
            day = self._day(tx, now)
            if known := tx.called_by(window, request_key):
                return self._seen(known, day)
            if held := tx.at_window(window, day):
                raise WindowBusy(held.status)
            ticket = tx.next_waiting(queue.id, day, window)
            if ticket is None:
                return None
            actor = _actor(window)
            called = journal.move(tx, ticket, Status.CALLED, actor, now, window=window, called_at=now)
            tx.insert_call(called, window, request_key, now)
            journal.tell_near(tx, ticket, now)
            return called

    def recall(self, window: int) -> Ticket:
        """Calls the window's number again; WrongState once it is being served."""
        with self._store.write() as tx:
            now, ticket = self._held(tx, window)
            if ticket.status is not Status.CALLED:
                raise WrongState(ticket.status)
            tx.insert_call(ticket, window, None, now)
            tx.insert_event(ticket, EventKind.CALLED, now)
            journal.audit(tx, ticket, "recall", _actor(window), now)
            return ticket

    def start(self, window: int) -> Ticket:
        """The called citizen has come to the window."""
        with self._store.write() as tx:
            now, ticket = self._held(tx, window)
            return journal.move(tx, ticket, Status.SERVING, _actor(window), now, serving_at=now)

    def served(self, window: int) -> Ticket:
        """The window's case is done."""
        return self._finish(window, Status.SERVED)

    def missed(self, window: int) -> Ticket:
        """The called citizen did not come."""
        return self._finish(window, Status.MISSED)

    def transfer(self, window: int, to: int | str) -> Ticket:
        """
        Sends the window's ticket on, to a queue (its id) or to one window (its number), before all numbers there.

        The ticket keeps its number. CenterClosed when that window or queue is closed today.
        """
        queue = self._queue_at(to) if isinstance(to, int) else self._queue_named(to)
        with self._store.write() as tx:
            now, ticket = self._held(tx, window, queue.id)
            open_windows = self._hours.open_windows(queue, ticket.service_date)
            if to == window:
                raise WrongState(ticket.status)
            if not open_windows or (isinstance(to, int) and to not in open_windows):
                raise CenterClosed(self._hours.next_opening(queue, now))
            return journal.move(
                tx,
                ticket,
                Status.WAITING,
                _actor(window),
                now,
                window=None,
                waits_in=queue.id,
                turn=0,
                transfers=ticket.transfers + 1,
                for_window=to if isinstance(to, int) else None,
                called_at=None,
                serving_at=None,
            )

    def at_window(self, window: int) -> Ticket | None:
        """The ticket that the window holds now."""
        self._queue_at(window)
        with self._store.read() as tx:
            return tx.at_window(window, self._day(tx, self._now()))

    def _finish(self, window: int, to: Status) -> Ticket:
        with self._store.write() as tx:
            now, ticket = self._held(tx, window)
            return journal.move(tx, ticket, to, _actor(window), now, finished_at=now)

    def _held(self, tx: Transaction, window: int, *also: str) -> tuple[datetime, Ticket]:
        tx.lock(self._queue_at(window).id, *also)
        now = self._now()
        ticket = tx.at_window(window, self._day(tx, now))
        if ticket is None:
            raise WindowIdle
        return now, ticket

    def _queue_at(self, window: int) -> Queue:
        if queue := self._queues.by_window.get(window):
            return queue
        raise UnknownQueue

    def _queue_named(self, queue_id: str) -> Queue:
        if queue := self._queues.by_id.get(queue_id):
            return queue
        raise UnknownQueue

    def _now(self) -> datetime:
        now = self._clock()
        if now.tzinfo is None:
            raise ValueError("the clock must give aware times")
        return now.astimezone(UTC)

    def _day(self, tx: Transaction, now: datetime) -> date:
        # Never behind the newest day of the counter: a clock that jumps back must not open yesterday's series again.
        today = now.astimezone(SHANGHAI).date()
        newest = tx.newest_day()
        if newest is None or newest <= today:
            return today
        if self._alarmed != newest:
            self._alarmed = newest
            log.error("the clock says %s, but numbers of %s were given: one of them is wrong", today, newest)
        return newest

    def _seen(self, ticket: Ticket, day: date) -> Ticket:
        # The expiry job may be late: a ticket of a past day is over whether it has run or not.
        if ticket.service_date < day and ticket.status in ACTIVE:
            return replace(ticket, status=Status.EXPIRED)
        return ticket


def _actor(window: int) -> str:
    return f"window:{window}"

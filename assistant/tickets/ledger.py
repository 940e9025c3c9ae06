"""The ticket ledger: gives numbers, never twice, never lost, never called twice."""

import secrets
from datetime import date, datetime

from assistant.tickets import audit, journal
from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import (
    ACTIVE,
    AlreadyActive,
    Call,
    CenterClosed,
    Issued,
    Place,
    QueueFull,
    Status,
    Ticket,
    TicketEvent,
    UnknownQueue,
    UnknownTicket,
    WrongState,
)
from assistant.tickets.queues import Queue
from assistant.tickets.store import CallRow, Transaction
from assistant.tickets.windows import WindowDesk

REFERENCE_BYTES = 16  # 128 random bits
RECENT_CASES = 30  # finished cases of today that tell a queue's pace
EXPIRY_BATCH = 200  # tickets a transaction, so that the job never holds the store for long


class TicketLedger(WindowDesk):
    """
    Numbers of all queues of a center, over a store. Thread-safe; every answer is already durable.

    `citizen` is an opaque conversation id. Every method may raise LedgerUnavailable.
    """

    def issue(
        self, citizen: str, transaction: str, key: str | None = None, language: str = "zh", scope: str = "api"
    ) -> Issued:
        """
        Gives a number; the same citizen, scope and key give the same ticket for ever.

        Raises UnknownQueue, AlreadyActive, CenterClosed or QueueFull.
        """
        queue = self._queue_for(transaction)
        with self._store.write() as tx:
            tx.lock(queue.id, citizen=citizen)
            now = self._now()
            day = self._day(tx, now)
            if key is not None and (known := tx.by_key(scope, citizen, key)):
                return Issued(self._seen(known, day), new=False)
            if active := tx.active(citizen, queue.id, day):
                raise AlreadyActive(active)
            self._admit(tx, queue, day, now)
            no = tx.next_number(queue.id, day)
            ticket = Ticket(
                reference=secrets.token_urlsafe(REFERENCE_BYTES),
                queue=queue.id,
                number=queue.number(no),
                no=no,
                service_date=day,
                citizen=citizen,
                transaction=transaction,
                status=Status.WAITING,
                issued_at=now,
                language=language,
                waits_in=queue.id,
                turn=no,
            )
            journal.write_new(tx, ticket, scope, key)
        return Issued(ticket, new=True)

    def cancel(self, reference: str, by: str) -> Ticket:
        """Gives a waiting ticket up, once or again; `by` is a role ("citizen", "staff"). WrongState when called."""
        with self._store.write() as tx:
            now, ticket = self._found_alone(tx, reference)
            if ticket.status is Status.CANCELLED:
                return ticket
            cancelled = journal.move(tx, ticket, Status.CANCELLED, by, now, finished_at=now)
            journal.tell_near(tx, ticket, now)
            return cancelled

    def check_in(self, reference: str) -> Ticket:
        """Records, once, that the citizen is in the hall; WrongState when the ticket is closed."""
        with self._store.write() as tx:
            now, ticket = self._found_alone(tx, reference)
            if ticket.status not in ACTIVE:
                raise WrongState(ticket.status)
            return ticket if ticket.checked_in_at else journal.arrive(tx, ticket, now)

    def by_reference(self, reference: str) -> Ticket:
        """The ticket of a reference; UnknownTicket when there is none."""
        with self._store.read() as tx:
            return self._found(tx, reference)[1]

    def active_of(self, citizen: str) -> list[Ticket]:
        """The citizen's open tickets of today, oldest first."""
        with self._store.read() as tx:
            return tx.active_of(citizen, self._day(tx, self._now()))

    def latest_of(self, citizen: str) -> Ticket | None:
        """The citizen's newest ticket, open or not."""
        with self._store.read() as tx:
            ticket = tx.latest_of(citizen)
            return self._seen(ticket, self._day(tx, self._now())) if ticket else None

    def place(self, ticket: Ticket) -> Place:
        """People ahead of a ticket and minutes until it may be called; all 0 when it does not wait."""
        with self._store.read() as tx:
            now, current = self._found(tx, ticket.reference)
            if current.status is not Status.WAITING:
                return Place(0, 0, 0)
            queue = self._queue_named(current.waits_in)
            return self._wait(tx, queue, current.service_date, now, tx.ahead_of(current))

    def wait_for(self, transaction: str) -> Place:
        """The place of somebody who would join for this transaction now."""
        queue = self._queue_for(transaction)
        with self._store.read() as tx:
            now = self._now()
            day = self._day(tx, now)
            return self._wait(tx, queue, day, now, tx.waiting(queue.id, day))

    def now_serving(self, queue: str) -> list[Call]:
        """The numbers that the queue's windows call or serve now, newest first."""
        self._queue_named(queue)
        with self._store.read() as tx:
            return [self._shown(row) for row in tx.at_windows(queue, self._day(tx, self._now()))]

    def display(self, limit: int = 10) -> list[Call]:
        """Today's recent calls for the hall screen, newest first; nothing personal."""
        with self._store.read() as tx:
            return [self._shown(row) for row in tx.recent_calls(self._day(tx, self._now()), limit)]

    def events_after(self, citizen: str, event_id: int, limit: int = 100) -> list[TicketEvent]:
        """What the citizen was to be told after an event (0: from the beginning), oldest first."""
        with self._store.read() as tx:
            return tx.events_after(citizen, event_id, limit)

    def outbox_after(self, event_id: int, limit: int = 100) -> list[TicketEvent]:
        """Everybody's events after one of them, for the senders of the channels."""
        with self._store.read() as tx:
            return tx.outbox_after(event_id, limit)

    def expire_old(self) -> int:
        """Closes tickets left open on earlier days and returns how many; late or doubled runs do no harm."""
        expired = 0
        while True:
            with self._store.write() as tx:
                now = self._now()
                day = self._day(tx, now)
                tx.lock(*{queue for one in tx.open_before(day, EXPIRY_BATCH) for queue in (one.queue, one.waits_in)})
                old = tx.open_before(day, EXPIRY_BATCH)  # again: another process may have closed some meanwhile
                for ticket in old:
                    journal.move(tx, ticket, Status.EXPIRED, "rollover", now, finished_at=now)
            expired += len(old)
            if len(old) < EXPIRY_BATCH:
                return expired

    def verify_audit(self) -> list[str]:
        """What is wrong with the audit chains; empty when they are whole and agree with the tickets."""
        with self._store.read() as tx:
            return audit.verify(tx.audit_rows(), tx.statuses())

    def _admit(self, tx: Transaction, queue: Queue, day: date, now: datetime) -> None:
        moment = _on_day(day, now)
        if not self._hours.gives_numbers(queue, moment):
            raise CenterClosed(self._hours.next_opening(queue, moment))
        low = self._wait(tx, queue, day, now, tx.waiting(queue.id, day)).low
        if (self._hours.closing(day) - moment).total_seconds() <= low * 60:
            raise QueueFull  # whoever can't be served before closing is not given a number

    def _wait(self, tx: Transaction, queue: Queue, day: date, now: datetime, ahead: int) -> Place:
        cases = tx.service_minutes(queue.id, day, RECENT_CASES)
        windows = len(self._hours.open_windows(queue, day))
        low, high = self._estimator.wait(queue, ahead, windows, cases)
        until_opening = self._hours.minutes_to_opening(_on_day(day, now))
        return Place(ahead, low + int(until_opening), high + int(-(-until_opening // 1)))

    def _found(self, tx: Transaction, reference: str) -> tuple[datetime, Ticket]:
        ticket = tx.by_reference(reference)
        if ticket is None:
            raise UnknownTicket
        now = self._now()
        return now, self._seen(ticket, self._day(tx, now))

    def _found_alone(self, tx: Transaction, reference: str) -> tuple[datetime, Ticket]:
        # Nobody else changes the ticket while this transaction does: the queues it stands in are locked, then it is
        # read again, until it has not moved to another queue in between.
        seen = tx.by_reference(reference)
        while seen is not None:
            tx.lock(seen.queue, seen.waits_in)
            again = tx.by_reference(reference)
            if again is not None and again.waits_in == seen.waits_in:
                break
            seen = again
        return self._found(tx, reference)

    def _queue_for(self, transaction: str) -> Queue:
        if queue := self._queues.by_transaction.get(transaction):
            return queue
        raise UnknownQueue

    def _shown(self, row: CallRow) -> Call:
        number, window, at = row
        return Call(number, window, self._queue_at(window).floor, at)


def _on_day(day: date, now: datetime) -> datetime:
    # The hour of the clock on the ledger's day, which is the newer one after a clock has jumped back.
    return datetime.combine(day, now.astimezone(SHANGHAI).time(), SHANGHAI)

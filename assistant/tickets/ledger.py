"""The ticket ledger: gives numbers, never twice, never lost, never called twice."""

from datetime import date, datetime, timedelta
from typing import Any

from assistant.tickets import audit, journal, line
from assistant.tickets.admission import Issued, new_ticket
from assistant.tickets.at_once import Wish
from assistant.tickets.edges import Edge
from assistant.tickets.model import (
    ACTIVE,
    Call,
    Priority,
    Status,
    Ticket,
    TicketEvent,
    UnknownTicket,
    UsedUp,
    WrongState,
)
from assistant.tickets.queues import Queue
from assistant.tickets.righting import Righting
from assistant.tickets.standing import Asked
from assistant.tickets.store import CallRow, Transaction
from assistant.tickets.visits import Visits
from assistant.tickets.waits import Waits

MOST_DIGITS = 6  # of a number
EXPIRY_BATCH = 200  # tickets a transaction, so that no job holds the store for long


class TicketLedger(Visits, Waits, Righting):
    """
    Numbers of all queues of a center, over a store. Thread-safe; every answer is already durable.

    `citizen` is an opaque conversation id. Every method may raise LedgerUnavailable.
    """

    def issue(
        self,
        citizen: str,
        transaction: str,
        key: str | None = None,
        language: str = "zh",
        scope: str = "api",
        *,
        remote: bool = False,
        priority: Priority | None = None,
        ready: tuple[int, ...] | None = None,
        by: str = "citizen",
    ) -> Issued:
        """
        Gives a number; the same citizen, scope and key give the same ticket for ever.

        A `remote` number, taken outside the hall, is not called before check-in; what staff gives (`by`) is not counted
        against the citizen. Raises UnknownQueue and the refusals of `Admission`.
        """
        queue = self._queue_for(transaction)
        asked = self._asked(queue, citizen, scope, key)
        whose: dict[str, Any] = {"transaction": transaction, "language": language, "ready": ready}
        if priority is None and (issued := self._issue_at_once(Wish(queue, asked, remote, by, whose))):
            return issued
        whose |= {"citizen": citizen, "priority": priority}
        return self._store.change(lambda tx: self._issue(tx, queue, asked, remote, by, **whose))

    def cancel(self, reference: str, by: str) -> Ticket:
        """Gives a waiting ticket up, once or again; `by` is a role ("citizen", "staff"). WrongState when called."""
        with self._store.write() as tx:
            ticket = self._locked(tx, reference)
            if ticket.status is Status.CANCELLED:
                return ticket
            return self._give_up(tx, ticket, by, self._now())

    def check_in(self, reference: str, by: str = "citizen") -> Ticket:
        """
        Records, once, that the citizen is in the hall; WrongState when the ticket is closed.

        Too early does no harm. Too late, when the turn has passed, puts the ticket behind the next ones in line. The
        other numbers of its visit are checked in with it.
        """
        with self._store.write() as tx:
            ticket = self._locked(tx, reference, whole_visit=True)
            if ticket.status not in ACTIVE:
                raise WrongState(ticket.status)
            now = self._now()
            for other in tx.of_visit(ticket.visit) if ticket.visit else []:
                if other.reference != reference and other.status in ACTIVE:
                    self._arrived(tx, other, by, now)
            return self._arrived(tx, ticket, by, now)

    def late(self, reference: str) -> Ticket:
        """Moves a waiting ticket some places back because its citizen is running late; UsedUp after some times."""
        with self._store.write() as tx:
            ticket = self._locked(tx, reference)
            if ticket.status is not Status.WAITING or ticket.held_at or ticket.passed_at:
                raise WrongState(ticket.status)
            if ticket.lates >= self._rules.lates:
                raise UsedUp(ticket.status)
            now = self._now()
            turn, slot = line.later(tx, ticket, self._rules.places_back)
            moved = journal.move(tx, ticket, Edge.LATE, "citizen", now, turn=turn, slot=slot, lates=ticket.lates + 1)
            self._forecast(tx, moved, now)
            journal.tell_near(tx, ticket, now)
            return moved

    def rejoin(self, reference: str) -> Ticket:
        """Puts a missed ticket back in the line, some places back, once; UsedUp, AlreadyActive or WrongState."""
        with self._store.write() as tx:
            return self._requeue(tx, self._locked(tx, reference), "citizen", self._now())

    def set_ready(self, reference: str, ready: tuple[int, ...] | None) -> Ticket:
        """Keeps which of the matter's materials (by place) the citizen has; None: not asked. WrongState when closed."""
        with self._store.write() as tx:
            ticket = self._locked(tx, reference)
            return journal.move(tx, ticket, Edge.READY, "citizen", self._now(), ready=ready)

    def set_priority(self, reference: str, priority: Priority | None, by: str) -> Ticket:
        """Sets or takes away a ticket's priority; for staff and volunteers only. WrongState when closed."""
        with self._store.write() as tx:
            ticket = self._locked(tx, reference)
            now = self._now()
            moved = journal.move(tx, ticket, Edge.PRIORITY, by, now, priority=priority)
            self._forecast(tx, moved, now)
            return moved

    def by_reference(self, reference: str) -> Ticket:
        """The ticket of a reference; UnknownTicket when there is none."""
        with self._store.read() as tx:
            return self._found(tx, reference)[1]

    def by_number(self, number: str) -> Ticket:
        """Today's ticket of a number, such as A012; UnknownTicket when there is none."""
        prefix, digits = number.rstrip("0123456789"), number[len(number.rstrip("0123456789")) :]
        queue = next((queue for queue in self._queues.by_id.values() if queue.prefix == prefix.upper()), None)
        if queue is None or not digits or len(digits) > MOST_DIGITS:
            raise UnknownTicket
        with self._store.read() as tx:
            ticket = tx.by_number(queue.id, self._day(tx, self._now()), int(digits))
        if ticket is None:
            raise UnknownTicket
        return ticket

    def active_of(self, citizen: str) -> list[Ticket]:
        """The citizen's open tickets of today, oldest first."""
        with self._store.read() as tx:
            return tx.active_of(citizen, self._day(tx, self._now()))

    def latest_of(self, citizen: str) -> Ticket | None:
        """The citizen's newest ticket, open or not."""
        with self._store.read() as tx:
            ticket = tx.latest_of(citizen)
            return self._seen(ticket, self._day(tx, self._now())) if ticket else None

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

    def newest_event(self) -> int:
        """The id of the newest event of all; 0 before the first."""
        with self._store.read() as tx:
            return tx.newest_event()

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
                    journal.move(tx, ticket, Edge.EXPIRED, "rollover", now, finished_at=now)
            expired += len(old)
            if len(old) < EXPIRY_BATCH:
                return expired

    def release_absent(self) -> int:
        """Gives away the tickets whose citizens did not check in within the grace after their turn, and counts them."""
        with self._store.read() as tx:
            now = self._now()
            grace = timedelta(minutes=self._rules.grace_minutes)
            absent = tx.passed_until(self._day(tx, now), now - grace, EXPIRY_BATCH)
        released = 0
        for one in absent:
            if self.given_away_at(one) > now:
                continue  # it would be unfair to those who took a number while there was no line
            with self._store.write() as tx:
                ticket = self._locked(tx, one.reference)
                if ticket.status is not Status.WAITING or ticket.checked_in_at or ticket.passed_at != one.passed_at:
                    continue  # the citizen came in the meantime
                journal.move(tx, ticket, Edge.RELEASED, "rules", self._now(), finished_at=self._now())
                released += 1
        return released

    def given_away_at(self, ticket: Ticket) -> datetime:
        """When a ticket whose turn has passed is given away, unless its citizen checks in before."""
        grace = (ticket.passed_at or ticket.issued_at) + timedelta(minutes=self._rules.grace_minutes)
        return max(grace, ticket.issued_at + timedelta(minutes=self._rules.arrive_minutes))

    def retire(self, before: date) -> int:
        """
        Cuts the ties of closed tickets from before a day to their conversations, and counts what was changed.

        Numbers, times and the audit trail stay. Again does no harm.
        """
        retired = 0
        while True:
            with self._store.write() as tx:
                some = tx.retire(min(before, self._day(tx, self._now())), EXPIRY_BATCH)
            retired += some
            if not some:
                return retired

    def verify_audit(self) -> list[str]:
        """What is wrong with the audit chains; empty when they are whole and agree with the tickets."""
        with self._store.read() as tx:
            return audit.verify(tx.audit_rows(), tx.statuses())

    def _issue(
        self,
        tx: Transaction,
        queue: Queue,
        asked: Asked,
        remote: bool,
        by: str,
        *,
        priority: Priority | None,
        **whose: Any,
    ) -> Issued:
        tx.lock(queue.id, citizen=asked.citizen)
        now = self._now()
        day, stands = self._stands(tx, asked, now)
        if stands.known:
            return Issued(self._found(tx, stands.known)[1], new=False)
        self._holds_none(tx, stands)
        place = self._admit(queue, day, now, stands, remote=remote, by_staff=by != "citizen")
        ticket = new_ticket(queue, stands.tally.given + 1, day, now, remote=remote, priority=priority, **whose)
        journal.write_new(tx, ticket, asked.scope, asked.key, by, None if priority else place)
        if priority:
            tx.insert_forecast(ticket, self._place(tx, ticket, now), now)
        return Issued(ticket, new=True)

    def _arrived(self, tx: Transaction, ticket: Ticket, by: str, now: datetime) -> Ticket:
        if ticket.checked_in_at:
            return ticket
        if ticket.passed_at is None:
            return journal.move(tx, ticket, Edge.CHECKED_IN, by, now, checked_in_at=now)
        turn, slot = line.from_the_front(tx, ticket, self._rules.places_back)
        behind = {"checked_in_at": now, "passed_at": None, "turn": turn, "slot": slot}
        moved = journal.move(tx, ticket, Edge.CHECKED_IN, by, now, **behind)
        self._forecast(tx, moved, now)
        return moved

    def _locked(self, tx: Transaction, reference: str, *, whole_visit: bool = False) -> Ticket:
        """The ticket as it stands once nobody else changes its queues, or those of its whole visit."""
        return self._locked_all(tx, [reference], whole_visit=whole_visit)[0]

    def _shown(self, row: CallRow) -> Call:
        number, window, at = row
        return Call(number, window, self._queue_at(window).floor, at)

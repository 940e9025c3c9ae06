"""Several matters in one visit: numbers that are given together or not at all, and what holds one of them back."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from assistant.tickets import journal
from assistant.tickets.admission import REFERENCE_BYTES, new_ticket
from assistant.tickets.at_once import NumbersAtOnce
from assistant.tickets.edges import Edge
from assistant.tickets.model import Place, Status, Ticket, TicketRefused
from assistant.tickets.planning import MOST_MATTERS, Stop
from assistant.tickets.queues import Queue
from assistant.tickets.standing import Standing
from assistant.tickets.store import Transaction

SCOPE = "visit"  # stands before the scope of a key, so that a visit's key never gives a single ticket


@dataclass(frozen=True, slots=True)
class VisitIssued:
    """The numbers of a visit in its order; `new` is False when the key had already given them."""

    tickets: tuple[Ticket, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Why a number is not called though it waits: its citizen is at a window, or something has to be done before."""

    number: str
    window: int | None  # where the citizen is; None: `number` has to be done before


class Visits(NumbersAtOnce):
    """Numbers for several matters at once."""

    def stops(self, transactions: Sequence[str]) -> list[Stop]:
        """
        The queues of the transactions, in the order given, with the waits of somebody who would join now.

        Matters of one queue are one stop: one number serves them. Raises UnknownQueue, or ValueError for too many.
        """
        grouped: dict[str, tuple[Queue, list[str]]] = {}
        for matter in dict.fromkeys(transactions):
            queue = self._queue_for(matter)
            grouped.setdefault(queue.id, (queue, []))[1].append(matter)
        if not 0 < len(grouped) <= MOST_MATTERS:
            raise ValueError(f"a visit has 1 to {MOST_MATTERS} stops, not {len(grouped)}")
        with self._store.read() as tx:
            now = self._now()
            day = self._day(tx, now)
            found = []
            for queue, matters in grouped.values():
                wait = self._wait(tx, queue, day, now, tx.waiting(queue.id, day))
                case = self._estimator.usual(queue) * len(matters)
                found.append(Stop(queue, tuple(matters), wait.low, wait.expected, wait.high, case))
        return found

    def issue_visit(
        self,
        citizen: str,
        stops: Sequence[tuple[str, ...]],
        key: str | None = None,
        language: str = "zh",
        scope: str = "api",
        *,
        remote: bool = False,
        in_order: bool = False,
        by: str = "citizen",
    ) -> VisitIssued:
        """
        Gives a number for each stop (the matters of one queue), all or none; the same key gives the same ones for ever.

        Where it is `in_order`, a number is called only once those before it are done. A refusal carries its `matter`.
        """
        queues = [self._queue_for(matters[0]) for matters in stops]
        with self._store.write() as tx:
            tx.lock(*(queue.id for queue in queues), citizen=citizen)
            now = self._now()
            asked = [self._asked(queue, citizen, f"{SCOPE} {scope}", key) for queue in queues]
            stood = [self._stands(tx, one, now) for one in asked]
            day, stands = stood[0][0], [one for _, one in stood]
            if stands[0].known and (visit := self._found(tx, stands[0].known)[1].visit):
                return VisitIssued(tuple(self._seen(one, day) for one in tx.of_visit(visit)), new=False)
            places = self._admit_all(tx, stops, stands, day, now, remote=remote, by_staff=by != "citizen")
            visit, given = secrets.token_urlsafe(REFERENCE_BYTES), []
            for step, (queue, (matter, *also)) in enumerate(zip(queues, stops, strict=True), start=1):
                whose: dict[str, Any] = {"citizen": citizen, "transaction": matter, "language": language}
                whose |= {"visit": visit, "step": step, "bound": in_order and step > 1, "also": tuple(also)}
                ticket = new_ticket(queue, stands[step - 1].tally.given + 1, day, now, remote=remote, **whose)
                # Only the first is promised a range: the others' calls depend on how long their citizen is elsewhere.
                first = step == 1
                journal.write_new(
                    tx, ticket, f"{SCOPE} {scope}", key if first else None, by, places[0] if first else None
                )
                given.append(ticket)
        return VisitIssued(tuple(given), new=True)

    def _admit_all(
        self,
        tx: Transaction,
        stops: Sequence[tuple[str, ...]],
        stands: Sequence[Standing],
        day: date,
        now: datetime,
        *,
        remote: bool,
        by_staff: bool,
    ) -> list[Place]:
        """All are admitted before the first number is written: it would count against the next one otherwise."""
        places = []
        for matters, one in zip(stops, stands, strict=True):
            queue = self._queue_for(matters[0])
            try:
                self._holds_none(tx, one)
                places.append(self._admit(queue, day, now, one, remote=remote, by_staff=by_staff))
            except TicketRefused as refusal:
                refusal.matter = matters[0]
                raise
        return places

    def cancel_all(self, references: Sequence[str], by: str) -> list[Ticket]:
        """
        Gives up several waiting tickets in one transaction; again does no harm. `by` is a role.

        A ticket that has been called since, or is closed, stays as it is: all are returned as they are then.
        """
        with self._store.write() as tx:
            tickets = self._locked_all(tx, references)
            now = self._now()
            return [self._give_up(tx, one, by, now) if one.status is Status.WAITING else one for one in tickets]

    def _give_up(self, tx: Transaction, ticket: Ticket, by: str, now: datetime) -> Ticket:
        cancelled = journal.move(tx, ticket, Edge.CANCELLED, by, now, finished_at=now)
        tx.give_up_number(ticket.queue, ticket.service_date, ticket.remote)
        journal.tell_near(tx, ticket, now)
        return cancelled

    def _locked_all(self, tx: Transaction, references: Sequence[str], *, whole_visit: bool = False) -> list[Ticket]:
        """The tickets as they stand once nobody else changes their queues, or those of their whole visits."""
        queues = self._queues_of(tx, references, whole_visit)
        while queues:
            tx.lock(*queues)
            again = self._queues_of(tx, references, whole_visit)
            if again <= queues:
                break
            queues = queues | again  # one moved to another queue before the lock was there
        return [self._found(tx, reference)[1] for reference in references]

    def _queues_of(self, tx: Transaction, references: Sequence[str], whole_visit: bool) -> set[str]:
        found = [one for one in (tx.by_reference(reference) for reference in references) if one is not None]
        visits = {one.visit for one in found if whole_visit and one.visit}
        linked = [other for visit in visits for other in tx.of_visit(visit)]
        return {queue for one in (*found, *linked) for queue in (one.queue, one.waits_in)}

    def visit_of(self, ticket: Ticket) -> list[Ticket]:
        """All tickets of the ticket's visit in its order; none for a ticket that was given alone."""
        if ticket.visit is None:
            return []
        with self._store.read() as tx:
            day = self._day(tx, self._now())
            return [self._seen(one, day) for one in tx.of_visit(ticket.visit)]

    def hindrance(self, ticket: Ticket) -> Hindrance | None:
        """Why a waiting ticket keeps its place but is not called now; None when nothing hinders it."""
        if ticket.status is not Status.WAITING:
            return None
        with self._store.read() as tx:
            others = [o for o in tx.active_of(ticket.citizen, ticket.service_date) if o.reference != ticket.reference]
            at_window = next((one for one in others if one.status is not Status.WAITING), None)
            if at_window is not None:
                return Hindrance(at_window.number, at_window.window)
            if ticket.bound:
                before = [one for one in others if one.visit == ticket.visit and one.step < ticket.step]
                return Hindrance(before[0].number, None) if before else None
        return None

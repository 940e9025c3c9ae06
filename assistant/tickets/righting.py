"""
Puts the ledger right after a clock that had jumped forward was put right: the operator's command.

A wrong day's series is set aside with its last number and taken up again when that day comes, so that no number of it
is given twice. Who stood in line when the wrong day began stands there again, at the same place. Numbers of the wrong
day end: their day has not come, and their holders get a new number at the desk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from assistant.tickets import journal
from assistant.tickets.audit import AuditEntry, stamp
from assistant.tickets.edges import Edge
from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import EventKind, Status, Ticket
from assistant.tickets.office import TicketOffice
from assistant.tickets.store import Transaction

ASIDE = "aside:"
BATCH = 100
ROLLOVER = "rollover"  # who ends what an earlier day has left open


@dataclass(frozen=True)
class Wrong:
    """A day whose numbers were given though it has not come: its series by queue, each with its last number."""

    today: date
    series: tuple[tuple[str, date, int], ...]

    @property
    def queues(self) -> list[str]:
        """The queues of these series, each once."""
        return sorted({queue for queue, _, _ in self.series})


@dataclass(frozen=True)
class Righted:
    """What was done: numbers that stand in line again, and numbers of the wrong day that have ended."""

    restored: tuple[str, ...]
    ended: tuple[str, ...]


class WrongDay(ValueError):
    """The day that the operator says is not the clock's, or nothing is wrong with it."""


class Righting(TicketOffice):
    """Finds and mends what a clock that had jumped forward left behind."""

    def ahead(self) -> Wrong:
        """What is ahead of the clock; no series when nothing is. Changes nothing."""
        with self._store.read() as tx:
            today = self._now().astimezone(SHANGHAI).date()
            return Wrong(today, tuple(tx.counts_after(today)))

    def put_right(self, day: date, actor: str = "operator") -> Righted:
        """
        Takes the ledger back to the true ``day``, which must be the clock's. All is audited; a second run does nothing
        more. Raises WrongDay.
        """
        wrong = self.ahead()
        if wrong.today != day:
            raise WrongDay(f"the clock says {wrong.today}, not {day}: put the clock right first")
        with self._store.write() as tx:
            tx.lock(*wrong.queues)
            now = self._now()
            for queue, ahead, last in tx.counts_after(day):
                tx.rename_count(queue, ahead, f"{ASIDE}{ahead.isoformat()}:{queue}", day)
                _note(tx, queue, day, f"series of {ahead.isoformat()} set aside at {last}", actor, now)
        # From here on numbers are of the true day: none of the wrong one comes after those that end now.
        ended = self._end(day, actor)
        return Righted(self._restore(day, actor), ended)

    def take_up_series(self) -> int:
        """Brings series that were set aside back once their day has come, before any number of it; again is no harm."""
        with self._store.read() as tx:
            today = self._now().astimezone(SHANGHAI).date()
            due = [row for row in tx.counts_aside() if _day_of(row[0]) <= today]
        for name, held_under, last in due:
            queue, day = _queue_of(name), _day_of(name)
            with self._store.write() as tx:
                tx.lock(queue)
                if any(row[0] == name for row in tx.counts_aside()):
                    tx.rename_count(name, held_under, queue, day)
                    _note(tx, queue, day, f"series taken up at {last}", "rollover", self._now())
        return len(due)

    def _end(self, day: date, actor: str) -> tuple[str, ...]:
        ended: list[str] = []
        while True:
            with self._store.write() as tx:
                tx.lock(*_queues(tx.open_after(day, BATCH)))
                some = tx.open_after(day, BATCH)  # again: others may have changed them meanwhile
                now = self._now()
                for ticket in some:
                    journal.move(tx, ticket, Edge.EXPIRED, actor, now, finished_at=now)
            ended += [ticket.number for ticket in some]
            if len(some) < BATCH:
                return tuple(ended)

    def _restore(self, day: date, actor: str) -> tuple[str, ...]:
        """Those of the true day that were in line when it was ended too early."""
        with self._store.read() as tx:
            found = [one for one in tx.ended_unserved(day) if tx.ended_by(one) == ROLLOVER]
        restored = []
        for one in found:
            with self._store.write() as tx:
                tx.lock(*_queues([one]), citizen=one.citizen)
                ticket = tx.by_reference(one.reference)
                if ticket is None or ticket.status is not Status.EXPIRED or tx.ended_by(ticket) != ROLLOVER:
                    continue
                if tx.active(ticket.citizen, ticket.queue, day) is not None:
                    continue  # holds another number of it by now
                waiting = replace(ticket, status=Status.WAITING, finished_at=None)
                tx.update(waiting)
                journal.audit(tx, waiting, "restored", actor, self._now())
                tx.insert_event(waiting, EventKind.REQUEUED, self._now())
                restored.append(ticket.number)
        return tuple(restored)


def _queues(tickets: Sequence[Ticket]) -> set[str]:
    return {queue for one in tickets for queue in (one.queue, one.waits_in)}


def _note(tx: Transaction, queue: str, day: date, action: str, actor: str, at: datetime) -> None:
    """A link about the series, with number 0: it tells of no ticket."""
    tx.insert_audit(AuditEntry(queue, 0, day.isoformat(), 0, stamp(at), action, actor, "series", None))


def _day_of(name: str) -> date:
    return date.fromisoformat(name.removeprefix(ASIDE)[:10])


def _queue_of(name: str) -> str:
    return name.removeprefix(ASIDE)[11:]

"""Who is given a number: hours, one ticket a citizen and queue, limits a day, the share kept for walk-ins, closing."""

import secrets
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from assistant.tickets import journal
from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import (
    AlreadyActive,
    CenterClosed,
    CoolingDown,
    Crowd,
    Place,
    QueueFull,
    RemoteFull,
    Status,
    Ticket,
    TicketRefused,
    TooManyToday,
)
from assistant.tickets.office import RECENT_CASES, RECENT_DAYS, on_day
from assistant.tickets.pausing import WindowRoom
from assistant.tickets.queues import Queue
from assistant.tickets.rules import capacity
from assistant.tickets.standing import Asked, Bounds, Scene, Standing
from assistant.tickets.store import AtOnce, Transaction

REFERENCE_BYTES = 16  # 128 random bits
FURTHER = 8  # numbers that the queue may give between the look at it and the call: else the request is judged anew
RETURNS = 2  # tickets that may come back to its line meanwhile


@dataclass(frozen=True, slots=True)
class Issued:
    """The answer to a request for a ticket; `new` is False when the key had already given this ticket."""

    ticket: Ticket
    new: bool


class Admission(WindowRoom):
    """The rules before a number is given. Each refusal is an exception with its own reason."""

    def remote_capacity(self, queue: Queue, day: date) -> int:
        """How many numbers of the queue may be taken outside the hall on the day."""
        return int(self._capacity(queue, day) * self._rules.remote_share)

    def day_limit(self, queue: Queue, day: date) -> int:
        """How many numbers the queue gives on the day at most, those given up again left out."""
        return int(self._capacity(queue, day) * self._rules.day_share)

    def _capacity(self, queue: Queue, day: date) -> int:
        windows = len(self._hours.open_windows(queue, day))
        return capacity(windows, self._hours.minutes, self._estimator.usual(queue))

    def _asked(self, queue: Queue, citizen: str, scope: str, key: str | None) -> Asked:
        return Asked(queue.id, citizen, scope, key, RECENT_DAYS, RECENT_CASES, self._rules.no_show_days)

    def _stands(self, tx: Transaction, asked: Asked, now: datetime) -> tuple[date, Standing]:
        """The ledger's day, and the citizen before the queue on it."""
        today = now.astimezone(SHANGHAI).date()
        standing = tx.standing(asked, today)
        day = self._not_behind(today, standing.newest_day)
        return day, standing if day == today else tx.standing(asked, day)

    def _issue_at_once(self, queue: Queue, asked: Asked, remote: bool, by: str, **whose: Any) -> Issued | None:
        """
        A number that is judged by a look at the store without a lock, and given in one call that holds the locks.

        None when the store has no such calls, or anything stands in the way: the transaction that follows says what.
        """
        with self._store.at_once() as calls:
            return self._by_calls(calls, queue, asked, remote, by, **whose) if calls else None

    def _by_calls(
        self, calls: AtOnce, queue: Queue, asked: Asked, remote: bool, by: str, **whose: Any
    ) -> Issued | None:
        now = self._now()
        day = now.astimezone(SHANGHAI).date()
        seen = calls.standing(asked, day)
        if seen.known or seen.active or self._not_behind(day, seen.newest_day) != day:
            return None
        try:
            self._allowed(queue, day, now, seen, remote=remote, by_staff=by != "citizen")
            later = replace(seen.waiting, present=seen.waiting.present + FURTHER + RETURNS)
            self._before_closing(queue, day, now, seen.scene, later)
            place = self._before_closing(queue, day, now, seen.scene, seen.waiting)
        except TicketRefused:
            return None
        ticket = new_ticket(queue, seen.tally.given + 1, day, now, remote=remote, citizen=asked.citizen, **whose)
        bounds = self._bounds(queue, day, seen)
        no = journal.write_at_once(calls, ticket, asked.scope, asked.key, by, place, bounds)
        if no is None:
            return None
        return Issued(replace(ticket, no=no, number=queue.number(no), turn=no) if no != ticket.no else ticket, new=True)

    def _bounds(self, queue: Queue, day: date, seen: Standing) -> Bounds:
        since = day - timedelta(days=self._rules.no_show_days - 1)
        limits = self.day_limit(queue, day), self.remote_capacity(queue, day)
        return Bounds(seen.kept, seen.given_up, len(seen.no_shows), since, *limits, seen.tally.given + FURTHER)

    def _admit(
        self, queue: Queue, day: date, now: datetime, stands: Standing, *, remote: bool, by_staff: bool
    ) -> Place:
        """The place of somebody who joins now and holds no number of the queue; or the refusal."""
        self._allowed(queue, day, now, stands, remote=remote, by_staff=by_staff)
        return self._before_closing(queue, day, now, stands.scene, stands.waiting)

    def _allowed(
        self, queue: Queue, day: date, now: datetime, stands: Standing, *, remote: bool, by_staff: bool
    ) -> None:
        moment = on_day(day, now)
        if not self._hours.gives_numbers(queue, moment):
            raise CenterClosed(self._hours.next_opening(queue, moment))
        if not by_staff:
            self._within_limits(stands)
        if stands.tally.given - stands.tally.given_up >= self.day_limit(queue, day):
            raise QueueFull
        if remote:
            self._reliable(stands)
            if stands.tally.remote >= self.remote_capacity(queue, day):
                raise RemoteFull

    def _before_closing(self, queue: Queue, day: date, now: datetime, scene: Scene, waiting: Crowd) -> Place:
        """The place behind those in line; whoever can't be expected to be called before closing is not given one."""
        wait = self._wait_in(scene, queue, day, now, waiting)
        if (self._hours.closing(day) - on_day(day, now)) <= timedelta(minutes=wait.expected):
            raise QueueFull
        return Place(waiting.all, wait.low, wait.high)

    def _holds_none(self, tx: Transaction, stands: Standing) -> None:
        if stands.active:
            raise AlreadyActive(self._found(tx, stands.active)[1])

    def _within_limits(self, stands: Standing) -> None:
        if stands.kept >= self._rules.issues_a_day or stands.given_up >= self._rules.cancels_a_day:
            raise TooManyToday

    def _reliable(self, stands: Standing) -> None:
        days = stands.no_shows
        if self._rules.no_shows and len(days) >= self._rules.no_shows:
            # Free again once so many are left behind that fewer than the limit remain.
            raise CoolingDown(days[self._rules.no_shows - 1] + timedelta(days=self._rules.no_show_days))


def new_ticket(queue: Queue, no: int, day: date, now: datetime, *, remote: bool, **given: Any) -> Ticket:
    """A number that has just been taken; `given`: its citizen, transaction and what else it has of a ticket."""
    return Ticket(
        reference=secrets.token_urlsafe(REFERENCE_BYTES),
        queue=queue.id,
        number=queue.number(no),
        no=no,
        service_date=day,
        status=Status.WAITING,
        issued_at=now,
        checked_in_at=None if remote else now,
        remote=remote,
        waits_in=queue.id,
        turn=no,
        **given,
    )

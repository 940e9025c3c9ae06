"""Who is given a number: hours, one ticket a citizen and queue, limits a day, the share kept for walk-ins, closing."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

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
    TooManyToday,
)
from assistant.tickets.office import RECENT_CASES, RECENT_DAYS, on_day
from assistant.tickets.pausing import WindowRoom
from assistant.tickets.queues import Queue
from assistant.tickets.rules import capacity
from assistant.tickets.standing import Asked, Scene, Standing
from assistant.tickets.store import Transaction

REFERENCE_BYTES = 16  # 128 random bits
LIMITS_KEPT = 1000  # queues and days whose limits are kept


@dataclass(frozen=True, slots=True)
class Issued:
    """The answer to a request for a ticket; `new` is False when the key had already given this ticket."""

    ticket: Ticket
    new: bool


class Admission(WindowRoom):
    """The rules before a number is given. Each refusal is an exception with its own reason."""

    def remote_capacity(self, queue: Queue, day: date) -> int:
        """How many numbers of the queue may be taken outside the hall on the day."""
        return self._limits_of(queue, day)[1]

    def day_limit(self, queue: Queue, day: date) -> int:
        """How many numbers the queue gives on the day at most, those given up again left out."""
        return self._limits_of(queue, day)[0]

    def _limits_of(self, queue: Queue, day: date) -> tuple[int, int]:
        known = self._limits
        found = known.get((queue, day))
        if found is None:
            if len(known) > LIMITS_KEPT:
                known.clear()
            windows = len(self._hours.open_windows(queue, day))
            most = capacity(windows, self._hours.minutes, self._estimator.usual(queue))
            found = known[queue, day] = int(most * self._rules.day_share), int(most * self._rules.remote_share)
        return found

    def _asked(self, queue: Queue, citizen: str, scope: str, key: str | None) -> Asked:
        return Asked(queue.id, citizen, scope, key, RECENT_DAYS, RECENT_CASES, self._rules.no_show_days)

    def _stands(self, tx: Transaction, asked: Asked, now: datetime) -> tuple[date, Standing]:
        """The ledger's day, and the citizen before the queue on it."""
        today = now.astimezone(SHANGHAI).date()
        standing = tx.standing(asked, today)
        day = self._not_behind(today, standing.newest_day)
        return day, standing if day == today else tx.standing(asked, day)

    def _admit(
        self, queue: Queue, day: date, now: datetime, stands: Standing, *, remote: bool, by_staff: bool
    ) -> Place:
        """The place of somebody who joins now and holds no number of the queue; or the refusal."""
        moment = on_day(day, now)  # once: each of those below would turn the hour into the hall's again
        self._allowed(queue, day, moment, stands, remote=remote, by_staff=by_staff)
        return self._before_closing(queue, day, moment, stands.scene, stands.waiting)

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


def new_ticket(
    queue: Queue, no: int, day: date, now: datetime, *, remote: bool, reference: str | None = None, **given: Any
) -> Ticket:
    """A number that has just been taken; `given`: its citizen, transaction and what else it has of a ticket."""
    return Ticket(
        reference=reference or secrets.token_urlsafe(REFERENCE_BYTES),
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

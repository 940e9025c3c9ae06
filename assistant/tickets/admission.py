"""Who is given a number: hours, one ticket a citizen and queue, limits a day, the share kept for walk-ins, closing."""

from datetime import date, datetime, timedelta

from assistant.tickets.model import AlreadyActive, CenterClosed, CoolingDown, Place, QueueFull, RemoteFull, TooManyToday
from assistant.tickets.office import on_day
from assistant.tickets.pausing import WindowRoom
from assistant.tickets.queues import Queue
from assistant.tickets.rules import capacity
from assistant.tickets.store import Transaction


class Admission(WindowRoom):
    """The rules before a number is given. Each refusal is an exception with its own reason."""

    def remote_capacity(self, queue: Queue, day: date) -> int:
        """How many numbers of the queue may be taken outside the hall on the day."""
        windows = len(self._hours.open_windows(queue, day))
        whole = capacity(windows, self._hours.minutes, self._estimator.usual(queue))
        return int(whole * self._rules.remote_share)

    def _admit(
        self, tx: Transaction, queue: Queue, citizen: str, day: date, now: datetime, *, remote: bool, by_staff: bool
    ) -> Place:
        """The place of somebody who joins now; or the refusal."""
        if active := tx.active(citizen, queue.id, day):
            raise AlreadyActive(active)
        moment = on_day(day, now)
        if not self._hours.gives_numbers(queue, moment):
            raise CenterClosed(self._hours.next_opening(queue, moment))
        if not by_staff:
            self._within_limits(tx, citizen, day)
        if remote:
            self._reliable(tx, citizen, day)
            if tx.tally(queue.id, day).remote >= self.remote_capacity(queue, day):
                raise RemoteFull
        # Whoever can't be expected to be called before closing is not given a number.
        ahead = tx.waiting(queue.id, day)
        wait = self._wait(tx, queue, day, now, ahead)
        if (self._hours.closing(day) - moment) <= timedelta(minutes=wait.expected):
            raise QueueFull
        return Place(ahead.all, wait.low, wait.high)

    def _within_limits(self, tx: Transaction, citizen: str, day: date) -> None:
        kept, given_up = tx.citizen_day(citizen, day)
        if kept >= self._rules.issues_a_day or given_up >= self._rules.cancels_a_day:
            raise TooManyToday

    def _reliable(self, tx: Transaction, citizen: str, day: date) -> None:
        days = tx.no_shows(citizen, day - timedelta(days=self._rules.no_show_days - 1))
        if self._rules.no_shows and len(days) >= self._rules.no_shows:
            # Free again once so many are left behind that fewer than the limit remain.
            raise CoolingDown(days[self._rules.no_shows - 1] + timedelta(days=self._rules.no_show_days))

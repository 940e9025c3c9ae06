"""What citizens and staff are told of waits: places, the best time to come, when to leave home, how forecasts held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import Crowd, Place, Score, Ticket
from assistant.tickets.office import TicketOffice, UsualWait
from assistant.tickets.queues import Queue

HISTORY_DAYS = 56  # of waits that tell the best time to come: eight of each weekday
SEEN_AT_LEAST = 5  # waits of an hour before anything is said about it
TO_SPARE = 5  # minutes to be in the hall before the earliest call


@dataclass(frozen=True, slots=True)
class QueueState:
    """A queue as the staff sees it: who waits, which windows serve, how the day's forecasts held."""

    queue: Queue
    open_windows: tuple[int, ...]
    paused: tuple[int, ...]
    waiting: Crowd
    score: Score | None
    given: int
    remote: int
    next: str | None  # the first number in line


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits for a queue's windows, and how many of these serve."""

    queue: str
    crowd: Crowd
    serving: int


class Waits(TicketOffice):
    """Questions about waiting; they change nothing."""

    def place(self, ticket: Ticket) -> Place:
        """People ahead of a ticket and minutes until it may be called; all 0 when it does not wait."""
        with self._store.read() as tx:
            now, current = self._found(tx, ticket.reference)
            return self._place(tx, current, now)

    def wait_for(self, transaction: str) -> Place:
        """The place of somebody who would join for this transaction now."""
        queue = self._queue_for(transaction)
        with self._store.read() as tx:
            now = self._now()
            day = self._day(tx, now)
            ahead = tx.waiting(queue.id, day)
            wait = self._wait(tx, queue, day, now, ahead)
            return Place(ahead.all, wait.low, wait.high)

    def leave_at(self, place: Place, travel_minutes: float) -> datetime:
        """When to leave home, in UTC, so as to be in the hall before the earliest call; now when it is high time."""
        ahead = place.low - travel_minutes - TO_SPARE
        return self._now() + timedelta(minutes=max(0.0, ahead))

    def best_times(self, transaction: str, limit: int = 5) -> list[UsualWait]:
        """The hours with the shortest usual waits, best first; empty while too little is known."""
        queue = self._queue_for(transaction)
        hour = self._now().replace(minute=0, second=0, microsecond=0)
        known = self._usual.get(queue.id)
        if known is None or known[0] != hour:  # weeks of waits change little in an hour
            with self._store.read() as tx:
                since = self._day(tx, self._now()) - timedelta(days=HISTORY_DAYS)
                known = hour, usual_waits(tx.past_waits(queue.id, since))
            self._usual[queue.id] = known
        usual = known[1]
        return sorted(usual, key=lambda one: (one.minutes, one.weekday, one.hour))[:limit]

    def lines(self) -> list[Line]:
        """Every queue today, by few statements, so that it may be asked every few seconds."""
        with self._store.read() as tx:
            day = self._day(tx, self._now())
            crowds, paused = tx.lines(day), tx.paused(day)
        return [
            Line(queue.id, crowds.get(queue.id, Crowd(0, 0)), len(set(self._hours.open_windows(queue, day)) - paused))
            for queue in self._queues.by_id.values()
        ]

    def queue_states(self) -> list[QueueState]:
        """Every queue today."""
        with self._store.read() as tx:
            day = self._day(tx, self._now())
            scores = {score.queue: score for score in tx.scores(day)}
            paused = tx.paused(day)
            states = []
            for queue in self._queues.by_id.values():
                windows = self._hours.open_windows(queue, day)
                tally = tx.tally(queue.id, day)
                first = next(iter(tx.in_line(queue.id, day, 1)), None)
                states.append(
                    QueueState(
                        queue=queue,
                        open_windows=tuple(window for window in windows if window not in paused),
                        paused=tuple(window for window in windows if window in paused),
                        waiting=tx.waiting(queue.id, day),
                        score=scores.get(queue.id),
                        given=tally.given,
                        remote=tally.remote,
                        next=first.number if first else None,
                    )
                )
            return states


def usual_waits(waits: Iterable[tuple[datetime, float]]) -> list[UsualWait]:
    """Waits (moment of taking the number, minutes) by weekday and hour of the hall's time, where enough were seen."""
    hours: dict[tuple[int, int], list[float]] = defaultdict(list)
    for moment, minutes in waits:
        local = moment.astimezone(SHANGHAI)
        hours[local.weekday(), local.hour].append(minutes)
    return [
        UsualWait(weekday, hour, fmean(seen), len(seen))
        for (weekday, hour), seen in sorted(hours.items())
        if len(seen) >= SEEN_AT_LEAST
    ]

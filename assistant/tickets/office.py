"""What citizens' and clerks' sides of the ledger share: store, clock and queues, the ledger's day, and waits."""

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from assistant.tickets.estimate import Estimator, Stretch, Wait, pausing_doubt, stretched, widened
from assistant.tickets.hours import SHANGHAI, OpeningHours
from assistant.tickets.model import ACTIVE, Crowd, NumbersGivenNow, Place, Status, Ticket, UnknownQueue, UnknownTicket
from assistant.tickets.queues import Queue, Queues, changed_queues
from assistant.tickets.rules import Rules
from assistant.tickets.standing import Scene
from assistant.tickets.store import TicketStore, Transaction

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

RECENT_CASES = 40  # finished cases that tell a queue's pace
RECENT_DAYS = 14  # not older than that
PAUSE_LEFT = 15.0  # minutes that a pause under way still lasts, as a guess
LUNCH_PAUSE = 30.0  # minutes of a clerk's lunch


@dataclass(frozen=True, slots=True)
class UsualWait:
    """The mean wait, in minutes, of those who took a number in an hour of a weekday (0: Monday), and how many."""

    weekday: int
    hour: int
    minutes: float
    seen: int


class TicketOffice:
    """A store under the rules, hours and clock of a center."""

    def __init__(
        self,
        store: TicketStore,
        queues: Queues,
        hours: OpeningHours,
        clock: Clock,
        estimator: Estimator | None = None,
        rules: Rules | None = None,
    ) -> None:
        self._store = store
        self._queues = queues
        self._hours = hours
        self._clock = clock
        self._estimator = estimator or Estimator()
        self._rules = rules or Rules()
        self._alarmed: date | None = None
        self._limits: dict[tuple[Queue, date], tuple[int, int]] = {}  # emptied by `follow`
        self._usual: dict[str, tuple[datetime, list[UsualWait]]] = {}  # by queue, with the hour of the look

    @property
    def queues(self) -> Queues:
        """The queues as they are now."""
        return self._queues

    @property
    def hours(self) -> OpeningHours:
        """The hours as they are now."""
        return self._hours

    def follow(
        self, queues: Queues, hours: OpeningHours, estimator: Estimator | None = None, rules: Rules | None = None
    ) -> None:
        """
        Serves by new queues, hours and rules from now on. Raises NumbersGivenNow, and changes nothing, while numbers of
        a queue whose windows, matters or letters would change are given or open: they were promised for these windows.
        """
        now = self._now()
        with self._store.read() as tx:
            day = self._day(tx, now)
            for queue in changed_queues(self._queues, queues):
                if self._hours.gives_numbers(queue, now) or self._is_promised(tx, queue, day, now):
                    raise NumbersGivenNow(queue.id)
        self._queues, self._hours = queues, hours
        self._estimator, self._rules = estimator or self._estimator, rules or self._rules
        self._limits = {}  # last, and anew: who still reckons by the old ones writes into the old ones

    def _is_promised(self, tx: Transaction, queue: Queue, day: date, now: datetime) -> bool:
        aside = any(tx.on_hold(window, day) for window in queue.windows)
        passed = any(one.waits_in == queue.id for one in tx.passed_until(day, now, 10**6))
        return bool(tx.waiting(queue.id, day).all or tx.at_windows(queue.id, day) or aside or passed)

    @property
    def rules(self) -> Rules:
        """The rules that hold here."""
        return self._rules

    def _wait(self, tx: Transaction, queue: Queue, day: date, now: datetime, ahead: Crowd) -> Wait:
        """The wait behind a crowd; before opening, counted from now."""
        scene = tx.scene(queue.id, day, day - timedelta(days=RECENT_DAYS), RECENT_CASES)
        return self._wait_in(scene, queue, day, now, ahead)

    def _wait_in(self, scene: Scene, queue: Queue, day: date, now: datetime, ahead: Crowd) -> Wait:
        moment, windows = on_day(day, now), self._hours.open_windows(queue, day)
        serving = [window for window in windows if window not in scene.paused] if scene.paused else windows
        busy = sum(window in serving for window in scene.at_windows)
        wait = self._estimator.wait(queue, ahead, len(windows), busy + len(windows) - len(serving), scene.cases)
        until = self._hours.minutes_to_opening(moment)
        share = len(serving) / len(windows) if windows else 1.0
        lunch = self._lunch(moment, until)
        if fewer := _fewer_windows(lunch, share):
            low, expected, high = (stretched(part, fewer) for part in (wait.low, wait.expected, wait.high))
            wait = Wait(math.floor(low), expected, math.ceil(high))
        if lunch:
            within = min(wait.expected, lunch.end) - lunch.start
            doubt = pausing_doubt(max(0.0, within), 1 - lunch.share, LUNCH_PAUSE, len(serving))
            wait = widened(wait, doubt) if doubt else wait
        if not until:
            return wait
        return Wait(math.floor(until + wait.low), until + wait.expected, math.ceil(until + wait.high))

    def _lunch(self, moment: datetime, until: float) -> Stretch | None:
        if not (self._rules.midday and self._rules.midday_share):
            return None
        ends = (datetime.combine(moment.date(), end, SHANGHAI) for end in self._rules.midday)
        start, end = ((one - moment) / timedelta(minutes=1) - until for one in ends)
        return Stretch(max(0.0, start), max(0.0, end), 1 - self._rules.midday_share)

    def _place(self, tx: Transaction, ticket: Ticket, now: datetime) -> Place:
        if ticket.status is not Status.WAITING:
            return Place(0, 0, 0)
        ahead = self._ahead(tx, ticket)
        wait = self._wait(tx, self._queue_named(ticket.waits_in), ticket.service_date, now, ahead)
        return Place(ahead.all, wait.low, wait.high)

    def _ahead(self, tx: Transaction, ticket: Ticket) -> Crowd:
        if ticket.passed_at and ticket.checked_in_at is None:  # it would be put behind the first ones in line
            return Crowd(present=len(tx.in_line(ticket.waits_in, ticket.service_date, self._rules.places_back)))
        ahead = tx.ahead_of(ticket)
        if ticket.priority is None:
            return ahead
        # So many go in their turn between any two that are let go first.
        between = self._rules.ordinary_between
        recent = tx.recent_favours(ticket.waits_in, ticket.service_date, between)
        still = between - recent.index(True) if True in recent else 0
        return Crowd(min(ahead.present, ahead.favoured * (1 + between) + still), 0, ahead.favoured)

    def _forecast(self, tx: Transaction, ticket: Ticket, now: datetime) -> None:
        """Keeps the range that the ticket's holder is given with its new place."""
        tx.void_forecasts(ticket)
        tx.insert_forecast(ticket, self._place(tx, ticket, now), now)

    def _found(self, tx: Transaction, reference: str) -> tuple[datetime, Ticket]:
        ticket = tx.by_reference(reference)
        if ticket is None:
            raise UnknownTicket
        now = self._now()
        return now, self._seen(ticket, self._day(tx, now))

    def _queue_for(self, transaction: str) -> Queue:
        if queue := self._queues.by_transaction.get(transaction):
            return queue
        raise UnknownQueue

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
        return self._not_behind(now.astimezone(SHANGHAI).date(), tx.newest_day())

    def _not_behind(self, today: date, newest: date | None) -> date:
        # Never behind the newest day of the counter: a clock that jumps back must not open yesterday's series again.
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


def _fewer_windows(lunch: Stretch | None, serving: float) -> list[Stretch]:
    """When not all windows serve, in minutes from opening or now: at lunch, and while those now paused still do."""
    stretches = [lunch] if lunch else []
    if lunch and lunch.start < PAUSE_LEFT and lunch.end > 0:
        return stretches  # who pauses now does it for lunch
    return [*stretches, Stretch(0.0, PAUSE_LEFT, serving)] if serving < 1 else stretches


def on_day(day: date, now: datetime) -> datetime:
    """The hour of the clock on the ledger's day, which is the newer one after a clock has jumped back."""
    local = now.astimezone(SHANGHAI)
    return local if local.date() == day else datetime.combine(day, local.time(), SHANGHAI)

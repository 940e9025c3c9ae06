"""Numbers that are given by one call of the store: those of all who ask a process at the same time."""

import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from assistant.tickets import journal
from assistant.tickets.admission import REFERENCE_BYTES, Admission, Issued, new_ticket
from assistant.tickets.at_once_calls import AtOnce, Given, NumberAsked, Promise, QueueAsked
from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import Crowd, Place
from assistant.tickets.office import RECENT_CASES, RECENT_DAYS, on_day
from assistant.tickets.queues import Queue
from assistant.tickets.sharing import Change, SharedCommits, Take
from assistant.tickets.standing import Asked, Lookback, Scene, View

log = logging.getLogger(__name__)

# How long a view of a queue is good for its pace; what windows do there is told by the next call anyway.
REMEMBERED = timedelta(seconds=5)
TOLD_AGAIN = timedelta(seconds=3)  # after which the call is asked for the next view, so that none has to be looked for
SPARE = 10  # people more than are in line for whom there must be time before closing: the view is of some moments ago
GROWTH, ROOM = 2, 64  # how long the line may become while a view is remembered: so often what it was, and these
CALLS = 2  # for one whose queue's line has grown beyond that; then a transaction judges
MOST_AT_ONCE = 16  # numbers of one call, which holds the locks of all their queues while it writes
LINGER = 0.003  # seconds for those who come together to be in one call: about what the call itself costs
PATIENCE = 5.0  # seconds in the line of a process; as long as for a connection


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for a number; `whose`: what the ticket has besides."""

    queue: Queue
    asked: Asked
    remote: bool
    by: str
    whose: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Remembered:
    """A queue as it was seen, and what follows from it on that day under the rules of that moment."""

    queue: Queue
    day: date
    at: datetime
    rules: tuple[object, ...]
    asked: QueueAsked


class NumbersAtOnce(Admission):
    """
    Gives numbers by one call, where the store has it, and no transaction of its own for any.

    Whoever comes while others are given theirs shares the next call. The store judges each by limits, and by how long
    the line may be; that is found here, out of a view of the queue that is remembered for a moment. What stands in
    anybody's way is told by the transaction that follows, to each alone.
    """

    def __init__(self, *office: Any, **more: Any) -> None:
        super().__init__(*office, **more)
        self._callers = SharedCommits(self._give_all, PATIENCE, MOST_AT_ONCE, LINGER)
        # By queue; nobody touches them but who leads the callers.
        self._remembered: dict[str, Remembered] = {}

    def _issue_at_once(self, wish: Wish) -> Issued | None:
        """None when the store has no such call, or anything stands in the way."""
        if not self._store.gives_at_once:
            return None
        issued: Issued | None = self._callers.do(wish)
        return issued

    def _give_all(self, take: Take) -> None:
        with self._store.at_once() as calls:
            left = list(take())
            times = CALLS if calls is not None else 0
            while calls is not None and left and times:
                first, times = times == CALLS, times - 1
                try:
                    left = self._give_some(left, calls)
                except Exception as error:
                    if first:
                        raise
                    # Those of the first call have theirs, durably; what there is to tell the others, their own do.
                    log.error("a second call for numbers failed: %s", type(error).__name__)
                    return

    def _give_some(self, changes: Sequence[Change], calls: AtOnce) -> list[Change]:
        """Gives numbers by one call, and returns those whose line has become longer than was thought."""
        now = self._now()
        day = now.astimezone(SHANGHAI).date()
        back = Lookback(
            day, day - timedelta(days=RECENT_DAYS), RECENT_CASES, day - timedelta(days=self._rules.no_show_days - 1)
        )
        open_now = self._open({change.wish.queue.id: change.wish.queue for change in changes}, day, now)
        if unseen := [name for name, queue in open_now.items() if not self._is_known(queue, day, now)]:
            self._remember(calls.views(unseen, back), open_now, day, now)
        numbers = self._asked_for([one for one in changes if one.wish.queue.id in open_now], day, now)
        if not numbers:
            return []
        queues = {number.asked.queue: self._remembered[number.asked.queue] for _, number in numbers}
        rooms = [replace(one.asked, told=True) if now - one.at >= TOLD_AGAIN else one.asked for one in queues.values()]
        given, told = calls.give([number for _, number in numbers], rooms, back, now)
        scenes = {name: told.get(name, one.asked.seen).scene for name, one in queues.items()}
        ranges = [self._answer(*numbers[place], scenes, got, day, now) for place, got in given.items()]
        self._promise([one for one in ranges if one is not None], calls, now)
        longer = {name for name, view in told.items() if view.line.all + len(numbers) > queues[name].asked.longest}
        self._remember(told, open_now, day, now)
        return [one for at, (one, number) in enumerate(numbers) if at not in given and number.asked.queue in longer]

    def _asked_for(self, changes: Sequence[Change], day: date, now: datetime) -> list[tuple[Change, NumberAsked]]:
        """What the call is to be asked for, for those whose queue is known."""
        known = [one for one in _of_different_citizens(changes) if self._is_known(one.wish.queue, day, now)]
        # An audit link ends alike whatever its queue.
        tails = {by: journal.around_new("", day, by, now)[2] for by in {one.wish.by for one in known}}
        asked = [(one, one.run(self._number_asked_if_any, one.wish, tails[one.wish.by])) for one in known]
        return [(one, number) for one, number in asked if number is not None]

    def _number_asked_if_any(self, *judged: Any) -> NumberAsked | None:
        try:
            return self._number_asked(*judged)
        except Exception as error:  # a mistake of ours is its own, and must not be that of those beside it
            log.error("a number could not be given at once: %s", type(error).__name__)
            return None

    def _number_asked(self, wish: Wish, tail: str) -> NumberAsked:
        rules, counted = self._rules, wish.by == "citizen"
        return NumberAsked(
            reference=secrets.token_urlsafe(REFERENCE_BYTES),
            asked=wish.asked,
            transaction=wish.whose["transaction"],
            language=wish.whose.get("language", "zh"),
            ready=wish.whose.get("ready"),
            remote=wish.remote,
            actor=wish.by,
            after_numbers=tail,
            most_kept=rules.issues_a_day if counted else None,
            most_given_up=rules.cancels_a_day if counted else None,
            most_missed=(rules.no_shows or None) if wish.remote else None,
        )

    def _answer(
        self,
        change: Change,
        number: NumberAsked,
        scenes: Mapping[str, Scene],
        got: Given,
        day: date,
        now: datetime,
    ) -> Promise | None:
        """Tells of a number that was given; its range, or None after a mistake of ours, which must not take it back."""
        wish = change.wish
        queue = wish.queue
        whose = {"citizen": wish.asked.citizen, "reference": number.reference, **wish.whose}
        try:
            ticket = new_ticket(queue, got.no, day, now, remote=wish.remote, **whose)
            change.result = Issued(ticket, new=True)
            wait = change.run(self._wait_in, scenes[queue.id], queue, day, now, got.ahead)
        except Exception as error:
            log.error("a number was given without its range: %s", type(error).__name__)
            return None
        return Promise(got.ticket, Place(got.ahead.all, wait.low, wait.high))

    def _promise(self, ranges: Sequence[Promise], calls: AtOnce, now: datetime) -> None:
        if not ranges:
            return
        try:
            calls.promise(ranges, now)
        except Exception as error:  # the numbers are given, whatever becomes of what is known about their waits
            log.error("ranges were not kept: %s", type(error).__name__)

    def _open(self, queues: Mapping[str, Queue], day: date, now: datetime) -> dict[str, Queue]:
        moment = on_day(day, now)
        return {name: queue for name, queue in queues.items() if self._hours.gives_numbers(queue, moment)}

    def _is_known(self, queue: Queue, day: date, now: datetime) -> bool:
        seen = self._remembered.get(queue.id)
        if seen is None or seen.queue is not queue or seen.day != day or not timedelta() <= now - seen.at <= REMEMBERED:
            return False
        return all(one is other for one, other in zip(seen.rules, self._all_rules(), strict=True))

    def _all_rules(self) -> tuple[object, ...]:
        return self._hours, self._estimator, self._rules

    def _remember(self, views: Mapping[str, View], queues: Mapping[str, Queue], day: date, now: datetime) -> None:
        for name, view in views.items():
            try:
                self._remembered[name] = self._looked_at(queues[name], view, day, now)
            except Exception as error:  # a mistake of ours: transactions give the numbers of this queue then
                log.error("a queue could not be judged: %s", type(error).__name__)

    def _looked_at(self, queue: Queue, view: View, day: date, now: datetime) -> Remembered:
        head, middle, _ = journal.around_new(queue.id, day, "", now)
        limits = self.day_limit(queue, day), self.remote_capacity(queue, day)
        longest = self._longest(queue, day, now, view)
        asked = QueueAsked(queue.id, queue.prefix, longest, *limits, head, middle, view, told=False)
        return Remembered(queue, day, now, self._all_rules(), asked)

    def _longest(self, queue: Queue, day: date, now: datetime, view: View) -> int:
        """A line behind which a number is sure to be called before closing, as long as the view is remembered."""
        left = (self._hours.closing(day) - on_day(day, now) - REMEMBERED) / timedelta(minutes=1)

        def _fits(line: int) -> bool:
            return self._wait_in(view.scene, queue, day, now, Crowd(line + SPARE)).expected < left

        least, most = -1, view.line.all * GROWTH + ROOM
        if _fits(most):
            return most
        while most - least > 1:  # near closing it is looked for
            middle = (least + most) // 2
            least, most = (middle, most) if _fits(middle) else (least, middle)
        return least


def _of_different_citizens(changes: Iterable[Change]) -> Iterable[Change]:
    """The first of each: a second one has to see what the first was given."""
    first: dict[str, Change] = {}
    for change in changes:
        first.setdefault(change.wish.asked.citizen, change)
    return first.values()

"""Numbers that are given by a look at the store and one call: those of all who ask a process at the same time."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from assistant.tickets import journal
from assistant.tickets.admission import Admission, Issued, new_ticket
from assistant.tickets.hours import SHANGHAI
from assistant.tickets.model import Ticket, TicketRefused
from assistant.tickets.queues import Queue
from assistant.tickets.sharing import Change, SharedCommits, Take
from assistant.tickets.standing import Asked, Bounds, Standing
from assistant.tickets.store import AtOnce, NewNumber

log = logging.getLogger(__name__)

# Numbers that the queue may give between the look at it and the call: so many and this part of its line, else another
# look is taken.
FURTHER, PART = 8, 8
LOOKS = 3  # then a transaction judges
RETURNS = 2  # tickets that may come back to its line meanwhile
MOST_AT_ONCE = 16  # numbers of one call, which holds the locks of all their queues while it writes
LINGER = 0.001  # seconds for those who come together to be in one call: less than what the call itself costs
PATIENCE = 5.0  # seconds in the line of a process; as long as for a connection


@dataclass(frozen=True, slots=True)
class Wish:
    """A request for a number; `whose`: what the ticket has besides."""

    queue: Queue
    asked: Asked
    remote: bool
    by: str
    whose: Mapping[str, Any]


class NumbersAtOnce(Admission):
    """
    Gives numbers by two calls, where the store has them, and no transaction of its own for any.

    Whoever comes while others are given theirs shares the next calls. What stands in anybody's way is told by the
    transaction that follows, to each alone.
    """

    def __init__(self, *office: Any, **more: Any) -> None:
        super().__init__(*office, **more)
        self._callers = SharedCommits(self._give_all, PATIENCE, MOST_AT_ONCE, LINGER)

    def _issue_at_once(self, wish: Wish) -> Issued | None:
        """None when the store has no such calls, or anything stands in the way."""
        if not self._store.gives_at_once:
            return None
        issued: Issued | None = self._callers.do(wish)
        return issued

    def _give_all(self, take: Take) -> None:
        with self._store.at_once() as calls:
            left = list(take())
            looks = LOOKS if calls is not None else 0
            while calls is not None and left and looks:
                left, looks = self._give_some(left, calls), looks - 1

    def _give_some(self, changes: Sequence[Change], calls: AtOnce) -> list[Change]:
        """Gives numbers by one look, and returns those who need another one because others were quicker."""
        now = self._now()
        day = now.astimezone(SHANGHAI).date()
        judged = self._judged(changes, calls, day, now)
        numbers = calls.give([number for _, number in judged]) if judged else []
        left = []
        for (change, new), no in zip(judged, numbers, strict=False):  # no numbers: not together, each by himself
            if no is None:
                left.append(change)
            else:
                change.result = Issued(_numbered(change.wish.queue, new.ticket, no), new=True)
        return left

    def _judged(
        self, changes: Sequence[Change], calls: AtOnce, day: date, now: datetime
    ) -> list[tuple[Change, NewNumber]]:
        """Those in whose way nothing stands, with the numbers that they are to have."""
        looks = calls.standing([change.wish.asked for change in changes], day)
        judged: list[tuple[Change, NewNumber]] = []
        for change, seen in zip(changes, looks, strict=True):
            others = [new.ticket for other, new in judged if other.wish.queue.id == change.wish.queue.id]
            if new := change.run(self._new_number_if_any, change.wish, _behind(seen, others), day, now):
                judged.append((change, new))
        return judged

    def _new_number_if_any(self, *judged: Any) -> NewNumber | None:
        try:
            return self._new_number(*judged)
        except TicketRefused:
            return None  # its own transaction says why
        except Exception as error:  # a mistake of ours is its own too, and must not be that of those beside it
            log.error("a number could not be given at once: %s", type(error).__name__)
            return None

    def _new_number(self, wish: Wish, seen: Standing, day: date, now: datetime) -> NewNumber | None:
        queue, remote = wish.queue, wish.remote
        if seen.known or seen.active or self._not_behind(day, seen.newest_day) != day:
            return None
        self._allowed(queue, day, now, seen, remote=remote, by_staff=wish.by != "citizen")
        further = FURTHER + seen.waiting.all // PART
        later = replace(seen.waiting, present=seen.waiting.present + further + RETURNS)
        self._before_closing(queue, day, now, seen.scene, later)
        place = self._before_closing(queue, day, now, seen.scene, seen.waiting)
        number = seen.tally.given + 1
        ticket = new_ticket(queue, number, day, now, remote=remote, citizen=wish.asked.citizen, **wish.whose)
        return journal.new_number(ticket, wish.asked, wish.by, place, self._bounds(queue, day, seen, further))

    def _bounds(self, queue: Queue, day: date, seen: Standing, further: int) -> Bounds:
        since = day - timedelta(days=self._rules.no_show_days - 1)
        limits = self.day_limit(queue, day), self.remote_capacity(queue, day)
        return Bounds(seen.kept, seen.given_up, len(seen.no_shows), since, *limits, seen.tally.given + further)


def _behind(seen: Standing, others: Sequence[Ticket]) -> Standing:
    """What was seen of a queue, once these have their numbers of it."""
    if not others:
        return seen
    remote = sum(one.remote for one in others)
    tally = replace(seen.tally, given=seen.tally.given + len(others), remote=seen.tally.remote + remote)
    line = replace(
        seen.waiting, present=seen.waiting.present + len(others) - remote, absent=seen.waiting.absent + remote
    )
    return replace(seen, tally=tally, waiting=line)


def _numbered(queue: Queue, ticket: Ticket, no: int) -> Ticket:
    return replace(ticket, no=no, number=queue.number(no), turn=no) if no != ticket.no else ticket

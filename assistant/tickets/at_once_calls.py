"""What the ledger asks of a store that gives numbers by a call of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.tickets.model import Crowd, Place
from assistant.tickets.standing import Asked, Lookback, View


@dataclass(frozen=True, slots=True)
class NumberAsked:
    """
    A ticket that waits for its number, with all that is written with it; `after_numbers` ends its audit link.

    The citizen gets none with so many numbers kept or given up on the day, or turns missed; None: without limit.
    """

    reference: str
    asked: Asked
    transaction: str
    language: str
    ready: tuple[int, ...] | None
    remote: bool
    actor: str
    after_numbers: str
    most_kept: int | None
    most_given_up: int | None
    most_missed: int | None


@dataclass(frozen=True, slots=True)
class QueueAsked:
    """
    A queue of such: its limits of the day, and how its audit links begin.

    `longest`: the line behind which a number is still given; `seen`: how the queue looked before; `told`: whether it is
    to be told what it looks like now, also if nothing but numbers has come to it.
    """

    queue: str
    prefix: str
    longest: int
    day_limit: int
    remote_limit: int
    before_seq: str
    before_number: str
    seen: View
    told: bool


@dataclass(frozen=True, slots=True)
class Given:
    """A number that was given, the store's id of its ticket, and who was ahead of it."""

    no: int
    ticket: int
    ahead: Crowd


@dataclass(frozen=True, slots=True)
class Promise:
    """A range for a ticket of a store's id."""

    ticket: int
    place: Place


class AtOnce(Protocol):
    """Calls, each a transaction by itself: the locks are held for one way within the store only."""

    def views(self, queues: Sequence[str], back: Lookback) -> Mapping[str, View]:
        """What queues look like now; others may change it."""

    def give(
        self, numbers: Sequence[NumberAsked], queues: Sequence[QueueAsked], back: Lookback, at: datetime
    ) -> tuple[Mapping[int, Given], Mapping[str, View]]:
        """
        Gives each of several citizens the next number, by place, and writes all of it but its range; tells of queues.

        All are durable when it returns. Left out, and nothing of that one has happened, is whoever a rule may stand in
        the way of; or all, when they could not be given together.
        """

    def promise(self, ranges: Sequence[Promise], at: datetime) -> None:
        """Writes the ranges of tickets that still stand where they were given; no need for them to be durable."""

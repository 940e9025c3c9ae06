"""Who comes on a simulated day: when, for what, how long it takes, and who is late or never comes. Drawn by a seed."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import log1p, sqrt

from assistant.tickets import Estimator, OpeningHours, Queue, Queues

# Share of those who come in each half hour from 8:30: the opening bell, the morning, the lunch break, the afternoon.
WALK_INS = (14, 9, 8, 8, 7, 6, 7, 9, 8, 5, 5, 5, 4, 3, 2)
# The same of those who take a number on the phone, from 7:00.
REMOTE = (8, 8, 9, 9, 9, 8, 7, 6, 5, 5, 6, 5, 4, 4, 3, 2, 1, 1)
HALF_HOUR = 30.0
VARIATION = 0.6  # standard deviation of a case's length, as a share of its mean
MEANS_DIFFER = 0.25  # how far a queue's true mean may lie from the catalog's usual length (a standard deviation)
LOADS = (0.72, 0.88)  # a queue's share of the crowd, by the load of its windows relative to the others
LOAD = 0.82  # of the windows' day, pauses and ways left out: a hall that serves so many a day has windows enough
PAUSE = 30.0  # minutes of a clerk's lunch
APART = 1000  # between the numbers of a window and of the same in the next wing of a larger hall
AROUND = 1.4  # minutes that a case takes beside the service: the way to the window, the missed ones, the next press


@dataclass(frozen=True, slots=True)
class Habits:
    """Shares of all people unless said otherwise."""

    remote: float = 0.4
    absent: float = 0.07  # of the remote ones: never come
    tardy: float = 0.12  # of the remote ones: come 10 to 40 minutes after they meant to
    says_late: float = 0.3  # of the tardy ones
    walks_off: float = 0.03  # of those in the hall: are not there when called
    comes_back: float = 0.5  # of those: ask to be put back in the line
    priority: float = 0.04  # of the walk-ins
    held: float = 0.01
    transferred: float = 0.01
    double_press: float = 0.05  # of all presses


@dataclass(slots=True)
class Person:
    """One citizen; times are minutes since midnight."""

    name: str
    queue: Queue
    transaction: str
    remote: bool
    asks_at: float  # for the number
    service: float
    travel: float
    late_by: float = 0.0
    never_comes: bool = False
    walks_off: bool = False
    comes_back: bool = False
    priority: bool = False
    held: bool = False
    transferred: bool = False


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Everybody of a day, and the true mean lengths, in minutes, that the ledger does not know."""

    day: date
    people: tuple[Person, ...]
    means: Mapping[str, float] = field(repr=False)


def widened(queues: Queues, times: int) -> Queues:
    """The same queues with so many times their windows, as a hall that much larger would have them."""
    by_id = {queue.id: _wider(queue, times) for queue in queues.by_id.values()}
    by_transaction = {matter: by_id[queue.id] for matter, queue in queues.by_transaction.items()}
    return Queues(by_id, by_transaction, {window: queue for queue in by_id.values() for window in queue.windows})


def _wider(queue: Queue, times: int) -> Queue:
    windows, at_weekends = (
        tuple(window + APART * wing for wing in range(times) for window in some)
        for some in (queue.windows, queue.weekend_windows)
    )
    return replace(queue, windows=windows, weekend_windows=at_weekends)


def plan_day(
    queues: Queues,
    hours: OpeningHours,
    usual: Estimator,
    day: date,
    total: int,
    seed: int,
    habits: Habits | None = None,
    crowd: int | None = None,
) -> DayPlan:
    """
    A day of so many people over all queues that serve on it. ValueError where the windows are too few for them.

    `seed` draws the hall (how long cases truly take, which queues are sought after); `crowd`, its people on the day.
    """
    habits = habits or Habits()
    draw = random.Random(seed)  # noqa: S311 - chance, no secret
    open_queues = [queue for queue in queues.by_id.values() if hours.open_windows(queue, day)]
    means = {queue.id: usual.usual(queue) * draw.lognormvariate(0, MEANS_DIFFER) for queue in open_queues}
    weights = [len(hours.open_windows(queue, day)) * draw.uniform(*LOADS) / means[queue.id] for queue in open_queues]
    matters = {queue.id: [t for t, q in queues.by_transaction.items() if q.id == queue.id] for queue in open_queues}
    if crowd is not None:
        draw = random.Random(crowd)  # noqa: S311 - chance, no secret
    chosen = draw.choices(open_queues, weights, k=total)
    people = [
        _person(draw, habits, f"{day} person {n}", queue, matters[queue.id], means[queue.id])
        for n, queue in enumerate(chosen)
    ]
    windows = sum(len(hours.open_windows(queue, day)) for queue in open_queues)
    room = LOAD * windows * (hours.minutes - PAUSE) - AROUND * total
    if room <= 0:
        raise ValueError(f"{total} people are too many for {windows} windows")
    scale = room / sum(person.service for person in people)
    for person in people:
        person.service *= scale
    return DayPlan(day, tuple(people), {queue: mean * scale for queue, mean in means.items()})


def _person(draw: random.Random, habits: Habits, name: str, queue: Queue, matters: list[str], mean: float) -> Person:
    remote = draw.random() < habits.remote
    start, shares = (7 * 60, REMOTE) if remote else (8 * 60 + 30, WALK_INS)
    half_hour = draw.choices(range(len(shares)), shares)[0]
    tardy = remote and draw.random() < habits.tardy
    off = draw.random() < habits.walks_off
    return Person(
        name=name,
        queue=queue,
        transaction=draw.choice(matters),
        remote=remote,
        asks_at=start + HALF_HOUR * (half_hour + draw.random()),
        service=mean * lognormal(draw, VARIATION),
        travel=draw.uniform(10, 40),
        late_by=draw.uniform(10, 40) if tardy else draw.gauss(0, 3),
        never_comes=remote and draw.random() < habits.absent,
        walks_off=off,
        comes_back=off and draw.random() < habits.comes_back,
        priority=not remote and draw.random() < habits.priority,
        held=draw.random() < habits.held,
        transferred=draw.random() < habits.transferred,
    )


def lognormal(draw: random.Random, variation: float) -> float:
    """A positive number of mean 1 with such a standard deviation."""
    spread = sqrt(log1p(variation**2))
    return draw.lognormvariate(-(spread**2) / 2, spread)

"""The day itself: people, windows and jobs act on the real ledger, moment after moment, on a clock of its own."""

import heapq
import itertools
import random
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from assistant.simulation.people import PAUSE, DayPlan, Habits, Person
from assistant.simulation.report import Report, Visit, make_report
from assistant.tickets import (
    SHANGHAI,
    Estimator,
    OpeningHours,
    Priority,
    Queue,
    Queues,
    Rules,
    SQLiteStore,
    Ticket,
    TicketLedger,
    TicketRefused,
)

WALK = (0.3, 1.2)  # minutes from the call to the window
PATIENCE = 2.0  # minutes that a clerk waits before a number counts as missed
LUNCH = (11 * 60 + 30, 13 * 60)  # between which each clerk pauses once
GAP = (0.1, 0.5)  # minutes between two cases
AWAY = (4.0, 12.0)  # minutes after which somebody who walked off is back, and after which one on hold returns
LAST = 23 * 60  # whoever is still waiting then is left


class FastStore(SQLiteStore):
    """The real store, without waiting for the disk: what is lost at a power cut is a simulation."""

    synchronous = "OFF"


class Day:
    """One run; `minute` is the simulated time of the day."""

    def __init__(
        self, plan: DayPlan, queues: Queues, hours: OpeningHours, estimator: Estimator, rules: Rules, folder: Path,
        seed: int, habits: Habits,
    ) -> None:  # fmt: skip
        self.plan, self.queues, self.hours, self.habits = plan, queues, hours, habits
        self.minute = 0.0
        self.store = FastStore(folder / "simulated.db")
        self.store.migrate()
        self.ledger = TicketLedger(self.store, queues, hours, self.now, estimator, rules)
        self.draw = random.Random(seed)  # noqa: S311 - chance, no secret
        self.agenda: list[tuple[float, int, Callable[[], None]]] = []
        self.order = itertools.count()
        self.people: dict[str, Person] = {}  # by reference
        self.visits: dict[str, Visit] = {}
        self.refused: Counter[str] = Counter()
        self.idle: dict[str, set[int]] = {}  # windows that wait for somebody, by queue
        self.presses = self.doubles = 0
        self.line: list[tuple[float, int]] = []  # minute and people in line, for the picture

    def now(self) -> datetime:
        """The simulated moment."""
        return datetime.combine(self.plan.day, datetime.min.time(), SHANGHAI) + timedelta(minutes=self.minute)

    def at(self, minute: float, act: Callable[[], None]) -> None:
        """Puts something on the agenda."""
        heapq.heappush(self.agenda, (max(minute, self.minute), next(self.order), act))

    def run(self) -> None:
        """The whole day."""
        for person in self.plan.people:
            self.at(person.asks_at, lambda person=person: self.ask(person))  # type: ignore[misc]
        opens = self.hours.opens.hour * 60 + self.hours.opens.minute
        for queue in self.queues.by_id.values():
            for window in self.hours.open_windows(queue, self.plan.day):
                self.at(opens + self.draw.uniform(0, 1), lambda window=window: self.next(window))  # type: ignore[misc]
                lunch = self.draw.uniform(LUNCH[0], LUNCH[1] - PAUSE)
                self.at(lunch, lambda window=window: self.pause(window))  # type: ignore[misc]
        self.at(7 * 60, self.every_minute)
        while self.agenda:
            self.minute, _, act = heapq.heappop(self.agenda)
            act()

    def every_minute(self) -> None:
        """The ledger's job, and a look at the line."""
        self.ledger.release_absent()
        if self.minute % 5 == 0:
            with self.store.read() as tx:
                waiting = sum(tx.waiting(queue, self.plan.day).all for queue in self.queues.by_id)
            self.line.append((self.minute, waiting))
        if self.minute < LAST:
            self.at(self.minute + 1, self.every_minute)

    def ask(self, person: Person) -> None:
        """Somebody takes a number."""
        key, priority = str(uuid.UUID(int=self.draw.getrandbits(128))), Priority.ELDERLY if person.priority else None
        try:
            issued = self.twice(
                lambda: (
                    self.ledger.issue(
                        person.name, person.transaction, key, remote=person.remote, priority=priority
                    ).ticket
                )
            )
        except TicketRefused as refusal:
            self.refused[refusal.reason] += 1
            if person.remote and refusal.reason == "remote_full":  # comes without a number instead
                person.remote = False
                self.at(self.minute + person.travel + self.draw.uniform(0, 60), lambda: self.ask(person))
            return
        place = self.ledger.place(issued)
        self.people[issued.reference] = person
        self.visits[issued.reference] = Visit(
            person.queue.id, person.remote, person.priority, self.minute, promised=(place.low, place.high)
        )
        if not person.remote:
            self.arrive(issued.reference)
            return
        if not person.never_comes:
            leave = self.ledger.leave_at(place, person.travel)
            minute = self.minute + (leave - self.now()) / timedelta(minutes=1)
            self.at(minute + person.travel + person.late_by, lambda: self.arrive(issued.reference))
            if person.late_by >= PATIENCE * 5 and self.draw.random() < self.habits.says_late:
                self.at(minute + person.travel / 2, lambda: self.say_late(issued.reference))

    def say_late(self, reference: str) -> None:
        """A citizen on the way says so."""
        try:
            self.ledger.late(reference)
        except TicketRefused as refusal:
            self.refused[f"late: {refusal.reason}"] += 1

    def arrive(self, reference: str) -> None:
        """Somebody is in the hall."""
        try:
            ticket = self.ledger.check_in(reference)
        except TicketRefused:
            return  # given away before
        self.visits[reference].arrived = self.minute
        self.wake(self.queues.by_id[ticket.waits_in])

    def wake(self, queue: Queue) -> None:
        """A window with nobody to call looks again."""
        if windows := self.idle.get(queue.id):
            window = min(windows)
            windows.discard(window)
            self.at(self.minute + 0.1, lambda: self.next(window))

    def next(self, window: int) -> None:
        """The clerk calls the next number."""
        queue = self.queues.by_window[window]
        key = self.key()
        try:
            ticket = self.twice(lambda: self.ledger.call_next(window, key))
        except TicketRefused:
            return  # pauses: it calls again when it opens
        if ticket is None:
            self.idle.setdefault(queue.id, set()).add(window)
            return
        self.called(window, ticket)

    def called(self, window: int, ticket: Ticket) -> None:
        """What becomes of a call."""
        person, visit = self.people[ticket.reference], self.visits[ticket.reference]
        if visit.called is None:
            visit.called = self.minute
        visit.calls += 1
        if person.walks_off and visit.calls == 1:
            self.at(self.minute + PATIENCE, lambda: self.miss(window, ticket))
        else:
            self.at(self.minute + self.draw.uniform(*WALK), lambda: self.start(window, ticket))

    def miss(self, window: int, ticket: Ticket) -> None:
        """Nobody came."""
        key = self.key()
        self.twice(lambda: self.ledger.missed(window, key))
        if self.people[ticket.reference].comes_back:
            again = self.key()
            self.at(self.minute + self.draw.uniform(*AWAY), lambda: self.put_back(window, ticket, again))
        self.at(self.minute + self.draw.uniform(*GAP), lambda: self.next(window))

    def put_back(self, window: int, ticket: Ticket, key: str) -> None:
        """Somebody who was missed asks the clerk."""
        self.twice(lambda: self.ledger.requeue(window, ticket.number, key))
        self.wake(self.queues.by_id[ticket.waits_in])

    def start(self, window: int, ticket: Ticket) -> None:
        """Somebody sits down."""
        key, person = self.key(), self.people[ticket.reference]
        self.twice(lambda: self.ledger.start(window, key))
        if person.held or person.transferred:
            self.at(self.minute + person.service / 2, lambda: self.set_aside(window, ticket))
        else:
            self.at(self.minute + person.service, lambda: self.finish(window, ticket))

    def set_aside(self, window: int, ticket: Ticket) -> None:
        """Half done: a copy is wanting, or another window goes on."""
        person, key = self.people[ticket.reference], self.key()
        others = [one for one in self.hours.open_windows(person.queue, self.plan.day) if one != window]
        if person.transferred and others:
            person.transferred, person.service = False, person.service / 2
            self.twice(lambda: self.ledger.transfer(window, person.queue.id, key))
            self.wake(person.queue)
        else:
            person.held, person.transferred, person.service = False, False, person.service / 2
            self.twice(lambda: self.ledger.hold(window, key))
            self.at(self.minute + self.draw.uniform(*AWAY), lambda: self.take_back(window, ticket))
        self.at(self.minute + self.draw.uniform(*GAP), lambda: self.next(window))

    def take_back(self, window: int, ticket: Ticket) -> None:
        """Somebody put aside is back; as soon as the window is free."""
        key = self.key()
        try:
            resumed = self.twice(lambda: self.ledger.resume(window, ticket.number, key))
        except TicketRefused:
            self.at(self.minute + 1, lambda: self.take_back(window, ticket))
            return
        self.idle.get(self.queues.by_window[window].id, set()).discard(window)
        self.called(window, resumed)

    def finish(self, window: int, ticket: Ticket) -> None:
        """Done."""
        key = self.key()
        self.twice(lambda: self.ledger.served(window, key))
        self.visits[ticket.reference].done = self.minute
        self.at(self.minute + self.draw.uniform(*GAP), lambda: self.next(window))

    def pause(self, window: int) -> None:
        """The clerk goes to lunch."""
        self.ledger.pause(window)
        self.idle.get(self.queues.by_window[window].id, set()).discard(window)
        self.at(self.minute + PAUSE, lambda: self.open(window))

    def open(self, window: int) -> None:
        """And comes back."""
        self.ledger.open(window)
        if self.ledger.at_window(window) is None:
            self.next(window)

    def key(self) -> str:
        """A press's own id."""
        return str(uuid.UUID(int=self.draw.getrandbits(128)))

    def twice[Answer: Ticket | None](self, press: Callable[[], Answer]) -> Answer:
        """A press, now and then a double one: the second must give the same ticket and change nothing."""
        answer = press()
        self.presses += 1
        if self.draw.random() < self.habits.double_press:
            self.doubles += 1
            again = press()
            if answer is not None and (again is None or again.reference != answer.reference):
                raise AssertionError(f"a double press gave {again} after {answer}")
        return answer


def simulate(
    plan: DayPlan, queues: Queues, hours: OpeningHours, estimator: Estimator, rules: Rules, seed: int = 1,
    habits: Habits | None = None, before: Sequence[DayPlan] = (),
) -> Report:  # fmt: skip
    """
    Runs a planned day through a ledger of its own in a temporary folder, and says how it went.

    The days `before` it, in their order, are run first: the ledger then knows the queues' pace when the day begins.
    """
    with tempfile.TemporaryDirectory(prefix="simulated-day") as folder:
        for place, earlier in enumerate(before, start=1):
            # Another seed: a press's id is used once, for ever.
            past = Day(earlier, queues, hours, estimator, rules, Path(folder), seed + place, habits or Habits())
            past.run()
            past.store.close()
        day = Day(plan, queues, hours, estimator, rules, Path(folder), seed, habits or Habits())
        try:
            day.run()
            return make_report(
                day.ledger, day.store, plan, day.visits, day.refused, day.line, (day.presses, day.doubles)
            )
        finally:
            day.store.close()

"""What the ledger's tests share: a small hall, and a clock that can be set."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from assistant.tickets import SHANGHAI, OpeningHours, Queue, Queues, Rules, TicketLedger

from .ledger_stores import SOUND, FaultStore, Home, Plant

MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)


class SetClock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = MONDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **step: float) -> None:
        """Moves by days, hours, minutes or seconds."""
        self.now += timedelta(**step)


def small_hall() -> Queues:
    """Cards at windows 1 and 2 (1 at weekends), passports at window 3 (never at weekends)."""
    cards = Queue("card_1", "A", "card", "1F", (1, 2), (1,))
    passports = Queue("passport_3", "B", "passport", "1F", (3,), (), immediate_share=0.0)
    queues = (cards, passports)
    return Queues(
        {queue.id: queue for queue in queues},
        {"new_card": cards, "lost_card": cards, "passport": passports},
        {window: queue for queue in queues for window in queue.windows},
    )


def always(_day: date) -> bool:
    return True


# Whatever a test does not ask about stands in nobody's way.
GENEROUS = Rules(issues_a_day=10**9, cancels_a_day=10**9, no_shows=0, remote_share=10**9)
ALWAYS_OPEN = OpeningHours(time(0), time(23, 59, 59, 999999), time(0), always)


@dataclass
class Hall:
    """A ledger with its store and clock; `plant` is a bug that the store has."""

    home: Home
    hours: OpeningHours = field(default_factory=OpeningHours)
    clock: SetClock = field(default_factory=SetClock)
    rules: Rules = GENEROUS
    plant: Plant = SOUND
    store: FaultStore = field(init=False)
    ledger: TicketLedger = field(init=False)

    def __post_init__(self) -> None:
        self.store = self.home.store(self.plant)
        self.store.migrate()
        self.ledger = TicketLedger(self.store, small_hall(), self.hours, self.clock, rules=self.rules)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query, read past the ledger."""
        return self.home.rows(sql)

    def change(self, sql: str) -> None:
        """A change made behind the ledger's back."""
        self.home.change(sql)

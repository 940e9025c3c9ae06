"""What the ledger's tests share: a small hall, a clock that can be set, and a store that fails on demand."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from assistant.tickets import SHANGHAI, OpeningHours, Queue, Queues, Rules, SQLiteStore, Ticket, TicketLedger
from assistant.tickets.sqlite_rows import SQLiteTransaction

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


class Fault(Exception):
    """Something broke inside the transaction."""


class AnswerLost(Exception):
    """The commit went through, but its answer never arrived."""


class FastStore(SQLiteStore):
    """The real store without waiting for the disk."""

    synchronous = "OFF"


class FaultRows(SQLiteTransaction):
    """Rows that break at the point the store was told: 1 after the lock, 2 after the counter, 3 after the insert."""

    fault: int = 0

    def lock(self, *queues: str, citizen: str | None = None) -> None:
        super().lock(*queues, citizen=citizen)
        self.break_at(1)

    def next_number(self, queue: str, day: date, remote: bool) -> int:
        no = super().next_number(queue, day, remote)
        self.break_at(2)
        return no

    def insert(self, ticket: Ticket, scope: str, key: str | None) -> None:
        super().insert(ticket, scope, key)
        self.break_at(3)

    def break_at(self, point: int) -> None:
        if self.fault == point:
            raise Fault


class FaultStore(FastStore):
    """A store that breaks at `fault` 1 to 3 (rolled back) or loses the answer of a commit (4)."""

    rows: type[FaultRows] = FaultRows
    schema_changes: tuple[str, ...] = ()
    fault = 0

    @contextmanager
    def write(self) -> Iterator[SQLiteTransaction]:
        with super().write() as tx:
            assert isinstance(tx, FaultRows)
            tx.fault = self.fault
            yield tx
        if self.fault == 4:
            raise AnswerLost

    def migrate(self) -> int:
        steps = super().migrate()
        for statement in self.schema_changes:
            self._connection().execute(statement)
        return steps

    def _rows(self, connection: sqlite3.Connection) -> SQLiteTransaction:
        return self.rows(connection, self._queries)


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
    """A ledger with its store and clock."""

    path: Path
    hours: OpeningHours = field(default_factory=OpeningHours)
    clock: SetClock = field(default_factory=SetClock)
    store_class: type[SQLiteStore] = FastStore
    rules: Rules = GENEROUS
    store: SQLiteStore = field(init=False)
    ledger: TicketLedger = field(init=False)

    def __post_init__(self) -> None:
        self.store = self.store_class(self.path)
        self.store.migrate()
        self.ledger = TicketLedger(self.store, small_hall(), self.hours, self.clock, rules=self.rules)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """The rows of a query, read past the ledger."""
        return [tuple(row) for row in self.store._connection().execute(sql)]

    def change(self, sql: str) -> None:
        """A change made behind the ledger's back."""
        self.store._connection().execute(sql)

"""What a rendered answer may say: facts taken from records and the ledger, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from catalog import Bilingual, Department, Transaction


@dataclass(frozen=True)
class AnswerFacts:
    """A transaction with what depends on its department and on the moment."""

    transaction: Transaction
    department: Department
    phones: tuple[str, ...]
    weekend_windows: tuple[int, ...]
    open_now: bool
    next_open: datetime | None
    opens: time
    closes: time


@dataclass(frozen=True)
class QuietHour:
    """The hour of the week (weekday 0: Monday) with the shortest usual wait, in minutes."""

    weekday: int
    hour: int
    minutes: int


@dataclass(frozen=True)
class WaitFacts:
    """A queue's state for one matter; ``low`` and ``high`` are minutes."""

    matter: Bilingual
    floor: str
    windows: tuple[int, ...]
    ahead: int = 0
    low: int = 0
    high: int = 0
    opens_at: datetime | None = None
    quiet: QuietHour | None = None


@dataclass(frozen=True)
class TicketFacts:
    """A ticket as its holder may see it."""

    reference: str
    number: str
    status: str
    service_date: date
    matter: Bilingual
    transaction: str
    floor: str
    windows: tuple[int, ...]
    wait: WaitFacts
    window: int | None = None
    now_serving: str | None = None
    needs_check_in: bool = False
    may_be_late: bool = False
    may_rejoin: bool = False
    on_hold: bool = False
    materials: tuple[Bilingual, ...] = ()
    lacks: tuple[int, ...] | None = None  # places among the materials; None: not asked yet

"""What a rendered answer may say: facts taken from records and the ledger, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from catalog import Bilingual, Department, Fee, Journey, Transaction
from catalog.fees import FeePeriod
from catalog.journeys import BringItem, FloorVisit, JourneyStep


@dataclass(frozen=True)
class AnswerFacts:
    """A transaction with what depends on its department and on the moment; no ``fee``: none is known for today."""

    transaction: Transaction
    department: Department
    phones: tuple[str, ...]
    weekend_windows: tuple[int, ...]
    open_now: bool
    next_open: datetime | None
    opens: time
    closes: time
    fee: Fee | None
    next_fee: FeePeriod | None = None


@dataclass(frozen=True)
class JourneyStepFacts:
    """One step of a life event with its transaction; ``number`` counts from 1."""

    number: int
    step: JourneyStep
    transaction: Transaction


@dataclass(frozen=True)
class JourneyFacts:
    """A life event with all that follows from its transactions."""

    journey: Journey
    steps: tuple[JourneyStepFacts, ...]
    bring: tuple[BringItem, ...]
    floors: tuple[FloorVisit, ...]


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
    also: tuple[Bilingual, ...] = ()  # further matters of the same number
    kept_for: str | None = None  # the citizen's number that has to be done before this one is called
    kept_window: int | None = None  # the window at which that one is; None: it still waits
    visit: tuple[VisitNumber, ...] = ()  # all numbers of the visit in order, this one among them


@dataclass(frozen=True)
class VisitNumber:
    """One number of a visit as its holder may see it; `window` once one calls it."""

    reference: str
    number: str
    status: str
    transactions: tuple[str, ...]
    matters: tuple[Bilingual, ...]
    floor: str
    windows: tuple[int, ...]
    window: int | None
    step: int


@dataclass(frozen=True)
class VisitStopFacts:
    """One stop of a visit: matters, place, between which moments it begins, minutes on foot to it; its number."""

    step: int
    matters: tuple[Bilingual, ...]
    transactions: tuple[str, ...]
    floor: str
    windows: tuple[int, ...]
    earliest: datetime
    latest: datetime
    walk: float
    number: str | None = None
    reference: str | None = None


@dataclass(frozen=True)
class VisitFacts:
    """A visit as planned or taken: between which moments all is done, and whole minutes on foot."""

    stops: tuple[VisitStopFacts, ...]
    done_from: datetime
    done_to: datetime
    walk: int
    in_order: bool = False
    unheard: bool = False  # something was named that was not understood
    left_out: bool = False  # more than one visit can hold

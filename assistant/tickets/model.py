"""What a queue ticket is: its statuses, the ways between them, and the reasons for which one is refused."""

import inspect
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar


class Status(StrEnum):
    """Where a ticket stands."""

    WAITING = "waiting"  # holds a number, nobody has called it yet
    CALLED = "called"  # a window asks for it
    SERVING = "serving"  # the citizen sits at the window
    SERVED = "served"  # done
    MISSED = "missed"  # was called and nobody came
    CANCELLED = "cancelled"  # given up before it was called; its number is never used again
    EXPIRED = "expired"  # its day ended while it was still open


ACTIVE = frozenset({Status.WAITING, Status.CALLED, Status.SERVING})


class Priority(StrEnum):
    """Why somebody is called sooner; set by staff or volunteers only, shown to nobody."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    WITH_INFANT = "with_infant"
    SOLDIER = "soldier"


class EventKind(StrEnum):
    """What the citizen is told."""

    ISSUED = "issued"  # the number was given
    CALLED = "called"  # a window calls it, or calls it again
    NEAR_TURN = "near_turn"  # the queue moved and exactly two are ahead now; at most once a ticket
    CANCELLED = "cancelled"  # given up
    MISSED = "missed"  # called, nobody came
    EXPIRED = "expired"  # its day ended
    SERVED = "served"  # done
    TURN_PASSED = "turn_passed"  # the turn came before the citizen checked in
    REQUEUED = "requeued"  # missed, waits again


@dataclass(frozen=True, slots=True)
class Ticket:
    """
    One number of one queue on one day; all times are aware and in UTC.

    `queue` names the number series for ever; `waits_in` is the queue that calls it (another one after a transfer).
    The order of calling is (turn, slot, order of issue).
    """

    reference: str = field(repr=False)  # unguessable: whoever holds it may read and cancel the ticket
    queue: str
    number: str
    no: int
    service_date: date
    citizen: str = field(repr=False)
    transaction: str
    status: Status
    issued_at: datetime
    checked_in_at: datetime | None = None
    window: int | None = None
    called_at: datetime | None = None
    serving_at: datetime | None = None
    finished_at: datetime | None = None
    language: str = "zh"
    waits_in: str = ""
    turn: int = 0  # place in the order of calling: the number itself, 0 after a transfer (before every number)
    slot: int = 0  # among those of one turn: how far behind it this one was moved
    returns: int = 0  # how often it came back from a window to the line: it is called once more after each
    for_window: int | None = None  # after a transfer to one window, or held by it: only that window calls it
    remote: bool = False  # taken outside the hall: not called before the citizen checks in
    priority: Priority | None = field(default=None, repr=False)
    ready: tuple[int, ...] | None = None  # places of the materials that the citizen has; None: not asked
    passed_at: datetime | None = None  # when its turn came and the citizen had not checked in
    held_at: datetime | None = None
    lates: int = 0
    requeues: int = 0
    visit: str | None = field(default=None, repr=False)  # links the numbers that were given together
    step: int = 0  # place in the order of the visit, from 1
    bound: bool = False  # called only once those before it in the visit are done, missed or given up
    also: tuple[str, ...] = ()  # further matters that the same number is for


@dataclass(frozen=True, slots=True)
class Place:
    """People ahead, and the range of the wait in minutes."""

    ahead: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Crowd:
    """Those who may be called before somebody, put-aside and passed-over tickets left out."""

    present: int = 0  # checked in
    absent: int = 0  # may still come
    favoured: int = 0  # of those present, with priority

    @property
    def all(self) -> int:
        """Everybody."""
        return self.present + self.absent


@dataclass(frozen=True, slots=True)
class Tally:
    """What a queue gave on a day: all numbers, those to citizens outside the hall, and those given up."""

    given: int = 0
    remote: int = 0
    given_up: int = 0


@dataclass(frozen=True, slots=True)
class Act:
    """A window's press that is done: its ticket as it was before, for taking the press back."""

    id: int
    edge: str
    reference: str | None = field(repr=False)
    at: datetime = field(compare=False)
    before: str | None = field(default=None, repr=False)
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How a queue's forecasts of a day came true: given, known by now, of those inside the range, mean width."""

    queue: str
    given: int
    known: int
    hits: int
    width: float


@dataclass(frozen=True, slots=True)
class Call:
    """What the hall may see of a call: nothing personal."""

    number: str
    window: int
    floor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class TicketEvent:
    """One row of the outbox; `id` grows in the order of the commits."""

    id: int
    kind: EventKind
    reference: str = field(repr=False)
    citizen: str = field(repr=False)
    number: str
    transaction: str
    window: int | None
    language: str
    at: datetime


class TicketRefused(Exception):
    """The ticket office can't do that; `matter`: for which of several transactions, where that is known."""

    reason: ClassVar[str] = "refused"
    matter: str | None = None

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or inspect.cleandoc(type(self).__doc__ or ""))


class CenterClosed(TicketRefused):
    """No numbers are given for this queue now."""

    reason = "closed"

    def __init__(self, opens_at: datetime | None = None) -> None:
        super().__init__()
        self.opens_at = opens_at  # when numbers can next be taken, where that is known


class QueueFull(TicketRefused):
    """Those already waiting fill the rest of the day."""

    reason = "full"


class RemoteFull(QueueFull):
    """The numbers for taking outside the hall are out; the others are kept for those who come."""

    reason = "remote_full"


class TooManyToday(TicketRefused):
    """The citizen has taken, or taken and given up, as many numbers as one may in a day."""

    reason = "too_many_today"


class CoolingDown(TicketRefused):
    """After missing turns no number is given outside the hall for some days."""

    reason = "cooling_down"

    def __init__(self, until: date) -> None:
        super().__init__()
        self.until = until  # the first day on which one may again


class AlreadyActive(TicketRefused):
    """The citizen already holds a number of this queue today."""

    reason = "already_active"

    def __init__(self, ticket: Ticket) -> None:
        super().__init__()
        self.ticket = ticket


class UnknownTicket(TicketRefused):
    """There is no such ticket."""

    reason = "unknown_ticket"


class NumbersGivenNow(TicketRefused):
    """Numbers of the queue are given or open: its windows can't change under them."""

    reason = "numbers_given_now"

    def __init__(self, queue: str) -> None:
        super().__init__()
        self.queue = queue


class UnknownQueue(TicketRefused):
    """No queue serves this matter or window."""

    reason = "unknown_queue"


class WrongState(TicketRefused):
    """The ticket's status does not allow that."""

    reason = "wrong_state"

    def __init__(self, status: Status | None = None) -> None:
        super().__init__()
        self.status = status


class WindowBusy(WrongState):
    """The window still holds a ticket: it must be served, missed or transferred first."""

    reason = "window_busy"


class WindowIdle(WrongState):
    """The window holds no ticket."""

    reason = "window_idle"


class WindowPaused(WrongState):
    """The window pauses: it calls nobody."""

    reason = "window_paused"


class UsedUp(WrongState):
    """That may be done only so often with one ticket."""

    reason = "used_up"


class NothingToUndo(WrongState):
    """The window's last press can't be taken back, or no longer."""

    reason = "nothing_to_undo"


class LedgerUnavailable(TicketRefused):
    """The ticket store can't be used now; nothing was changed or promised."""

    reason = "unavailable"

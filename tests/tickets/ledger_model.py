"""What the ledger should know, kept in plain lists: the tickets, the lines before the windows, and what moves them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from assistant.tickets import Queue, Rules, Status

OPEN = {Status.WAITING, Status.CALLED, Status.SERVING}
RULES = Rules(
    places_back=2, ordinary_between=1, lates=1, issues_a_day=10**9, cancels_a_day=10**9, no_shows=0, remote_share=10**9
)


@dataclass(eq=False)
class Expected:
    """What the model knows of one ticket."""

    reference: str
    citizen: str
    queue: str
    day: date
    no: int
    number: str
    issued: datetime
    present: bool
    priority: bool
    status: Status = Status.WAITING
    waits_in: str = ""
    before_numbers: bool = False  # sent on, or moved behind one that was
    window: int | None = None
    for_window: int | None = None
    passed: datetime | None = None
    held: bool = False
    calls: int = 0
    returns: int = 0
    lates: int = 0
    requeues: int = 0

    @property
    def in_line(self) -> bool:
        return self.status is Status.WAITING and not self.held and self.passed is None

    def goes_away(self) -> None:
        """From a window back to the line."""
        self.status, self.window, self.returns = Status.WAITING, None, self.returns + 1


@dataclass
class Press:
    """A window's last press: what it did, to which ticket, and how that stood before."""

    edge: str
    ticket: Expected
    before: dict[str, object]
    at: datetime


@dataclass
class Model:
    """All tickets in the order they were issued, and each queue's line of the day, in the order of calling."""

    tickets: list[Expected] = field(default_factory=list)
    lines: dict[tuple[str, date], list[Expected]] = field(default_factory=dict)
    favours: dict[tuple[str, date], list[bool]] = field(default_factory=dict)
    paused: set[tuple[int, date]] = field(default_factory=set)
    presses: dict[int, Press | None] = field(default_factory=dict)

    def line(self, one: Expected) -> list[Expected]:
        return self.lines.setdefault((one.waits_in, one.day), [])

    def add(self, one: Expected) -> None:
        self.tickets.append(one)
        self.line(one).append(one)

    def open_on(self, day: date) -> list[Expected]:
        return [one for one in self.tickets if one.status in OPEN and one.day == day]

    def held_by(self, window: int, day: date) -> Expected | None:
        at = [one for one in self.open_on(day) if one.window == window and one.status is not Status.WAITING]
        return at[0] if at else None

    def chosen(self, queue: Queue, window: int, day: date) -> tuple[Expected | None, bool]:
        """Whom the window calls, and whether before the turn."""
        away = {one.citizen for one in self.open_on(day) if one.status is not Status.WAITING}
        line = self.lines.get((queue.id, day), [])
        may = [one for one in line if one.in_line and one.present and one.citizen not in away]
        may = [one for one in may if one.for_window in (None, window)]
        if not may or may[0].priority:
            return (may[0] if may else None), False
        favours = self.favours.get((queue.id, day), [])
        if any(favours[-RULES.ordinary_between :]):
            return may[0], False
        first = [one for one in may if one.priority]
        return (first[0], True) if first else (may[0], False)

    def call(self, one: Expected, window: int, favoured: bool, now: datetime) -> None:
        self.favours.setdefault((one.waits_in, one.day), []).append(favoured)
        if not favoured:
            line = self.line(one)
            for other in line[: line.index(one)]:
                if other.in_line and not other.present:
                    other.passed = now
        one.status, one.window, one.calls = Status.CALLED, window, one.calls + 1

    def move_back(self, one: Expected) -> None:
        """Behind the next k in line behind it."""
        line = self.line(one)
        behind = [other for other in line[line.index(one) + 1 :] if other.in_line][: RULES.places_back]
        if behind:
            self._put_behind(one, behind[-1])

    def from_the_front(self, one: Expected) -> None:
        """Behind the first k in line."""
        first = [other for other in self.line(one) if other.in_line][: RULES.places_back]
        if first:
            self._put_behind(one, first[-1])
        else:
            self.line(one).remove(one)
            self.line(one).append(one)
            one.before_numbers = not any(other.queue == one.waits_in for other in self._of_day(one))

    def send_on(self, one: Expected, queue: str, window: int | None) -> None:
        """Before all numbers, behind those sent on earlier."""
        self.line(one).remove(one)
        one.goes_away()
        one.waits_in, one.for_window = queue, window
        line = self.line(one)
        line.insert(max((place + 1 for place, other in enumerate(line) if other.before_numbers), default=0), one)
        one.before_numbers = True

    def take_back(self, press: Press) -> None:
        """The ticket as it was before the press; where it stood in line only matters while it stands there."""
        one = press.ticket
        if press.edge == "transferred":
            self.line(one).remove(one)
            self.lines[str(press.before["waits_in"]), one.day].insert(0, one)
            one.before_numbers = bool(press.before["before_numbers"])
        for name in ("status", "window", "for_window", "held"):
            setattr(one, name, press.before[name])
        one.returns = one.returns + 1 if press.edge == "called" else press.before["returns"]  # type: ignore[assignment]
        one.waits_in = str(press.before["waits_in"])

    def _put_behind(self, one: Expected, other: Expected) -> None:
        line = self.line(one)
        line.remove(one)
        line.insert(line.index(other) + 1, one)
        one.before_numbers = other.before_numbers

    def _of_day(self, one: Expected) -> Iterator[Expected]:
        return (other for other in self.tickets if other.day == one.day)

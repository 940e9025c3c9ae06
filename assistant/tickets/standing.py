"""What a request for a number is judged by: read at once, because every look costs a way to the store and back."""

from dataclasses import dataclass
from datetime import date

from assistant.tickets.model import Crowd, Tally


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a number, and how far back its answer looks: at cases that tell the pace, and at missed turns."""

    queue: str
    citizen: str
    scope: str
    key: str | None
    cases_days: int
    cases: int
    no_show_days: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What tells how fast a queue goes: paused windows, those that hold somebody, minutes of the newest cases."""

    paused: frozenset[int] = frozenset()
    at_windows: tuple[int, ...] = ()
    cases: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A citizen before a queue on a day. `known` is the reference that the key gave, `active` that of the open ticket.

    `kept` and `given_up` count the citizen's numbers of the day; `no_shows` are days of missed turns, newest first.
    """

    newest_day: date | None
    known: str | None
    active: str | None
    kept: int
    given_up: int
    no_shows: tuple[date, ...]
    tally: Tally
    waiting: Crowd
    scene: Scene


@dataclass(frozen=True, slots=True)
class View:
    """
    A queue as it looked some moments ago: its line, and what tells its pace.

    `own`: those of the line with numbers of the queue itself; `links`: of its audit chain. With the tally they tell the
    store whether anything but new numbers has come to the line since.
    """

    line: Crowd
    own: Crowd
    links: int
    tally: Tally
    scene: Scene


@dataclass(frozen=True, slots=True)
class Lookback:
    """How far back from a day is looked: at cases that tell a pace, and at missed turns."""

    day: date
    since: date
    cases: int
    missed_since: date

"""
Who deletes old data, and when: whichever process is first, once a day, on a lease that ends if the process does.

A kind that fails is told as failed and tried again at the next run; the others go on.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.storage.named_store import NamedStore, Row

log = logging.getLogger(__name__)
SQL = Path(__file__).parent / "sql"
PART = "upkeep"
EVERY = timedelta(days=1)
LEASE = timedelta(hours=2)  # longer than the longest run; a process that died holds others up for so long
KEPT_RUNS = timedelta(days=400)  # reports say nothing of anybody: more than a year, for an auditor


class BusyElsewhere(RuntimeError):
    """Another process is deleting at this moment."""


@dataclass(frozen=True)
class Kind:
    """What is kept for so many days; ``retire`` deletes what is from before a moment and says how many."""

    name: str
    days: int
    retire: Callable[[datetime], int]


@dataclass(frozen=True)
class Run:
    """What one run deleted of each kind, and which kinds failed with what."""

    at: datetime
    deleted: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


class Retention:
    """Deletes what is older than its kind's days. Methods may raise StoreUnavailable."""

    def __init__(self, store: NamedStore, kinds: Sequence[Kind], clock: Callable[[], datetime]) -> None:
        self._store, self.kinds, self._clock = store, tuple(kinds), clock

    def run(self, *, now: bool = False) -> Run | None:
        """A run if one is due, or at once when told so; None when none is due. Raises BusyElsewhere only if told so."""
        at = self._clock()
        if not self._claimed(at, now=now):
            if now:
                raise BusyElsewhere
            return None
        done = Run(at)
        for kind in self.kinds:
            try:
                done.deleted[kind.name] = kind.retire(at - timedelta(days=kind.days))
            except Exception as error:
                log.error("old %s could not be deleted: %s", kind.name, type(error).__name__)
                done.failed[kind.name] = type(error).__name__
        self._record(done)
        return done

    def runs(self, newest: int = 30) -> list[Run]:
        """The newest runs, newest first."""
        return [_run(row) for row in self._store.rows("runs", limit=newest)]

    def _claimed(self, at: datetime, *, now: bool) -> bool:
        moments = {"now": _moment(at), "lease": _moment(at + LEASE), "due": _moment(at + EVERY)}
        with self._store.transaction() as run:
            return bool(run("claim", forced=int(now), **moments))

    def _record(self, done: Run) -> None:
        report = json.dumps({"deleted": done.deleted, "failed": done.failed})
        again = done.at + (EVERY if not done.failed else LEASE)
        with self._store.transaction() as run:
            run("add_run", at=_moment(done.at), report=report)
            run("drop_runs", before=_moment(done.at - KEPT_RUNS))
            run("give_back", now=_moment(done.at), due=_moment(again))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _run(row: Row) -> Run:
    report = json.loads(row["report"])
    return Run(datetime.fromisoformat(row["at"]), report["deleted"], report["failed"])

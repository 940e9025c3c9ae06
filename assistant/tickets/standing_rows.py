"""Rows that are read together: what a request for a number is judged by, and how fast a queue goes."""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from assistant.tickets.desk_rows import DeskRows, Value
from assistant.tickets.model import Crowd, Tally
from assistant.tickets.standing import Asked, Scene, Standing, View


class StandingRows(DeskRows):
    """The part of a `Transaction` whose lists come as JSON; the queries stand in each store's own.sql."""

    def standing(self, asked: Asked, day: date) -> Standing:
        """What a request for a number is judged by, read in one statement."""
        return self._to_standing(self._run("standing", **to_asked_row(asked, day)).fetchone())

    def _to_standing(self, row: Any) -> Standing:
        newest_day, known, active, kept, given_up, no_shows, *of_queue = self._columns(row)
        last_no, remote, cancelled, present, absent, favoured, *scene = of_queue
        return Standing(
            date.fromisoformat(newest_day) if newest_day else None,
            known,
            active,
            kept,
            given_up,
            to_days(no_shows),
            Tally(last_no or 0, remote or 0, cancelled or 0),
            Crowd(present, absent, favoured),
            to_scene(*scene),
        )

    def scene(self, queue: str, day: date, since: date, limit: int) -> Scene:
        """What tells a queue's pace: pauses, windows that hold somebody, and its newest cases since a day."""
        span = {"day": day.isoformat(), "since": since.isoformat()}
        return to_scene(*self._columns(self._run("scene", queue=queue, limit=limit, **span).fetchone()))

    def _columns(self, row: Any) -> Iterable[Any]:
        """All columns of a row in their order: that many are not looked up one by one."""
        return row  # type: ignore[no-any-return]


def to_asked_row(asked: Asked, day: date) -> dict[str, Value]:
    """A request as the query takes it."""
    return {
        "queue": asked.queue,
        "citizen": asked.citizen,
        "scope": asked.scope,
        "key": asked.key,
        "day": day.isoformat(),
        "since": (day - timedelta(days=asked.cases_days)).isoformat(),
        "limit": asked.cases,
        "no_shows_since": (day - timedelta(days=asked.no_show_days - 1)).isoformat(),
    }


def to_views(text: str | None) -> dict[str, View]:
    """What queues look like, out of the JSON of one look at several."""
    seen = json.loads(text) if text else {"queues": None}
    return {queue: _to_view(frozenset(seen["paused"] or ()), *row) for queue, row in (seen["queues"] or {}).items()}


def _to_view(paused: frozenset[int], present: int, absent: int, *own: Any) -> View:
    own_present, own_absent, links, last_no, remote, at_windows, cases = own
    known = (_minutes(*case) for case in cases or () if case[0])
    scene = Scene(paused, tuple(at_windows or ()), tuple(known))
    tally = Tally(last_no or 0, remote or 0)
    return View(Crowd(present, absent), Crowd(own_present, own_absent), links or 0, tally, scene)


def to_days(listed: str | None) -> tuple[date, ...]:
    """Days of a JSON list, newest first."""
    found = _listed(listed)
    return tuple(date.fromisoformat(text) for text in sorted(found, reverse=True)) if found else ()


def to_scene(paused: str | None, at_windows: str | None, cases: str | None) -> Scene:
    """Lists in JSON as what tells a queue's pace."""
    known = (_minutes(*case) for case in _listed(cases) if case[0])
    return Scene(frozenset(_listed(paused)), tuple(_listed(at_windows)), tuple(known))


def _listed(text: str | None) -> list[Any]:
    return json.loads(text) if text and text != "[]" else []


def _minutes(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)) / timedelta(minutes=1)

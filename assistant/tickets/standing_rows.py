"""Rows that are read together: what a request for a number is judged by, and how fast a queue goes."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from assistant.tickets.desk_rows import DeskRows, Row, to_crowd
from assistant.tickets.model import Tally
from assistant.tickets.standing import Asked, Scene, Standing


class StandingRows(DeskRows):
    """The part of a `Transaction` whose lists come as JSON; the queries stand in each store's own.sql."""

    def standing(self, asked: Asked, day: date) -> Standing:
        """What a request for a number is judged by, read in one statement."""
        row = self._run(
            "standing",
            queue=asked.queue,
            citizen=asked.citizen,
            scope=asked.scope,
            key=asked.key,
            day=day.isoformat(),
            since=(day - timedelta(days=asked.cases_days)).isoformat(),
            limit=asked.cases,
            no_shows_since=(day - timedelta(days=asked.no_show_days - 1)).isoformat(),
        ).fetchone()
        return Standing(
            newest_day=date.fromisoformat(row["newest_day"]) if row["newest_day"] else None,
            known=row["known"],
            active=row["active"],
            kept=row["kept"],
            given_up=row["given_up"],
            no_shows=tuple(date.fromisoformat(text) for text in _listed(row["no_shows"])),
            tally=Tally(row["last_no"] or 0, row["remote"] or 0, row["cancelled"] or 0),
            waiting=to_crowd(row),
            scene=_to_scene(row),
        )

    def scene(self, queue: str, day: date, since: date, limit: int) -> Scene:
        """What tells a queue's pace: pauses, windows that hold somebody, and its newest cases since a day."""
        span = {"day": day.isoformat(), "since": since.isoformat()}
        return _to_scene(self._run("scene", queue=queue, limit=limit, **span).fetchone())


def _to_scene(row: Row) -> Scene:
    cases = (_minutes(*case) for case in _listed(row["cases"]) if case[0])
    return Scene(frozenset(_listed(row["paused"])), tuple(_listed(row["at_windows"])), tuple(cases))


def _listed(text: str | None) -> list[Any]:
    return json.loads(text) if text and text != "[]" else []


def _minutes(start: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)) / timedelta(minutes=1)

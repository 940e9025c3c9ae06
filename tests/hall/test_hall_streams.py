"""What the screens follow: one ticket's numbers, the calls of a floor, and a ping that proves the line."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from assistant.tickets import LedgerUnavailable
from connectors.api import streams

from .conftest import MATTER, Hall


def events(hall: Hall, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Kind and data of each event as it comes; closed with the iterator."""
    with hall.http.stream("GET", path) as stream:
        assert stream.status_code == 200
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"
        kind = ""
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                kind = value
            elif name == "data":
                yield kind, json.loads(value)


def next_of(kind: str, stream: Iterator[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
    """The data of the next event of a kind."""
    return next(data for seen, data in stream if seen == kind)


def test_a_ticket_is_followed_by_numbers_only(hall: Hall) -> None:
    """Its status, place and window; no name, no matter, no reference."""
    ticket = hall.takes()
    window = hall.window_of(ticket)
    stream = events(hall, f"/api/v1/tickets/{ticket.reference}/events")
    first = next_of("ticket", stream)
    assert (first["status"], first["ahead"], first["window"]) == ("waiting", 0, None)
    hall.calls(window)
    called = next_of("ticket", stream)
    assert (called["status"], called["window"]) == ("called", window)
    flags = {"checked_in", "on_hold", "turn_passed", "visit", "kept_for", "machine"}
    assert set(called) - flags == {"status", "window", "ahead", "wait_minutes"}
    assert ticket.reference not in json.dumps(called)
    stream.close()


def test_a_ticket_that_is_not_there_has_no_events(hall: Hall) -> None:
    """The same 404 as everywhere."""
    assert hall.http.get("/api/v1/tickets/nonsense/events").status_code == 404


def test_a_ping_tells_the_time_of_the_server(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once at the start and then again and again, so that silence can be told from a lost line."""
    monkeypatch.setattr(streams, "PING_SECONDS", 0.5)
    stream = events(hall, "/api/v1/display/events")
    times = [next_of("ping", stream)["at"] for _ in range(2)]
    assert times[0].startswith("2026-11-23T02:") and times[0] < times[1]
    stream.close()


def test_a_store_that_is_down_sends_no_ping(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """The screen then says that it may be out of date; once the store is back the stream goes on."""
    monkeypatch.setattr(streams, "PING_SECONDS", 0.0)
    asked = []

    def down(limit: int = 10) -> None:
        asked.append(limit)
        raise LedgerUnavailable

    stream = events(hall, "/api/v1/display/events")
    next_of("ping", stream)
    with monkeypatch.context() as broken:
        broken.setattr(hall.parts.ledger, "display", down)
        ticket = hall.takes()
        while len(asked) < 2:
            time.sleep(0.02)
        hall.calls(hall.window_of(ticket))
    kind, data = next((kind, data) for kind, data in stream if kind != "ping" or asked)
    while kind == "ping":
        kind, data = next(stream)
    assert data["calls"][0]["number"] == ticket.number
    stream.close()


def test_a_floor_shows_its_own_calls(hall: Hall) -> None:
    """`?floor=` leaves out the calls of other floors; a floor that is not there shows nothing."""
    ticket = hall.takes()
    hall.calls(hall.window_of(ticket))
    floor = hall.parts.queues.by_transaction[MATTER].floor
    other = next(name for name in hall.parts.catalog.center.floors if name != floor)
    calls = {name: hall.http.get("/api/v1/display", params={"floor": name}).json()["calls"] for name in (floor, other)}
    assert calls[floor][0]["number"] == ticket.number
    assert {call["floor"] for call in calls[floor]} == {floor}
    assert ticket.number not in {call["number"] for call in calls[other]}
    assert hall.http.get("/api/v1/display", params={"floor": "9F"}).json() == {"calls": []}
    stream = events(hall, f"/api/v1/display/events?floor={other}")
    assert all(call["floor"] == other for call in next_of("calls", stream)["calls"])
    stream.close()

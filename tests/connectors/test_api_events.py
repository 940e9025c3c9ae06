"""Server-sent events of a conversation and of the hall, read from the served API as a browser reads them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest


@dataclass(frozen=True)
class Event:
    """One event: its id, its kind and its data."""

    id: str
    kind: str
    data: dict[str, Any]


def events(http: httpx.Client, path: str, headers: dict[str, str]) -> Iterator[Event]:
    """The events of a stream as they come, its pings left out; closed with the iterator."""
    with http.stream("GET", path, headers=headers) as stream:
        assert stream.status_code == 200
        assert stream.headers["content-type"].startswith("text/event-stream")
        fields: dict[str, str] = {}
        for line in stream.iter_lines():
            name, _, value = line.partition(": ")
            if line and name:
                fields[name] = value
            elif "data" in fields:
                if fields["event"] != "ping":
                    yield Event(fields.get("id", ""), fields["event"], json.loads(fields["data"]))
                fields = {}


@pytest.fixture
def matter(http: httpx.Client) -> dict[str, Any]:
    """A matter whose queue no other test uses."""
    listed: list[dict[str, Any]] = http.get(
        "/api/v1/transactions", params={"department": "marriage_registration"}
    ).json()["transactions"]
    return listed[0]


def test_a_ticket_is_told_of_as_it_goes(
    http: httpx.Client,
    citizen: Callable[..., Any],
    staff: dict[str, str],
    matter: dict[str, Any],
    cleared: Callable[[int], int],
) -> None:
    speaker, window = citizen(), cleared(matter["windows"][0])
    ticket = speaker.comes_with(matter["id"])
    stream = events(http, "/api/v1/events", speaker.headers)
    issued = next(stream)
    assert (issued.kind, issued.data["number"], issued.data["window"]) == ("issued", ticket["number"], None)
    http.post(f"/api/v1/windows/{window}/next", headers=staff)
    called = next(stream)
    assert (called.kind, called.data["number"], called.data["window"]) == ("called", ticket["number"], window)
    assert called.data["reference"] == ticket["reference"]
    assert int(called.id) > int(issued.id)
    stream.close()

    http.post(f"/api/v1/windows/{window}/start", headers=staff)
    http.post(f"/api/v1/windows/{window}/served", headers=staff)
    resumed = events(http, "/api/v1/events", {**speaker.headers, "Last-Event-ID": issued.id})
    assert next(resumed) == called, "what was missed comes again, what was seen does not"
    assert next(resumed).kind == "served"
    resumed.close()


@pytest.mark.parametrize("last", [b"x", b"-1", b"1.5", b"", b"9" * 40, b"\xb2", b"0 or 1"])
def test_a_wrong_last_event_id_starts_from_the_beginning(
    http: httpx.Client, citizen: Callable[..., Any], matter: dict[str, Any], last: bytes
) -> None:
    speaker = citizen()
    ticket = speaker.takes(matter["id"])
    stream = events(http, "/api/v1/events", {**speaker.headers, "Last-Event-ID": last})  # type: ignore[dict-item]
    try:
        assert next(stream).data["number"] == ticket["number"]
    finally:
        stream.close()
        http.delete(f"/api/v1/tickets/{ticket['reference']}")


def test_events_are_ones_own(http: httpx.Client, citizen: Callable[..., Any], matter: dict[str, Any]) -> None:
    first, second = citizen(), citizen()
    foreign, own = first.takes(matter["id"]), second.takes(matter["id"])
    stream = events(http, "/api/v1/events", second.headers)
    assert next(stream).data["reference"] == own["reference"]
    stream.close()
    for ticket in (foreign, own):
        http.delete(f"/api/v1/tickets/{ticket['reference']}")


def test_the_hall_sees_numbers_and_windows_only(
    http: httpx.Client,
    citizen: Callable[..., Any],
    staff: dict[str, str],
    matter: dict[str, Any],
    cleared: Callable[[int], int],
) -> None:
    window = cleared(matter["windows"][-1])
    stream = events(http, "/api/v1/display/events", {})
    next(stream)
    ticket = citizen().comes_with(matter["id"])
    http.post(f"/api/v1/windows/{window}/next", headers=staff)
    shown = next(stream)
    assert shown.kind == "calls"
    assert (shown.data["calls"][0]["number"], shown.data["calls"][0]["window"]) == (ticket["number"], window)
    assert all(set(call) == {"number", "window", "floor", "at"} for call in shown.data["calls"])
    stream.close()
    http.post(f"/api/v1/windows/{window}/missed", headers=staff)

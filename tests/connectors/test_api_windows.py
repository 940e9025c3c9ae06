"""Windows for clerks and calls for the hall, over the served API."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

MATTER = "housing_fund_rent_withdrawal"
ACTS = ("next", "recall", "start", "served", "missed", "transfer", "hold", "resume", "requeue", "pause", "open", "undo")


@pytest.fixture
def window(http: httpx.Client, cleared: Callable[[int], int]) -> Iterator[int]:
    """A window that holds no ticket and whose queue is empty, before and after."""
    number = cleared(http.get(f"/api/v1/transactions/{MATTER}").json()["windows"][0])
    yield number
    cleared(number)


def arrived(http: httpx.Client, citizen: Callable[..., Any]) -> dict[str, Any]:
    """The number of somebody who is in the hall."""
    ticket: dict[str, Any] = citizen().takes(MATTER)
    assert http.post(f"/api/v1/tickets/{ticket['reference']}/check-in").status_code == 200
    return ticket


@pytest.mark.parametrize("act", [*ACTS, None])
def test_a_window_obeys_staff_only(http: httpx.Client, citizen: Callable[..., Any], act: str | None) -> None:
    method, path = ("POST", f"/api/v1/windows/7/{act}") if act else ("GET", "/api/v1/windows/7")
    body = {"json": {"to": 8}} if act == "transfer" else {}
    nobody = http.request(method, path, **body)
    assert (nobody.status_code, nobody.headers["www-authenticate"]) == (401, "Bearer")
    for wrong in ("wrong", "a staff token of the test", "ä", citizen().token):
        header = {"Authorization": f"Bearer {wrong}".encode()}
        refused = http.request(method, path, headers=header, **body)
        assert refused.status_code == 403
        assert refused.headers["content-type"] == "application/problem+json"


def test_a_number_from_call_to_done(
    http: httpx.Client, citizen: Callable[..., Any], staff: dict[str, str], window: int
) -> None:
    def does(act: str, **body: Any) -> httpx.Response:
        return http.post(f"/api/v1/windows/{window}/{act}", headers=staff, json=body or None)

    def status() -> str:
        found: str = http.get(f"/api/v1/tickets/{ticket['reference']}").json()["status"]
        return found

    def waiting() -> int:
        count: int = http.get(f"/api/v1/windows/{window}", headers=staff).json()["waiting"]
        return count

    before = waiting()  # numbers that other tests of the same hall took
    ticket, click = arrived(http, citizen), str(uuid.uuid4())
    assert waiting() == before + 1
    called = does("next", request_id=click).json()
    assert called["ticket"]["number"] == ticket["number"]
    assert "reference" not in called["ticket"]
    assert does("next", request_id=click).json() == called, "the same click calls nobody twice"
    assert (does("next").status_code, status()) == (409, "called")
    shown = http.get("/api/v1/display").json()["calls"][0]
    assert (shown["number"], shown["window"]) == (ticket["number"], window)
    assert set(shown) == {"number", "window", "floor", "at"}
    assert does("recall").status_code == 200
    assert http.delete(f"/api/v1/tickets/{ticket['reference']}").status_code == 409
    assert (does("start").status_code, status()) == (200, "serving")
    assert (does("served").status_code, status()) == (200, "served")
    assert does("served").status_code == 409
    assert does("next").json()["ticket"] is None


def test_a_number_that_nobody_answers_to(
    http: httpx.Client, citizen: Callable[..., Any], staff: dict[str, str], window: int
) -> None:
    ticket = arrived(http, citizen)
    assert http.post(f"/api/v1/windows/{window}/next", headers=staff).json()["ticket"]["number"] == ticket["number"]
    assert http.post(f"/api/v1/windows/{window}/missed", headers=staff).json()["ticket"]["status"] == "missed"
    assert http.get(f"/api/v1/tickets/{ticket['reference']}").json()["status"] == "missed"


def test_a_number_sent_on(http: httpx.Client, citizen: Callable[..., Any], staff: dict[str, str], window: int) -> None:
    neighbour = window + 1
    ticket = arrived(http, citizen)
    http.post(f"/api/v1/windows/{window}/next", headers=staff)
    sent = http.post(f"/api/v1/windows/{window}/transfer", headers=staff, json={"to": neighbour})
    assert (sent.status_code, sent.json()["ticket"]["status"]) == (200, "waiting")
    there = http.post(f"/api/v1/windows/{neighbour}/next", headers=staff).json()["ticket"]
    assert there["number"] == ticket["number"]
    http.post(f"/api/v1/windows/{neighbour}/start", headers=staff)
    assert http.post(f"/api/v1/windows/{neighbour}/served", headers=staff).json()["ticket"]["status"] == "served"


@pytest.mark.parametrize(
    ("number", "status"), [("102", 404), ("999", 404), ("0", 422), ("-1", 422), ("x", 422), ("1000", 422)]
)
def test_a_window_that_is_not_there(http: httpx.Client, staff: dict[str, str], number: str, status: int) -> None:
    for answer in (
        http.get(f"/api/v1/windows/{number}", headers=staff),
        http.post(f"/api/v1/windows/{number}/next", headers=staff),
    ):
        assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"to": null}', b'{"to": {}}', b'{"to": 1.5}', b"{", b'{"to": "\\ud800"}']
)
def test_a_transfer_of_the_wrong_form(http: httpx.Client, staff: dict[str, str], window: int, body: bytes) -> None:
    refused = http.post(
        f"/api/v1/windows/{window}/transfer", headers={**staff, "Content-Type": "application/json"}, content=body
    )
    assert 400 <= refused.status_code < 500
    assert refused.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("to", [102, "no_such_queue", "8", 10**18])
def test_a_transfer_to_nowhere(
    http: httpx.Client, citizen: Callable[..., Any], staff: dict[str, str], window: int, to: int | str
) -> None:
    arrived(http, citizen)
    held = http.post(f"/api/v1/windows/{window}/next", headers=staff).json()["ticket"]
    assert http.post(f"/api/v1/windows/{window}/transfer", headers=staff, json={"to": to}).status_code == 404
    assert http.get(f"/api/v1/windows/{window}", headers=staff).json()["ticket"] == held

"""Tickets and windows over the served API, on the real ledger."""

import json
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.bootstrap import open_stores
from assistant.conversation import Conversation
from connectors.gateway import create_app, services_of

FIELDS = {
    *("reference", "number", "transaction", "service_date", "status", "floor", "windows", "ahead", "wait_minutes"),
    "issued_at",
}
MATTER = "passport_renewal"


def test_a_number_is_given_watched_and_given_up(citizen: Callable[..., Any], http: httpx.Client) -> None:
    ticket = citizen().takes(MATTER)
    assert set(ticket) >= FIELDS
    assert re.fullmatch(r"[A-Z]{1,2}\d{3,}", ticket["number"])
    assert (ticket["status"], ticket["service_date"], ticket["floor"]) == ("waiting", "2026-11-23", "1F")
    assert ticket["windows"] == [7, 8, 9, 10]
    assert 0 <= ticket["wait_minutes"]["low"] <= ticket["wait_minutes"]["high"]
    assert datetime.fromisoformat(ticket["issued_at"]).utcoffset() is not None
    assert len(ticket["reference"]) >= 22
    path = f"/api/v1/tickets/{ticket['reference']}"
    assert http.get(path).json()["number"] == ticket["number"]
    assert http.post(f"{path}/check-in").json()["checked_in_at"] is not None
    assert http.delete(path).json()["status"] == "cancelled"
    assert http.delete(path).json()["status"] == "cancelled"
    assert http.get(path).json()["status"] == "cancelled"
    refused = http.post(f"{path}/check-in")
    assert (refused.status_code, refused.json()["code"]) == (409, "wrong_state")


def test_numbers_of_a_queue_follow_each_other(citizen: Callable[..., Any]) -> None:
    first, second = (citizen().takes("vehicle_ownership_transfer") for _ in range(2))
    (letters, before), (same, after) = (re.findall(r"[A-Z]+|[0-9]+", ticket["number"]) for ticket in (first, second))
    assert (same, int(after)) == (letters, int(before) + 1)
    assert second["ahead"] == first["ahead"] + 1


@pytest.mark.parametrize(("language", "own"), [("zh", False), ("en", True)])
def test_a_second_number_of_the_same_queue_is_refused(citizen: Callable[..., Any], language: str, own: bool) -> None:
    speaker = citizen(language)
    ticket = speaker.takes(MATTER)
    refused = speaker.post("/api/v1/tickets", transaction=MATTER)
    problem = refused.json()
    assert (refused.status_code, problem["code"], problem["number"]) == (409, "already_active", ticket["number"])
    assert problem["reference"] == ticket["reference"]
    assert problem["detail"].isascii() == own


def test_the_same_message_id_gives_the_same_ticket(citizen: Callable[..., Any]) -> None:
    speaker, once = citizen(), str(uuid.uuid4())
    first = speaker.takes(MATTER, message_id=once)
    assert speaker.takes(MATTER, message_id=once)["reference"] == first["reference"]


def test_chat_and_api_see_the_same_ticket(citizen: Callable[..., Any], http: httpx.Client) -> None:
    speaker = citizen()
    ticket = speaker.takes(MATTER)
    told = speaker.says("我的号排到哪了")["replies"][0]
    assert (told["kind"], told["card"]["reference"]) == ("ticket", ticket["reference"])
    assert ticket["number"] in told["text"]
    http.delete(f"/api/v1/tickets/{ticket['reference']}")
    assert speaker.says("我的号排到哪了")["replies"][0]["card"]["status"] == "cancelled"


@pytest.mark.parametrize("method", ["GET", "DELETE", "POST"])
def test_a_reference_that_is_not_there(http: httpx.Client, method: str) -> None:
    end = "/check-in" if method == "POST" else ""
    guesses = ["x", "A" * 22, "A" * 64, "%FF%FE", "'%20or%201=1", "护照", "%00"]
    answers = {
        (answer.status_code, json.dumps(answer.json() | {"instance": ""}))  # each request has an id of its own
        for guess in guesses
        for answer in [http.request(method, f"/api/v1/tickets/{guess}{end}")]
    }
    assert len(answers) == 1
    assert next(iter(answers))[0] == 404


@pytest.mark.parametrize(
    "body", [{}, {"transaction": ""}, {"transaction": 7}, {"transaction": "x" * 81}, {"transaction": None}]
)
def test_a_request_of_the_wrong_form_is_refused(citizen: Callable[..., Any], body: dict[str, Any]) -> None:
    refused = citizen().post("/api/v1/tickets", **body)
    assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize(("language", "own"), [("zh", False), ("en", True)])
def test_no_number_for_an_unknown_matter(citizen: Callable[..., Any], language: str, own: bool) -> None:
    refused = citizen(language).post("/api/v1/tickets", transaction="no_such")
    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_transaction")
    assert refused.json()["detail"].isascii() == own


@contextmanager
def hall_at(folder: Path, clock: str, settings_at: Any, serving: Any) -> Iterator[httpx.Client]:
    """The API at another hour; its engine does not start, and tickets go on without it."""
    stores = open_stores(settings_at(folder, clock))

    def no_engine() -> Conversation:
        raise RuntimeError("no engine in this test")

    with serving(create_app(services_of(stores), no_engine, stores.close)) as address:
        with httpx.Client(base_url=address) as client:
            yield client


@pytest.mark.parametrize(
    ("clock", "opens"),
    [
        ("2026-11-23T16:31:00+08:00", "2026-11-24T07:00:00+08:00"),
        ("2026-11-23T06:30:00+08:00", "2026-11-23T07:00:00+08:00"),
        ("2026-11-27T23:59:00+08:00", "2026-11-28T07:00:00+08:00"),
    ],
)
def test_no_number_outside_the_hours(
    tmp_path: Path, settings_at: Any, serving: Any, clock: str, opens: str, caplog: pytest.LogCaptureFixture
) -> None:
    with hall_at(tmp_path, clock, settings_at, serving) as http:
        token = http.post("/api/v1/sessions", json={"language": "en"}).json()["token"]
        refused = http.post(
            "/api/v1/tickets", json={"transaction": MATTER}, headers={"Authorization": f"Bearer {token}"}
        )
        problem = refused.json()
        assert (refused.status_code, problem["code"]) == (409, "closed")
        assert datetime.fromisoformat(problem["opens_at"]) == datetime.fromisoformat(opens)
        assert http.get("/readyz").status_code == 503
        assert http.get("/api/v1/transactions").status_code == 200


def test_shortly_before_closing_the_numbers_run_out(
    tmp_path: Path, settings_at: Any, serving: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with hall_at(tmp_path, "2026-11-23T16:20:00+08:00", settings_at, serving) as http:
        codes = []
        for _ in range(40):
            token = http.post("/api/v1/sessions").json()["token"]
            answer = http.post(
                "/api/v1/tickets", json={"transaction": MATTER}, headers={"Authorization": f"Bearer {token}"}
            )
            codes.append(answer.status_code if answer.status_code == 201 else answer.json()["code"])
    assert codes[0] == 201
    assert codes[-1] == "full"
    assert codes == sorted(codes, key=str)

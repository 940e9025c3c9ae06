"""What a volunteer may do: numbers, priority and check-in in the hall, never a window; guessing is slowed down."""

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.bootstrap import Assistant
from assistant.operations.limits import Limiter
from connectors.gateway import create_app, services_of

PIN = "482913"
Serving = Callable[[FastAPI], AbstractContextManager[str]]


@pytest.fixture
def shift(http: httpx.Client) -> dict[str, str]:
    """Headers of a volunteer on shift."""
    answer = http.post("/api/v1/shifts", json={"volunteer": "li", "pin": PIN})
    assert answer.status_code == 201, answer.text
    return {"Authorization": f"Bearer {answer.json()['token']}"}


def take(http: httpx.Client, headers: dict[str, str], **more: Any) -> httpx.Response:
    return http.post("/api/v1/hall/tickets", json={"transaction": "water_account_transfer", **more}, headers=headers)


def test_a_number_belongs_to_the_citizens_conversation_and_is_given_once(
    http: httpx.Client, shift: dict[str, str], citizen: Any, assistant: Assistant
) -> None:
    """Again under the same key it is the same number, checked in, with its priority told to nobody."""
    person, key = citizen(), str(uuid.uuid4())
    asked = {"message_id": key, "session": person.token, "priority": "elderly", "ready": [0]}
    first, again = take(http, shift, **asked), take(http, shift, **asked)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["reference"] == again.json()["reference"]
    assert first.json()["checked_in_at"] and "elderly" not in first.text
    conversation = assistant.stores.tokens.read(person.token)[0]
    (held,) = assistant.stores.ledger.active_of(conversation)
    assert (held.number, held.priority, held.ready) == (first.json()["number"], "elderly", (0,))
    assert held.number in person.says("我的号排到哪了")["replies"][0]["text"]
    http.delete(f"/api/v1/tickets/{held.reference}").raise_for_status()


def test_a_number_without_a_conversation_is_everybodys_who_holds_its_paper(
    http: httpx.Client, shift: dict[str, str]
) -> None:
    ticket = take(http, shift).json()
    assert http.get(f"/api/v1/tickets/{ticket['reference']}").json()["number"] == ticket["number"]
    http.delete(f"/api/v1/tickets/{ticket['reference']}").raise_for_status()


def test_a_forged_conversation_is_refused(http: httpx.Client, shift: dict[str, str]) -> None:
    assert take(http, shift, session="forged").status_code == 422


def test_a_volunteer_works_at_no_window_and_a_citizen_in_no_hall(
    http: httpx.Client, shift: dict[str, str], citizen: Any
) -> None:
    assert http.get("/api/v1/windows/1", headers=shift).status_code == 403
    assert http.post("/api/v1/windows/1/next", headers=shift).status_code == 403
    assert http.get("/api/v1/staff/me", headers=shift).status_code == 403
    assert take(http, citizen().headers).status_code == 403
    assert take(http, {}).status_code == 401
    assert http.get("/api/v1/messages", headers=shift).status_code == 401


def test_a_log_out_ends_the_shift(http: httpx.Client, shift: dict[str, str]) -> None:
    assert http.get("/api/v1/shifts/current", headers=shift).json()["volunteer"] == "li"
    assert http.delete("/api/v1/shifts/current", headers=shift).status_code == 204
    assert http.get("/api/v1/shifts/current", headers=shift).status_code == 403
    assert take(http, shift).status_code == 403


def test_guessing_is_slowed_down_and_keeps_nobody_else_out(assistant: Assistant, serving: Serving) -> None:
    """Five wrong PINs shut that volunteer out at that address, the right one too; others log in."""
    services = replace(services_of(assistant.stores), limiter=Limiter(on=True))
    app = create_app(services, lambda: assistant.conversation, lambda: None)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        wrong = [client.post("/api/v1/shifts", json={"volunteer": "li", "pin": f"99120{n}"}) for n in range(6)]
        assert [answer.status_code for answer in wrong] == [403] * 5 + [429]
        assert wrong[0].json()["code"] == "wrong_pin" and "Retry-After" in wrong[-1].headers
        assert client.post("/api/v1/shifts", json={"volunteer": "li", "pin": PIN}).status_code == 429
        assert client.post("/api/v1/shifts", json={"volunteer": "wang", "pin": "739205"}).status_code == 201

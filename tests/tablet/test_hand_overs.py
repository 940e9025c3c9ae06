"""A conversation goes on elsewhere: the same context, once, for ten minutes, and the tablet sees that it has."""

import uuid
from datetime import timedelta
from typing import Any

import httpx
import pytest

from assistant.operations import hand_over


def redeem(http: httpx.Client, code: str, device: str | None = None) -> httpx.Response:
    return http.post("/api/v1/hand-overs/redeem", json={"code": code, "device": device or str(uuid.uuid4())})


def offered(person: Any) -> dict[str, Any]:
    answer = person.post("/api/v1/hand-overs")
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def test_the_phone_goes_on_where_the_tablet_stopped(http: httpx.Client, citizen: Any) -> None:
    """What was asked is in the history, a follow-up is understood from it, numbers come along."""
    tablet = citizen()
    tablet.says("护照到期了要带什么")
    ticket = tablet.takes("passport_renewal")
    made = offered(tablet)
    assert made["links"] == {"web": f"{str(http.base_url).rstrip('/')}/continue#{made['code']}"}
    assert not tablet.post("/api/v1/hand-overs/state", code=made["code"]).json()["used"]
    found = redeem(http, made["code"]).json()
    assert (found["kind"], found["path"], found["tickets"]) == ("conversation", "/chat", [ticket["number"]])
    phone = citizen()
    phone.token = found["token"]
    said = http.get("/api/v1/messages", headers=phone.headers).json()["messages"]
    assert said[0]["text"] == "护照到期了要带什么"
    assert "护照" in phone.says("多少钱")["replies"][0]["text"]
    assert tablet.post("/api/v1/hand-overs/state", code=made["code"]).json()["used"]
    http.delete(f"/api/v1/tickets/{ticket['reference']}").raise_for_status()


def test_a_code_serves_one_phone_which_may_ask_again(http: httpx.Client, citizen: Any) -> None:
    """An answer that was lost on its way costs nothing; somebody who photographed the code gets nothing."""
    code, phone = offered(citizen())["code"], str(uuid.uuid4())
    assert redeem(http, code, phone).status_code == 200
    assert redeem(http, code, phone).status_code == 200
    stolen = redeem(http, code)
    assert (stolen.status_code, stolen.json()["code"]) == (410, "link_refused")


@pytest.mark.parametrize("code", ["x", "c" * 56, "护照", "-" * 64])
def test_a_forged_code_is_refused(http: httpx.Client, code: str) -> None:
    assert redeem(http, code).status_code == 410


def test_a_code_ends_after_ten_minutes(http: httpx.Client, citizen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_over, "LIFE", timedelta(seconds=-1))
    assert redeem(http, offered(citizen())["code"]).status_code == 410


def test_a_code_is_made_for_the_own_conversation_only(http: httpx.Client) -> None:
    assert http.post("/api/v1/hand-overs").status_code == 401
    assert http.post("/api/v1/hand-overs/state", json={"code": "x"}).status_code == 401


def test_the_page_behind_the_code_spends_nothing_by_being_looked_at(http: httpx.Client, citizen: Any) -> None:
    """Messengers fetch an address to show it; the code stands behind the # and never reaches a server."""
    code = offered(citizen())["code"]
    page = http.get("/continue")
    assert page.status_code == 200 and "noindex" in page.headers["X-Robots-Tag"]
    assert redeem(http, code).status_code == 200

"""Check-in, running late, readiness, priority, the clerks' further presses and the queues, over the API."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

MATTERS = ("passport_renewal", "housing_fund_rent_withdrawal", "vehicle_ownership_transfer", "gas_bill_payment")
PERSONAL = ("reference", "citizen", "priority")


@pytest.fixture
def matter(http: httpx.Client, cleared: Callable[[int], int]) -> Iterator[tuple[str, int]]:
    """A matter and a window of its queue that calls nobody else."""
    found = http.get("/api/v1/transactions", params={"department": "water", "limit": 1}).json()["transactions"][0]
    window = cleared(found["windows"][-1])
    yield found["id"], window
    cleared(window)


@pytest.fixture
def at(http: httpx.Client, staff: dict[str, str], matter: tuple[str, int]) -> Callable[..., httpx.Response]:
    """Presses a button at the window."""
    return lambda act, **body: http.post(f"/api/v1/windows/{matter[1]}/{act}", headers=staff, json=body or None)


def test_a_remote_number_from_phone_to_window(
    http: httpx.Client, citizen: Callable[..., Any], matter: tuple[str, int], at: Any, staff: dict[str, str]
) -> None:
    """Not called before check-in; the window sees what the citizen brings, and not who that is."""
    ticket = citizen().takes(matter[0], ready=[0])
    path = f"/api/v1/tickets/{ticket['reference']}"
    assert (ticket["needs_check_in"], ticket["may"]["check_in"], ticket["ready"]["has"]) == (True, True, [0])
    assert at("next").json()["ticket"] is None
    lacks = http.patch(path, json={"ready": []}).json()["ready"]
    assert lacks["has"] == [] and lacks["lacks"]
    arrived = http.post(f"{path}/check-in").json()
    assert (arrived["needs_check_in"], arrived["may"]["check_in"]) == (False, False)
    called = at("next").json()["ticket"]
    assert called["number"] == ticket["number"]
    assert [one["index"] for one in called["ready"]["lacks"]] == lacks["lacks"]
    assert set(called["ready"]["lacks"][0]["name"]) == {"zh", "en"}
    view = http.get(f"/api/v1/windows/{matter[1]}", headers=staff).json()
    assert view["ticket"] == called
    assert not any(word in str(view) for word in (*PERSONAL, ticket["reference"]))


def test_hold_resume_requeue_pause_and_undo(
    citizen: Callable[..., Any], http: httpx.Client, staff: dict[str, str], matter: tuple[str, int], at: Any
) -> None:
    """The clerk's further buttons, each with its answer."""
    given = http.post("/api/v1/hall/tickets", headers=staff, json={"transaction": matter[0]}).json()
    path = f"/api/v1/tickets/{given['reference']}"
    press = str(uuid.uuid4())
    assert at("next", request_id=press).json()["ticket"]["number"] == given["number"]
    assert at("hold").json()["ticket"]["status"] == "waiting"
    assert http.get(path).json()["on_hold"]
    assert [one["number"] for one in http.get(f"/api/v1/windows/{matter[1]}", headers=staff).json()["on_hold"]] == [
        given["number"]
    ]
    assert at("resume", number=given["number"]).json()["ticket"]["status"] == "called"
    missed = at("missed").json()
    assert missed["undo_until"]
    assert at("undo").json()["ticket"]["status"] == "called"
    at("missed")
    assert http.get(path).json()["may"]["rejoin"]
    assert at("requeue").json()["ticket"]["status"] == "waiting"
    used_up = http.post(f"{path}/rejoin")
    assert (used_up.status_code, used_up.json()["code"]) == (409, "wrong_state")
    assert at("pause").json()["paused"]
    refused = at("next")
    assert (refused.status_code, refused.json()["code"]) == (409, "window_paused")
    assert not at("open").json()["paused"]
    assert (at("undo").status_code, at("undo").json()["code"]) == (409, "nothing_to_undo")


def test_priority_is_given_by_staff_alone(
    http: httpx.Client, staff: dict[str, str], citizen: Callable[..., Any], matter: tuple[str, int], at: Any
) -> None:
    """A volunteer's number with priority is called first, shows it to nobody; a citizen can't set it."""
    speaker = citizen()
    first = speaker.takes(matter[0], priority="elderly")
    http.post(f"/api/v1/tickets/{first['reference']}/check-in")
    asked = {"transaction": matter[0], "priority": "with_infant", "message_id": str(uuid.uuid4())}
    given = http.post("/api/v1/hall/tickets", headers=staff, json=asked)
    assert given.status_code == 201 and "priority" not in given.text and "infant" not in given.text
    assert http.post("/api/v1/hall/tickets", headers=staff, json=asked).json()["reference"] == given.json()["reference"]
    assert at("next").json()["ticket"]["number"] == given.json()["number"]
    assert http.post("/api/v1/hall/tickets", json=asked).status_code == 401
    path = f"/api/v1/hall/tickets/{first['reference']}"
    assert http.patch(path, json={"priority": "soldier"}, headers=speaker.headers).status_code == 403
    assert http.patch(path, json={"priority": "rich"}, headers=staff).status_code == 422
    assert http.patch(path, json={"priority": "soldier"}, headers=staff).status_code == 200


def test_check_in_by_the_code_of_the_entrance(
    http: httpx.Client, staff: dict[str, str], citizen: Callable[..., Any], matter: tuple[str, int], at: Any
) -> None:
    """All open numbers of a conversation; a wrong code tells nothing; a volunteer does it by number."""
    code = http.get("/api/v1/hall/check-in-code", headers=staff).json()
    assert code["path"] == f"/check-in?code={code['code']}" and code["valid_on"] == "2026-11-23"
    speaker = citizen()
    ticket = speaker.takes(matter[0])
    for wrong in ("AAAAAAAA", "", "码"):
        refused = speaker.post("/api/v1/check-in", code=wrong)
        assert (refused.status_code, refused.json()["code"]) == (403, "bad_code")
    assert http.get(f"/api/v1/tickets/{ticket['reference']}").json()["needs_check_in"]
    (arrived,) = speaker.post("/api/v1/check-in", code=code["code"].lower()).json()["tickets"]
    assert arrived["number"] == ticket["number"] and not arrived["needs_check_in"]
    here = citizen().takes(matter[0], hall_code=code["code"])
    assert not here["needs_check_in"]
    other = citizen().takes(matter[0])
    by_volunteer = http.post("/api/v1/hall/check-in", headers=staff, json={"number": other["number"]})
    assert not by_volunteer.json()["needs_check_in"]
    assert http.post("/api/v1/hall/check-in", headers=staff, json={"number": "Z999"}).status_code == 404
    assert http.post("/api/v1/hall/check-in", headers=staff, json={}).status_code == 422


def test_running_late_and_leaving_home(
    http: httpx.Client, citizen: Callable[..., Any], matter: tuple[str, int], at: Any
) -> None:
    """Twice, then no more; the way's minutes give the hour to leave."""
    path = f"/api/v1/tickets/{citizen().takes(matter[0])['reference']}"
    assert http.post(f"{path}/late").json()["may"]["late"]
    assert not http.post(f"{path}/late").json()["may"]["late"]
    refused = http.post(f"{path}/late")
    assert (refused.status_code, refused.json()["code"]) == (409, "used_up")
    assert http.get(path, params={"travel_minutes": 30}).json()["leave_at"].startswith("2026-11-23T10:")
    assert "leave_at" not in http.get(path).json()
    assert http.get(path, params={"travel_minutes": 999}).status_code == 422


@pytest.mark.parametrize("ready", [[200], [-1], [None], "all"])
def test_materials_that_are_none(citizen: Callable[..., Any], matter: tuple[str, int], ready: Any) -> None:
    """A place that the list has not."""
    refused = citizen().post("/api/v1/tickets", transaction=matter[0], ready=ready)
    assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")


def test_waits_and_queues(http: httpx.Client, staff: dict[str, str], matter: tuple[str, int]) -> None:
    """Open to all: the wait and the best times; for staff: every queue."""
    wait = http.get(f"/api/v1/transactions/{matter[0]}/wait").json()
    assert wait["wait_minutes"]["low"] <= wait["wait_minutes"]["high"]
    assert all(best["seen"] >= 5 and 0 <= best["weekday"] <= 6 for best in wait["best_times"])
    assert http.get("/api/v1/transactions/no_such/wait").status_code == 404
    assert http.get("/api/v1/queues").status_code == 401
    queues = http.get("/api/v1/queues", headers=staff).json()["queues"]
    assert sum(len(queue["windows"]) for queue in queues) == 101
    assert all(queue["hit_rate"] is None or 0 <= queue["hit_rate"] <= 1 for queue in queues)


def test_the_fourth_number_of_a_day_is_refused(citizen: Callable[..., Any]) -> None:
    """With its reason in the citizen's language."""
    for language in ("zh", "en"):
        speaker = citizen(language)
        answers = [speaker.post("/api/v1/tickets", transaction=matter) for matter in MATTERS]
        codes = [answer.status_code for answer in answers]
        assert codes == [201, 201, 201, 409]
        assert answers[-1].json()["code"] == "too_many_today"
        assert answers[-1].json()["detail"].isascii() == (language == "en")


def test_chat_checks_in_and_says_what_is_lacking(http: httpx.Client, citizen: Callable[..., Any]) -> None:
    """By choices on the ticket, and by "我到了" and "I'm here"."""
    speaker = citizen()
    card = speaker.says("帮我取一个换发护照的号")["replies"][0]
    assert card["kind"] == "ticket" and card["card"]["needs_check_in"], card
    offered = {choice["payload"].split(":")[0]: choice["payload"] for choice in card["choices"]}
    assert {"check_in", "late", "ready", "missing", "cancel_ticket"} <= set(offered)
    asked = speaker.taps(offered["missing"])["replies"][0]
    lacking = next(choice for choice in asked["choices"] if choice["payload"].startswith("lacks:"))
    told = speaker.taps(lacking["payload"])["replies"][0]
    assert told["card"]["lacks"] and told["card"]["lacks"][0] in told["text"]
    late = speaker.taps(offered["late"])["replies"][0]
    assert card["card"]["number"] in late["text"]
    arrived = speaker.says("我到了")
    assert (arrived["understanding"]["outcome"], arrived["understanding"]["act"]) == ("ticket", "ticket_status")
    assert not arrived["replies"][0]["card"]["needs_check_in"]
    assert http.get(f"/api/v1/tickets/{card['card']['reference']}").json()["checked_in_at"]
    english = citizen("en")
    english.says("take me a number to renew my passport")
    assert not english.says("I'm here")["replies"][0]["card"]["needs_check_in"]

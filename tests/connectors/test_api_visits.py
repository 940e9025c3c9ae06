"""Several matters in one visit over the served API, on the real ledger."""

import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

MATTERS = ["housing_fund_rent_withdrawal", "passport_renewal", "citizen_card_replacement_lost"]


def test_a_plan_walks_and_waits_least_and_takes_nothing(http: httpx.Client) -> None:
    """Each matter is a stop, in whatever order they are named. No token is needed."""
    plan = http.post("/api/v1/visits/plan", json={"transactions": MATTERS}).json()
    assert [stop["step"] for stop in plan["stops"]] == [1, 2, 3]
    assert plan["walk_minutes"] >= 2 and plan["total_minutes"]["low"] <= plan["total_minutes"]["high"]
    assert {stop["transactions"][0] for stop in plan["stops"]} == set(MATTERS)
    in_order = http.post("/api/v1/visits/plan", json={"transactions": MATTERS, "in_order": True}).json()
    assert [stop["transactions"][0] for stop in in_order["stops"]] == MATTERS


def test_the_numbers_of_a_visit_are_linked_and_given_once(citizen: Callable[..., Any], http: httpx.Client) -> None:
    """The same message_id gives the same numbers; each knows the others; one check-in is for all."""
    speaker, once = citizen(), str(uuid.uuid4())
    answer = speaker.post("/api/v1/visits", transactions=MATTERS, message_id=once)
    assert answer.status_code == 201 and answer.json()["new"]
    tickets = answer.json()["tickets"]
    assert [one["transaction"] for one in tickets] == [s["transactions"][0] for s in answer.json()["plan"]["stops"]]
    again = speaker.post("/api/v1/visits", transactions=MATTERS, message_id=once).json()
    assert not again["new"] and [o["reference"] for o in again["tickets"]] == [o["reference"] for o in tickets]
    first = http.get(f"/api/v1/tickets/{tickets[0]['reference']}").json()
    assert [one["number"] for one in first["visit"]] == [one["number"] for one in tickets]
    http.post(f"/api/v1/tickets/{tickets[2]['reference']}/check-in").raise_for_status()
    assert all(http.get(f"/api/v1/tickets/{one['reference']}").json()["checked_in_at"] for one in tickets)


def test_the_windows_see_who_is_elsewhere(
    citizen: Callable[..., Any], http: httpx.Client, staff: dict[str, str], cleared: Callable[[int], int]
) -> None:
    """While one number is called, the other's page and window say that its place is kept."""
    speaker = citizen()
    matters = ["marriage_certificate_reissue", "gas_activation"]
    given = speaker.post("/api/v1/visits", transactions=matters).json()["tickets"]
    gas, marriage = sorted(given, key=lambda one: one["floor"])
    window = cleared(gas["windows"][0])
    http.post(f"/api/v1/tickets/{gas['reference']}/check-in").raise_for_status()
    called = http.post(f"/api/v1/windows/{window}/next", headers=staff).json()["ticket"]["number"]
    assert called == gas["number"]
    kept = http.get(f"/api/v1/tickets/{marriage['reference']}").json()["kept_for"]
    assert kept == {"number": gas["number"], "window": window}
    view = http.get(f"/api/v1/windows/{marriage['windows'][0]}", headers=staff).json()
    assert {"number": marriage["number"], "window": window} in view["kept"]
    held = http.get(f"/api/v1/windows/{window}", headers=staff).json()["ticket"]
    assert [one["number"] for one in held["visit"]] == [marriage["number"]]
    assert speaker.token not in str(view) and marriage["reference"] not in str(view)
    http.post(f"/api/v1/windows/{window}/start", headers=staff)
    http.post(f"/api/v1/windows/{window}/served", headers=staff)
    assert http.get(f"/api/v1/tickets/{marriage['reference']}").json()["kept_for"] is None


def test_one_refusal_refuses_all_and_names_the_matter(citizen: Callable[..., Any], http: httpx.Client) -> None:
    """A number that is held already: the others are not given either."""
    speaker = citizen()
    held = speaker.takes("passport_renewal")
    refused = speaker.post("/api/v1/visits", transactions=MATTERS)
    problem = refused.json()
    assert (refused.status_code, problem["code"], problem["transaction"]) == (409, "already_active", "passport_renewal")
    assert problem["number"] == held["number"]
    speaker.takes("citizen_card_replacement_lost")  # which the visit did not take


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"transactions": ["nothing"]}, 404, "unknown_transaction"),
        ({"transactions": []}, 422, "empty"),
        ({"transactions": "passport_renewal"}, 422, "bad_request"),
        ({}, 422, "bad_request"),
    ],
)
def test_what_can_not_be_planned_is_refused(http: httpx.Client, body: dict[str, Any], status: int, code: str) -> None:
    """With the fault's code, in the caller's language."""
    answer = http.post("/api/v1/visits/plan", json=body)
    assert answer.status_code == status and (answer.json()["code"] == code or code == "empty")


def test_more_windows_than_a_visit_can_hold(http: httpx.Client) -> None:
    """Six queues fit, seven do not; without a token no number is given at all."""
    departments = {
        one["department"]: one["id"] for one in http.get("/api/v1/transactions?limit=300").json()["transactions"]
    }
    seven = list(departments.values())[:7]
    refused = http.post("/api/v1/visits/plan", json={"transactions": seven})
    assert (refused.status_code, refused.json()["code"], refused.json()["most"]) == (422, "too_many_matters", 6)
    assert http.post("/api/v1/visits/plan", json={"transactions": seven[:6]}).status_code == 200
    assert http.post("/api/v1/visits", json={"transactions": seven[:2]}).status_code == 401

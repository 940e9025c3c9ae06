"""The catalog's endpoints: open to everybody, each field of the contract, found by what people type."""

import json
from typing import Any

import httpx
import pytest
import yaml

from catalog import Catalog
from catalog.loader import DATA

FIELDS = {
    *("id", "department", "name", "aliases", "summary", "floor", "windows", "weekend", "online", "kind", "phones"),
    *("materials", "steps", "fee", "duration", "eligibility", "proxy", "output", "hours", "related", "checked_on"),
}


def test_all_transactions_with_every_field_of_the_contract(http: httpx.Client, catalog: Catalog) -> None:
    listed = http.get("/api/v1/transactions").json()
    assert listed["count"] == len(listed["transactions"]) == 187
    assert [document["id"] for document in listed["transactions"]] == list(catalog.transactions)
    for document in listed["transactions"]:
        assert set(document) >= FIELDS
        assert set(document["name"]) == set(document["summary"]) == {"zh", "en"}
        assert document["phones"]
        assert all(
            sum(item[need] for need in ("required", "conditional", "deferrable")) == 1 for item in document["materials"]
        )


def test_a_transaction_says_what_its_file_says(http: httpx.Client) -> None:
    for file in sorted((DATA / "transactions").glob("*.yml")):
        written = yaml.safe_load(file.read_text(encoding="utf-8"))["transactions"][0]
        document = http.get(f"/api/v1/transactions/{written['id']}").json()
        for field in ("id", "department", "name", "aliases", "summary", "floor", "weekend", "online", "kind", "steps"):
            assert document[field] == written[field], field
        assert [item["name"] for item in document["materials"]] == [item["name"] for item in written["materials"]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("护照到期", "passport_renewal"),
        ("passport renewal", "passport_renewal"),
        ("huzhao", "passport_first_issue"),
        ("hz", "passport_first_issue"),
        ("pasport renewl", "passport_renewal"),
    ],
)
def test_search(http: httpx.Client, typed: str, found: str) -> None:
    hits = http.get("/api/v1/transactions", params={"q": typed, "limit": 10}).json()
    assert hits["count"] <= 10
    assert found in [document["id"] for document in hits["transactions"]]


def test_search_within_a_department(http: httpx.Client, catalog: Catalog) -> None:
    for department in catalog.departments:
        hits = http.get("/api/v1/transactions", params={"department": department}).json()["transactions"]
        assert {document["department"] for document in hits} == {department}
    assert http.get("/api/v1/transactions", params={"department": "no_such"}).json() == {"transactions": [], "count": 0}


@pytest.mark.parametrize("typed", ["\ud800", "％", "'; drop table ticket; --", "\u202e\u200b", "a" * 200, "%00"])
def test_search_takes_anything(http: httpx.Client, typed: str) -> None:
    quoted = "".join(f"%{byte:02X}" for byte in typed.encode("utf-8", "surrogatepass"))
    assert http.get(f"/api/v1/transactions?q={quoted}").status_code == 200


@pytest.mark.parametrize("query", ["limit=0", "limit=501", "limit=x", "language=fr", f"q={'a' * 201}"])
def test_a_search_of_the_wrong_form_is_refused(http: httpx.Client, query: str) -> None:
    refused = http.get(f"/api/v1/transactions?{query}")
    assert (refused.status_code, refused.headers["content-type"]) == (422, "application/problem+json")


@pytest.mark.parametrize("wanted", ["no_such", "%FF", "..%2F..%2Fcenter", "passport_renewal%00", "护照"])
def test_an_unknown_transaction(http: httpx.Client, wanted: str) -> None:
    for language in ("zh", "en"):
        refused = http.get(f"/api/v1/transactions/{wanted}", headers={"Accept-Language": language})
        assert (refused.status_code, refused.headers["content-type"]) == (404, "application/problem+json")
        assert refused.json()["detail"].isascii() == (language == "en")


def test_linked_data(http: httpx.Client) -> None:
    answer = http.get("/api/v1/transactions/passport_renewal", headers={"Accept": "application/ld+json"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/ld+json")
    assert "@context" in answer.json()


def test_departments(http: httpx.Client, catalog: Catalog) -> None:
    listed: list[dict[str, Any]] = http.get("/api/v1/departments").json()["departments"]
    assert [department["id"] for department in listed] == list(catalog.departments)
    windows = [window for department in listed for window in department["windows"]]
    assert len(windows) == len(set(windows)) == 101
    assert all(department["phones"] and set(department["name"]) == {"zh", "en"} for department in listed)


def test_the_center(http: httpx.Client, catalog: Catalog) -> None:
    center = http.get("/api/v1/center").json()
    assert center["human_phone"] == catalog.center.human_phone
    assert (center["opens"], center["closes"]) == ("09:00", "16:30")
    assert set(center["floors"]) == {"1F", "2F", "B1"}
    assert len(center["topics"]) == 13
    assert center["sample_data"], "what is sample data has to be said"
    assert "311" in json.dumps(center["address"])

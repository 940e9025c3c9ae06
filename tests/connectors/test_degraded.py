"""One part down, the others go on, and whoever comes again with the same key has one ticket."""

import sqlite3
import uuid
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.bootstrap import open_stores, start_assistant
from connectors.gateway import create_app, services_of


@dataclass
class Place:
    """A served assistant whose databases can be taken away and brought back."""

    http: httpx.Client
    tickets: Path
    conversations: Path

    def citizen(self) -> dict[str, str]:
        """The headers of a new conversation."""
        return {"Authorization": f"Bearer {self.http.post('/api/v1/sessions', json={}).json()['token']}"}

    def says(self, headers: dict[str, str], text: str, **more: Any) -> dict[str, Any]:
        """The answer to a text."""
        answer = self.http.post("/api/v1/messages", json={"text": text, **more}, headers=headers)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told


def rename_table(file: Path, old: str, new: str) -> None:
    """Makes a store unusable, or usable again: a table has another name."""
    connection = sqlite3.connect(file, timeout=30)
    connection.execute("PRAGMA legacy_alter_table = ON")
    connection.execute(f'ALTER TABLE "{old}" RENAME TO "{new}"')
    connection.close()


@pytest.fixture(scope="module")
def place(model: Path, tmp_path_factory: pytest.TempPathFactory, settings_at: Any, serving: Any) -> Iterator[Place]:
    """An assistant of these tests' own."""
    settings = settings_at(tmp_path_factory.mktemp("degraded"), "2026-11-23T10:00:00+08:00")
    with warnings.catch_warnings(record=True):  # Rasa's own deprecations while it loads
        warnings.simplefilter("ignore")
        running = start_assistant(settings, model)
    app = create_app(services_of(running.stores), lambda: running.conversation, running.close)
    with serving(app) as address, httpx.Client(base_url=address, timeout=60) as http:
        while http.get("/readyz").status_code != 200:
            pass
        yield Place(http, settings.tickets_file, settings.conversations_file)


@pytest.mark.parametrize(
    ("asked", "said"), [("我要取换护照的号", "不"), ("take a number for passport renewal", "can't")]
)
def test_understanding_goes_on_without_the_ledger(place: Place, asked: str, said: str) -> None:
    """No number is claimed; the same message sent again later gives one, and a third time the same."""
    headers, key = place.citizen(), str(uuid.uuid4())
    rename_table(place.tickets, "ticket", "gone")
    assert place.http.get("/readyz").json()["tickets"] is False
    assert place.http.get("/readyz", params={"degraded": True}).status_code == 200
    refused = place.says(headers, asked, message_id=key)
    assert [reply["kind"] for reply in refused["replies"]] == ["notice"] and said in refused["replies"][0]["text"]
    answered = place.says(headers, "护照快到期了，怎么换")
    assert answered["understanding"]["transaction"] == "passport_renewal"
    assert place.http.get("/api/v1/transactions", params={"q": "护照"}).json()["transactions"]
    problem = place.http.post("/api/v1/tickets", json={"transaction": "passport_renewal"}, headers=headers)
    assert (problem.status_code, problem.json()["code"]) == (503, "unavailable")
    assert 'citizen_home_store_errors_total{store="tickets"}' in place.http.get("/metrics").text
    rename_table(place.tickets, "gone", "ticket")
    issued = [place.says(headers, asked, message_id=key) for _ in range(2)]
    assert issued[0] == issued[1]
    assert issued[0]["replies"][0]["kind"] == "ticket"


@pytest.mark.parametrize(("asked", "said"), [("护照快到期了，怎么换", "记不住"), ("my passport expires soon", "keep")])
def test_a_text_is_answered_while_nothing_can_be_kept(place: Place, asked: str, said: str) -> None:
    """The answer is the same, with a word that it is not kept; the talk's thread is held, choices are not offered."""
    headers = place.citizen()
    rename_table(place.conversations, "message", "gone")
    told = place.says(headers, asked)
    assert told["understanding"]["transaction"] == "passport_renewal"
    assert said in told["replies"][-1]["text"]
    assert all(not reply["choices"] for reply in told["replies"])
    again = place.says(headers, "多少钱" if "护照" in asked else "how much does it cost")
    assert (again["understanding"]["transaction"], again["understanding"]["facet"]) == ("passport_renewal", "fee")
    rename_table(place.conversations, "gone", "message")
    assert len(place.says(headers, asked)["replies"]) == 1


def test_without_an_engine_everything_else_is_served(
    tmp_path: Path, settings_at: Any, serving: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """A model that can't be loaded is told to the operator, and each message is answered by where to turn."""

    def fails() -> None:
        raise RuntimeError("no model")

    stores = open_stores(settings_at(tmp_path, "2026-11-23T10:00:00+08:00"))
    with serving(create_app(services_of(stores), fails, stores.close)) as address:
        with httpx.Client(base_url=address, timeout=30) as http:
            headers = {"Authorization": f"Bearer {http.post('/api/v1/sessions', json={}).json()['token']}"}
            for language, word in (("zh", "取号"), ("en", "numbers")):
                said = http.post("/api/v1/messages", json={"text": "x", "language": language}, headers=headers)
                while said.status_code == 503:
                    said = http.post("/api/v1/messages", json={"text": "x", "language": language}, headers=headers)
                assert said.json()["understanding"]["outcome"] == "handoff"
                assert word in said.json()["replies"][0]["text"]
            assert http.get("/readyz").json()["model"] is False
            ticket = http.post("/api/v1/tickets", json={"transaction": "passport_renewal"}, headers=headers)
            assert ticket.status_code == 201
    assert "did not start" in caplog.text


def test_an_answer_carries_the_request_s_id(http: httpx.Client) -> None:
    """Also a refusal, in its body too; a proxy's id is taken over."""
    given = {"X-Request-ID": "0123-abcd-4567"}
    assert http.get("/healthz", headers=given).headers["x-request-id"] == "0123-abcd-4567"
    refused = http.get("/api/v1/transactions/none")
    assert refused.json()["instance"].endswith(refused.headers["x-request-id"])
    assert http.get("/healthz").headers["x-request-id"] != http.get("/healthz").headers["x-request-id"]


def test_a_request_is_counted_by_its_template(http: httpx.Client) -> None:
    """A reference never stands in a metric."""
    http.get("/api/v1/tickets/AAAABBBBCCCCDDDD")
    page = http.get("/metrics").text
    assert 'route="/api/v1/tickets/{reference}"' in page
    assert "AAAABBBB" not in page
    assert http.request("PROPFIND", "/nowhere").status_code in (404, 405)
    assert 'method="other",route="none"' in http.get("/metrics").text

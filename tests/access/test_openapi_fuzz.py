"""Whatever the OpenAPI document allows, and more: no 5xx and no status that it does not name."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from echo import Echo
from fastapi import FastAPI, Response

from assistant.bootstrap import open_stores
from assistant.conversation import Conversation
from assistant.dialogue.own_data import OwnData
from assistant.settings import Settings
from assistant.staff import Role
from benchmarks.api_fuzz import fuzz
from connectors.gateway import create_app, services_of

CASES = 2  # the long form: benchmarks/api_fuzz.py


@pytest.fixture
def running(
    settings_at: Callable[..., Settings], tmp_path: Path, serving: Callable[[FastAPI], AbstractContextManager[str]]
) -> Iterator[tuple[httpx.Client, str, FastAPI]]:
    """The app behind a real server over an engine that repeats what it hears, and a token with every role."""
    stores = open_stores(settings_at(tmp_path))
    conversation = Conversation(Echo(), stores.history, stores.live, own=OwnData(stores.ledger, 30, 30))
    app = create_app(services_of(stores), lambda: conversation, stores.close)
    token = stores.databases.staff.add("everything", list(Role))
    with serving(app) as address, httpx.Client(base_url=address, timeout=30) as http:
        yield http, token, app


def test_no_5xx_and_no_undocumented_status(running: Any) -> None:
    http, token, app = running
    outcome = fuzz(http, CASES, token)
    assert outcome.faults == {}
    listed = sum(len(what) for path, what in app.openapi()["paths"].items() if not path.endswith("/events"))
    assert outcome.operations == listed > 40
    assert outcome.statuses[200] > 20 and outcome.statuses[422] > 5


def test_a_planted_fault_is_found(running: Any) -> None:
    """An operation that answers what nobody was told, and one that breaks."""
    http, _, app = running
    app.add_api_route("/api/v1/planted", lambda word: Response(status_code=418), methods=["GET"])
    app.add_api_route("/api/v1/broken", lambda word: 1 / 0, methods=["GET"])
    app.openapi_schema = None
    document = app.openapi()
    document["paths"] = {path: what for path, what in document["paths"].items() if path[8:] in ("planted", "broken")}
    faults = fuzz(http, 3).faults
    assert sorted(faults) == ["GET /api/v1/broken: 500", "GET /api/v1/planted: 418"]

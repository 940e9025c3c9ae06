"""Whatever the OpenAPI document allows, and more: no 5xx and no status that it does not name."""

import asyncio
import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from echo import Echo
from fastapi import FastAPI, Response
from volunteer import PINS

from assistant.bootstrap import open_stores
from assistant.conversation import Conversation
from assistant.dialogue.own_data import OwnData
from assistant.settings import Settings
from assistant.staff import Role
from benchmarks.api_fuzz import Outcome, fuzz, turns
from benchmarks.wire import InProcess
from connectors.gateway import create_app, services_of

CASES = int(os.environ.get("API_CASES", "60"))  # of each operation; the long form: benchmarks/api_fuzz.py
# What takes the app more than ten milliseconds a call gets fewer here: a PIN's hash, the whole catalog, pictures.
DEAR = ("POST /api/v1/shifts", "POST /api/v1/staff/catalog/reload", "GET /api/v1/transactions", "GET /metrics")
DEAR += ("GET /floor-plan/{floor}.svg", "GET /floor-plan/{floor}.png")
DEAR_CASES = CASES // 5
VOLUNTEER = "li"


@pytest.fixture
def made(settings_at: Callable[..., Settings], tmp_path: Path) -> Iterator[tuple[FastAPI, str]]:
    """The app over an engine that repeats what it hears, and a token with every role."""
    stores = open_stores(settings_at(tmp_path))
    conversation = Conversation(Echo(), stores.history, stores.live, own=OwnData(stores.ledger, 30, 30))
    yield (
        create_app(services_of(stores), lambda: conversation, lambda: None),
        stores.databases.staff.add("all", list(Role)),
    )
    stores.close()


def fuzzed(app: FastAPI, cases: int, token: str | None = None) -> Outcome:
    """What comes of so many cases of each operation, while the app lives."""

    async def run() -> Outcome:
        async with app.router.lifespan_context(app):
            volunteer, fewer = (VOLUNTEER, PINS[VOLUNTEER]), dict.fromkeys(DEAR, DEAR_CASES)
            return await fuzz(lambda: InProcess(app), cases, token, volunteer, pool=12, fewer=fewer)

    with warnings.catch_warnings():
        return asyncio.run(run())


def test_no_5xx_and_no_undocumented_status(made: tuple[FastAPI, str]) -> None:
    app, token = made
    outcome = fuzzed(app, CASES, token)
    assert outcome.faults == {}
    assert len(outcome.by_operation) == sum(map(len, app.openapi()["paths"].values())) > 50
    cases = {name: statuses.total() for name, statuses in outcome.by_operation.items()}
    assert cases == {name: DEAR_CASES if name in DEAR else CASES for name in cases}
    succeeding = [name for name, statuses in outcome.by_operation.items() if any(map(statuses.get, (200, 201, 204)))]
    assert len(succeeding) > 0.7 * len(outcome.by_operation)


def test_a_planted_fault_is_found(made: tuple[FastAPI, str]) -> None:
    """An operation that answers what nobody was told, and one that breaks."""
    app, _ = made
    app.add_api_route("/api/v1/planted", lambda word: Response(status_code=418), methods=["GET"])
    app.add_api_route("/api/v1/broken", lambda word: 1 / 0, methods=["GET"])
    app.openapi_schema = None
    document = app.openapi()
    document["paths"] = {path: what for path, what in document["paths"].items() if path[8:] in ("planted", "broken")}
    assert sorted(fuzzed(app, 20).faults) == ["GET /api/v1/broken: 500", "GET /api/v1/planted: 418"]


def test_an_ended_run_goes_on_where_it_stopped() -> None:
    """The cases of two parts are those of the whole, each with the same chances."""
    every: list[Any] = [SimpleNamespace(name="GET /a"), SimpleNamespace(name="GET /b")]

    def told(cases: range) -> list[tuple[str, int, float]]:
        made = turns(every, cases, {"GET /b": 3}, seed=1)
        return sorted((operation.name, case, chance.random()) for operation, case, chance in made)

    assert sorted(told(range(2)) + told(range(2, 5))) == told(range(5))
    assert [case for name, case, _ in told(range(2, 5)) if name == "GET /b"] == [2]

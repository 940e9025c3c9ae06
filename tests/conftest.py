"""What the tests of the running assistant share: one trained model, one engine and one served API for the session."""

import itertools
import json
import logging
import os
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import portalocker
import pytest
import uvicorn
from clerk import clear
from fastapi import FastAPI
from volunteer import KEY, volunteer_pins

from assistant.bootstrap import Assistant, find_model, start_assistant, train_model
from assistant.operations.logs import ACCESS
from assistant.settings import ROOT, Settings
from assistant.storage.postgres import PostgresDatabase
from assistant.tickets.postgres import PostgresStore
from benchmarks.postgres_server import PostgresServer
from catalog import Catalog
from connectors.gateway import create_app, services_of

MONDAY_AT_TEN = "2026-11-23T10:00:00+08:00"
COMMAND = Path(sys.executable).with_name("citizen-home")
STAFF = "a staff token of the tests"
# The files that take longest come first, in about this order: one that came last would keep a worker busy by itself.
# Those that start several processes stand apart from each other.
LONGEST = (
    "tests/test_workers.py",
    "tests/hall/test_ticket_in_a_browser.py",
    "tests/browser/test_access.py",
    "tests/test_promises.py",
    "tests/tablet/test_tablet_in_a_browser.py",
    "tests/hall/test_display_in_a_browser.py",
    "tests/tickets/test_ledger_machine.py",
    "tests/test_cli.py",
    "tests/pages/test_in_a_browser.py",
    "tests/hall/test_window_in_a_browser.py",
    "tests/privacy/test_served.py",
    "tests/tablet/test_hostile_catalog.py",
    "tests/catalog_exchange/test_exchange_commands.py",
    "tests/browser/test_journey_card.py",
    "tests/engine/test_engine.py",
    "tests/tickets/test_ledger_kill.py",
    "tests/upkeep/test_models.py",
    "tests/deploy/test_start.py",
)
_RUNNING: list[Assistant] = []
Serving = Callable[[FastAPI], AbstractContextManager[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the longest files first; all else keeps its order."""
    assert all((ROOT / name).exists() for name in LONGEST), "a file of LONGEST was renamed"
    place = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.location[0], len(place)))


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model of the present sources; a fresh clone trains it here, once."""
    settings = Settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings(record=True):  # Rasa's own deprecations
        warnings.simplefilter("ignore")
        # Several processes test at once: the first trains, the others wait for its model.
        with portalocker.Lock(settings.data_dir / "tests.lock", timeout=1800):
            return find_model(settings) or train_model(settings)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL server, which does not wait for the disk."""
    with PostgresServer(durable=False) as server:
        yield server


@pytest.fixture(scope="session")
def migrated_database(postgres: PostgresServer) -> Callable[[], str]:
    """Makes empty databases with the present schema and gives their addresses."""
    PostgresStore(made := PostgresDatabase(postgres.create("migrated"))).migrate()
    made.close()
    numbers = itertools.count()
    return lambda: postgres.create(f"test{next(numbers)}", template="migrated")


def settings_in(folder: Path, clock: str = MONDAY_AT_TEN) -> Settings:
    """Settings that depend on nothing but ``folder``, at an hour at which the center serves."""
    return Settings(
        _env_file=None,
        data_dir=folder,
        database_url=None,
        secret_key=KEY,
        staff_tokens=f"{STAFF},another",
        volunteer_pins=volunteer_pins(),
        clock=datetime.fromisoformat(clock),
        rate_limit="off",
        answer_seconds=60,  # a busy machine fails no test
    )


@pytest.fixture(scope="session")
def settings_at() -> Callable[[Path, str], Settings]:
    """Makes settings of a folder and an hour."""
    return settings_in


@pytest.fixture(scope="session")
def assistant(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The real assistant on a Monday at ten."""
    settings = settings_in(tmp_path_factory.mktemp("assistant"))
    with warnings.catch_warnings(record=True):  # Rasa's own deprecations while it loads; later on each is an error
        warnings.simplefilter("ignore")
        running = start_assistant(settings, model)
    _RUNNING.append(running)
    yield running
    _RUNNING.clear()
    running.close()


@pytest.fixture(autouse=True, scope="module")
def empty_hall() -> None:
    """Each file begins with an empty hall and the log as it was: which files share an assistant is left to chance."""
    for running in _RUNNING:
        clear(running.stores.ledger)
    logging.getLogger(ACCESS).setLevel(logging.NOTSET)


@pytest.fixture(scope="session")
def catalog(assistant: Assistant) -> Catalog:
    """The catalog that the assistant answers from."""
    return assistant.stores.catalog


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of ``app`` behind a real server, on a free port."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, ws="none", log_level="warning", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, name="api", daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server ended before it was up"
        time.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def serving() -> Serving:
    """Serves an app of a test's own."""
    return served


@pytest.fixture(scope="session")
def app(assistant: Assistant) -> FastAPI:
    """The real app over the session's assistant."""
    return create_app(services_of(assistant.stores), lambda: assistant.conversation, lambda: None)


@dataclass
class Citizen:
    """A session of the API and what one does in it."""

    http: httpx.Client
    language: str | None = None
    token: str = field(init=False)

    def __post_init__(self) -> None:
        opened = self.http.post("/api/v1/sessions", json={"language": self.language} if self.language else {})
        assert opened.status_code == 201, opened.text
        self.token = opened.json()["token"]

    @property
    def headers(self) -> dict[str, str]:
        """The headers of every call."""
        return {"Authorization": f"Bearer {self.token}"}

    def post(self, path: str = "/api/v1/messages", **body: Any) -> httpx.Response:
        """Posts a JSON body of these fields; half a surrogate pair goes as its escape, as browsers send it."""
        return self.raw(json.dumps(body).encode(), path)

    def raw(self, content: bytes, path: str = "/api/v1/messages", **headers: str) -> httpx.Response:
        """Posts bytes as they are."""
        kind = {"Content-Type": "application/json"}
        return self.http.post(path, content=content, headers={**self.headers, **kind, **headers})

    def says(self, text: str, **more: Any) -> dict[str, Any]:
        """Says something and gives the assistant's turn."""
        answer = self.post(text=text, **more)
        assert answer.status_code == 200, answer.text
        turn: dict[str, Any] = answer.json()
        return turn

    def taps(self, payload: str) -> dict[str, Any]:
        """Taps a choice and gives the assistant's turn."""
        answer = self.post(payload=payload)
        assert answer.status_code == 200, answer.text
        turn: dict[str, Any] = answer.json()
        return turn

    def takes(self, transaction: str, **more: Any) -> dict[str, Any]:
        """Takes a number over the tickets' endpoint."""
        answer = self.post("/api/v1/tickets", transaction=transaction, **more)
        assert answer.status_code == 201, answer.text
        ticket: dict[str, Any] = answer.json()
        return ticket

    def comes_with(self, transaction: str) -> dict[str, Any]:
        """Takes a number and checks in, so that a window may call it."""
        ticket = self.takes(transaction)
        self.http.post(f"/api/v1/tickets/{ticket['reference']}/check-in").raise_for_status()
        return ticket


@pytest.fixture(scope="session")
def http(app: FastAPI) -> Iterator[httpx.Client]:
    """A client of the served app, once it is ready."""
    with served(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        wait_until(lambda: client.get("/readyz").status_code == 200)
        yield client


@pytest.fixture(scope="session")
def citizen(http: httpx.Client) -> Callable[..., Citizen]:
    """Opens a session of the API: ``citizen()`` or ``citizen("en")``."""
    return lambda language=None: Citizen(http, language)


@pytest.fixture(scope="session")
def staff() -> dict[str, str]:
    """Headers of a clerk."""
    return {"Authorization": f"Bearer {STAFF}"}


def wait_until(holds: Callable[[], bool], seconds: float = 240) -> None:
    """Waits until something holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"still not so after {seconds} s"
        time.sleep(0.05)


def environment_in(folder: Path) -> dict[str, str]:
    """The environment of a process that depends on nothing but ``folder``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CITIZEN_HOME_")}
    own = {"CITIZEN_HOME_DATA_DIR": str(folder), "CITIZEN_HOME_CLOCK": MONDAY_AT_TEN, "COLUMNS": "200"}
    return inherited | own | {"CITIZEN_HOME_RATE_LIMIT": "off", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}


@pytest.fixture(scope="session")
def environment_of() -> Callable[[Path], dict[str, str]]:
    """Gives the environment of a process that depends on nothing but a folder."""
    return environment_in


@pytest.fixture
def data_dir(model: Path, tmp_path: Path) -> Path:
    """A folder for the data of a process of its own, with the trained model in it."""
    folder = tmp_path / "data"
    (folder / "models").mkdir(parents=True)
    (folder / "models" / model.name).symlink_to(model)
    return folder


@pytest.fixture
def command(data_dir: Path, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `citizen-home` with arguments; ``typed`` is its standard input, ``setting`` adds to its environment."""

    def run(*arguments: str, typed: str = "", **setting: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment_in(data_dir) | setting,
            cwd=tmp_path,
            timeout=240,
            check=False,
        )

    return run

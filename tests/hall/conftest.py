"""The hall's pages over the real app on a Monday at ten, without the engine."""

import os
import re
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.bootstrap import open_stores
from assistant.settings import Settings
from assistant.tickets import Ticket
from catalog import Catalog, load_catalog
from connectors.api.state import Services
from connectors.gateway import create_app, services_of

MATTER = "housing_fund_rent_withdrawal"


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The catalog as it ships."""
    return load_catalog()


def text(html: str) -> str:
    """What is read on a page, in one line."""
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1].split("</main>", maxsplit=1)[0]).split()))


@dataclass
class Hall:
    """A hall: its app, a client of it, and what people in it do."""

    http: httpx.Client
    parts: Services
    staff: dict[str, str]

    @property
    def address(self) -> str:
        """Where it is served."""
        return str(self.http.base_url).rstrip("/")

    def takes(self, matter: str = MATTER, language: str = "zh") -> Ticket:
        """Somebody takes a number and comes to the hall."""
        ticket = self.parts.ledger.issue(str(uuid.uuid4()), matter, language=language).ticket
        return self.parts.ledger.check_in(ticket.reference)

    def window_of(self, ticket: Ticket) -> int:
        """The first window that may call a ticket."""
        return self.parts.queues.by_id[ticket.waits_in].windows[0]

    def calls(self, window: int) -> Ticket | None:
        """The window calls the next number."""
        return self.parts.ledger.call_next(window, str(uuid.uuid4()))

    def page(self, ticket: Ticket, language: str = "zh", **more: Any) -> httpx.Response:
        """The page of a ticket."""
        return self.http.get(f"/t/{ticket.reference}", params={"language": language}, **more)

    def empties_once(self, window: int) -> None:
        """Serves the next one who waits for a window."""
        self.calls(window)
        self.parts.ledger.start(window)
        self.parts.ledger.served(window)

    def empties(self, window: int) -> None:
        """Serves everybody who waits for a window."""
        ledger = self.parts.ledger
        while ledger.at_window(window) or self.calls(window):
            if ledger.at_window(window).status == "called":
                ledger.start(window)
            ledger.served(window)


@pytest.fixture(scope="session")
def hall_app(settings_at: Callable[..., Settings], tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The real app; its engine never starts."""
    stores = open_stores(settings_at(tmp_path_factory.mktemp("hall")))
    return create_app(services_of(stores), lambda: None, stores.close)


@pytest.fixture(scope="session")
def served_hall(
    hall_app: FastAPI, staff: dict[str, str], serving: Callable[[FastAPI], AbstractContextManager[str]]
) -> Iterator[Hall]:
    """The app behind a real server."""
    with serving(hall_app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield Hall(client, hall_app.state.services, staff)


@pytest.fixture
def hall(served_hall: Hall) -> Iterator[Hall]:
    """The hall with nobody waiting for the windows of MATTER, before and after."""
    window = served_hall.parts.queues.by_transaction[MATTER].windows[0]
    served_hall.empties(window)
    yield served_hall
    served_hall.empties(window)


NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
AXE = Path(__file__).parents[1] / "browser" / "axe.min.js"
VIOLATIONS = "async () => (await axe.run(document, {resultTypes: ['violations'], preload: false})).violations"
PATIENCE = 30_000  # ms; a limit for machines under load, never a measure


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. Of a module, not of the session: while Playwright runs, no asyncio test can."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium here: install one of " + ", ".join(NAMES))
        pytest.skip("no Chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Screen:
    """A page in the browser, and what the browser complained of."""

    page: Page
    excused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def violations(self) -> list[str]:
        """What axe-core finds at the page as it stands; its own style elements are refused by the policy."""
        heard = len(self.complaints)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(VIOLATIONS)
        del self.complaints[heard:]
        return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]

    def unexcused(self) -> list[str]:
        """Complaints that the test did not expect."""
        return [text for text in self.complaints if not any(excuse in text for excuse in self.excused)]


Opens = Callable[..., Screen]


@pytest.fixture
def opens(chromium: Browser, hall: Hall) -> Iterator[Opens]:
    """Opens a path of the hall: ``opens("/display", "zh", 1920, 1080)``; at the end no complaint may be left over."""
    contexts: list[BrowserContext] = []
    screens: list[Screen] = []

    def opened(
        path: str,
        language: str = "zh",
        width: int = 390,
        height: int = 844,
        script: str = "",
        *,
        clock: bool = False,
        **more: Any,
    ) -> Screen:
        locale = {"zh": "zh-CN", "en": "en-GB"}[language]
        context = chromium.new_context(
            base_url=hall.address, locale=locale, viewport={"width": width, "height": height}, **more
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        screen = Screen(context.new_page())
        screens.append(screen)
        if script:
            screen.page.add_init_script(script)
        if clock:  # it goes on as ever, and the test may put it forward
            screen.page.clock.install()
        screen.page.goto(path)
        return screen

    yield opened
    for context in contexts:
        context.close()
    for screen in screens:
        assert screen.unexcused() == []

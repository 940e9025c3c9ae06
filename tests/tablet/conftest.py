"""The browser of the browser tests, and a volunteer in front of the tablet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from browser.conftest import Visitor, browse, chromium  # noqa: F401 - fixtures
from playwright.sync_api import Locator, Page, expect
from volunteer import PINS


@dataclass
class Volunteer:
    """Somebody with a tablet."""

    visitor: Visitor

    @property
    def page(self) -> Page:
        """The page of the tablet."""
        return self.visitor.page

    def opens(self) -> None:
        """Opens the tablet and waits until it works without a network."""
        self.page.goto(f"{self.visitor.address}/tablet")
        expect(self.page.locator("#volunteer")).to_be_visible()
        self.page.evaluate("navigator.serviceWorker.ready")
        self.page.wait_for_function("async () => await caches.match('/tablet/catalog.json') !== undefined")

    def logs_in(self, name: str = "li") -> None:
        """Opens a shift."""
        self.page.locator("#volunteer").fill(name)
        self.page.locator("#pin").fill(PINS[name])
        self.page.locator("#pin").press("Enter")
        expect(self.page.locator(".seats")).to_be_visible()

    def finds(self, typed: str) -> Locator:
        """Types what is looked for; gives the results."""
        self.page.locator("#find").fill(typed)
        return self.page.locator("#results button")

    def chooses(self, typed: str) -> None:
        """Opens the first that is found."""
        self.finds(typed).first.click()
        expect(self.page.locator(".shown h2").first).to_be_visible()

    def act(self, place: int) -> Locator:
        """One of the buttons below a matter: number, turn, print, phone."""
        return self.page.locator(".shown > .acts button").nth(place)

    def takes_number(self, priority: int = 0) -> None:
        """Asks for a number, with the priority at that place of the list."""
        self.act(0).click()
        self.page.locator("ch-take .options label").nth(priority).click()
        self.page.locator("ch-take .primary").click()

    def numbers(self, state: str) -> Locator:
        """The numbers of the citizen, given, queued or refused."""
        return self.page.locator(f".shown .number[data-state={state}]")

    def confirms(self) -> None:
        """Answers the question that was asked back."""
        self.page.locator("ch-confirm button[value=yes]").click()

    def kept(self) -> dict[str, Any]:
        """Everything the browser holds of the tablet's."""
        found: dict[str, Any] = self.page.evaluate(
            """async () => {
                const asked = indexedDB.open('citizen-home-tablet');
                const database = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
                const read = database.transaction('kept').objectStore('kept').getAll();
                const vault = await new Promise((done) => { read.onsuccess = () => done(read.result); });
                database.close();
                const names = await caches.keys();
                const opened = await Promise.all(names.map((name) => caches.open(name)));
                const requests = (await Promise.all(opened.map((cache) => cache.keys()))).flat();
                const cached = requests.map((request) => new URL(request.url).pathname);
                return { vault: JSON.stringify(vault), cached, session: JSON.stringify(sessionStorage),
                         browser: JSON.stringify(localStorage), cookies: document.cookie };
            }"""
        )
        return found


Stands = Callable[..., Volunteer]


@pytest.fixture
def stands(browse: Any, http: httpx.Client) -> Iterator[Stands]:  # noqa: F811
    """Opens a tablet: ``stands("en", 768, 1024)``; touch unless told otherwise."""

    def opened(
        language: str = "zh", width: int = 1024, height: int = 768, *, log_in: bool = True, **more: Any
    ) -> Volunteer:
        address = str(http.base_url).rstrip("/").replace("127.0.0.1", "localhost")
        volunteer = Volunteer(browse(address, language, width, height, path=None, **{"has_touch": True, **more}))
        volunteer.opens()
        if log_in:
            volunteer.logs_in()
        return volunteer

    yield opened

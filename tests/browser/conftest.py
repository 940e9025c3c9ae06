"""A real browser on the pages of the real server."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from assistant.bootstrap import Assistant
from connectors.gateway import create_app, services_of

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(__file__).with_name("axe.min.js")
# Only what is wrong is described, and nothing is fetched for rules that are off: half the time, the same findings.
VIOLATIONS = "async () => (await axe.run(document, {resultTypes: ['violations'], preload: false})).violations"
TAKE = {"zh": "取个号", "en": "Take a number"}
# Text through shadow roots; what ``skips`` says is left out.
DEEP = """const deep = (node, skips) => {
    if (node.nodeType === Node.TEXT_NODE) return node.textContent.trim();
    if (node.nodeType !== Node.ELEMENT_NODE || skips(node)) return '';
    const inside = [...(node.shadowRoot ?? node).childNodes];
    return inside.map((part) => deep(part, skips)).filter(Boolean).join(' ');
};"""
PATIENCE = 60_000  # a limit for machines under load, never a measure


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
class Visitor:
    """A citizen in front of a page, and what the browser complained of."""

    page: Page
    address: str
    path: str = "/chat"
    excused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.on("request", self._note)

    def _refuse(self, dialog: Any) -> None:
        self.complaints.append(f"a dialog opened: {dialog.message}")
        dialog.dismiss()

    def _note(self, request: Any) -> None:
        if request.method == "POST" and request.url.endswith("/api/v1/messages"):
            self.posted.append(request.post_data_json)

    def opens(self) -> None:
        """Opens the page and waits until the chat, or the button that opens it, is there."""
        self.page.goto(self.address + self.path)
        expect(self.page.locator("#question" if self.path == "/chat" else ".launch")).to_be_visible()

    @property
    def answers(self) -> Locator:
        """What the assistant has said."""
        return self.page.locator(".message.assistant")

    def asks(self, text: str) -> Locator:
        """Types a question, sends it, and gives the answer."""
        before = self.answers.count()
        self.page.locator("#question").fill(text)
        self.page.locator("#question").press("Enter")
        expect(self.answers).to_have_count(before + 1)
        return self.answers.last

    def takes_number(self, language: str = "zh") -> Locator:
        """Takes a number for the matter of the last answer."""
        self.answers.last.get_by_role("button", name=TAKE[language], exact=True).click()
        panel = self.page.locator("ch-ticket").last
        expect(panel.locator(".number")).to_be_visible()
        return panel

    def read(self) -> list[str]:
        """The messages as they are read, without the time at which a number was last asked for."""
        said: list[str] = self.page.locator(".message").evaluate_all(
            f"""(nodes) => {{ {DEEP} return nodes.map((node) => deep(node, (part) => part.matches('.stamp'))); }}"""
        )
        return said

    def text_of(self, found: Locator) -> str:
        """All text under an element, through shadow roots, folded parts too."""
        text: str = found.evaluate(f"(node) => {{ {DEEP} return deep(node, () => false); }}")
        return text

    def history(self) -> list[dict[str, Any]]:
        """The conversation as the server holds it."""
        token = self.page.evaluate("JSON.parse(sessionStorage.getItem('citizen-home.token'))")
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.get(f"{self.address}/api/v1/messages", headers=headers, params={"after": 0})
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def violations(self) -> list[str]:
        """What axe-core finds at the page as it stands."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(VIOLATIONS)
        return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


Visit = Callable[..., Visitor]


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Visit]:
    """Opens the chat at an address, another page by ``path``, none with None. At the end nothing unexcused may stand in
    the browser's console.
    """
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def opened(
        address: str,
        language: str = "zh",
        width: int = 1280,
        height: int = 800,
        *,
        path: str | None = "/chat",
        **more: Any,
    ) -> Visitor:
        locale = {"zh": "zh-CN", "en": "en-GB"}[language]
        more = {"reduced_motion": "reduce", **more}
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), address, path or "/")
        visitors.append(visitor)
        if path is not None:
            visitor.opens()
        return visitor

    yield opened
    for context in contexts:
        context.close()
    for visitor in visitors:
        unexcused = [text for text in visitor.complaints if not any(excuse in text for excuse in visitor.excused)]
        assert unexcused == []


@pytest.fixture
def visit(browse: Visit, http: httpx.Client) -> Visit:
    """Opens the chat of the session's server: ``visit("en", 360, 740)``, or another page by ``path``."""
    return lambda *sizes, **more: browse(str(http.base_url).rstrip("/"), *sizes, **more)


class Machine:
    """The assistant behind a server of its own, which can be gone from one moment to the next and come back."""

    def __init__(self, make: Callable[[], FastAPI]) -> None:
        self._make, self._port = make, 0
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where it is served; the same after each start."""
        return f"http://127.0.0.1:{self._port}"

    def starts(self) -> None:
        """Serves, once it is ready to."""
        config = uvicorn.Config(self._make(), port=self._port, ws="none", log_level="critical")
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(target=server.run, name="machine", daemon=True)
        self._thread.start()
        while not server.started:
            assert self._thread.is_alive(), "the server ended before it was up"
            time.sleep(0.01)
        self._port = server.servers[0].sockets[0].getsockname()[1]

    def stops(self) -> None:
        """Drops every connection in the middle of whatever goes over it, and listens no more."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = self._server.force_exit = True
            self._thread.join()


@pytest.fixture
def machine(assistant: Assistant) -> Iterator[Machine]:
    """A running server of a test's own over the session's assistant."""
    running = Machine(lambda: create_app(services_of(assistant.stores), lambda: assistant.conversation, lambda: None))
    try:
        running.starts()
        yield running
    finally:
        running.stops()

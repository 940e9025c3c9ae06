"""A real browser on the page of the real server."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

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
    """A citizen in front of the page, and what the browser complained of."""

    page: Page
    address: str
    excused: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    posted: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: said.type in ("error", "warning") and self.complaints.append(said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request: Any) -> None:
        if request.method == "POST" and request.url.endswith("/api/v1/messages"):
            self.posted.append(request.post_data_json)

    def opens(self) -> None:
        """Opens the page and waits until it works."""
        self.page.goto(self.address)
        expect(self.page.locator("#center details:visible")).to_be_visible()

    @property
    def answers(self) -> Locator:
        """What the assistant has said."""
        return self.page.locator("#log .assistant:not(.waiting)")

    def asks(self, text: str) -> Locator:
        """Types a question, sends it, and gives the answer."""
        before = self.answers.count()
        self.page.locator("#question").fill(text)
        self.page.keyboard.press("Enter")
        expect(self.answers).to_have_count(before + 1)
        return self.answers.last

    def transcript(self) -> list[str]:
        """The messages as they are read, without the time at which a number was last asked for."""
        script = """() => [...document.querySelectorAll('#log > *')].map((node) => {
            const copy = node.cloneNode(true);
            for (const stamp of copy.querySelectorAll('.stamp')) stamp.remove();
            return copy.textContent;
        })"""
        said: list[str] = self.page.evaluate(script)
        return said

    def history(self) -> list[dict[str, Any]]:
        """The conversation as the server holds it."""
        token = self.page.evaluate("JSON.parse(sessionStorage.getItem('citizen-home.token'))")
        headers = {"Authorization": f"Bearer {token}"}
        answer = httpx.get(f"{self.address}/api/v1/messages", headers=headers, params={"after": 0})
        messages: list[dict[str, Any]] = answer.json()["messages"]
        return messages

    def violations(self) -> list[str]:
        """What axe-core finds at the page as it stands."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("async () => (await axe.run(document)).violations")
        return [f"{v['id']}: {node['html']}" for v in found for node in v["nodes"]]


Visit = Callable[..., Visitor]


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Visit]:
    """Opens the page of an address; at the end nothing unexcused may stand in the browser's console."""
    contexts: list[BrowserContext] = []
    visitors: list[Visitor] = []

    def opened(address: str, language: str = "zh", width: int = 1280, height: int = 800, **more: Any) -> Visitor:
        locale = {"zh": "zh-CN", "en": "en-GB"}[language]
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": height}, **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        visitor = Visitor(context.new_page(), address)
        visitors.append(visitor)
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
    """Opens the page of the session's server: ``visit("en", 360, 740)``."""
    return lambda *sizes, **more: browse(str(http.base_url).rstrip("/"), *sizes, **more)


@dataclass
class Machine:
    """`citizen-home serve` as a process that can be stopped hard and started again, on the same port and data."""

    address: str
    command: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def starts(self) -> None:
        """Starts it and waits until it is ready, as long as it lives."""
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(self.command, env=self.environment, stdout=quiet, stderr=quiet)
        while not self._is_ready():
            assert self.process.poll() is None, "the server ended before it was ready"
            time.sleep(0.1)

    def stops(self) -> None:
        """Kills it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/readyz").status_code == 200
        except httpx.TransportError:
            return False


@pytest.fixture
def machine(data_dir: Path, staff: dict[str, str]) -> Iterator[Machine]:
    """A running server of a test's own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "CITIZEN_HOME_DATA_DIR": str(data_dir),
        "CITIZEN_HOME_CLOCK": "2026-11-23T10:00:00+08:00",
        "CITIZEN_HOME_STAFF_TOKENS": staff["Authorization"].removeprefix("Bearer "),
    }
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CITIZEN_HOME_")}
    command = [str(Path(sys.executable).with_name("citizen-home")), "serve", "--port", str(port)]
    running = Machine(f"http://127.0.0.1:{port}", command, inherited | settings)
    try:
        running.starts()
        yield running
    finally:
        running.stops()

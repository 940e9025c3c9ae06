"""
How soon a citizen sees the chat and its first answer, in a real Chromium on a running assistant.

``uv run python -m benchmarks.first_paint http://127.0.0.1:8000`` opens the entrance with the widget, and `/chat`, each
so many times in a browser that knows nothing yet, and prints medians in ms and the bytes that came over the line.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from statistics import median
from typing import Any

ASKED = "护照到期了要带什么"
PLACES = {"widget": "/", "chat": "/chat"}
# From the browser's own clock: when it first painted something of the page.
PAINTED = """() => new Promise((told) => new PerformanceObserver((seen) => {
    const first = seen.getEntries().find(({ name }) => name === 'first-contentful-paint');
    if (first) told(first.startTime);
}).observe({ type: 'paint', buffered: true }))"""
# From the Enter key to the frame in which the answer stands.
ANSWERED = """() => new Promise((told) => {
    const find = (root) => {
        for (const node of root.querySelectorAll('*')) {
            if (node.matches('.message.assistant')) return node;
            const inner = node.shadowRoot && find(node.shadowRoot);
            if (inner) return inner;
        }
        return null;
    };
    const look = () => (find(document) ? told(performance.now() - window.sentAt) : requestAnimationFrame(look));
    look();
})"""
SENDING = (
    "document.addEventListener('keydown', (event) => { if (event.key === 'Enter') sentAt = performance.now(); }, true)"
)


def visit(browser: Any, address: str, name: str) -> dict[str, float]:
    """One visit by somebody who was never here: ms to first paint, until one can ask, and from Enter to the answer."""
    context = browser.new_context(locale="zh-CN", viewport={"width": 390, "height": 844})
    page = context.new_page()
    received = 0

    def count(response: Any) -> None:
        nonlocal received
        received += int(response.headers.get("content-length", 0))

    page.on("response", count)
    page.add_init_script(SENDING)
    page.goto(address + PLACES[name])
    found = {"first paint": float(page.evaluate(PAINTED))}
    if name == "widget":
        page.locator(".launch").wait_for()
        found["ready"] = float(page.evaluate("performance.now()"))
        page.locator(".launch").click()
    page.locator("#question").wait_for()
    found.setdefault("ready", float(page.evaluate("performance.now()")))
    page.locator("#question").fill(ASKED)
    page.locator("#question").press("Enter")
    found["first answer"] = float(page.evaluate(ANSWERED))
    found["kB"] = received / 1000
    context.close()
    return found


def measure(address: str, visits: int) -> dict[str, dict[str, float]]:
    """Medians over so many visits, for the widget and for the whole page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        every = {name: [visit(browser, address, name) for _ in range(visits)] for name in PLACES}
        browser.close()
    return {name: {what: median(one[what] for one in seen) for what in seen[0]} for name, seen in every.items()}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("address")
    parser.add_argument("--visits", type=int, default=20)
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    found = measure(options.address.rstrip("/"), options.visits)
    if options.json:
        json.dump(found, sys.stdout, indent=1)
        return
    for name, figures in found.items():
        print(
            name,
            *(f"{what} {figure:.0f}" + ("" if what == "kB" else " ms") for what, figure in figures.items()),
            sep="  ",
        )


if __name__ == "__main__":
    main()

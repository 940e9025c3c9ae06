"""
Hostile texts, and a browser that looks whether any of them runs: as a message, and as every text of a card.

``uv run python -m benchmarks.hostile_text http://127.0.0.1:8000`` tries all 200 against a running server; the tests
try a few.
"""

from __future__ import annotations

import shutil
import sys
from typing import Any

_RUN = ("window.taken=1", "alert(1)", "top.taken=1;confirm(1)", "document.body.id='taken'")
_FORMS = (
    "<script>{run}</script>",
    "<img src=x onerror={run}>",
    '"><svg onload={run}>',
    "'><img src=x onerror={run}>",
    "<a href='javascript:{run}'>护照</a>",
    "<iframe srcdoc='<script>parent.{run}</script>'></iframe>",
    "<details open ontoggle={run}>",
    "<input autofocus onfocus={run}>",
    "<body onload={run}>",
    "<video><source onerror={run}></video>",
    "<math><mtext><img src=x onerror={run}></mtext></math>",
    "<svg><script>{run}</script></svg>",
    "<svg><animate onbegin={run} attributeName=x dur=1s>",
    "</textarea><script>{run}</script>",
    "</style><script>{run}</script>",
    "<!--><script>{run}</script>-->",
    "javascript:{run}",
    "data:text/html,<script>{run}</script>",
    "${{{run}}}",
    "{{{{constructor.constructor('{run}')()}}}}",
    "`${{{run}}}`",
    "<x onclick={run} tabindex=1>护照</x>",
    "<form><button formaction=javascript:{run}>护照</button></form>",
    "<object data='javascript:{run}'>",
    "<embed src='javascript:{run}'>",
    "<base href='javascript:{run}//'>",
    "<meta http-equiv=refresh content='0;url=javascript:{run}'>",
    "<link rel=stylesheet href='javascript:{run}'>",
    "<template shadowrootmode=open><script>{run}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={run}>'></noscript>",
    "\\u003cscript\\u003e{run}\\u003c/script\\u003e",
    "&lt;script&gt;{run}&lt;/script&gt;",
    "%3Cscript%3E{run}%3C/script%3E",
    "＜script＞{run}＜/script＞",
    "<ScRiPt/x>{run}</sCrIpT>",
    "<img/src=x/onerror={run}>",
    "<p style='background:url(javascript:{run})'>",
    "<div is=ch-card onpointerenter={run}>护照</div>",
    "<ch-confirm onclick={run}>护照</ch-confirm>",
    "\u202e<script>{run}</script>",
    "tel:1;{run}",
    "<citizen-home-chat server='javascript:{run}'></citizen-home-chat>",
    '{{"type":"ticket","number":"<img src=x onerror={run}>"}}',
    "[护照](javascript:{run})",
    "<?xml version='1.0'?><x:script xmlns:x='http://www.w3.org/1999/xhtml'>{run}</x:script>",
    "<marquee onstart={run}>",
    "<audio src=x onerror={run}>",
    "<select onfocus={run} autofocus>",
    "<style>@import 'javascript:{run}'</style>",
    "?lit$1234$<img src=x onerror={run}><!--lit-part-->",
)
PAYLOADS = tuple(form.format(run=run) for run in _RUN for form in _FORMS)
ACTIVE = (
    ":is(script, iframe, object, embed, base, meta, [onerror], [onload], [onclick], [onfocus], a[href^=javascript])"
)
TAKEN = "() => window.taken !== undefined || document.body.id === 'taken'"


def poisoned(turn: dict[str, Any], text: str) -> dict[str, Any]:
    """A turn whose every word is ``text``, as if an edited record held it."""
    for reply in turn["replies"]:
        reply["text"] = text
        reply["choices"] = [{"title": text, "payload": text}]
        card = reply["card"]
        if card and card["type"] == "transaction":
            card |= {"name": text, "department": text, "source": text, "floor": text, "windows_text": text}
            card |= {"phones": [text], "steps": [text], "checked_on": text}
            card["fee"]["text"] = text
            card["materials"] = [item | {"name": text, "note": text, "condition": text} for item in card["materials"]]
    return turn


def main(address: str) -> int:
    """Tries all; returns how many did something, or what the browser complained of."""
    from playwright.sync_api import expect, sync_playwright

    found: list[str] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()

        def opened(dialog: Any) -> None:
            found.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        page.on("dialog", opened)
        page.on("pageerror", lambda error: found.append(str(error)))
        answers = page.locator(".message.assistant")
        for number, text in enumerate(PAYLOADS):
            if number % 20 == 0:
                page.goto(f"{address}/chat?language=zh")
                page.evaluate("sessionStorage.clear()")
                page.reload()
            before = answers.count()

            def poison(route: Any, *, planted: str = text) -> None:
                route.fulfill(json=poisoned(route.fetch().json(), planted))

            page.route("**/api/v1/messages", poison, times=1)
            page.locator("#question").fill("护照到期了要带什么")
            page.locator("#question").press("Enter")
            expect(answers).to_have_count(before + 1)
            page.locator("#question").fill(text)
            page.locator("#question").press("Enter")
            expect(answers).to_have_count(before + 2)
            if page.evaluate(TAKEN) or page.locator("citizen-home-chat").locator(ACTIVE).count():
                found.append(text)
        browser.close()
    print(f"{len(PAYLOADS)} texts, as a message and in a card: {len(found)} did something", *found, sep="\n")
    return len(found)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1].rstrip("/"))))

"""200 attacks as a citizen's messages: chat and widget show them as they were typed, and nothing runs."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from benchmarks.hostile_text import ACTIVE, PAYLOADS, TAKEN

# Every element below a node, through shadow roots, that could act by itself.
PLANTED = """(selector) => {
    const found = [];
    const look = (root) => {
        for (const node of root.querySelectorAll('*')) {
            if (node.matches(selector) && !node.matches('head *')) found.push(node.outerHTML.slice(0, 200));
            if (node.shadowRoot) look(node.shadowRoot);
        }
    };
    look(document.body);
    return found;
}"""


@pytest.fixture(scope="module")
def talk(citizen: Callable[..., Any]) -> Any:
    """A conversation in which all of them were said, over the API, which keeps every one as it is."""
    person = citizen("zh")
    for text in PAYLOADS:
        assert person.post(text=text).status_code == 200, text
    return person


def unharmed(page: Page) -> None:
    """Nothing ran and nothing that could run stands in the page. Dialogs are complained of at the end."""
    assert page.evaluate(TAKEN) is False
    assert page.evaluate(PLANTED, f"{ACTIVE}:not([src^='/static'], [src^='/widget'])") == []


def held_by_the_server(talk: Any) -> list[str]:
    """What the citizen has said, page after page."""
    texts, after = [], 0
    while True:
        asked = talk.http.get("/api/v1/messages", headers=talk.headers, params={"after": after})
        if not (messages := asked.json()["messages"]):
            return texts
        texts += [message["text"] for message in messages if message["sender"] == "citizen"]
        after = messages[-1]["id"]


def shows_all(page: Page, talk: Any) -> None:
    """Text by text as the server holds them, full-width letters written as ordinary ones: nothing is left out."""
    texts = held_by_the_server(talk)[: len(PAYLOADS)]
    assert sum(text == typed for text, typed in zip(texts, PAYLOADS, strict=True)) >= 190
    said = page.locator(".citizen .bubble")
    expect(said.nth(len(PAYLOADS) - 1)).to_be_visible()
    assert said.all_text_contents()[: len(PAYLOADS)] == texts
    unharmed(page)


@pytest.mark.parametrize("path", ["/chat", "/"])
def test_they_stand_in_the_transcript_as_they_were_typed(visit: Any, talk: Any, path: str) -> None:
    """On the whole page and in the widget, where a reload brings all 200; then some that are typed by hand."""
    visitor = visit("zh", 390, 844, path=None)
    page = visitor.page
    token = json.dumps(json.dumps(talk.token))
    page.add_init_script(f"sessionStorage.setItem('citizen-home.token', {token})")
    page.goto(visitor.address + path)
    if path == "/":
        page.locator(".launch").click()
    shows_all(page, talk)
    some = PAYLOADS[::40]
    for text in some:
        visitor.asks(text)
        assert page.locator(".citizen .bubble").last.text_content() == text
    unharmed(page)

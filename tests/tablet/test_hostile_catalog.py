"""A catalog whose every word is an attack: tablet, pages, ticket, console and hall screen show it as text."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import expect
from volunteer import KEY, PINS, volunteer_pins

from assistant.bootstrap import Stores, open_stores
from assistant.settings import Settings
from benchmarks.hostile_text import PAYLOADS, TAKEN
from catalog import Bilingual, Catalog, Transaction
from connectors.gateway import create_app, services_of

STAFF = "a staff token of the tests"
ACTIVE = (
    "script:not([src], [type='application/ld+json']), iframe, object, embed, base, marquee, [onerror], [onload], "
    "[onclick], [onfocus], [ontoggle], a[href^='javascript'], form[action^='javascript'], [formaction], [srcdoc]"
)
# Looks through all shadow roots.
PLANTED = """(selector) => {
    const found = [];
    const look = (root) => {
        for (const node of root.querySelectorAll('*')) {
            if (node.matches(selector)) found.push(node.outerHTML.slice(0, 200));
            if (node.shadowRoot) look(node.shadowRoot);
        }
    };
    look(document);
    return found;
}"""


def poisoned(record: Transaction, number: int) -> Transaction:
    """The transaction with attacks for words, another one in each field."""
    turn = iter(range(number, number + 1000))

    def bad() -> Bilingual:
        text = PAYLOADS[next(turn) % len(PAYLOADS)]
        return Bilingual(zh=text, en=text)

    worded = {name: bad() for name in ("name", "summary", "eligibility", "source")}
    materials = tuple(
        one.model_copy(update={"name": bad(), "note": bad(), "condition": bad()}) for one in record.materials
    )
    return record.model_copy(update={**worded, "materials": materials, "steps": (bad(), bad())})


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Stores over a catalog in which nothing else has changed."""
    folder: Path = tmp_path_factory.mktemp("hostile")
    opened = open_stores(
        Settings(
            _env_file=None,
            data_dir=folder,
            database_url=None,
            secret_key=KEY,
            volunteer_pins=volunteer_pins(),
            staff_tokens=STAFF,
            clock=datetime.fromisoformat("2026-11-23T10:00:00+08:00"),
            rate_limit="off",
        )
    )
    real: Catalog = opened.live.now
    hostile = {id: poisoned(one, place) for place, (id, one) in enumerate(real.transactions.items())}
    opened.live.replace(replace(real, transactions=hostile))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(stores: Stores, serving: Callable[[FastAPI], AbstractContextManager[str]]) -> Iterator[str]:
    """The app over these stores, without an engine."""
    with serving(create_app(services_of(stores), lambda: None, lambda: None)) as served:
        yield served.replace("127.0.0.1", "localhost")


def unharmed(visitor: Any) -> None:
    """Nothing ran, nothing that could run stands in the page. Dialogs are complained of at the end."""
    assert not visitor.page.evaluate(TAKEN)
    assert visitor.page.evaluate(PLANTED, ACTIVE) == []


def test_all_attacks_are_in_it(stores: Stores) -> None:
    """Or the tests below would prove little."""
    words = {word for one in stores.catalog.transactions.values() for word in (one.name.zh, one.source.zh)}
    assert len(PAYLOADS) == 200 and words >= set(PAYLOADS[:190])
    assert set(PAYLOADS) <= {m.name.zh for t in stores.catalog.transactions.values() for m in t.materials} | words


def test_the_tablet_shows_them_as_text(browse: Any, address: str) -> None:
    """In the shelves, as results, as a matter with its checklist, on the side for the citizen, typed, and on paper."""
    visitor = browse(address, "zh", 1024, 768, path=None)
    page = visitor.page
    page.add_init_script("window.print = () => {}")
    page.goto(f"{address}/tablet")
    page.locator("#volunteer").fill("li")
    page.locator("#pin").fill(PINS["li"])
    page.locator("#pin").press("Enter")
    departments = page.locator(".list button")
    expect(departments.first).to_be_visible()
    for place in range(departments.count()):
        departments.nth(place).click()
        expect(page.locator("ch-find .back")).to_be_visible()
        unharmed(visitor)
        page.locator("ch-find .list button").first.click()
        expect(page.locator(".shown ch-checklist li").first).to_be_visible()
        unharmed(visitor)
        page.locator("ch-find .back").click()
    page.locator(".shown > .acts button").nth(1).click()
    unharmed(visitor)
    page.locator("ch-turned .tools .primary").click()
    page.locator(".shown > .acts button").nth(2).click()
    page.locator("ch-paper .primary").first.click()
    expect(page.frame_locator("iframe.printing").locator("h1")).to_be_attached()
    inside = "(selector) => document.querySelector('iframe').contentDocument.querySelectorAll(selector).length"
    assert page.evaluate(inside, ACTIVE) == 0
    page.evaluate("document.querySelector('iframe').remove()")
    for text in PAYLOADS[:50]:
        page.locator("#find").fill(text)
    unharmed(visitor)


def test_the_public_pages_show_them_as_text(browse: Any, address: str, stores: Stores) -> None:
    """The list with all of them at once, matters, a search for each form of attack, and a life event."""
    visitor = browse(address, "zh", 1280, 800, path=None)
    page = visitor.page
    names = list(stores.catalog.transactions)
    typed = ("%3Cscript%3Ealert(1)%3C/script%3E", "%22%3E%3Csvg%20onload=alert(1)%3E")
    searched = [f"/transactions?q={text}" for text in typed]
    matters = [f"/transactions/{name}" for name in names[:: len(names) // 12]]
    visitor.excused.append("404")
    for path in ("/transactions", *searched, *matters, f"/journeys/{next(iter(stores.catalog.journeys))}"):
        page.goto(f"{address}{path}")
        expect(page.locator("main")).to_be_visible()
        unharmed(visitor)


def test_the_ticket_page_shows_them_as_text(browse: Any, address: str, stores: Stores) -> None:
    """For a number of each of some matters."""
    visitor = browse(address, "en", 390, 844, path=None)
    seen: set[str] = set()
    for name in stores.catalog.transactions:
        queue = stores.queues.by_transaction[name].id
        if queue in seen:
            continue
        seen.add(queue)
        ticket = stores.ledger.issue(f"citizen of {name}", name).ticket
        visitor.page.goto(f"{address}/t/{ticket.reference}?language=en")
        expect(visitor.page.locator("#ticket")).to_contain_text(ticket.number)
        unharmed(visitor)
        if len(seen) == 8:
            break


def test_the_console_and_the_hall_screen_show_them_as_text(browse: Any, address: str, stores: Stores) -> None:
    """A clerk types attacks for a token, logs in, and calls and serves a number; the screen in the hall shows it."""
    visitor = browse(address, "zh", 1280, 800, path=None)
    page = visitor.page
    visitor.excused.append("Failed to load resource")
    matter, queue = list(stores.queues.by_transaction.items())[-1]  # other tests have people wait in the first
    ticket = stores.ledger.check_in(stores.ledger.issue("a citizen at the window", matter).ticket.reference)
    page.goto(f"{address}/window")
    for token in (PAYLOADS[1], STAFF):
        page.locator("#token").fill(token)
        page.keyboard.press("Enter")
        unharmed(visitor)
    page.locator("#number").fill(str(queue.windows[0]))
    page.keyboard.press("Enter")
    expect(page.locator(".board")).to_be_visible()
    page.keyboard.press("n")
    expect(page.locator(".board")).to_contain_text(ticket.number)
    unharmed(visitor)
    page.goto(f"{address}/display?sound=off")
    expect(page.locator(".figure").first).to_have_text(ticket.number)
    unharmed(visitor)

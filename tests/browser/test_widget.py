"""The one-tag widget: on the entrance, on another site's page, and when everything around it fails."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from fastapi import FastAPI
from playwright.sync_api import expect

from assistant.bootstrap import Assistant
from connectors.gateway import create_app, services_of

from .hosting import Host, hosted

ASKED = "护照到期了要带什么"
BLOCKED_STORAGE = """for (const name of ['sessionStorage', 'localStorage']) {
    Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError'); } });
}"""


@pytest.fixture(scope="module")
def host(assistant: Assistant, serving: Callable[[FastAPI], AbstractContextManager[str]]) -> Iterator[Host]:
    """Another site that the operator has registered."""
    with hosted() as other:
        services = replace(services_of(assistant.stores), embedding=(other.address,))
        app = create_app(services, lambda: assistant.conversation, lambda: None)
        with serving(app) as server:
            other.server = server
            yield other


def test_by_keyboard_alone_from_the_launcher_to_a_number(visit: Any) -> None:
    """Tab to the launcher, ask, tab to "take a number", Esc closes and gives the focus back."""
    visitor = visit("zh", path="/")
    page = visitor.page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.localName") == "citizen-home-launcher":
            break
    launcher = page.get_by_role("button", name="问一问市民之家助手")
    expect(launcher).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="市民之家助手")).to_be_visible()
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(ASKED)
    page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(1)
    expect(page.locator("#question")).to_be_focused()
    take = visitor.answers.first.get_by_role("button", name="取个号", exact=True)
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if take.evaluate("(node) => node.getRootNode().activeElement === node"):
            break
    expect(take).to_be_focused()
    expect(take).to_be_in_viewport()
    page.keyboard.press("Space")
    expect(page.locator("ch-ticket .number")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(launcher).to_be_focused()


def test_the_entrance_says_what_it_is_and_asks_by_its_own_form(visit: Any) -> None:
    """The form and the examples open the widget with the question; the conversation goes on at /chat."""
    visitor = visit("en", 390, 844, path="/")
    page = visitor.page
    assert "automatic assistant, not a person" in page.locator("main").inner_text()
    page.locator("main [data-citizen-home-ask]").nth(1).click()
    expect(visitor.answers).to_have_count(1)
    page.locator(".close").click()
    page.locator("#q").fill("and how much is it?")
    page.locator("#q").press("Enter")
    expect(visitor.answers).to_have_count(2)
    assert page.locator("#q").input_value() == ""
    page.locator(".close").click()
    expect(page.locator("#q")).to_be_focused()
    visitor.path = "/chat"
    visitor.opens()
    expect(visitor.answers).to_have_count(2)


def test_it_works_on_another_sites_page_under_a_strict_policy(browse: Any, host: Host) -> None:
    """No inline style, no eval, trusted types; plan, printing and the page's own button work."""
    visitor = browse(host.address, "zh", path="/")
    page = visitor.page
    page.locator("#ask").click()
    answer = visitor.answers.first
    expect(answer.locator("ch-checklist")).to_be_visible()
    assert answer.locator("article").evaluate("(node) => getComputedStyle(node).borderTopWidth") == "1px"
    answer.locator("summary").last.click()
    picture = answer.locator("ch-floor-plan img").last
    page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=picture.element_handle())
    page.evaluate("window.print = () => {}")
    with page.expect_response("**/static/web/printing.js") as fetched:
        answer.get_by_role("button", name="打印清单").click()
    assert fetched.value.ok
    page.locator("#own").click()
    expect(page.locator("#own")).to_have_text("1")
    assert page.evaluate("document.querySelectorAll('citizen-home-launcher').length") == 1


def test_on_a_site_that_is_not_registered_it_says_that_it_can_t(browse: Any, host: Host, http: Any) -> None:
    """The browser keeps the two apart; the citizen reads where to turn, and the page goes on."""
    registered, host.server = host.server, str(http.base_url).rstrip("/")
    visitor = browse(host.address, "zh", path="/")
    visitor.excused += ["blocked by CORS policy", "Failed to load resource"]
    page = visitor.page
    page.locator("#ask").click()
    expect(page.locator(".unsent")).to_contain_text("12345")
    page.locator("#own").click()
    expect(page.locator("#own")).to_have_text("1")
    host.server = registered


def test_a_server_that_is_down_leaves_the_page_alone(browse: Any, host: Host) -> None:
    """Without the script there is no launcher; with a script from the cache it says what is wrong."""
    registered, host.server = host.server, "http://127.0.0.1:9"
    visitor = browse(host.address, "zh", path=None)
    visitor.excused += ["Failed to load resource", "ERR_"]
    page = visitor.page
    page.goto(host.address)
    page.locator("#own").click()
    expect(page.locator("#own")).to_have_text("1")
    assert page.locator("citizen-home-launcher").count() == 0
    host.server = registered
    page.route("**/api/v1/**", lambda route: route.abort())
    page.goto(host.address)
    page.locator(".launch").click()
    page.locator("#question").fill(ASKED)
    page.locator("#question").press("Enter")
    expect(page.locator(".unsent")).to_contain_text("一个字也没丢")
    page.locator("#own").click()
    expect(page.locator("#own")).to_have_text("1")


@pytest.mark.parametrize("broken", [BLOCKED_STORAGE, "delete window.speechSynthesis; delete crypto.randomUUID;"])
def test_a_browser_that_lacks_things_still_answers(visit: Any, broken: str) -> None:
    """Storage switched off, no voice, plain HTTP: the chat works, and only a reload starts anew."""
    visitor = visit("zh", path="/")
    visitor.page.context.add_init_script(broken)
    visitor.opens()
    visitor.page.locator(".launch").click()
    visitor.asks(ASKED)
    visitor.asks("那要多少钱")
    assert len({sent["message_id"] for sent in visitor.posted}) == 2


def test_a_browser_too_old_for_it_shows_the_page_without_it(browse: Any, host: Host) -> None:
    """No custom elements: one error of ours in the console, none in the page."""
    visitor = browse(host.address, "zh", path=None)
    visitor.excused.append("customElements")
    page = visitor.page
    page.context.add_init_script("delete window.customElements")
    page.goto(host.address)
    page.locator("#own").click()
    expect(page.locator("#own")).to_have_text("1")


def test_loaded_twice_it_is_there_once(visit: Any) -> None:
    """A page put together from parts may carry the tag more than once."""
    visitor = visit("zh", path="/")
    visitor.page.add_script_tag(url="/widget.js")
    assert visitor.page.locator("citizen-home-launcher").count() == 1


def test_a_call_is_told_while_the_widget_is_closed(visit: Any, http: Any, staff: dict[str, str]) -> None:
    """The number is called: the launcher says so, to eyes and to screen readers."""
    visitor = visit("zh", path="/")
    page = visitor.page
    page.locator(".launch").click()
    visitor.asks("取号办燃气过户")
    card = visitor.history()[-1]["replies"][0]["card"]
    page.keyboard.press("Escape")
    http.post(f"/api/v1/tickets/{card['reference']}/check-in").raise_for_status()
    window, called = f"/api/v1/windows/{card['windows'][0]}", None
    while called != card["number"]:
        if called is not None:
            http.post(f"{window}/missed", headers=staff).raise_for_status()
        called = http.post(f"{window}/next", headers=staff).raise_for_status().json()["ticket"]["number"]
    expect(page.locator(".told")).to_contain_text(card["number"])
    expect(page.get_by_role("button", name="有新消息")).to_be_visible()
    page.locator(".launch").click()
    expect(page.locator(".notice")).to_contain_text(card["number"])
    expect(page.locator(".told")).to_have_text("")

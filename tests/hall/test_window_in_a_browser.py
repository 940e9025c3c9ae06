"""The clerks' console: by keyboard, pressed twice, at two computers, with the line lost; the server decides."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .conftest import MATTER, Hall, Opens

OPEN = {
    "zh": ("工作人员口令", "登录", "口令不对", "退出"),
    "en": ("Staff token", "Log in", "That token is not right", "Log out"),
}
SILENCE = 10_000  # ms without an answer, after which what is shown may be out of date
GUARD = 600  # ms; for half a second after a press the console takes no other
# Everything a console asks to change, by act.
WATCHING = """
    window.posts = [];
    const real = window.fetch;
    window.fetch = (url, sent) => {
        const id = sent?.body && JSON.parse(sent.body).request_id;
        if (sent?.method === 'POST') window.posts.push([String(url).split('/').pop(), id]);
        return real(url, sent);
    };
"""


def token_of(hall: Hall) -> str:
    return hall.staff["Authorization"].removeprefix("Bearer ")


def log_in(page: Page, token: str) -> None:
    page.locator("#token").fill(token)
    page.keyboard.press("Enter")


@pytest.fixture
def sits(hall: Hall, opens: Opens) -> Any:
    """Opens a console at the window of MATTER: ``sits("en")``."""

    def sat(language: str = "zh", width: int = 1280, height: int = 800, **more: Any) -> Page:
        screen = opens("/window", language, width, height, script=WATCHING, clock=True, **more)
        screen.excused.append("Failed to load resource")
        page = screen.page
        log_in(page, token_of(hall))
        page.locator("#number").fill(str(hall.parts.queues.by_transaction[MATTER].windows[0]))
        page.keyboard.press("Enter")
        expect(page.locator(".board")).to_be_visible()
        return page

    return sat


def act(page: Page, name: str) -> Any:
    return page.locator(f"[data-act={name}]")


def press(page: Page, key: str, then: str) -> None:
    """Presses a key once the console takes presses again, and waits for what it says."""
    page.clock.fast_forward(GUARD)
    page.keyboard.press(key)
    expect(page.locator(".saying")).to_contain_text(then)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_token_is_proved_and_stays_in_the_tab(hall: Hall, opens: Opens, language: str) -> None:
    """A wrong one is refused in words; the right one is kept for this tab alone and forgotten by logging out."""
    screen = opens("/window", language, 1280, 800)
    page, (label, button, wrong, leave) = screen.page, OPEN[language]
    screen.excused.append("403")
    page.get_by_label(label).fill("a guess")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("alert").filter(has_text=wrong)).to_be_visible()
    log_in(page, token_of(hall))
    expect(page.locator("#number")).to_be_visible()
    kept = page.evaluate(
        "[JSON.stringify(sessionStorage), JSON.stringify(localStorage), document.cookie, location.href]"
    )
    assert [token_of(hall) in place for place in kept] == [True, False, False, False]
    page.reload()
    expect(page.locator("#number")).to_be_visible()
    page.get_by_role("button", name=leave).click()
    expect(page.locator("#token")).to_be_visible()
    assert page.evaluate("JSON.stringify(sessionStorage)").count(token_of(hall)) == 0


def test_a_day_at_the_window_by_keyboard(hall: Hall, sits: Any) -> None:
    """Call, call again, start, done, and missed, each by its key; the window shows the number, never the person."""
    first, second = hall.takes(), hall.takes()
    page = sits("en")
    expect(page.locator(".count")).to_have_text("2 people")
    press(page, "n", f"{first.number} called")
    expect(page.locator(".number")).to_have_text(first.number)
    expect(page.locator(".matter")).to_contain_text(hall.parts.catalog.transactions[MATTER].name.en)
    press(page, "r", f"{first.number} called again")
    press(page, "s", f"{first.number} is being served")
    press(page, "d", f"{first.number} is done")
    press(page, "n", f"{second.number} called")
    press(page, "m", f"{second.number} marked as missed")
    press(page, "n", "Nobody can be called now")
    statuses = [str(hall.parts.ledger.by_reference(t.reference).status) for t in (first, second)]
    assert statuses == ["served", "missed"]
    seen = page.evaluate("document.querySelector('ch-window').shadowRoot.textContent")
    assert first.reference not in seen and first.citizen not in seen


def test_putting_aside_pausing_and_undoing(hall: Hall, sits: Any) -> None:
    """A number put aside is taken back, a missed one queues again, a pause calls nobody, a press is taken back."""
    first, second = hall.takes(), hall.takes()
    page = sits("en")
    expect(page.locator(".coming")).to_contain_text(first.number)
    press(page, "n", f"{first.number} called")
    press(page, "h", f"{first.number} put aside")
    press(page, "p", "Calling is paused")
    expect(act(page, "next")).to_have_attribute("aria-disabled", "true")
    page.clock.fast_forward(GUARD)
    page.keyboard.press("n")
    assert hall.parts.ledger.by_reference(second.reference).status == "waiting"
    press(page, "p", "Calling goes on")
    page.clock.fast_forward(GUARD)
    page.get_by_role("button", name=f"Take back {first.number}").click()
    expect(page.locator(".ticket .number")).to_have_text(first.number)
    press(page, "s", f"{first.number} is being served")
    press(page, "d", f"{first.number} is done")
    press(page, "n", f"{second.number} called")
    press(page, "m", f"{second.number} marked as missed")
    page.clock.fast_forward(GUARD)
    page.get_by_role("button", name=f"Queue again {second.number}").click()
    expect(page.locator(".saying")).to_contain_text(f"{second.number} waits again")
    press(page, "n", f"{second.number} called")
    press(page, "u", "The last step was undone")
    expect(page.locator(".nobody")).to_be_visible()
    assert hall.parts.ledger.by_reference(second.reference).status == "waiting"


def test_without_our_colours_what_can_be_pressed_is_seen(hall: Hall, sits: Any) -> None:
    """What to press first stands out, and what can't be pressed now differs from what can."""
    hall.takes()
    page = sits("en", forced_colors="active")
    look = "(node) => { const s = getComputedStyle(node); return [s.backgroundColor, s.color]; }"
    first, can, cannot = (act(page, name).evaluate(look) for name in ("next", "pause", "served"))
    assert first[0] != can[0]
    assert cannot[1] != can[1]
    contrast = sits("en", contrast="more")
    kind = "(node) => getComputedStyle(node).borderTopStyle"
    assert [act(contrast, name).evaluate(kind) for name in ("pause", "served")] == ["solid", "dashed"]


def test_a_double_press_calls_one(hall: Hall, sits: Any) -> None:
    """Key, key and click at once: one request, one call."""
    first, second = hall.takes(), hall.takes()
    page = sits()
    page.evaluate(
        """() => {
            const button = document.querySelector('ch-window').shadowRoot.querySelector('[data-act=next]');
            for (let turn = 0; turn < 5; turn++) {
                button.click();
                document.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyN', bubbles: true }));
            }
        }"""
    )
    expect(page.locator(".number")).to_have_text(first.number)
    assert [sent for sent, _ in page.evaluate("window.posts")] == ["next"]
    assert hall.parts.ledger.by_reference(second.reference).status == "waiting"


def test_a_press_whose_answer_is_lost_is_sent_again_under_its_id(hall: Hall, sits: Any) -> None:
    """The server had called already: the second press shows that number and calls nobody else."""
    first, second = hall.takes(), hall.takes()
    page = sits("en")
    # The request arrives, the answer does not.
    page.route("**/next", lambda route: (route.fetch(), route.abort()), times=1)
    page.keyboard.press("n")
    expect(page.locator(".number")).to_have_text(first.number)  # by the next press or by the stream of news
    assert hall.parts.ledger.by_reference(first.reference).status == "called"
    expect(page.locator(".number")).to_have_text(first.number)
    ids = [sent for name, sent in page.evaluate("window.posts") if name == "next"]
    assert len(ids) == 1
    assert hall.parts.ledger.call_next(hall.window_of(first), ids[0]).number == first.number
    assert hall.parts.ledger.by_reference(second.reference).status == "waiting"


def test_two_consoles_of_one_window_agree(hall: Hall, sits: Any) -> None:
    """What one does the other sees; a press that comes too late is said to be so and changes nothing."""
    first, second = hall.takes(), hall.takes()
    left, right = sits("en"), sits("en")
    press(left, "n", f"{first.number} called")
    expect(right.locator(".number")).to_have_text(first.number)
    hall.parts.ledger.start(hall.window_of(first))
    hall.parts.ledger.served(hall.window_of(first))
    right.evaluate("document.querySelector('ch-window').shadowRoot.querySelector('[data-act=start]').click()")
    expect(right.locator(".nobody")).to_be_visible()
    expect(left.locator(".nobody")).to_be_visible()
    assert hall.parts.ledger.by_reference(second.reference).status == "waiting"


def test_a_number_is_sent_on(hall: Hall, sits: Any) -> None:
    """By a search for the window, from the keyboard alone; Escape leaves it where it is."""
    ticket = hall.takes()
    page = sits("zh")
    target = hall.parts.queues.by_transaction[MATTER].windows[1]
    press(page, "n", ticket.number)
    expect(page.locator(".ticket .number")).to_have_text(ticket.number)  # what it says may come before the look
    page.clock.fast_forward(GUARD)
    page.keyboard.press("t")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("t")
    page.keyboard.type(str(target))
    page.keyboard.press("Enter")
    expect(page.locator(".saying")).to_contain_text(f"{ticket.number}号转走了")
    assert hall.parts.ledger.by_reference(ticket.reference).for_window == target
    assert hall.calls(target).number == ticket.number
    hall.parts.ledger.start(target)
    hall.parts.ledger.served(target)


def test_a_key_right_after_the_search_was_closed_is_not_lost(hall: Hall, sits: Any) -> None:
    """A closed dialog keeps the focus for some milliseconds; what is pressed then still counts."""
    ticket = hall.takes()
    page = sits("zh")
    press(page, "n", ticket.number)
    expect(page.locator(".ticket .number")).to_have_text(ticket.number)  # what it says may come before the look
    page.keyboard.press("t")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("ch-transfer input").dispatch_event("keydown", {"key": "t", "code": "KeyT", "composed": True})
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_lost_line_is_said(hall: Hall, sits: Any) -> None:
    """After some silent looks a warning stands there, and goes when the line is back; keys that do nothing say so."""
    page = sits("en")
    page.route("**/api/v1/windows/*", lambda route: route.abort())
    page.clock.fast_forward(SILENCE)
    expect(page.locator(".lost")).to_contain_text("can’t be reached")
    page.unroute("**/api/v1/windows/*")
    page.clock.fast_forward(SILENCE)
    expect(page.locator(".lost")).to_have_count(0)


@pytest.mark.parametrize(("language", "width", "scheme"), [("zh", 1280, "light"), ("en", 768, "dark")])
def test_axe_finds_nothing_and_targets_are_large(
    hall: Hall, opens: Opens, language: str, width: int, scheme: str
) -> None:
    """In each state: no violation, nothing sticks out, Call next is 60 px high and more, everything else 44."""
    hall.takes()
    screen = opens("/window", language, width, 900, clock=True, color_scheme=scheme)
    page = screen.page

    def is_fine(state: str) -> None:
        assert screen.violations() == [], state
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, state
        small = page.evaluate(
            """() => [...document.querySelector('ch-window').shadowRoot.querySelectorAll('button, input')]
                .map((node) => [node.textContent.trim(), node.getBoundingClientRect().height])
                .filter(([, height]) => height < 43.5)"""
        )
        assert small == [], state

    is_fine("log-in")
    log_in(page, token_of(hall))
    expect(page.locator("#number")).to_be_visible()
    is_fine("choice of a window")
    page.locator("#number").fill(str(hall.parts.queues.by_transaction[MATTER].windows[0]))
    page.keyboard.press("Enter")
    expect(act(page, "next")).to_be_visible()
    assert act(page, "next").bounding_box()["height"] >= 60
    is_fine("empty window")
    page.keyboard.press("n")
    expect(page.locator(".number")).to_be_visible()
    is_fine("called")
    page.clock.fast_forward(GUARD)
    page.keyboard.press("t")
    expect(page.get_by_role("dialog")).to_be_visible()
    is_fine("sending on")


def test_shortcuts_can_be_switched_off(hall: Hall, sits: Any) -> None:
    """Single letters must not act where a clerk does not want them (WCAG 2.1.4); it is remembered."""
    ticket = hall.takes()
    page = sits("en")
    page.get_by_role("button", name="Shortcuts: on").click()
    page.keyboard.press("n")
    page.reload()
    expect(page.get_by_role("button", name="Shortcuts: off")).to_be_visible()
    page.keyboard.press("n")
    page.clock.fast_forward(300)
    assert page.evaluate("window.posts") == []
    assert hall.parts.ledger.by_reference(ticket.reference).status == "waiting"

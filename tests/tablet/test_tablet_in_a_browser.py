"""The tablet in a real browser: found, ticked, turned, numbered, handed over, wiped; by finger and by keyboard."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

SIZES = {"zh": (1024, 768), "en": (768, 1024)}
TARGETS = """() => {
    const small = [];
    const look = (root) => {
        for (const part of root.querySelectorAll('*')) {
            if (part.shadowRoot) look(part.shadowRoot);
            if (!part.matches('button, a[href], input:not([type=checkbox], [type=radio]), summary, label:has(input)'))
                continue;
            const box = part.getBoundingClientRect();
            if (box.width && (box.height < 44 || box.width < 44)) small.push(part.outerHTML.slice(0, 120));
        }
    };
    look(document);
    return small;
}"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_visit_beside_a_citizen(stands: Any, language: str) -> None:
    """Every state on the way is without a finding of axe-core, fits the screen, and can be hit with a finger."""
    tablet = stands(language, *SIZES[language], log_in=False)
    page, seen = tablet.page, []

    def sound() -> None:
        assert tablet.visitor.violations() == []
        assert page.evaluate(TARGETS) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[language][0]
        seen.append(1)

    sound()
    tablet.logs_in()
    sound()
    assert "护照" in tablet.finds("hz").first.inner_text() or "passport" in tablet.finds("hz").first.inner_text()
    sound()
    tablet.chooses("hz")
    page.locator(".shown ch-checklist input").first.check()
    sound()
    tablet.act(0).click()
    sound()
    page.keyboard.press("Escape")
    tablet.takes_number(priority=1)
    number = tablet.numbers("given").locator(".big")
    expect(number).to_be_visible()
    sound()
    tablet.act(1).click()
    expect(page.locator("ch-turned .number strong")).to_have_text(number.inner_text().strip()[-4:])
    assert page.locator("ch-turned h2").evaluate("(node) => parseFloat(getComputedStyle(node).fontSize)") >= 30
    sound()
    page.locator("ch-turned .tools .primary").click()
    tablet.act(3).click()
    expect(page.locator("ch-hand-over .qr")).to_be_visible()
    sound()
    page.locator("ch-hand-over .acts .primary").click()
    page.locator(".switch button").nth(1).click()
    expect(page.locator("ch-transcript .message.assistant").first).to_be_visible()
    sound()
    assert len(seen) == 9


def test_numbers_asked_for_without_a_network_are_given_once_with_it(stands: Any, http: httpx.Client) -> None:
    """Search and ticks work; the page survives a reload; nobody is told it is a number before it is; then it is one."""
    tablet = stands()
    page, context = tablet.page, tablet.page.context
    tablet.visitor.excused += ["ERR_INTERNET_DISCONNECTED", "Failed to load resource"]
    posted: list[Any] = []
    page.on("request", lambda r: posted.append(r.post_data_json) if r.url.endswith("/hall/tickets") else None)
    context.set_offline(True)
    expect(page.locator(".line.off")).to_be_visible()
    tablet.chooses("sbk")
    tablet.takes_number()
    expect(tablet.numbers("queued")).to_contain_text("还不是号")
    assert tablet.act(3).get_attribute("aria-disabled") == "true"
    page.reload()
    expect(tablet.numbers("queued")).to_contain_text("还不是号")
    tablet.act(1).click()
    expect(page.locator("ch-turned .number.queued")).to_be_visible()
    page.locator("ch-turned .tools .primary").click()
    assert tablet.visitor.violations() == []
    context.set_offline(False)
    expect(tablet.numbers("given")).to_be_visible()
    expect(page.locator(".line.off")).to_have_count(0)
    assert len({one["message_id"] for one in posted}) == 1


def test_under_strong_magnification_nothing_covers_what_is_read(stands: Any) -> None:
    """1280 × 1024 at 400 %: the page scrolls as a whole, and a number can be taken."""
    tablet = stands("en", 320, 256)
    page = tablet.page
    tablet.chooses("hz")
    expect(page.locator(".shown h2").first).to_be_in_viewport()
    tablet.takes_number()
    expect(tablet.numbers("given")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert tablet.visitor.violations() == []


def test_who_leaves_before_the_number_comes_is_told_of_it_later(stands: Any) -> None:
    """Wiped is everything of the citizen; the promise is kept under a letter until somebody has passed it on."""
    tablet = stands()
    page = tablet.page
    tablet.visitor.excused += ["ERR_INTERNET_DISCONNECTED", "Failed to load resource"]
    page.context.set_offline(True)
    tablet.chooses("hz")
    tablet.takes_number()
    page.locator(".seats .leave").click()
    tablet.confirms()
    expect(page.locator(".orphans [data-state=queued]")).to_contain_text("市民A")
    page.context.set_offline(False)
    expect(page.locator(".orphans [data-state=given]")).to_be_visible()
    page.locator(".orphans button").click()
    expect(page.locator(".orphans")).to_have_count(0)


def test_citizens_side_by_side_keep_what_is_theirs(stands: Any) -> None:
    tablet = stands("en", 1280, 800, has_touch=False)
    page = tablet.page
    tablet.chooses("passport")
    page.locator(".shown ch-checklist input").first.check()
    page.locator(".seats .next").click()
    tablet.chooses("passport")
    assert not page.locator(".shown ch-checklist input").first.is_checked()
    page.locator("[role=tab]").nth(1).press("ArrowLeft")
    expect(page.locator("[role=tab]").first).to_be_focused()
    expect(page.locator(".shown ch-checklist input").first).to_be_checked()


def test_nobody_there_wipes_everything(stands: Any) -> None:
    """After the question and its countdown, which one press ends; all that a browser keeps is looked at."""
    tablet = stands(log_in=False)
    page = tablet.page
    page.clock.install()
    page.reload()
    tablet.logs_in()
    tablet.chooses("hz")
    page.locator(".shown ch-checklist input").first.check()
    page.locator(".switch button").nth(1).click()
    page.locator("#question").fill("护照要多少钱")
    page.locator("#question").press("Enter")
    # The matter that is open is said first, so that "how much" is about it: two messages, each answered.
    expect(page.locator("ch-transcript .message.assistant")).to_have_count(2)
    assert "护照" in tablet.kept()["vault"]
    page.clock.run_for(91_000)
    still = page.locator("ch-still dialog")
    expect(still).to_be_visible()
    expect(still.locator(".seconds")).to_have_text(re.compile(r"^(1\d|20)$"))
    assert tablet.visitor.violations() == []
    still.locator("button").click()
    expect(still).to_be_hidden()
    page.clock.run_for(91_000)
    expect(still).to_be_visible()
    page.clock.run_for(21_000)
    expect(page.locator("#volunteer")).to_be_visible()
    kept = tablet.kept()
    assert not any(word in str(kept) for word in ("护照", "passport", 'token":"', "volunteer"))
    assert not any(path.startswith(("/api", "/t/")) for path in kept["cached"])
    assert kept["cookies"] == ""


def test_by_keyboard_from_the_log_in_to_a_number(stands: Any) -> None:
    """No pointer at all: every step is reached by Tab, Enter, Space and arrows."""
    tablet = stands("en", 1280, 800, log_in=False, has_touch=False)
    page = tablet.page

    def reach(selector: str) -> None:
        focused = """(where) => {
            let at = document.activeElement;
            while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
            return at?.matches(where) ?? false;
        }"""
        for _ in range(60):
            if page.evaluate(focused, selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by Tab")

    reach("#volunteer")
    page.keyboard.type("li")
    reach("#pin")
    page.keyboard.type("482913")
    page.keyboard.press("Enter")
    expect(page.locator(".seats")).to_be_visible()
    reach("#find")
    page.keyboard.type("hz")
    reach("#results button")
    page.keyboard.press("Enter")
    reach("ch-checklist input, li input[type=checkbox]")
    page.keyboard.press("Space")
    reach(".acts .primary")
    page.keyboard.press("Enter")
    reach("input[type=radio]")
    page.keyboard.press("ArrowDown")
    reach("dialog .primary")
    page.keyboard.press("Enter")
    expect(tablet.numbers("given")).to_be_visible()


@pytest.mark.parametrize("paper", [0, 1])
def test_what_is_printed_has_place_ticks_number_and_a_code(stands: Any, paper: int) -> None:
    """On A4 and on a roll; the sheet is looked at in its frame, the dialog of the browser does nothing here."""
    tablet = stands()
    page = tablet.page
    page.add_init_script("window.print = () => {}")
    page.reload()
    expect(page.locator(".seats")).to_be_visible()
    tablet.chooses("hz")
    page.locator(".shown ch-checklist input").first.check()
    tablet.act(2).click()
    page.locator("ch-paper .primary").nth(paper).click()
    sheet = page.frame_locator("iframe.printing")
    expect(sheet.locator(".box").first).to_have_text("✓")
    expect(sheet.locator(".sign")).to_contain_text("号窗口")
    expect(sheet.locator(".qr path")).to_be_attached()
    rules = page.evaluate(
        """[...document.querySelector('iframe').contentDocument.adoptedStyleSheets[0].cssRules]
            .map((rule) => rule.cssText).join()"""
    )
    assert ("80mm" in rules) == (paper == 1) and ("a4" in rules.lower()) == (paper == 0)


def test_the_phone_goes_on_and_the_tablet_sees_it(
    stands: Any, browse: Callable[..., Any], http: httpx.Client, assistant: Any
) -> None:
    """Looked up on the tablet, asked on with "how much" on the phone: the same matter; the number is known there."""
    tablet = stands()
    tablet.chooses("hz")
    tablet.takes_number()
    expect(tablet.numbers("given")).to_be_visible()
    with tablet.page.expect_response(lambda r: r.url.endswith("/hand-overs") and r.request.method == "POST") as made:
        tablet.act(3).click()
    link = made.value.json()["links"]["web"]
    phone = browse(tablet.visitor.address, "zh", 390, 844, path=None)
    phone.page.goto(link)
    assert phone.violations() == []
    phone.page.locator(".primary").click()
    expect(phone.page.locator("#question")).to_be_visible()
    expect(phone.answers.first).to_contain_text("护照")
    assert phone.asks("多少钱").locator("h3").inner_text() == phone.answers.first.locator("h3").inner_text()
    expect(tablet.page.locator("ch-hand-over .used")).to_be_visible()
    number = tablet.numbers("given").locator(".big").inner_text()[-4:]
    expect(phone.asks("我的号排到哪了")).to_contain_text(number)

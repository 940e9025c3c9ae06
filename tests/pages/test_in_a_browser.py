"""The public pages in a real browser: with JavaScript results come while typing, without it everything still works."""

import shutil
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
HEIGHTS = """(all) => all.filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .map((node) => [node.textContent.trim(), node.getBoundingClientRect().height])"""
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


def test_results_come_while_typing(browser: Browser, reader: httpx.Client) -> None:
    """The list, the status line and the address follow what is typed; nothing is blocked by the security policy."""
    page = browser.new_page(base_url=str(reader.base_url), viewport=PHONE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto("/transactions?language=en")
    page.get_by_role("searchbox").press_sequentially("passport")
    expect(page.get_by_role("status")).to_contain_text("found")
    expect(page.locator("#results a b").first).to_contain_text("passport")
    assert "q=passport" in page.url
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#results details")).to_have_count(17)
    assert complaints == []
    page.close()


def test_without_javascript_the_form_and_the_lists_work(browser: Browser, reader: httpx.Client) -> None:
    """Search by the button, departments that open, no button that does nothing."""
    context = browser.new_context(java_script_enabled=False, base_url=str(reader.base_url), viewport=PHONE)
    page = context.new_page()
    page.goto("/transactions?language=zh")
    page.get_by_role("searchbox").fill("换护照")
    page.get_by_role("button", name="查找").click()
    page.locator("#results a b").first.click()
    assert "passport_renewal" in page.url
    assert not page.locator("[data-print]").is_visible()
    page.goto("/transactions?language=zh")
    page.locator("summary").first.click()
    assert page.locator("details a").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_pages_fit_the_screen_and_can_be_touched(
    browser: Browser, reader: httpx.Client, width: int, scheme: str
) -> None:
    """No sideways scrolling; exactly one picture of the plan is shown; targets are 44 px high."""
    context = browser.new_context(
        base_url=str(reader.base_url), viewport={"width": width, "height": 800}, color_scheme=scheme
    )
    page = context.new_page()
    for language in ("zh", "en"):
        for path in ("/transactions", "/transactions/marriage_registration_foreigner", "/transactions/none_such"):
            page.goto(f"{path}?language={language}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, language)
            targets = page.locator("header a, button, .button, summary, .checklist label, .crumbs a")
            heights = targets.evaluate_all(HEIGHTS)
            assert heights and [what for what, height in heights if height < 44] == [], (path, language)
        page.goto(f"/transactions/passport_first_issue?language={language}")
        shown = [picture.get_attribute("src") for picture in page.locator(".plan img").all() if picture.is_visible()]
        assert len(shown) == 1 and shown[0].endswith(scheme)
    context.close()


def test_paper_is_light_and_has_boxes_to_tick(browser: Browser, reader: httpx.Client) -> None:
    """Whatever the screen's scheme; navigation and what only works on a screen are left off."""
    context = browser.new_context(base_url=str(reader.base_url), color_scheme="dark")
    page = context.new_page()
    page.goto("/transactions/passport_first_issue?language=en")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".plan img.by-day").is_visible()
    assert not page.locator(".plan img.by-night").is_visible()
    assert page.locator(".checklist input").first.is_visible()
    assert page.locator(".qr svg").is_visible()
    assert not page.locator("header nav").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()

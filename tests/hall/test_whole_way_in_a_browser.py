"""The whole way of a number, in a real browser over the running assistant: chat, phone, window, hall, and back."""

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from connectors.hall import zh

from .conftest import PATIENCE
from .test_display_in_a_browser import VOICE, until


@pytest.fixture
def opened(chromium: Browser, http: httpx.Client) -> Iterator[Callable[..., Page]]:
    """Opens pages of the running assistant side by side; none of them may throw an error."""
    context = chromium.new_context(base_url=str(http.base_url).rstrip("/"), locale="zh-CN")
    context.set_default_timeout(PATIENCE)
    complaints: list[str] = []

    def opens(path: str, script: str = "") -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if script:
            page.add_init_script(script)
        page.goto(path)
        return page

    yield opens
    context.close()
    assert complaints == []


def test_a_number_from_the_chat_to_the_window(
    opened: Callable[..., Page], http: httpx.Client, staff: dict[str, str]
) -> None:
    """Taken in the chat, seen and checked in on the phone, called at the window, shown and said in the hall, pushed."""
    hall = opened("/display", VOICE)
    expect(hall.locator(".clock time")).to_be_visible()
    hall.get_by_role("button").click()
    chat = opened("/chat")
    number = taken(chat)
    phone = followed(chat, number)
    window = http.get("/api/v1/transactions/housing_fund_rent_withdrawal").json()["windows"][0]
    clerk = opened("/window")
    sit_down(clerk, staff, window)
    until_called(clerk, http, staff, window, number)

    expect(phone.locator(".go b")).to_have_text(str(window))
    expect(hall.locator(".large .figure").first).to_have_text(number)
    expect(hall.locator(".large .window")).to_have_text(str(window))
    until(hall, "window.said.length >= 2")
    assert f"到 {window} 号窗口" in hall.evaluate("window.said.at(-2)[1]")
    assert f"go to window {window}" in hall.evaluate("window.said.at(-1)[1]")
    expect(chat.locator(".message", has_text=f"{window}号窗口").last).to_contain_text(number)
    for key, then in (("s", ".sitting"), ("d", ".served")):
        clerk.wait_for_timeout(600)
        clerk.keyboard.press(key)
        expect(phone.locator(then)).to_be_visible()


def taken(chat: Page) -> str:
    """Asks, takes a number by the choice offered, and gives it."""
    chat.locator("#question").fill("公积金租房提取要带什么")
    chat.locator("#question").press("Enter")
    chat.locator(".message.assistant").last.get_by_role("button", name="取个号", exact=True).click()
    return chat.locator("ch-ticket .number").inner_text()


def followed(chat: Page, number: str) -> Page:
    """Opens the number's own page from the chat and checks in there."""
    with chat.context.expect_page() as opening:
        chat.locator("ch-ticket a").click()
    phone = opening.value
    expect(phone.locator(".number")).to_have_text(number)
    phone.get_by_role("button", name=zh.CHECK_IN).click()
    expect(phone.locator(".arrived")).to_be_visible()
    return phone


def sit_down(clerk: Page, staff: dict[str, str], window: int) -> None:
    """Logs in and chooses the window."""
    clerk.locator("#token").fill(staff["Authorization"].removeprefix("Bearer "))
    clerk.keyboard.press("Enter")
    clerk.locator("#number").fill(str(window))
    clerk.keyboard.press("Enter")


def until_called(clerk: Page, http: httpx.Client, staff: dict[str, str], window: int, number: str) -> None:
    """Calls by the key of the console; numbers of other tests that stand before it are served first."""
    expect(clerk.locator(".board")).to_be_visible()
    while True:
        held = http.get(f"/api/v1/windows/{window}", headers=staff).json()["ticket"]
        if held is None:
            clerk.wait_for_timeout(600)
            clerk.keyboard.press("n")
            expect(clerk.locator(".ticket .number")).to_be_visible()
        elif held["number"] == number:
            expect(clerk.locator(".ticket .number")).to_have_text(number)
            return
        else:
            for act in ("start", "served"):
                http.post(f"/api/v1/windows/{window}/{act}", headers=staff)
            expect(clerk.locator(".nobody")).to_be_visible()

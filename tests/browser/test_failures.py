"""The chat when things go wrong: no server, no network, a lost reply, an expired session, hostile text."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Route, expect

from benchmarks.hostile_text import ACTIVE, PAYLOADS, TAKEN, poisoned

ASKED = "护照到期了要带什么"


def type_in(page: Any, text: str) -> None:
    """Types a text and sends it."""
    page.locator("#question").fill(text)
    page.locator("#question").press("Enter")


def test_a_server_that_is_down_is_said_and_the_message_goes_out_once_it_is_up(
    browse: Any, machine: Any, staff: dict[str, str]
) -> None:
    """One question, one answer, one message id, however often it was sent; and the events go on."""
    visitor = browse(machine.address)
    page = visitor.page
    visitor.excused.append("Failed to load resource")
    visitor.asks("取号换护照")
    card = visitor.history()[1]["replies"][0]["card"]
    httpx.post(f"{machine.address}/api/v1/tickets/{card['reference']}/check-in").raise_for_status()
    window = f"{machine.address}/api/v1/windows/{card['windows'][0]}"
    called = None
    while called != card["number"]:  # who took a number before it
        if called is not None:
            httpx.post(f"{window}/missed", headers=staff).raise_for_status()
        called = httpx.post(f"{window}/next", headers=staff).raise_for_status().json()["ticket"]["number"]
    calls = page.locator(".notice.called")
    expect(calls).to_contain_text(card["number"])
    machine.stops()
    type_in(page, ASKED)
    unsent = page.locator(".unsent")
    expect(unsent).to_contain_text("没有发出去")
    unsent.get_by_role("button").click()
    expect(unsent).to_contain_text("没有发出去")
    machine.starts()
    unsent.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(2)
    expect(unsent).to_have_count(0)
    assert [m.get("text") for m in visitor.history() if m["sender"] == "citizen"] == ["取号换护照", ASKED]
    assert len({sent["message_id"] for sent in visitor.posted if sent["text"] == ASKED}) == 1
    assert len(visitor.posted) >= 4
    httpx.post(f"{window}/recall", headers=staff).raise_for_status()
    expect(calls).to_have_count(2)


def test_without_a_network_words_are_kept_and_go_out_by_themselves(visit: Any) -> None:
    """It is said at once and in words; two questions keep their order; nothing has to be pressed."""
    visitor = visit("zh", 390, 844)
    page = visitor.page
    visitor.excused += ["Failed to load resource", "ERR_INTERNET_DISCONNECTED"]
    visitor.asks("你好")
    page.context.set_offline(True)
    expect(page.locator(".offline")).to_contain_text("没有网络")
    type_in(page, ASKED)
    expect(page.locator(".unsent")).to_have_count(1)
    type_in(page, "那要多少钱")
    expect(page.locator(".unsent")).to_have_count(2)
    expect(page.locator(".unsent").first).to_contain_text("自动发出")
    expect(page.locator(".unsent button")).to_have_count(0)  # nothing has to be done, so nothing is offered
    assert visitor.violations() == []
    page.context.set_offline(False)
    expect(page.locator(".offline")).to_have_count(0)
    expect(visitor.answers).to_have_count(3)
    assert [m["text"] for m in visitor.history() if m["sender"] == "citizen"] == ["你好", ASKED, "那要多少钱"]
    assert page.evaluate("sessionStorage.getItem('citizen-home.unsent')") is None


def test_a_message_that_was_not_sent_survives_a_reload(visit: Any) -> None:
    """It goes out by itself when the page comes back and the line holds."""
    visitor = visit()
    visitor.excused.append("Failed to load resource")
    visitor.asks("你好")
    visitor.page.route("**/api/v1/messages", lambda route: route.abort())
    type_in(visitor.page, ASKED)
    expect(visitor.page.locator(".unsent")).to_be_visible()
    visitor.page.unroute("**/api/v1/messages")
    visitor.opens()
    expect(visitor.answers).to_have_count(2)
    assert [m["text"] for m in visitor.history() if m["sender"] == "citizen"] == ["你好", ASKED]


def test_a_reply_lost_on_the_way_takes_no_second_number(visit: Any) -> None:
    """The server issued the number, the answer was lost: sending again gives the same number."""
    visitor = visit("en")
    page = visitor.page
    visitor.excused.append("Failed to load resource")
    visitor.asks("What do I bring to replace a lost citizen card?")
    taken: list[dict[str, Any]] = []

    def lose(route: Route) -> None:
        taken.append(route.fetch().json()["replies"][0]["card"])
        route.abort()

    page.route("**/api/v1/messages", lose, times=1)
    page.get_by_role("button", name="Take a number", exact=True).click()
    page.locator(".unsent").get_by_role("button").click()
    expect(page.locator("ch-ticket .number")).to_have_text(taken[0]["number"])
    assert visitor.history()[-1]["replies"][0]["card"]["reference"] == taken[0]["reference"]
    assert len(visitor.history()) == 4


def test_an_expired_session_starts_a_new_one_and_answers_all_the_same(visit: Any) -> None:
    """The citizen is told that it is a new conversation; nothing has to be typed twice."""
    visitor = visit()
    visitor.excused.append("status of 401")
    visitor.page.evaluate("sessionStorage.setItem('citizen-home.token', JSON.stringify('over'))")
    visitor.opens()
    expect(visitor.page.locator(".notice")).to_have_count(1)
    answer = visitor.asks(ASKED)
    expect(answer.locator("ch-checklist")).to_be_visible()


@pytest.mark.parametrize(("language", "said"), [("zh", "操作太频繁"), ("en", "Too many")])
def test_the_servers_refusal_is_shown_in_its_own_words(visit: Any, language: str, said: str) -> None:
    """A problem document's sentence, then it can be sent again; what is refused for good can't."""
    visitor = visit(language)
    page = visitor.page
    visitor.excused.append("status of 4")
    limit = {"status": 429, "headers": {"Content-Type": "application/problem+json"}}
    page.route("**/api/v1/messages", lambda r: r.fulfill(**limit, json={"code": "too_many", "detail": said}), times=1)
    type_in(page, "护照到期")
    expect(page.locator(".unsent")).to_contain_text(said)
    page.locator(".unsent").get_by_role("button").click()
    expect(visitor.answers).to_have_count(1)
    page.evaluate("sessionStorage.removeItem('citizen-home.token')")
    page.route("**/api/v1/messages", lambda r: r.fulfill(status=422, json={"code": "x", "detail": "for good"}), times=1)
    choice = visitor.answers.first.get_by_role("button").nth(2)
    choice.click()
    expect(page.locator(".unsent")).to_contain_text("for good")
    expect(page.locator(".unsent").get_by_role("button")).to_have_count(0)
    expect(choice).not_to_have_attribute("aria-disabled", "true")


def test_clearing_without_a_network_clears_here_and_later_there(visit: Any, http: httpx.Client) -> None:
    """The citizen is told so; the server's part follows by itself."""
    visitor = visit("zh")
    page = visitor.page
    visitor.excused += ["Failed to load resource", "ERR_INTERNET_DISCONNECTED"]
    visitor.asks(ASKED)
    token = page.evaluate("JSON.parse(sessionStorage.getItem('citizen-home.token'))")
    page.context.set_offline(True)
    page.locator(".menu").click()
    page.locator(".clear").click()
    page.locator("ch-confirm button[value=yes]").click()
    expect(page.locator(".notice")).to_contain_text("连上后会自动删掉")
    headers = {"Authorization": f"Bearer {token}"}
    assert len(http.get("/api/v1/messages", headers=headers).json()["messages"]) == 2
    with page.expect_response("**/api/v1/sessions/current") as deleted:
        page.context.set_offline(False)
    assert deleted.value.status == 204
    assert http.get("/api/v1/messages", headers=headers).json()["messages"] == []


def test_too_long_or_empty_a_question_is_caught_before_it_is_sent(visit: Any) -> None:
    """Counted as the server counts, in characters and not in UTF-16 halves; what was typed stays."""
    visitor = visit("en")
    page = visitor.page
    page.locator("#question").press("Enter")
    expect(page.locator("#fault")).to_contain_text("write a sentence")
    page.locator("#question").fill("𠮷" * 1001)
    page.locator("#question").press("Enter")
    expect(page.locator("#fault")).to_contain_text("1 too many")
    expect(page.locator("#question")).to_have_attribute("aria-invalid", "true")
    assert visitor.posted == []
    page.locator("#question").fill("𠮷" * 1000)
    page.locator("#question").press("Enter")
    expect(visitor.answers).to_have_count(1)


def test_hostile_texts_are_only_text(visit: Any) -> None:
    """As messages they stand as they were typed, now and after a reload; in a card they are shown; nothing runs."""
    assert len(set(PAYLOADS)) == 200
    visitor = visit()
    visitor.excused.append("status of 404")  # plans of floors that there are not
    page = visitor.page
    some = PAYLOADS[:50:7]
    for text in some:

        def poison(route: Route, *, planted: str = text) -> None:
            route.fulfill(json=poisoned(route.fetch().json(), planted))

        page.route("**/api/v1/messages", poison, times=1)
        card = visitor.asks(ASKED)
        assert text in card.locator("h3").text_content()
        visitor.asks(text)
    said = page.locator(".citizen .bubble").all_text_contents()
    assert said[1::2] == list(some)
    assert page.locator("citizen-home-chat").locator(ACTIVE).count() == 0
    visitor.opens()
    expect(page.locator(".citizen")).to_have_count(2 * len(some))
    assert page.locator("citizen-home-chat").locator(ACTIVE).count() == 0
    assert page.evaluate(TAKEN) is False

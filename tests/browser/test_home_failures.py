"""The page when things go wrong: no server, a lost reply, an expired session, hostile text."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Route, expect

ASKED = "护照到期了要带什么"
HOSTILE = (
    "<img src=x onerror=window.taken=1>",
    "<script>window.taken=1</script>",
    '"><svg onload=window.taken=1>',
    "<a href='javascript:window.taken=1'>护照</a>",
    "{{7*7}} ${7*7} <b>市民卡</b>",
)
ACTIVE = "img, script, svg, iframe, a[href^=javascript]"


def test_a_server_that_is_down_is_said_and_the_message_goes_out_once_it_is_up(
    browse: Any, machine: Any, staff: dict[str, str]
) -> None:
    """One question, one answer, one message id, however often it was sent; and the events go on."""
    visitor = browse(machine.address)
    page = visitor.page
    visitor.excused.append("Failed to load resource")
    visitor.asks("取号换护照")
    card = visitor.history()[1]["replies"][0]["card"]
    window = f"{machine.address}/api/v1/windows/{card['windows'][0]}"
    httpx.post(f"{window}/next", headers=staff).raise_for_status()
    calls = page.locator("#log .notice.called")
    expect(calls).to_contain_text(card["number"])
    machine.stops()
    page.locator("#question").fill(ASKED)
    page.keyboard.press("Enter")
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
    expect(page.locator("#log .notice")).to_have_count(2)


def test_a_message_that_was_not_sent_survives_a_reload(visit: Any) -> None:
    """It goes out by itself when the page comes back and the line holds."""
    visitor = visit()
    visitor.excused.append("Failed to load resource")
    visitor.asks("你好")
    visitor.page.route("**/api/v1/messages", lambda route: route.abort())
    visitor.page.locator("#question").fill(ASKED)
    visitor.page.keyboard.press("Enter")
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
    expect(page.locator(".ticket .number strong")).to_have_text(taken[0]["number"])
    assert visitor.history()[-1]["replies"][0]["card"]["reference"] == taken[0]["reference"]
    assert len(visitor.history()) == 4


def test_an_expired_session_starts_a_new_one_and_answers_all_the_same(visit: Any) -> None:
    """The citizen is told that it is a new conversation; nothing has to be typed twice."""
    visitor = visit()
    visitor.excused.append("status of 401")
    visitor.page.evaluate("sessionStorage.setItem('citizen-home.token', JSON.stringify('over'))")
    visitor.opens()
    expect(visitor.page.locator("#log .notice")).to_have_count(1)
    answer = visitor.asks(ASKED)
    expect(answer.locator(".checklist")).to_be_visible()


@pytest.mark.parametrize(("language", "said"), [("zh", "操作太频繁"), ("en", "Too many")])
def test_the_servers_refusal_is_shown_in_the_pages_language(visit: Any, language: str, said: str) -> None:
    """A problem document's own sentence, in the language that the page is in now; then it can be sent again."""
    visitor = visit({"zh": "en", "en": "zh"}[language])
    page = visitor.page
    visitor.excused.append("status of 4")
    page.locator(f"[data-language={language}]").click()
    visitor.asks("hello 你好")
    payload = {"text": "", "payload": "answer:nothing:fee"}
    refused = page.evaluate(
        """async (body) => {
            const service = await import('/static/home_service.js');
            const talk = new service.Talk(() => document.documentElement.lang);
            return talk.say({ id: service.freshId(), ...body }).catch((trouble) => [trouble.code, trouble.detail]);
        }""",
        payload,
    )
    assert refused[0] == "unknown_choice"
    assert ("选项" in refused[1]) == (language == "zh")
    limit = {"status": 429, "headers": {"Content-Type": "application/problem+json"}}
    page.route("**/api/v1/messages", lambda r: r.fulfill(**limit, json={"code": "too_many", "detail": said}), times=1)
    page.locator("#question").fill("护照")
    page.keyboard.press("Enter")
    expect(page.locator(".unsent")).to_contain_text(said)
    page.locator(".unsent").get_by_role("button").click()
    expect(visitor.answers).to_have_count(2)


def test_too_long_or_empty_a_question_is_caught_before_it_is_sent(visit: Any) -> None:
    """Counted as the server counts, in characters and not in UTF-16 halves; what was typed stays."""
    visitor = visit("en")
    page = visitor.page
    page.keyboard.press("Tab")
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


def test_hostile_messages_are_only_text(visit: Any) -> None:
    """They stand in the transcript as they were typed, now and after a reload, and do nothing."""
    visitor = visit()
    page = visitor.page
    for text in HOSTILE:
        visitor.asks(text)
    expected = page.locator("#log .citizen .bubble").all_inner_texts()
    assert expected == list(HOSTILE)
    visitor.opens()
    expect(page.locator("#log .citizen")).to_have_count(len(HOSTILE))
    assert page.locator("#log").locator(ACTIVE).count() == 0
    assert page.locator("#log .citizen b").count() == 0
    assert page.evaluate("window.taken") is None


def test_a_hostile_record_is_only_text(visit: Any) -> None:
    """Should an edited record hold markup or a script for a telephone number, the page shows it and runs nothing."""
    visitor = visit()
    page = visitor.page

    def poison(route: Route) -> None:
        turn = route.fetch().json()
        (reply,) = turn["replies"]
        card = reply["card"]
        card.update(name=HOSTILE[0], department=HOSTILE[1], phones=["javascript:window.taken=1"], source=HOSTILE[2])
        card["materials"][0].update(name=HOSTILE[0], note=HOSTILE[1])
        reply.update(text="\n".join(HOSTILE), choices=[{"title": text, "payload": text} for text in HOSTILE])
        route.fulfill(json=turn)

    page.route("**/api/v1/messages", poison, times=1)
    answer = visitor.asks(ASKED)
    assert all(text in answer.inner_text() for text in HOSTILE)
    assert answer.locator(ACTIVE).count() == 0
    assert page.evaluate("window.taken") is None

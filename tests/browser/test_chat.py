"""The chat as a citizen uses it: asking, choosing, taking a number, coming back, clearing."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from catalog import Catalog

ASKED = {"zh": "护照到期了要带什么", "en": "What do I bring to renew my passport?"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_card_shows_every_fact_of_the_record(visit: Any, catalog: Catalog, language: str) -> None:
    """Each paper with its copies and conditions, place, telephone, fee, time, source and day of checking."""
    record = catalog.transactions["passport_renewal"]
    visitor = visit(language, 390, 844)
    answer = visitor.asks(ASKED[language])
    expect(answer).to_have_attribute("lang", {"zh": "zh-CN", "en": "en"}[language])
    expect(answer.locator("h3")).to_have_text(record.name.in_(language))
    papers = answer.locator("ch-checklist li")
    expect(papers).to_have_count(len(record.materials))
    for shown, item in zip(papers.all(), record.materials, strict=True):
        text = shown.inner_text()
        said = [item.name, item.condition, item.note]
        assert all(part.in_(language) in text for part in said if part is not None)
        assert (f"复印件{item.copies}份" in text or f"{item.copies} photocop" in text) == (item.copies > 0)
        assert shown.locator(".mark").count() == (item.need != "required")
    for number in catalog.phones_of(record):
        expect(answer.get_by_role("link", name=number).first).to_have_attribute("href", f"tel:{number}")
    text = visitor.text_of(answer)
    assert all(fact in text for fact in (record.floor, f"{record.fee.amount:f}", str(record.duration.promised_days)))
    assert record.source.in_(language) in text
    assert record.checked_on.isoformat() in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_of_an_answer_is_lost_in_its_card(visit: Any, language: str) -> None:
    """The card only arranges the server's text: every line of it can still be read."""
    visitor = visit(language)
    answer = visitor.asks({"zh": "护照丢了怎么办", "en": "I lost my passport"}[language])
    shown = re.sub(r"\W", "", visitor.text_of(answer))
    (reply,) = visitor.history()[-1]["replies"]
    for line in reply["text"].split("\n"):
        paper = line.partition(". ")[2]
        name = next((item["name"] for item in reply["card"]["materials"] if paper.startswith(item["name"])), None)
        step = line.partition(". ")[2] if re.match(r"\d+\. ", line) else line  # the page counts by itself
        assert re.sub(r"\W", "", name or step) in shown


def test_the_plan_of_the_floor_is_a_picture_with_words(visit: Any, catalog: Catalog) -> None:
    """Asked where, it is open; from another floor than the entrance's it begins with the way to the lift."""
    visitor = visit("en", 390, 844)
    answer = visitor.asks("Where do I renew my passport?")
    record = catalog.transactions["passport_renewal"]
    pictures = answer.locator("ch-floor-plan img")
    entrance = next(iter(catalog.center.floors))
    expect(pictures).to_have_count(1 if record.floor == entrance else 2)
    picture = pictures.last
    expect(picture).to_be_visible()
    assert record.floor in picture.get_attribute("alt")
    picture.scroll_into_view_if_needed()
    visitor.page.wait_for_function("(image) => image.complete && image.naturalWidth > 0", arg=picture.element_handle())


def test_each_message_is_in_its_own_language_and_the_page_in_the_chosen_one(visit: Any) -> None:
    """An English question on the Chinese page is answered in English and marked so; a follow-up keeps the matter."""
    visitor = visit("zh")
    answer = visitor.asks(ASKED["en"])
    expect(answer).to_have_attribute("lang", "en")
    expect(visitor.page.locator(".citizen")).to_have_attribute("lang", "en")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "zh-CN")
    follow_up = visitor.asks("那要多少钱")
    expect(follow_up).to_have_attribute("lang", "zh-CN")
    assert "护照" in follow_up.locator("h3").inner_text()
    visitor.page.get_by_role("link", name="English").click()
    expect(visitor.answers).to_have_count(2)
    expect(visitor.page.locator("ch-composer label")).to_have_text("Your question")
    expect(visitor.answers.first.locator("h3")).to_be_attached()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_starter_question_is_asked_by_a_tap(visit: Any, language: str) -> None:
    """Each of them is understood: none is answered with a shrug."""
    visitor = visit(language)
    starters = visitor.page.locator(".starters button")
    assert starters.count() >= 3
    for place in range(starters.count()):
        starters.nth(place).click()
        expect(visitor.answers).to_have_count(place + 1)
    outcomes = {message["understanding"]["outcome"] for message in visitor.history()[1::2]}
    assert outcomes <= {"answer", "center", "clarify"}


def test_a_choice_by_keyboard_is_made_once_and_keeps_the_focus(visit: Any) -> None:
    """After it all choices of the group can still be read, none does anything, and the focus has not moved."""
    visitor = visit()
    page = visitor.page
    visitor.asks(ASKED["zh"])
    expect(page.locator("#question")).to_be_focused()
    group = visitor.answers.first.locator("ch-choices")
    titles = [button.inner_text() for button in group.get_by_role("button").all()]
    choice = group.get_by_role("button", name="在哪里办")
    choice.focus()
    page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(2)
    expect(choice).to_be_focused()
    after = [button.text_content().split() for button in group.get_by_role("button").all()]
    assert [text[0] for text in after] == titles
    assert [text for text in after if len(text) > 1] == [["在哪里办", "(已选)"]]
    assert {b.get_attribute("aria-disabled") for b in group.get_by_role("button").all()} == {"true"}
    page.keyboard.press("Enter")
    group.get_by_role("button").first.click(force=True)
    visitor.asks("谢谢")
    assert [sent.get("text") for sent in visitor.posted] == [ASKED["zh"], None, "谢谢"]
    choice.focus()
    page.keyboard.press("Escape")
    expect(page.locator("#question")).to_be_focused()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_number_is_taken_kept_and_given_up(visit: Any, http: httpx.Client, language: str) -> None:
    """Giving up asks back; only the second answer does it, and then the ledger says so too."""
    visitor = visit(language, 390, 844)
    page = visitor.page
    visitor.asks(ASKED[language])
    panel = visitor.takes_number(language)
    card = visitor.history()[-1]["replies"][0]["card"]
    expect(panel.locator(".number")).to_have_text(card["number"])
    assert str(card["wait_minutes"]["high"]) in panel.locator(".queue").inner_text()
    for answer, status in (("no", "waiting"), ("yes", "cancelled")):
        panel.get_by_role("button").click()
        expect(page.locator("ch-confirm h2")).to_contain_text(card["number"])
        page.locator(f"ch-confirm button[value={answer}]").click()
        expect(panel.locator("article")).to_have_attribute("data-status", status)
        assert http.get(f"/api/v1/tickets/{card['reference']}").json()["status"] == status
    expect(panel.get_by_role("button")).to_have_count(0)


def test_a_call_reaches_the_page_and_stays_after_a_reload(visit: Any, http: httpx.Client, staff: Any) -> None:
    """The number's panel names the window; the notice is there once, also after coming back."""
    visitor = visit("en")
    page = visitor.page
    visitor.asks("take a number for a water bill name change")
    card = visitor.history()[-1]["replies"][0]["card"]
    http.post(f"/api/v1/tickets/{card['reference']}/check-in").raise_for_status()
    window, called = f"/api/v1/windows/{card['windows'][0]}", None
    while called != card["number"]:
        if called is not None:
            http.post(f"{window}/missed", headers=staff).raise_for_status()
        called = http.post(f"{window}/next", headers=staff).raise_for_status().json()["ticket"]["number"]
    notice = page.locator(".notice")
    expect(notice).to_contain_text(f"window {card['windows'][0]}")
    expect(page.locator("ch-ticket .go")).to_contain_text(f"window {card['windows'][0]}")
    visitor.opens()
    expect(notice).to_have_count(1)
    expect(page.locator("ch-ticket article")).to_have_attribute("data-status", "called")


def test_a_reload_keeps_the_conversation_what_was_chosen_and_what_was_ticked(visit: Any) -> None:
    """The transcript reads the same, starts at what was said last, and the chosen group has not become open again."""
    visitor = visit()
    page = visitor.page
    visitor.asks(ASKED["zh"])
    page.locator("ch-checklist input").nth(1).check()
    visitor.answers.last.get_by_role("button", name="多少钱").click()
    expect(visitor.answers).to_have_count(2)
    before = visitor.read()
    visitor.opens()
    expect(visitor.answers).to_have_count(2)
    assert visitor.read() == before
    expect(page.locator(".citizen .bubble").last).to_be_in_viewport()
    expect(page.locator(".intro h3")).not_to_be_in_viewport()
    assert page.locator("ch-checklist input").evaluate_all("(all) => all.map((box) => box.checked)")[:3] == [
        False,
        True,
        False,
    ]
    expect(visitor.answers.first.locator("ch-choices [aria-disabled=true]").first).to_be_attached()
    expect(visitor.asks("那要多久？").locator("h3")).to_have_text(visitor.answers.first.locator("h3").inner_text())


def test_a_cleared_conversation_is_gone_here_and_on_the_server(visit: Any, http: httpx.Client) -> None:
    """Its number stays valid and is named; the next question knows nothing of it."""
    visitor = visit("en")
    page = visitor.page
    visitor.asks(ASKED["en"])
    page.locator("ch-checklist input").first.check()
    visitor.takes_number("en")
    token = page.evaluate("JSON.parse(sessionStorage.getItem('citizen-home.token'))")
    card = visitor.history()[-1]["replies"][0]["card"]
    page.get_by_role("button", name="More").click()
    page.locator(".clear").click()
    expect(page.locator("ch-confirm p")).to_contain_text(card["number"])
    page.locator("ch-confirm button[value=yes]").click()
    expect(page.locator(".notice")).to_have_count(2)
    expect(page.locator(".notice").last).to_contain_text(card["number"])
    expect(page.locator(".message:not(.notice)")).to_have_count(0)
    assert page.evaluate("Object.keys(sessionStorage)") == []
    headers = {"Authorization": f"Bearer {token}"}
    assert http.get("/api/v1/messages", headers=headers).json()["messages"] == []
    assert http.get(f"/api/v1/tickets/{card['reference']}").json()["status"] == "waiting"
    visitor.opens()
    expect(page.locator(".message")).to_have_count(0)
    visitor.asks("and how much is it?")
    assert [message["sender"] for message in visitor.history()] == ["citizen", "assistant"]
    assert visitor.history()[-1]["understanding"]["transaction"] is None


def test_two_tabs_of_one_conversation_show_the_same_once(visit: Any) -> None:
    """A tab made from another goes on in it; coming back to the first shows what was said in the second."""
    visitor = visit()
    first = visitor.page
    visitor.asks(ASKED["zh"])
    with first.expect_popup() as opened:
        first.evaluate("window.open(location.href)")
    second = opened.value
    expect(second.locator(".message.assistant")).to_have_count(1)
    second.locator("#question").fill("那要多少钱")
    second.locator("#question").press("Enter")
    expect(second.locator(".message.assistant")).to_have_count(2)
    first.bring_to_front()
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(visitor.answers).to_have_count(2)
    visitor.asks("在哪里")
    assert [m["text"] for m in visitor.history() if m["sender"] == "citizen"] == [
        ASKED["zh"],
        "那要多少钱",
        "在哪里",
    ]
    second.close()


def test_the_checklist_is_printed_with_its_ticks(visit: Any, catalog: Catalog) -> None:
    """On a sheet of its own: papers, place, telephone, source; nothing else of the page."""
    visitor = visit("zh")
    page = visitor.page
    script = "window.print = () => { (top.printed ??= []).push(document.body.innerText); };"
    page.context.add_init_script(script)
    visitor.opens()
    visitor.asks(ASKED["zh"])
    page.locator("ch-checklist input").first.check()
    page.get_by_role("button", name="打印清单").click()
    page.wait_for_function("() => window.printed?.length === 1")
    sheet = page.evaluate("window.printed[0]")
    record = catalog.transactions["passport_renewal"]
    assert all(item.name.zh in sheet for item in record.materials)
    assert sheet.count("✓") == 1
    assert record.source.zh in sheet and record.checked_on.isoformat() in sheet
    assert "您的问题" not in sheet

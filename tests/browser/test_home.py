"""The page at / as a citizen uses it: asking, choosing, taking a number, coming back."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from catalog import Catalog

ASKED = {"zh": "护照到期了要带什么？", "en": "What do I bring to renew my passport?"}
TAKE = {"zh": "取个号", "en": "Take a number"}


def test_the_page_says_what_it_is_in_the_browsers_language_and_remembers_the_other(visit: Any) -> None:
    """Without a setting the browser decides; a choice outlives the visit, and nothing is shown twice."""
    visitor = visit("en")
    page = visitor.page
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "automatic assistant, not a person" in page.locator("main").inner_text()
    assert "Privacy" in page.locator("body > footer").inner_text()
    page.get_by_role("button", name="中文").click()
    visitor.opens()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    assert "我是自动助手，不是真人" in page.locator("main").inner_text()
    assert "automatic" not in page.locator("body").inner_text()


def test_the_way_to_a_person_is_the_records_number_in_every_place(visit: Any, catalog: Catalog, http: Any) -> None:
    """Also in the page as it is served, for browsers that run no script."""
    number = catalog.center.human_phone
    served = http.get("/").text
    assert set(re.findall(r'href="tel:([^"]*)"', served)) == {number}
    links = visit().page.locator("a[data-person]")
    assert {links.nth(i).get_attribute("href") for i in range(links.count())} == {f"tel:{number}"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_card_shows_every_fact_of_the_record(visit: Any, catalog: Catalog, language: str) -> None:
    """Each paper with its copies and conditions, place, telephone, fee, time, source and day of checking."""
    record = catalog.transactions["passport_renewal"]
    answer = visit(language).asks(ASKED[language])
    expect(answer).to_have_attribute("lang", language)
    expect(answer.locator("h3")).to_have_text(record.name.in_(language))
    papers = answer.locator(".checklist li")
    expect(papers).to_have_count(len(record.materials))
    for shown, item in zip(papers.all(), record.materials, strict=True):
        text = shown.inner_text()
        said = [item.name, item.condition, item.note]
        assert all(part.in_(language) in text for part in said if part is not None)
        assert (f"复印件{item.copies}份" in text or f"{item.copies} photocop" in text) == (item.copies > 0)
        assert shown.locator(".mark").count() == (item.need != "required")
    for number in catalog.phones_of(record):
        expect(answer.get_by_role("link", name=number).first).to_have_attribute("href", f"tel:{number}")
    text = answer.inner_text()
    assert all(fact in text for fact in (record.floor, f"{record.fee.amount:f}", str(record.duration.promised_days)))
    assert record.source.in_(language) in text
    assert record.checked_on.isoformat() in text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_line_of_an_answer_is_lost_in_its_card(visit: Any, language: str) -> None:
    """The card only arranges the server's text: every line of it can still be read."""
    visitor = visit(language)
    answer = visitor.asks({"zh": "护照丢了怎么办", "en": "I lost my passport"}[language])
    shown = re.sub(r"\W", "", answer.inner_text())
    (reply,) = visitor.history()[-1]["replies"]
    for line in reply["text"].split("\n"):
        paper = line.partition(". ")[2]
        name = next((item["name"] for item in reply["card"]["materials"] if paper.startswith(item["name"])), None)
        assert re.sub(r"\W", "", name or line) in shown


def test_a_follow_up_keeps_the_matter(visit: Any, catalog: Catalog) -> None:
    """What it costs is asked without saying of what."""
    visitor = visit()
    visitor.asks(ASKED["zh"])
    answer = visitor.asks("那要多少钱？")
    record = catalog.transactions["passport_renewal"]
    expect(answer.locator("h3")).to_have_text(record.name.zh)
    assert f"{record.fee.amount:f}" in answer.locator(".answer").inner_text()


def test_each_message_is_in_its_own_language_whatever_the_page_is_in(visit: Any) -> None:
    """An English question on the Chinese page is answered in English, and marked so for a screen reader."""
    visitor = visit("zh")
    answer = visitor.asks(ASKED["en"])
    expect(answer).to_have_attribute("lang", "en")
    expect(visitor.page.locator("#log .citizen")).to_have_attribute("lang", "en")
    expect(visitor.page.locator("html")).to_have_attribute("lang", "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_starter_question_is_asked_by_a_tap(visit: Any, language: str) -> None:
    """Each of them is understood: none is answered with a shrug."""
    visitor = visit(language)
    starters = visitor.page.locator("[data-starter]:visible")
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
    group = visitor.answers.first.locator(".choices")
    titles = [button.text_content() for button in group.get_by_role("button").all()]
    choice = group.get_by_role("button", name="在哪里办")
    choice.focus()
    page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(2)
    assert page.evaluate("document.activeElement.dataset.title") == "在哪里办"
    after = [button.text_content() for button in group.get_by_role("button").all()]
    assert [text for text in after if text not in titles] == ["在哪里办 (已选)"]
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
    visitor = visit(language, 360, 740)
    page = visitor.page
    visitor.asks(ASKED[language])
    page.get_by_role("button", name=TAKE[language], exact=True).click()
    panel = page.locator(".ticket").first
    card = visitor_card(visitor, 1)
    expect(panel.locator(".number strong")).to_have_text(card["number"])
    assert str(card["wait_minutes"]["high"]) in panel.locator(".queue").inner_text()
    for answer, status in (("no", "waiting"), ("yes", "cancelled")):
        panel.locator(".give-up").click()
        expect(page.locator("#confirm-question")).to_contain_text(card["number"])
        page.locator(f"#confirm-{answer}").click()
        expect(panel).to_have_attribute("data-status", status)
        assert http.get(f"/api/v1/tickets/{card['reference']}").json()["status"] == status
    expect(panel.locator(".give-up")).to_have_count(0)


def visitor_card(visitor: Any, answers_before: int) -> dict[str, Any]:
    """The card of the newest answer, as the server holds it."""
    expect(visitor.answers).to_have_count(answers_before + 1)
    card: dict[str, Any] = visitor.history()[-1]["replies"][0]["card"]
    return card


def test_a_call_reaches_the_page_and_stays_after_a_reload(visit: Any, http: httpx.Client, staff: Any) -> None:
    """The number's panel names the window; the notice is there once, also after coming back."""
    visitor = visit("en")
    page = visitor.page
    visitor.asks("take a number for a water bill name change")
    card = visitor.history()[-1]["replies"][0]["card"]
    window, called = f"/api/v1/windows/{card['windows'][0]}", None
    while called != card["number"]:
        if called is not None:
            http.post(f"{window}/missed", headers=staff).raise_for_status()
        called = http.post(f"{window}/next", headers=staff).raise_for_status().json()["ticket"]["number"]
    notice = page.locator("#log .notice")
    expect(notice).to_contain_text(f"window {card['windows'][0]}")
    expect(page.locator(".ticket .go")).to_contain_text(f"window {card['windows'][0]}")
    visitor.opens()
    expect(notice).to_have_count(1)
    expect(page.locator(".ticket")).to_have_attribute("data-status", "called")


def test_a_reload_keeps_the_conversation_and_what_was_chosen(visit: Any) -> None:
    """The transcript reads the same, and the chosen group has not become open again."""
    visitor = visit()
    visitor.asks("护照到期了要带什么")
    visitor.answers.last.get_by_role("button", name="多少钱").click()
    expect(visitor.answers).to_have_count(2)
    before = visitor.transcript()
    visitor.opens()
    expect(visitor.answers).to_have_count(2)
    assert visitor.transcript() == before
    expect(visitor.answers.first.locator(".choices [aria-disabled=true]").first).to_be_visible()
    expect(visitor.asks("那要多久？").locator("h3")).to_have_text(visitor.answers.first.locator("h3").inner_text())


def test_a_cleared_conversation_is_gone_and_can_not_be_continued(visit: Any) -> None:
    """Nothing of it is left in the tab, and the next question knows nothing of it."""
    visitor = visit("en")
    page = visitor.page
    visitor.asks(ASKED["en"])
    page.locator(".checklist input").first.check()
    page.locator("#clear").click()
    page.locator("#confirm-yes").click()
    expect(page.locator("#log > *")).to_have_count(0)
    assert page.evaluate("sessionStorage.length") == 0
    visitor.opens()
    expect(page.locator("#log > *")).to_have_count(0)
    visitor.asks("and how much is it?")
    assert [message["sender"] for message in visitor.history()] == ["citizen", "assistant"]
    assert visitor.history()[-1]["understanding"]["transaction"] is None

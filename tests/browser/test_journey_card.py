"""A life event in the chat: its matters in order, each a tap away from answer and number; fetched when wanted."""

from typing import Any

import pytest
from playwright.sync_api import expect

ASKED = {"zh": "宝宝出生要办哪些事", "en": "new baby paperwork"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_matters_stand_in_order_with_their_places(visit: Any, language: str) -> None:
    """As the server's card has them; papers to bring once are folded; nothing is said twice; axe-core finds nothing."""
    visitor = visit(language, 390, 844)
    answer = visitor.asks(ASKED[language])
    card = visitor.history()[-1]["replies"][0]["card"]
    assert card["type"] == "journey"
    steps = answer.locator(".journey ol > li")
    expect(steps).to_have_count(len(card["steps"]))
    for place, step in enumerate(card["steps"]):
        said = steps.nth(place).inner_text()
        assert step["name"] in said and step["windows_text"] in said
        assert step["why"].lower() in said.lower()  # it begins a sentence here
    answer.locator("summary").click()
    assert all(item["name"] in answer.inner_text() for item in card["bring"] if item["required"])
    assert visitor.violations() == []
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_matter_is_a_tap_away_from_its_answer_and_its_number(visit: Any) -> None:
    """Both are said in the citizen's name; what was tapped stays marked after a reload."""
    visitor = visit("en")
    answer = visitor.asks(ASKED["en"])
    card = visitor.history()[-1]["replies"][0]["card"]
    answer.locator(".taps button:not(.primary)").nth(1).click()
    expect(visitor.answers).to_have_count(2)
    assert visitor.history()[-1]["understanding"]["transaction"] == card["steps"][1]["transaction"]
    visitor.opens()
    expect(visitor.answers.first.locator(".taps [aria-disabled=true]").first).to_be_visible()
    expect(visitor.answers.first.locator(".taps button", has_text="✓")).to_have_count(1)


def test_a_number_is_taken_from_the_card(visit: Any, http: Any) -> None:
    visitor = visit("zh")
    answer = visitor.asks(ASKED["zh"])
    card = visitor.history()[-1]["replies"][0]["card"]
    answer.locator(".taps .primary").nth(6).click()
    expect(visitor.page.locator("ch-ticket .number").last).to_be_visible()
    ticket = visitor.history()[-1]["replies"][0]["card"]
    assert ticket["transaction"] == card["steps"][6]["transaction"]
    http.delete(f"/api/v1/tickets/{ticket['reference']}").raise_for_status()


def test_without_the_part_that_draws_it_the_text_says_the_same(visit: Any) -> None:
    visitor = visit("zh")
    visitor.excused.append("Failed to load resource")
    visitor.page.route("**/static/web/journey.js", lambda route: route.abort())
    answer = visitor.asks(ASKED["zh"])
    expect(answer.locator(".bubble")).to_contain_text("按这个顺序：")
    expect(answer.locator("ch-choices button").first).to_be_visible()

"""Public pages and API of the life events: every step and paper is there, in both languages, and no other number."""

import re
from typing import Any

import httpx
import pytest

from assistant.rendering.formats import window_ranges
from catalog import Catalog
from catalog.journeys import bring_once
from connectors.pages import en, zh

from .html_reading import Page

LANGUAGES = ("zh", "en")
NUMBER = re.compile(r"\d+")


@pytest.fixture(scope="module")
def pages(reader: httpx.Client, catalog: Catalog) -> dict[tuple[str, str], str]:
    """All pages in both languages."""
    return {
        (journey, language): reader.get(f"/journeys/{journey}?language={language}").text
        for journey in catalog.journeys
        for language in LANGUAGES
    }


def test_every_step_says_what_where_for_whom_and_why(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    for (identity, language), html in pages.items():
        page, journey = Page(html), catalog.journeys[identity]
        assert journey.name.in_(language) in page.field("name") and journey.intro.in_(language) in page.field("intro")
        links = [link["href"] for link in page.all("a")]
        for number, step in enumerate(journey.steps, 1):
            text, record = page.field(f"step-{number}"), catalog.transactions[step.transaction]
            why = step.why.in_(language)
            wanted = [record.name.in_(language), window_ranges(record.windows), record.floor, why[1:]]
            wanted += [part.in_(language) for part in (step.when, step.condition) if part is not None]
            assert [part for part in wanted if part not in text] == []
            assert f"/transactions/{record.id}?language={language}" in links


def test_no_number_on_a_page_is_invented(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    """Each step is held against its own transaction, the papers against the numbers of the steps and their copies."""
    for (identity, language), html in pages.items():
        page, journey = Page(html), catalog.journeys[identity]
        for number, step in enumerate(journey.steps, 1):
            record = catalog.transactions[step.transaction]
            said = [record.name, step.why, *(part for part in (step.when, step.condition) if part is not None)]
            allowed = " ".join([record.floor, window_ranges(record.windows), *(text.in_(language) for text in said)])
            assert set(NUMBER.findall(page.field(f"step-{number}"))) <= set(NUMBER.findall(allowed)), (identity, number)
        items = bring_once(catalog, journey)
        allowed = [*map(str, range(1, len(journey.steps) + 1)), *(str(item.copies) for item in items)]
        allowed += [n for item in items for n in NUMBER.findall(item.name.in_(language))]
        assert set(NUMBER.findall(page.field("bring"))) <= set(allowed)


def test_every_paper_is_on_the_list_with_a_box(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    for (identity, language), html in pages.items():
        page, items = Page(html), bring_once(catalog, catalog.journeys[identity])
        boxes = [box["id"] for box in page.all("input") if box.get("type") == "checkbox"]
        assert len(boxes) == len(set(boxes)) == len(items)
        assert [item for item in items if item.name.in_(language) not in page.field("bring")] == []


def test_both_languages_show_the_same_parts(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    for identity in catalog.journeys:
        first, other = (Page(pages[(identity, language)]) for language in LANGUAGES)
        assert set(first.texts) == set(other.texts)
        assert [tag for tag, _ in first.elements] == [tag for tag, _ in other.elements]


def test_a_page_can_be_handed_on(pages: dict[tuple[str, str], str], reader: httpx.Client) -> None:
    """Canonical address, both languages, a QR code, a button to print."""
    page = Page(pages[("death_in_family", "en")])
    base = str(reader.base_url).rstrip("/")
    links = {(link.get("rel"), link.get("hreflang")): link["href"] for link in page.all("link")}
    assert links[("canonical", None)] == f"{base}/journeys/death_in_family?language=en"
    assert links[("alternate", "zh-CN")] == f"{base}/journeys/death_in_family?language=zh"
    assert page.all("svg") and any("data-print" in button for button in page.all("button"))


def test_no_such_life_event(reader: httpx.Client) -> None:
    answer = reader.get("/journeys/winning_the_lottery?language=en")
    assert answer.status_code == 404 and en.MISSING in answer.text
    assert reader.get("/api/v1/journeys/winning_the_lottery").status_code == 404


@pytest.mark.parametrize(("language", "words"), [("zh", zh), ("en", en)])
def test_the_list_can_be_read_by_life_event(language: str, words: Any, reader: httpx.Client, catalog: Catalog) -> None:
    page = Page(reader.get(f"/transactions?by=event&language={language}").text)
    links = [link["href"] for link in page.all("a")]
    for journey in catalog.journeys.values():
        assert f"/journeys/{journey.id}?language={language}" in links
        assert all(links.count(f"/transactions/{t}?language={language}") >= 1 for t in journey.transactions)
    assert any(words.BY_EVENT in text for texts in page.texts.values() for text in texts)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("离开杭州", "leaving_hangzhou"),
        ("lost wallet", "lost_wallet"),
        ("亲人去世", "death_in_family"),
        ("退休", "retirement"),
    ],
)
def test_a_search_finds_the_life_event_as_well(query: str, found: str, reader: httpx.Client) -> None:
    page = Page(reader.get("/transactions", params={"q": query, "language": "zh"}).text)
    assert f"/journeys/{found}?language=zh" in [link["href"] for link in page.all("a")]


def test_a_transaction_names_the_life_events_it_belongs_to(reader: httpx.Client, catalog: Catalog) -> None:
    page = Page(reader.get("/transactions/newborn_registration?language=zh").text)
    assert catalog.journeys["birth_of_child"].name.zh in page.field("journeys")
    assert "journeys" not in Page(reader.get("/transactions/taxi_driver_certificate?language=zh").text).texts


def test_the_api_gives_all_and_one(reader: httpx.Client, catalog: Catalog) -> None:
    listed = reader.get("/api/v1/journeys").json()
    assert listed["count"] == len(listed["journeys"]) == len(catalog.journeys)
    for document in listed["journeys"]:
        journey = catalog.journeys[document["id"]]
        assert reader.get(f"/api/v1/journeys/{journey.id}").json() == document
        assert [step["transaction"] for step in document["steps"]] == list(journey.transactions)
        assert document["steps"][0]["why"] == {"zh": journey.steps[0].why.zh, "en": journey.steps[0].why.en}
        assert len(document["bring"]) == len(bring_once(catalog, journey))
        assert sorted(n for visit in document["floors"] for n in visit["steps"]) == list(
            range(1, len(journey.steps) + 1)
        )

"""No fabrication: every number on each page, in both languages, is a field of its record, and none is lost."""

import re
from collections.abc import Iterator

import httpx
import pytest
from pydantic import BaseModel

from assistant.rendering.formats import window_ranges
from catalog import Bilingual, Catalog, Transaction

from .html_reading import Page

NUMBER = re.compile(r"\d+(?:\.\d+)?")
LANGUAGES = ("zh", "en")


def texts(value: object, language: str) -> Iterator[str]:
    """Every text of a value in one language, and its plain numbers."""
    if isinstance(value, Bilingual):
        yield value.in_(language)
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), language)
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item, language)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def numbers(*written: str) -> set[str]:
    """The numbers in texts; 120.00 and 120 are one."""
    return {f"{float(found):g}" for text in written for found in NUMBER.findall(text.replace(",", ""))}


def sources(catalog: Catalog, record: Transaction, language: str) -> dict[str, list[str]]:
    """What each part of a page may take its numbers from."""
    department = catalog.departments[record.department]
    one_field = ("summary", "materials", "steps", "fee", "duration", "eligibility", "proxy", "output", "note", "source")
    allowed = {name: list(texts(getattr(record, name), language)) for name in one_field}
    windows = [str(n) for n in (*record.windows, *catalog.weekend_windows_of(record))]
    hours = (record.hours or department.hours).in_(language)
    return allowed | {
        "": [],
        "name": [record.name.zh, record.name.en],
        "department": [department.name.in_(language)],
        "where": [record.floor, *windows, hours, department.name.in_(language), *texts(department.note, language)],
        "phones": list(catalog.phones_of(record)),
        "online": [record.online_guide.in_(language)],
        "related": [catalog.transactions[other].name.in_(language) for other in record.related],
        "journeys": [journey.name.in_(language) for journey in catalog.journeys_of(record.id)],
        "checked_on": [record.checked_on.isoformat()],
        "center": [*texts((catalog.center.name, catalog.center.address), language), catalog.center.human_phone],
    }


def invented(page: Page, allowed: dict[str, list[str]]) -> list[str]:
    """The numbers of a page that its record does not have."""
    return [
        f"{field}: {number}"
        for field, written in page.texts.items()
        for number in sorted(numbers(*written) - numbers(*allowed[field]))
    ]


@pytest.fixture(scope="module")
def pages(reader: httpx.Client, catalog: Catalog) -> dict[tuple[str, str], str]:
    """All pages in both languages."""
    return {
        (record, language): reader.get(f"/transactions/{record}?language={language}").text
        for record in catalog.transactions
        for language in LANGUAGES
    }


def test_every_number_on_every_page_is_a_field_of_its_record(
    catalog: Catalog, pages: dict[tuple[str, str], str]
) -> None:
    """Each part of the page is held against its own field, not against the record as a whole."""
    faults = []
    for (identity, language), html in pages.items():
        allowed = sources(catalog, catalog.transactions[identity], language)
        faults += [f"{identity} {language} {fault}" for fault in invented(Page(html), allowed)]
    assert len(pages) == 187 * 2
    assert faults == []


def test_nothing_of_a_record_is_lost(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    """Every text, number, phone and window of the record can be read on its page."""
    lost = []
    for (identity, language), html in pages.items():
        record, page = catalog.transactions[identity], Page(html)
        for field, written in sources(catalog, record, language).items():
            shown = page.field(field)
            expected = [window_ranges(record.windows)] if field == "where" else []
            words = [text for text in written if not text.isascii() or " " in text]
            lost += [f"{identity} {language} {field}: {text}" for text in words + expected if text not in shown]
        phones = catalog.phones_of(record)
        assert [link["href"] for link in page.all("a") if "tel:" in link["href"]][1:] == [f"tel:{p}" for p in phones]
    assert lost == []


def test_a_planted_number_is_found(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    """The check above sees a foreign number wherever on a page it stands."""
    for identity, language in [("passport_first_issue", "zh"), ("gas_leak_repair", "en")]:
        html = pages[(identity, language)]
        allowed = sources(catalog, catalog.transactions[identity], language)
        body = html.index("<body>")
        places = [match.end() for match in re.finditer(r">[^<>{}\s][^<>]*", html[body:])]
        assert len(places) > 40
        for place in places:
            planted = html[: body + place] + " 70707 " + html[body + place :]
            assert invented(Page(planted), allowed), html[body + place - 60 : body + place]


def test_materials_say_how_many_copies(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    """One line, one box to tick and the right number of copies for each paper."""
    for (identity, language), html in pages.items():
        record, page = catalog.transactions[identity], Page(html)
        boxes = [box for box in page.all("input") if box.get("type") == "checkbox"]
        assert len(boxes) == len(record.materials)
        copies = [int(n) for text in page.texts["materials"] for n in _copies(text, language)]
        assert copies == [item.copies for item in record.materials if item.copies], identity


def _copies(text: str, language: str) -> list[str]:
    pattern = r"^(?:原件，)?复印件(\d+)份$" if language == "zh" else r"^(?:original, )?(\d+) photocop(?:y|ies)$"
    return re.findall(pattern, text)


def test_both_languages_show_the_same_parts(catalog: Catalog, pages: dict[tuple[str, str], str]) -> None:
    """Neither reader gets less."""
    for identity in catalog.transactions:
        zh, en = (Page(pages[(identity, language)]) for language in LANGUAGES)
        assert set(zh.texts) == set(en.texts)
        assert [tag for tag, _ in zh.elements] == [tag for tag, _ in en.elements]


def test_the_plan_on_a_page_marks_the_records_windows(
    reader: httpx.Client, catalog: Catalog, pages: dict[tuple[str, str], str]
) -> None:
    """The picture's address names floor and windows; away from the entrance the way to the lift is added."""
    fetched: set[str] = set()
    for (identity, language), html in pages.items():
        record = catalog.transactions[identity]
        plans = [picture["src"] or "" for picture in Page(html).all("img") if "/floor-plan/" in (picture["src"] or "")]
        marked = window_ranges(record.windows).replace(" ", "")
        assert plans[0] == f"/floor-plan/{record.floor}.svg?windows={marked}&language={language}&theme=light"
        assert len(plans) == (2 if record.floor == "1F" else 4)
        fetched.update(plans)
    assert len(fetched) > 100
    assert {reader.get(address).status_code for address in sorted(fetched)} == {200}

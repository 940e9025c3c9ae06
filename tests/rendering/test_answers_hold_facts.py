"""No fabrication: every answer of every matter, facet and language holds its record's facts and no other number."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import get_args

import pytest
from fact_checker import Expectation, numbers

from assistant.bootstrap import Stores, open_stores
from assistant.center import hours_of, ledger_rules
from assistant.messages import Language
from assistant.rendering.facts import AnswerFacts
from assistant.settings import Settings
from assistant.tickets import build_queues
from catalog import FACETS, Transaction

# A working hour, an evening before a working day, a weekend at noon.
MOMENTS = ["2026-11-23T10:00:00+08:00", "2026-11-23T20:00:00+08:00", "2026-11-28T12:00:00+08:00"]
LANGUAGES = get_args(Language)


def stores_at(moment: str, folder: Path) -> Iterator[Stores]:
    clock = datetime.fromisoformat(moment)
    opened = open_stores(Settings(_env_file=None, data_dir=folder, database_url=None, clock=clock))
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=MOMENTS)
def stores(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The real stores at each of the moments."""
    yield from stores_at(request.param, tmp_path_factory.mktemp("stores"))


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The real stores in the evening, when the answers hold the most numbers: the next opening is among them."""
    yield from stores_at(MOMENTS[1], tmp_path_factory.mktemp("evening"))


def expected(stores: Stores, facts: AnswerFacts, facet: str, language: Language) -> Expectation:
    return Expectation(facts, stores.catalog.center, facet, language)


def answer(stores: Stores, facts: AnswerFacts, facet: str, language: Language) -> str:
    return stores.renderer.answer(facts, (facet,), language).text


@pytest.mark.parametrize("facet", FACETS)
def test_every_answer_holds_its_facts_and_no_other_number(facet: str, stores: Stores) -> None:
    checked, wrong = 0, {}
    for identity, language in product(stores.catalog.transactions, LANGUAGES):
        facts = stores.desk.about(identity)
        text = answer(stores, facts, facet, language)
        checked += bool(numbers(text))
        if found := expected(stores, facts, facet, language).differences(text):
            wrong[identity, language] = found
    assert wrong == {}
    assert checked == 2 * len(stores.catalog.transactions) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_materials_are_all_named_once_each_on_its_line(language: Language, stores: Stores) -> None:
    for identity, record in stores.catalog.transactions.items():
        lines = answer(stores, stores.desk.about(identity), "materials", language).split("\n")[1:]
        for position, material in enumerate(record.materials, 1):
            line = lines[position - 1]
            assert line.startswith(f"{position}. {material.name.in_(language)}"), identity
            assert (material.condition is None) or material.condition.in_(language) in line
            said = {"zh": "原件", "en": "original"}[language]
            rest = line.removeprefix(f"{position}. {material.name.in_(language)}")
            assert not material.original or said in rest, identity


@pytest.mark.parametrize("language", LANGUAGES)
def test_several_facets_in_one_answer_hold_all_their_facts(language: Language, stores: Stores) -> None:
    for identity in list(stores.catalog.transactions)[::5]:
        facts = stores.desk.about(identity)
        both = stores.renderer.answer(facts, ("fee", "location"), language).text
        for part in (answer(stores, facts, facet, language).split("\n")[0] for facet in ("fee", "location")):
            assert part in both


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_holds_the_fields_of_the_record(language: Language, stores: Stores) -> None:
    for identity, record in stores.catalog.transactions.items():
        facts = stores.desk.about(identity)
        card = stores.renderer.answer(facts, ("overview",), language).card
        assert card is not None
        assert [m["name"] for m in card["materials"]] == [m.name.in_(language) for m in record.materials]
        assert [m["copies"] for m in card["materials"]] == [m.copies for m in record.materials]
        assert card["steps"] == [step.in_(language) for step in record.steps]
        assert (card["floor"], tuple(card["windows"])) == (record.floor, record.windows)
        assert tuple(card["phones"]) == stores.catalog.phones_of(record)
        assert tuple(card["weekend_windows"]) == stores.catalog.weekend_windows_of(record)
        amount = (record.fee.periods or [record.fee])[-1].amount
        assert card["fee"]["amount"] == (None if amount is None else str(amount))
        assert card["checked_on"] == record.checked_on.isoformat()
        assert card["open_now"] == (card["next_open"] is None)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facet", FACETS)
def test_a_digit_planted_anywhere_is_found(facet: str, language: Language, evening: Stores) -> None:
    """Every place of every answer of a few matters, another digit at each."""
    planted = 0
    for identity in list(evening.catalog.transactions)[::40]:
        facts = evening.desk.about(identity)
        text = answer(evening, facts, facet, language)
        wanted = expected(evening, facts, facet, language)
        assert not wanted.differences(text)
        for place in range(len(text) + 1):
            false = f"{text[:place]}{place % 10}{text[place:]}"
            assert wanted.differences(false), false
            planted += 1
    assert planted > 100


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facet", FACETS)
def test_a_digit_changed_or_left_out_is_found(facet: str, language: Language, evening: Stores) -> None:
    changed = 0
    for identity in list(evening.catalog.transactions)[::20]:
        facts = evening.desk.about(identity)
        text, wanted = answer(evening, facts, facet, language), expected(evening, facts, facet, language)
        for place in (place for place, character in enumerate(text) if character.isdigit()):
            for other in ("", str((int(text[place]) + 1) % 10)):
                false = text[:place] + other + text[place + 1 :]
                assert wanted.differences(false), false
                changed += 1
    assert changed > 20


def another(record: Transaction) -> dict[str, Transaction]:
    """The record with one fact changed, by the facet that says it."""
    first, *rest = record.materials
    return {
        "location": record.model_copy(update={"windows": (*record.windows, 999)}),
        "materials": record.model_copy(update={"materials": (first.model_copy(update={"copies": 19}), *rest)}),
        "overview": record.model_copy(update={"floor": "B1" if record.floor != "B1" else "2F"}),
        "phone": record.model_copy(update={"phones": ("12399",)}),
        "procedure": record.model_copy(update={"steps": record.steps[:-1]}),
        "eligibility": record.model_copy(update={"eligibility": record.summary}),
        "online": record.model_copy(update={"online_guide": record.summary}),
        "proxy": record.model_copy(update={"proxy": record.proxy.model_copy(update={"text": record.summary})}),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_from_another_record_is_found(language: Language, evening: Stores) -> None:
    """The checker is no rubber stamp: the text of a record whose fact was changed does not pass for the old one."""
    for identity, record in evening.catalog.transactions.items():
        facts = evening.desk.about(identity)
        for facet, false in another(record).items():
            text = answer(
                evening, replace(facts, transaction=false, phones=false.phones or facts.phones), facet, language
            )
            assert expected(evening, facts, facet, language).differences(text), (identity, facet)


@pytest.fixture(scope="module")
def an_hour_earlier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The evening's stores of a center that opens and closes an hour earlier, taken in as a reload takes it in."""
    for stores in stores_at(MOMENTS[1], tmp_path_factory.mktemp("earlier")):
        center = stores.catalog.center
        tickets = center.tickets
        times = {"opens": tickets.opens.replace(hour=8), "closes": tickets.closes.replace(hour=15)}
        moved = center.model_copy(update={"tickets": tickets.model_copy(update=times)})
        catalog = replace(stores.catalog, center=moved)
        stores.ledger.follow(build_queues(catalog), hours_of(catalog), *ledger_rules(moved.tickets.rules))
        stores.live.replace(catalog)
        yield stores


@pytest.mark.parametrize("language", LANGUAGES)
def test_opening_hours_come_from_the_center(language: Language, an_hour_earlier: Stores) -> None:
    """A matter without hours of its own says the center's, also once they have been edited."""
    told, wrong = 0, {}
    for identity, record in an_hour_earlier.catalog.transactions.items():
        if record.hours is not None:
            continue
        facts = an_hour_earlier.desk.about(identity)
        text = answer(an_hour_earlier, facts, "hours", language)
        told += "8:00-15:30" in text
        if found := expected(an_hour_earlier, facts, "hours", language).differences(text):
            wrong[identity] = found
    assert wrong == {}
    assert told == sum(record.hours is None for record in an_hour_earlier.catalog.transactions.values()) > 100

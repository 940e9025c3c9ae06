"""Short answers and explanations: the same names in both languages, and nothing that the record does not hold."""

import inspect
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from assistant.bootstrap import Stores, open_stores
from assistant.messages import Language, Understanding
from assistant.rendering import en_plain, plainly, zh_plain
from assistant.settings import Settings
from catalog import FACETS

HAN = re.compile(r"[\u3400-\u9fff]")


def own(module: ModuleType) -> dict[str, FunctionType]:
    found = {name: value for name, value in vars(module).items() if isinstance(value, FunctionType)}
    return {name: value for name, value in found.items() if value.__module__ == module.__name__ and name[0] != "_"}


def test_both_languages_have_the_same_words() -> None:
    zh, en = own(zh_plain), own(en_plain)
    assert set(zh) == set(en) and len(zh) > 8
    assert all(inspect.signature(zh[name]) == inspect.signature(en[name]) for name in zh)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """What answers are made of, on a Monday at ten."""
    folder: Path = tmp_path_factory.mktemp("plain")
    clock = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
    opened = open_stores(Settings(_env_file=None, data_dir=folder, database_url=None, clock=clock))
    yield opened
    opened.close()


def counted(text: str) -> set[str]:
    return set(re.findall(r"\d+", text))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_short_answer_holds_only_what_the_long_one_does(stores: Stores, language: Language) -> None:
    """Of every matter and aspect: each number stands in the whole answer too, and it is no longer than that."""
    for matter, record in stores.catalog.transactions.items():
        facts = stores.desk.about(matter)
        for facet in FACETS:
            short = plainly.plain_words(language).short(facts, facet)
            whole = stores.renderer.answer(facts, (facet,), language).text
            counts = {str(len(record.steps)), str(len(record.materials)), *map(str, range(len(record.materials)))}
            assert counted(short) <= counted(whole) | counts, (matter, facet)
            assert len(short) <= len(whole), (matter, facet)
            assert language == "en" or HAN.search(short), (matter, facet)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_needed_in_any_case_is_never_left_out(stores: Stores, language: Language) -> None:
    for matter, record in stores.catalog.transactions.items():
        short = plainly.short(stores.desk.about(matter), ("materials",), language).text
        missing = [m.name.zh for m in record.materials if m.need == "required" and m.name.in_(language) not in short]
        assert missing == [], matter


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_said_of_foreigners_stands_in_the_record(stores: Stores, language: Language) -> None:
    record = stores.catalog.transactions["citizen_card_first_issue"]
    said = plainly.said_of_foreigners(record, language)
    assert said and record.eligibility.in_(language).startswith(said[0])
    facets = ("materials", "eligibility", "procedure", "proxy", "online")
    written = stores.renderer.answer(stores.desk.about(record.id), facets, language).text
    assert all(one in f"{written} {record.summary.in_(language)}" for one in said)
    assert not any("居民身份证：原件" in one or one.startswith("Resident ID card: original") for one in said)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_to_ask_is_said_when_nothing_is_for_foreigners(stores: Stores, language: Language) -> None:
    facts = stores.desk.about("driver_license_renewal")
    reply = plainly.instead(stores.catalog, Understanding("not_covered"), facts, language)
    assert all(phone in reply.text for phone in (*facts.phones, stores.catalog.center.human_phone))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_explained_word_offers_its_matters(stores: Stores, language: Language) -> None:
    catalog = stores.catalog
    for term in catalog.terms.values():
        reply = plainly.term(catalog, term, language)
        offered = tuple(c.payload.split(":")[1] for c in reply.choices if c.payload.startswith("answer:"))
        assert term.text.in_(language) in reply.text and offered == term.transactions

"""Both languages are equal: the same names, signatures and keys, and the same numbers in what they say."""

import ast
import inspect
import re
from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import pytest

from assistant.rendering import (
    en,
    en_channels,
    en_journeys,
    en_privacy,
    en_problems,
    en_smalltalk,
    en_tickets,
    en_visits,
    zh,
    zh_channels,
    zh_journeys,
    zh_privacy,
    zh_problems,
    zh_smalltalk,
    zh_tickets,
    zh_visits,
)
from assistant.rendering.facts import (
    JourneyFacts,
    JourneyStepFacts,
    QuietHour,
    TicketFacts,
    VisitFacts,
    VisitStopFacts,
    WaitFacts,
)
from assistant.rendering.formats import SHANGHAI
from assistant.rendering.renderer import words
from assistant.tickets import Status
from catalog import FACETS, Bilingual, Fee, load_catalog
from catalog.journeys import bring_once, floors

HAN, LATIN_WORD = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[A-Za-z]{3,}")
MATTER = Bilingual(zh="换护照", en="Passport renewal")
WAIT = WaitFacts(
    MATTER, "1F", (7, 8, 9, 12), 4, 15, 25, datetime(2026, 11, 24, 7, 0, tzinfo=SHANGHAI), QuietHour(2, 14, 6)
)
TICKET = TicketFacts(
    reference="reference",
    number="A036",
    status="waiting",
    service_date=date(2026, 11, 23),
    matter=MATTER,
    transaction="passport_renewal",
    floor="1F",
    windows=(7, 8, 9, 12),
    wait=WAIT,
    window=8,
    now_serving="A032",
)


def own(module: ModuleType, kind: type) -> dict[str, Any]:
    """The public things of a kind that the module itself defines."""
    imported = {alias.asname or alias.name for node in ast.walk(tree(module)) for alias in names(node)}
    for part in PARTS[module]:  # its own words, kept in files beside it
        imported -= {name for name, v in vars(part).items() if getattr(v, "__module__", part.__name__) == part.__name__}
    found = {name: value for name, value in vars(module).items() if isinstance(value, kind)}
    return {name: value for name, value in found.items() if not name.startswith("_") and name not in imported}


PARTS = {
    zh: (zh_channels, zh_journeys, zh_privacy, zh_problems, zh_smalltalk, zh_tickets, zh_visits),
    en: (en_channels, en_journeys, en_privacy, en_problems, en_smalltalk, en_tickets, en_visits),
}


def tree(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


def names(node: ast.AST) -> list[ast.alias]:
    return node.names if isinstance(node, ast.Import | ast.ImportFrom) else []


def said(function: FunctionType) -> str:
    """What a function says of the sample facts."""
    samples = {
        "facts": next(fact for name, fact in FACTS.items() if name in str(inspect.signature(function))),
        "item": JOURNEY.bring[0],
        "numbers": (1, 2, 4),
        "condition": "有车/you have a car",
        "cost": Fee(amount=Decimal(80)),
        "ask": None,
        "options": ["一件/one", "两件/two"],
        "facets": (),
        "nearest": ["一件/one"],
        "phone_number": "12345",
        "text": "text",
        "name": "1F",
        "windows": (7, 8, 9, 12),
        "count": 5,
        "mine": ["A036"],
        "tickets": (TICKET, TICKET),
        "gone": (TICKET,),
        "left": (TICKET,),
        "texts": ["护照/passport"],
        "since": "2026-11-23",
        "days": 30,
        "ticket_days": 40,
    }
    return str(function(**{name: samples[name] for name in inspect.signature(function).parameters}))


CATALOG = load_catalog()
EVENT = CATALOG.journeys["death_in_family"]
JOURNEY = JourneyFacts(
    EVENT,
    tuple(JourneyStepFacts(n, step, CATALOG.transactions[step.transaction]) for n, step in enumerate(EVENT.steps, 1)),
    bring_once(CATALOG, EVENT),
    floors(CATALOG, EVENT),
)
STOP = VisitStopFacts(
    1,
    (MATTER,),
    ("passport_renewal",),
    "1F",
    (7, 8, 9, 12),
    datetime(2026, 11, 23, 10, 20, tzinfo=SHANGHAI),
    datetime(2026, 11, 23, 10, 45, tzinfo=SHANGHAI),
    1.2,
    "A036",
)
VISIT = VisitFacts((STOP, replace(STOP, step=2)), STOP.earliest, STOP.latest, 3)
FACTS = {
    "VisitStopFacts": STOP,
    "VisitFacts": VISIT,
    "JourneyStepFacts": JOURNEY.steps[0],
    "JourneyFacts": JOURNEY,
    "WaitFacts": WAIT,
    "": TICKET,
}


OF_RECORDS = {*FACETS, "say", "material", "open_now", "closing"}
SPOKEN = sorted(set(own(zh, FunctionType)) - OF_RECORDS)


def test_names_and_signatures_are_the_same() -> None:
    functions = {module: own(module, FunctionType) for module in (zh, en)}
    assert len(functions[zh]) > 30
    assert set(functions[zh]) == set(functions[en])
    for name, function in functions[zh].items():
        assert inspect.signature(function) == inspect.signature(functions[en][name]), name


@pytest.mark.parametrize("kind", [str, dict])
def test_sentences_and_tables_are_the_same(kind: type) -> None:
    in_zh, in_en = own(zh, kind), own(en, kind)
    assert in_zh and set(in_zh) == set(in_en)
    if kind is dict:
        for name, table in in_zh.items():
            assert list(table) == list(in_en[name]), name


def test_every_facet_has_words_and_a_title() -> None:
    for module in (zh, en):
        assert set(module.FACET_TITLES) == set(FACETS)
        assert set(FACETS) <= set(own(module, FunctionType))
    assert (words("zh"), words("en")) == (zh, en)


def strings(module: ModuleType) -> list[str]:
    """Every string of a module that is no docstring."""
    nodes = [node for part in (module, *PARTS[module]) for node in ast.walk(tree(part))]
    documented = [node for node in nodes if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node)]
    docs = {id(node.body[0].value) for node in documented}
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in docs]


def test_no_chinese_stands_in_the_english_words() -> None:
    found = strings(en)
    assert len(found) > 150
    assert [text for text in found if HAN.search(text)] == []


def test_no_english_sentence_stands_in_the_chinese_words() -> None:
    found = strings(zh)
    assert len(found) > 150
    assert [text for text in found if re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", text)] == []


def test_every_table_speaks_its_language() -> None:
    tables = {name: (table, own(en, dict)[name]) for name, table in own(zh, dict).items()}
    assert "PROBLEMS" in tables
    for in_zh, in_en in tables.values():
        for key in in_zh:
            assert HAN.search(in_zh[key]) and LATIN_WORD.search(in_en[key]), key
            numbers = [Counter(re.findall(r"\d+", side[key])) for side in (in_zh, in_en)]
            assert numbers[0] == numbers[1], key


@pytest.mark.parametrize("name", SPOKEN)
def test_a_sentence_says_the_same_numbers_in_both(name: str) -> None:
    in_zh, in_en = said(getattr(zh, name)), said(getattr(en, name))
    assert HAN.search(in_zh) and LATIN_WORD.search(in_en)
    assert set(numbers_in(in_zh)) == set(numbers_in(in_en))


def numbers_in(text: str) -> list[str]:
    """The numbers of a text; the month is a word in English and stands for its number here."""
    return re.findall(r"\d+", text.replace("November", "11"))


def sample_numbers() -> set[str]:
    ticket, wait = [TICKET.number, TICKET.now_serving, "7-9", "12", "8", "1F"], ["4", "15", "25", "07:00", "14", "6"]
    return {
        number for text in [*ticket, *wait, "2026-11-23", "24", "1", "2"] for number in re.findall(r"\d+", str(text))
    }


@pytest.mark.parametrize("module", [zh, en])
def test_sentences_about_tickets_hold_only_what_they_were_given(module: ModuleType) -> None:
    for name in SPOKEN:
        if "TicketFacts" in str(inspect.signature(getattr(module, name))) or "WaitFacts" in str(
            inspect.signature(getattr(module, name))
        ):
            assert set(numbers_in(said(getattr(module, name)))) <= sample_numbers(), name


@pytest.mark.parametrize("module", [zh, en])
@pytest.mark.parametrize("status", Status)
def test_every_status_of_a_ticket_has_words(status: Status, module: ModuleType) -> None:
    text = module.ticket_status(replace(TICKET, status=str(status)))
    assert TICKET.number in text and module.say(MATTER) in text
    shown = set(numbers_in(text))
    assert shown <= sample_numbers()
    assert ("4" in shown) == (status == Status.WAITING), "people ahead are said of those who wait"
    assert ("8" in shown) == (status in (Status.CALLED, Status.SERVING)), "the window is said of those who were called"


@pytest.mark.parametrize("module", [zh, en])
@pytest.mark.parametrize("ahead", [0, 1, 2, 37])
def test_people_ahead_are_counted(ahead: int, module: ModuleType) -> None:
    text = module.people_ahead(replace(WAIT, ahead=ahead))
    assert numbers_in(text) == ([str(ahead)] if ahead else []) + ["15", "25"]


@pytest.mark.parametrize("module", [zh, en])
def test_no_phone_is_written_into_the_words(module: ModuleType) -> None:
    assert [text for text in strings(module) if re.search(r"\d{5}", text)] == []

"""A life event as it is told: its numbers are those of its transactions and its steps, and nothing is left out."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

import pytest

from assistant.bootstrap import Stores, open_stores
from assistant.messages import Choice, Language
from assistant.rendering.formats import window_ranges
from assistant.settings import Settings

LANGUAGES: tuple[Language, ...] = ("zh", "en")
NUMBER = re.compile(r"\d+")


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The real stores on a Monday at ten."""
    clock = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
    opened = open_stores(
        Settings(_env_file=None, data_dir=tmp_path_factory.mktemp("stores"), database_url=None, clock=clock)
    )
    yield opened
    opened.close()


def expected(stores: Stores, journey: str, language: Language) -> Counter[str]:
    """The numbers that the text may hold, counted by rules of this test's own."""
    facts = stores.desk.journey(journey)
    said = [facts.journey.name.in_(language), facts.journey.intro.in_(language), str(len(facts.steps))]
    for number, step in enumerate(facts.journey.steps, 1):
        record = stores.catalog.transactions[step.transaction]
        said += [str(number), record.floor, window_ranges(record.windows), record.name.in_(language)]
        said += [text.in_(language) for text in (step.why, step.when, step.condition) if text is not None]
    for item in facts.bring:
        if item.required:
            said += [item.name.in_(language), *map(str, item.steps), str(item.copies or "")]
    for visit in facts.floors:
        said += [visit.floor, *map(str, visit.steps)]
    return Counter(number for text in said for number in NUMBER.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_holds_these_numbers_and_no_other(language: Language, stores: Stores) -> None:
    wrong = {}
    for journey in stores.catalog.journeys:
        text = stores.renderer.journey(stores.desk.journey(journey), language).text
        found, wanted = Counter(NUMBER.findall(text)), expected(stores, journey, language)
        if found != wanted:
            wrong[journey] = (found - wanted, wanted - found)
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_planted_number_is_found(language: Language, stores: Stores) -> None:
    text = stores.renderer.journey(stores.desk.journey("lost_wallet"), language).text
    for place in range(0, len(text), 40):
        planted = f"{text[:place]} 7070 {text[place:]}"
        assert Counter(NUMBER.findall(planted)) != expected(stores, "lost_wallet", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_whole_by_itself(language: Language, stores: Stores) -> None:
    """Steps in order, each with its windows, reason and condition; every paper that everybody needs."""
    for journey in stores.catalog.journeys.values():
        facts = stores.desk.journey(journey.id)
        lines = stores.renderer.journey(facts, language).text.split("\n")
        assert journey.intro.in_(language) in lines[0]
        for number, step in enumerate(journey.steps, 1):
            line, record = lines[number], stores.catalog.transactions[step.transaction]
            assert line.startswith(f"{number}. {record.name.in_(language)}")
            assert window_ranges(record.windows) in line and step.why.in_(language)[1:] in line
            told = [text.in_(language) for text in (step.when, step.condition) if text is not None]
            assert [text for text in told if text not in line] == []
        for item in facts.bring:
            assert any(item.name.in_(language) in line for line in lines) or not item.required


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_step_is_one_tap_from_its_answer_and_its_number(language: Language, stores: Stores) -> None:
    for journey in stores.catalog.journeys.values():
        reply = stores.renderer.journey(stores.desk.journey(journey.id), language)
        assert reply.kind == "card" and reply.card is not None
        answers = [choice.payload for choice in reply.choices if choice.payload.startswith("answer:")]
        assert answers == [f"answer:{transaction}:overview" for transaction in journey.transactions]
        offered = [Choice(**offer) for offer in reply.card["offers"]]
        assert [choice.payload for choice in offered] == [f"take_ticket:{t}" for t in journey.transactions]
        assert set(offered) <= set(reply.offered) and set(reply.choices) <= set(reply.offered)
        for shown, step in zip(reply.card["steps"], journey.steps, strict=True):
            record = stores.catalog.transactions[step.transaction]
            assert (shown["transaction"], shown["floor"], tuple(shown["windows"])) == (
                record.id, record.floor, record.windows,
            )  # fmt: skip
            assert shown["why"] == step.why.in_(language)

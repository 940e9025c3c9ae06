"""Synthetic centers are whole catalogs of their own; measured in alternation, each answers with its own records."""

import asyncio
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.bootstrap import prepare_rasa
from assistant.settings import Settings
from benchmarks.bench import CLOCK
from benchmarks.centers import PLACES, among_others, joined, with_own_door
from benchmarks.growth import HEAD, ONE, settings_of, table
from benchmarks.questions import alternating
from catalog import Catalog, load_catalog
from catalog.checks import texts

prepare_rasa()
with warnings.catch_warnings(record=True):  # Rasa's own deprecations, which Sanic asks to see
    warnings.simplefilter("ignore")
    from benchmarks.halls import Hall, Measured, growing

ASKED = alternating()[:22]
PLACE = PLACES[4]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def test_a_hundred_places_are_told_apart_in_both_languages() -> None:
    assert len({place.zh for place in PLACES}) == len({place.en for place in PLACES}) == len(PLACES) == 100


def test_a_center_among_others_has_every_record_under_its_own_id_and_names(catalog: Catalog) -> None:
    own, prefix = among_others(catalog, PLACE), f"{PLACE.en.lower()}_"
    assert list(own.transactions) == [prefix + one for one in catalog.transactions]
    for record in own.transactions.values():
        assert all(said.startswith(PLACE.zh) for said in (record.name.zh, *record.aliases.zh))
        assert all(said.endswith(PLACE.en) for said in (record.name.en, *record.aliases.en))
    pointed = [record.related for record in own.transactions.values()]
    pointed += [family.members for family in own.families.values()]
    pointed += [alias.transactions for alias in own.shared_aliases]
    pointed += [journey.transactions for journey in own.journeys.values()]
    assert {one for ids in pointed for one in ids} <= set(own.transactions)
    assert {alias.family for alias in own.shared_aliases} <= set(own.families)


def test_a_center_with_its_own_door_has_the_same_matters_under_names_of_its_own(catalog: Catalog) -> None:
    own = with_own_door(catalog, PLACE)
    assert list(own.transactions) == list(catalog.transactions)
    for record, other in zip(own.transactions.values(), catalog.transactions.values(), strict=True):
        assert (record.aliases, record.materials) == (other.aliases, other.materials)
        assert record.name.zh == PLACE.zh + other.name.zh


def test_no_longer_text_is_shared_so_that_memory_is_that_of_other_records(catalog: Catalog) -> None:
    """Equal texts under 64 bytes stand once in any catalog: pydantic keeps the latest that it read."""
    for made in (with_own_door, among_others):
        one, copy = (whole.transactions.values() for whole in (catalog, made(catalog, PLACE)))
        known = {id(text.zh) for record in one for _, text in texts(record)}
        said = [text.zh for record in copy for _, text in texts(record) if len(text.zh.encode()) >= 64]
        assert len(said) > 500 and known.isdisjoint(id(text) for text in said)


def test_joined_catalogs_hold_all_records_and_link_each_by_its_own_name(catalog: Catalog) -> None:
    whole = Hall.of(joined([catalog, *(among_others(catalog, place) for place in PLACES[1:3])]))
    assert len(whole.catalog.transactions) == 3 * len(catalog.transactions)
    linked = [whole.terms.link(asked.text) for asked in whole.names]
    right = [
        one is not None and one.transactions == (q.transaction,) for one, q in zip(linked, whole.names, strict=True)
    ]
    assert sum(right) >= 0.9 * len(right)
    assert {q.transaction.split("_")[0] for q in whole.names} >= {place.en.lower() for place in PLACES[1:3]}


@pytest.mark.filterwarnings("ignore")  # Rasa's own deprecations
def test_all_ways_to_have_three_centers_are_measured_beside_one(
    model: Path, tmp_path: Path, settings_at: Callable[[Path, str], Settings], catalog: Catalog
) -> None:
    notes: list[str] = []
    settings = settings_of(catalog, 3, notes)
    with growing(settings_at(tmp_path, CLOCK), model, tmp_path) as started:
        started.follow(next(reversed(settings.values()))[0].catalog)
        found = asyncio.run(started.measure(settings, 1, ASKED))
    assert [len(halls) for halls in settings.values()] == [1, 3, 1] and len(notes) == 2
    assert set(found) == {(asked, name) for asked in ("questions", "names") for name in settings}
    for (asked, _), measured in found.items():
        assert len(measured.answers) == len(ASKED) and min(measured.parse.clock + measured.turn.processor) > 0
        assert measured.right >= 0.85 * len(ASKED)
        if asked == "questions":  # what the model understands is the same, however many centers there are
            assert measured.answers == found[asked, ONE].answers and measured.as_in(found[asked, ONE]) == 1
    rows = table(found).splitlines()
    assert rows[0] == HEAD and {row.count("|") for row in rows[:8]} == {HEAD.count("|")}


def test_the_limit_is_not_kept_by_what_takes_longer() -> None:
    one, three = (Measured(answers=[()]) for _ in range(2))
    for measured, took in ((one, 1.0), (three, 3.0)):
        for spent in (measured.parse, measured.turn):
            spent.clock.append(took)
            spent.processor.append(took)
    for measured, said in ((one, ": met"), (three, ": not met (the most is 3.00)")):
        assert said in table({("questions", ONE): one, ("questions", "many"): measured})

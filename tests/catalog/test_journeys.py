"""Life events: the real ones are whole, what follows from them is right, and their faults are named."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from planting import EXIT, JOURNEY, JOURNEYS, PASSPORT, Line, Page, faults_of

from catalog import Catalog, load_catalog
from catalog.checks import check_fees_on
from catalog.journeys import bring_once, floors
from catalog.loader import read_sources

ASKED_FOR = {
    "birth_of_child", "death_in_family", "second_hand_home", "lost_wallet", "leaving_hangzhou", "retirement",
    "marrying_foreigner", "new_driver_first_car", "new_company",
}  # fmt: skip


def test_the_life_events_of_the_center_are_there(real: Catalog) -> None:
    assert set(real.journeys) > ASKED_FOR
    assert all(3 <= len(journey.steps) <= 12 for journey in real.journeys.values())
    for journey in real.journeys.values():
        assert len({real.transactions[t].department for t in journey.transactions}) > 1, journey.id


def test_every_paper_of_every_step_is_brought_once(real: Catalog) -> None:
    """No paper of a step is forgotten, none is named twice, and copies are those of all steps together."""
    for journey in real.journeys.values():
        items = bring_once(real, journey)
        assert len({item.name.zh for item in items}) == len(items)
        wanted = {number: real.transactions[t].materials for number, t in enumerate(journey.transactions, 1)}
        assert sum(item.copies for item in items) == sum(m.copies for ms in wanted.values() for m in ms)
        for number, materials in wanted.items():
            assert len([item for item in items if number in item.steps]) >= 1
            named = {item.name.zh for item in items if number in item.steps}
            for material in materials:
                assert material.name.zh in named or any(number in item.steps and len(item.steps) > 1 for item in items)


def test_the_same_paper_of_several_departments_is_one(real: Catalog) -> None:
    """The proof of death is asked for at four windows under two English names."""
    items = bring_once(real, real.journeys["death_in_family"])
    (proof,) = [item for item in items if item.name.zh == "死亡证明"]
    asking = [n for n, step in enumerate(real.journeys["death_in_family"].steps, 1)
              if any(m.name.zh == "死亡证明" for m in real.transactions[step.transaction].materials)]  # fmt: skip
    assert proof.steps == tuple(asking) and len(asking) == 4
    assert items[0] is proof and proof.sure


def test_papers_of_different_people_stay_apart(real: Catalog) -> None:
    names = [item.name.zh for item in bring_once(real, real.journeys["death_in_family"])]
    assert {"过世人的居民身份证", "来申报的人的居民身份证", "新户主身份证"} <= set(names)


def test_what_everybody_needs_comes_first(real: Catalog) -> None:
    for journey in real.journeys.values():
        order = [(not item.sure, not item.required) for item in bring_once(real, journey)]
        assert order == sorted(order)


def test_floors_hold_every_step_once_in_order(real: Catalog) -> None:
    for journey in real.journeys.values():
        visits = floors(real, journey)
        assert len({visit.floor for visit in visits}) == len(visits)
        assert sorted(n for visit in visits for n in visit.steps) == list(range(1, len(journey.steps) + 1))
        for visit in visits:
            assert list(visit.steps) == sorted(visit.steps)
            assert {real.transactions[journey.transactions[n - 1]].floor for n in visit.steps} == {visit.floor}


def test_a_transaction_knows_its_life_events(real: Catalog) -> None:
    assert {j.id for j in real.journeys_of("broadband_installation")} >= {"second_hand_home", "renting_flat"}
    assert real.journeys_of("taxi_driver_certificate") == []


def test_a_center_may_do_without(copied: Path) -> None:
    (copied / JOURNEYS).unlink()
    assert load_catalog(copied).journeys == {}


Plant = Callable[[Page], tuple[Line, str, str]]


def _at(keys: str, written: str, field: str, says: str) -> Plant:
    def plant(page: Page) -> tuple[Line, str, str]:
        return page.write(page.at(page.record(JOURNEY), *keys.split()), written), field, says

    return plant


def _second_step(written: str, says: str) -> Plant:
    def plant(page: Page) -> tuple[Line, str, str]:
        line = page.find(r"  - transaction: passport_annotation")
        line.text = f"  - transaction: {written}"
        return line, "steps.1.transaction", says

    return plant


def _put(after: str, text: str, field: str, says: str) -> Plant:
    return lambda page: (page.put(page.find(after), text), field, says)


def _without_english(page: Page) -> tuple[Line, str, str]:
    page.drop(page.at(page.record(JOURNEY), "intro", "en"))
    return page.at(page.record(JOURNEY), "intro", "zh"), "intro.en", "is missing"


PLANTS: dict[str, Plant] = {
    "no such transaction": _second_step("passport_to_the_moon", 'no transaction "passport_to_the_moon"'),
    "a step twice": _second_step(PASSPORT, "is a step already"),
    "one step only": _at("steps", f"[{{transaction: {PASSPORT}, why: {{zh: 要, en: so}}}}]", "steps", "at least 2"),
    "name of a transaction": _at("name zh", '"普通护照首次申领"', "name.zh", "already the name of"),
    "alias of a transaction": _at("aliases zh", '["第一次办护照"]', "aliases.zh.0", f"already the name of {PASSPORT}"),
    "word of a family": _at("aliases en", '["trips", "Passport"]', "aliases.en.1", "already the name of passport"),
    "English missing": _without_english,
    "phone in a text": _at("intro zh", '"先打12367。"', "intro.zh", "belongs in departments.yml"),
    "misspelt field": _put("  - transaction: passport_first_issue", "    wenn: 1", "steps.0.wenn", "not a field"),
    "date in words": _at("checked_on", "yesterday", "checked_on", "valid date"),
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_planted_fault_is_found(plant: Plant, copied: Path) -> None:
    page = Page(copied, JOURNEYS)
    line, field, says = plant(page)
    expected = page.expect(line, f"journeys.0.{field}", says)
    page.save()
    found = [f for f in faults_of(copied) if f.field == expected.field]
    assert [(f.file, f.says.count(says) > 0) for f in found] == [(JOURNEYS, True)]
    assert found[0].line == expected.line


def test_numbers_of_a_step_agree_in_both_languages(copied: Path) -> None:
    page = Page(copied, JOURNEYS)
    line = page.write(page.at(page.record(JOURNEY), "when", "zh"), '"提前2个月"')
    expected = page.expect(line, "", "")
    page.save()
    assert [(f.line, f.says) for f in faults_of(copied)] == [(expected.line, "the numbers differ: zh 2; en 1")]


def test_a_life_event_twice(copied: Path) -> None:
    page = Page(copied, JOURNEYS)
    line = page.append(*(other.text for other in page.block(page.record(JOURNEY))))
    expected = page.expect(line, "journeys.1", "stands twice")
    page.save()
    assert [(f.line, f.field) for f in faults_of(copied)] == [(expected.line, expected.field)]


def test_a_fee_that_is_not_known_on_a_day_is_a_fault_of_that_day(copied: Path) -> None:
    """The catalog itself is sound; asked about a day outside of the periods, the check names record and line."""
    page = Page(copied, EXIT)
    record = page.record(PASSPORT)
    fee = page.write(page.at(record, "fee"), "")
    line = page.put(fee, "    periods:", "    - {valid_from: 2020-01-01, valid_to: 2026-12-31, amount: 120}")
    page.save()
    sources, found = read_sources(copied)
    assert found is not None and sources.faults == []
    check_fees_on(sources, found, date(2026, 12, 31))
    assert sources.faults == []
    check_fees_on(sources, found, date(2027, 1, 1))
    (fault,) = sources.faults
    assert (fault.file, fault.message) == (EXIT, "no fee is given for 2027-01-01")
    assert abs(fault.line - page.expect(line, "", "").line) <= 1
    assert re.fullmatch(r"transactions\.\d+\.fee\.periods", fault.field)

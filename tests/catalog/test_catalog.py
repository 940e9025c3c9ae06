"""The real catalog: complete, without a fault, and every value in its place."""

import os
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from planting import EXIT, PASSPORT, Page
from pydantic import ValidationError

from catalog import TOPICS, Catalog, CatalogError, Fault, load_catalog
from catalog.checks import texts
from catalog.loader import DATA, json_schema, read_sources
from catalog.model import parse_windows


def test_it_is_complete_and_has_no_fault() -> None:
    sources, found = read_sources()
    assert sources.faults == []
    assert found is not None
    assert (len(found.transactions), len(found.departments), len(found.families)) == (187, 17, 64)
    assert set(found.center.topics) >= set(TOPICS)


def test_every_file_is_read_and_holds_one_department(real: Catalog) -> None:
    files = {path.stem for path in (DATA / "transactions").iterdir()}
    assert files == set(real.departments)
    sources, _ = read_sources()
    for (kind, identity), (source, _place) in sources.places.items():
        if kind == "transaction":
            assert source.name == f"transactions/{real.transactions[identity].department}.yml"


def test_transactions_come_in_the_order_of_departments(real: Catalog) -> None:
    order = list(real.departments)
    places = [order.index(transaction.department) for transaction in real.transactions.values()]
    assert places == sorted(places)


def test_every_window_has_one_department_and_no_gap(real: Catalog) -> None:
    windows = list(chain.from_iterable(department.windows for department in real.departments.values()))
    assert sorted(windows) == list(range(1, max(windows) + 1))
    assert max(Counter(windows).values()) == 1


def test_both_languages_are_there_everywhere(real: Catalog) -> None:
    records = [*real.transactions.values(), *real.departments.values(), *real.families.values(), real.center]
    said = [text for record in records for _, text in texts(record)]
    assert len(said) > 20 * len(real.transactions)
    for text in [*said, *real.center.topics.values(), *real.center.floors.values()]:
        assert re.search(r"[\u3400-\u9fff]", text.zh), text
        assert re.search(r"[A-Za-z]", text.en), text
        assert (text.in_("zh"), text.in_("en")) == (text.zh, text.en)


def test_every_family_asks_for_members_that_exist(real: Catalog) -> None:
    for family in real.families.values():
        assert len(set(family.members)) == len(family.members)
        for answer in family.answers:
            assert family in real.families_of(answer.transaction)
            assert (answer.in_("zh"), answer.in_("en")) == (answer.zh, answer.en)
    assert not [f for shared in real.shared_aliases for f in shared.transactions if f not in real.transactions]


def test_families_of_matters_are_those_that_have_one_of_them_in_file_order(real: Catalog) -> None:
    matters = list(real.transactions)
    assert real.families_of() == real.families_of("no such matter") == []
    for first, second in zip(matters, reversed(matters), strict=True):
        for asked in ((first,), (first, second), (second, "no such matter", first)):
            wanted = [family for family in real.families.values() if set(asked) & set(family.members)]
            assert real.families_of(*asked) == wanted
    assert [real.order[matter] for matter in matters] == list(range(len(matters)))


def test_phones_and_weekend_windows_follow_the_department(real: Catalog) -> None:
    chosen = 0
    for transaction in real.transactions.values():
        department = real.departments[transaction.department]
        phones, weekend = real.phones_of(transaction), real.weekend_windows_of(transaction)
        assert phones and set(phones) <= set(department.phones)
        assert bool(weekend) == transaction.weekend
        assert set(weekend) == set(transaction.windows) & set(department.weekend_windows) or not transaction.weekend
        chosen += phones != department.phones
    assert chosen, "no transaction chooses among its department's phones"


def test_records_are_frozen(real: Catalog) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        real.transactions[PASSPORT].floor = "2F"  # type: ignore[misc]


def test_a_changed_fact_arrives(copied: Path) -> None:
    page = Page(copied, EXIT)
    page.write(page.at(page.record(PASSPORT), "fee", "amount"), "121.50")
    page.save()
    assert str(load_catalog(copied).transactions[PASSPORT].fee.amount) == "121.5"


def test_unchanged_files_are_the_same_catalog_and_changed_ones_another(copied: Path) -> None:
    """Same size, same time of change: what counts is what stands in the file."""
    before = load_catalog(copied)
    assert load_catalog(copied) is before
    path = copied / EXIT
    times = path.stat().st_atime_ns, path.stat().st_mtime_ns
    path.write_text(path.read_text(encoding="utf-8").replace("普通护照", "普通护昭", 1), encoding="utf-8")
    os.utime(path, ns=times)
    assert load_catalog(copied) is not before


def test_the_error_says_every_fault_as_an_editor_needs_it(copied: Path) -> None:
    page = Page(copied, EXIT)
    line = page.write(page.at(page.record(PASSPORT), "floor"), "2F")
    expected = page.expect_in(page.record(PASSPORT), line, "floor", "")
    page.save()
    with pytest.raises(CatalogError) as raised:
        load_catalog(copied)
    assert str(raised.value).startswith(f"{EXIT}:{expected.line}: {expected.field}: ")
    assert [str(fault) for fault in raised.value.faults] == str(raised.value).split("\n")
    assert sorted([Fault("b", 1, "", ""), Fault("a", 9, "", ""), Fault("a", 2, "", "")])[0] == Fault("a", 2, "", "")


def test_the_schema_for_editors_names_every_field(real: Catalog) -> None:
    schema = json_schema()
    assert set(schema["$defs"]["Transaction"]["properties"]) == set(real.transactions[PASSPORT].model_dump())


@settings(deadline=None)
@given(st.sets(st.integers(1, 999), min_size=1))
def test_windows_written_one_by_one_are_read_back(windows: set[int]) -> None:
    assert parse_windows(",".join(map(str, sorted(windows)))) == tuple(sorted(windows))


@settings(deadline=None)
@given(st.integers(1, 999), st.integers(0, 50))
def test_a_range_holds_both_ends(first: int, more: int) -> None:
    last = min(first + more, 999)
    assert parse_windows(f"{first}-{last}") == tuple(range(first, last + 1))


@pytest.mark.parametrize(
    ("written", "windows"), [("none", ()), (5, (5,)), (" 7-9 ", (7, 8, 9)), ("1-3, 6", (1, 2, 3, 6)), ((1, 2), (1, 2))]
)
def test_windows(written: object, windows: object) -> None:
    assert parse_windows(written) == windows


@settings(deadline=None)
@given(st.text(alphabet="0123456789-, ；至x", max_size=12))
def test_windows_are_numbers_or_refused(written: str) -> None:
    try:
        windows = parse_windows(written)
    except ValueError as error:
        assert "window" in str(error)
    else:
        assert isinstance(windows, tuple) and all(isinstance(window, int) for window in windows)

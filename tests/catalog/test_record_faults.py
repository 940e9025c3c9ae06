"""Every kind of fault in a transaction's record is reported once, at its file, line and field, and nothing else is."""

from pathlib import Path

import pytest
from planting import EXIT, LECTURES, SPARE, Page, faults_of
from record_plants import (
    Plant,
    alias_of_another,
    alias_of_another_further_down,
    condition_without_conditional,
    conditional_without_condition,
    fee_with_amount_and_periods,
    fee_with_amount_and_text,
    fee_with_neither,
    id_twice,
    id_with_blanks,
    immediate_against_kind,
    key_twice,
    missing,
    no_required_material,
    no_window,
    periods,
    phone_of_another_department,
    phones_with_the_wrong_one_second,
    related_with_the_wrong_one_second,
    text,
    unknown_department,
    unknown_field,
    unknown_field_of_a_material,
    value,
    weekend_without_windows,
    window_of_another_department,
)

PHONE, UNSAFE = "belongs in departments.yml", "may not stand in a text"

PLANTS: dict[str, Plant] = {
    "field missing": missing("online_guide", ""),
    "department missing": missing("department", ""),
    "English missing": missing("name en", "name zh"),
    "Chinese missing": missing("eligibility zh", "eligibility en"),
    "need of a material missing": missing("materials need", "materials name", "materials.0.need"),
    "date missing": missing("checked_on", ""),
    "unknown field": unknown_field,
    "unknown field of a material": unknown_field_of_a_material,
    "key twice": key_twice,
    "id twice": id_twice,
    "id with blanks": id_with_blanks,
    "unknown department": unknown_department,
    "no truth value": value("weekend", "sometimes", "valid boolean"),
    "no list": value("steps", '"come, pay, go"', "valid tuple"),
    "no number": value("materials copies", "several", "valid integer", "materials.0.copies"),
    "number for a text": value("name zh", "12", "put it in quotes"),
    "text empty": value("output en", '""', "must not be empty"),
    "text blank": value("output zh", '"  "', "must not be empty"),
    "no entries": value("steps", "[]", "at least 1 item"),
    "no materials": value("materials", "[]", "at least 1 item"),
    "unknown online": value("online", "partly", "'none', 'appointment' or 'full'"),
    "unknown kind": value("kind", "slow", "'immediate' or 'committed'"),
    "unknown need": value("materials need", "maybe", "'required', 'conditional' or 'deferrable'", "materials.0.need"),
    "unknown floor": value("floor", "3F", "'1F', '2F' or 'B1'"),
    "floor of another": value("floor", "2F", "the department is on 1F"),
    "window of another department": window_of_another_department,
    "no window": no_window,
    "window range backwards": value("windows", '"10-7"', "runs backwards"),
    "window range in words": value("windows", '"seven to ten"', "written like"),
    "window range unfinished": value("windows", '"7-"', "written like"),
    "weekend without windows": weekend_without_windows,
    "phone of another department": phone_of_another_department,
    "phone in both texts": text("打12367", "ring 12367", ("zh", PHONE), ("en", PHONE)),
    "mobile number in a text": text("打13800138000", "ring 13800138000", ("zh", PHONE), ("en", PHONE)),
    "numbers differ": text("要3天", "takes 4 days", ("", "the numbers differ: zh 3; en 4")),
    "landline in a text": text("打0571-87654321", "ring 0571-87654321", ("zh", PHONE), ("en", PHONE)),
    "400 number in a text": text("打400-123-4567", "ring 4001234567", ("zh", PHONE), ("en", PHONE), ("", "differ")),
    "number only in one": text("要3天", "takes some days", ("", "the numbers differ: zh 3; en none")),
    "Chinese in English": text("首次申领一本护照的人", "首次申领一本护照的人", ("en", "is Chinese, not English")),
    "English in Chinese": text("a first one", "a first one", ("zh", "has no Chinese")),
    "variable": text("${HOME}里", "in ${HOME}", ("zh", UNSAFE), ("en", UNSAFE)),
    "address of a page": text("看网站", "see https://example.org", ("en", UNSAFE)),
    "HTML": text("<b>要紧</b>", "important", ("zh", UNSAFE)),
    "slash in front": text("/restart是什么", "what is restart", ("zh", UNSAFE)),
    "condition without conditional": condition_without_conditional,
    "conditional without condition": conditional_without_condition,
    "negative copies": value("materials copies", "-1", "greater than or equal to 0", "materials.0.copies"),
    "too many copies": value("materials copies", "200", "less than or equal to 20", "materials.0.copies"),
    "fee with amount and text": fee_with_amount_and_text,
    "fee with neither": fee_with_neither,
    "fee with amount and periods": fee_with_amount_and_periods,
    "gap of a day between two periods": periods(
        "valid_from: 2025-01-01, valid_to: 2025-12-31, amount: 10",
        "valid_from: 2026-01-02, amount: 12",
        line=1,
        field="fee.periods.1.valid_from",
        says="no fee is given for 2026-01-01",
    ),
    "gap of a year between two periods": periods(
        "valid_from: 2025-01-01, valid_to: 2025-12-31, amount: 10",
        "valid_from: 2027-01-01, amount: 12",
        line=1,
        field="fee.periods.1.valid_from",
        says="2026-01-01 to 2026-12-31",
    ),
    "two periods at once": periods(
        "valid_from: 2025-01-01, valid_to: 2026-06-30, amount: 10",
        "valid_from: 2026-01-01, amount: 12",
        line=1,
        field="fee.periods.1.valid_from",
        says="still holds (until 2026-06-30)",
    ),
    "period after one without an end": periods(
        "valid_from: 2025-01-01, amount: 10",
        "valid_from: 2026-01-01, amount: 12",
        line=1,
        field="fee.periods.1.valid_from",
        says="without an end",
    ),
    "period that ends before it begins": periods(
        "valid_from: 2026-01-01, valid_to: 2025-12-31, amount: 10",
        line=0,
        field="fee.periods.0",
        says="ends before it begins",
    ),
    "period without an amount": periods(
        "valid_from: 2026-01-01", line=0, field="fee.periods.0", says="either an amount or a text"
    ),
    "period without a beginning": periods("amount: 10", line=0, field="fee.periods.0.valid_from", says="is missing"),
    "period from a day in words": periods(
        "valid_from: soon, amount: 10", line=0, field="fee.periods.0.valid_from", says="valid date"
    ),
    "negative fee": value("fee amount", "-5", "greater than or equal to 0"),
    "other currency": value("fee currency", "USD", "'CNY'"),
    "negative days": value("duration promised_days", "-1", "greater than or equal to 0"),
    "half days": value("duration promised_days", "2.5", "valid integer"),
    "immediate against kind": immediate_against_kind,
    "unknown related": value(
        "related", "[passport_to_the_moon]", 'no other transaction "passport_to_the_moon"', "related.0"
    ),
    "related to itself": value("related", f"[{SPARE}]", "no other transaction", "related.0"),
    "date in words": value("checked_on", "last week", "valid date"),
}
IN_LECTURES: dict[str, Plant] = {"no required material": no_required_material, "alias of another": alias_of_another}


def check(plant: Plant, file: str, root: Path) -> None:
    page = Page(root, file)
    expected = plant(page)
    page.save()
    found = faults_of(root)
    assert sorted((f.file, f.line, f.field) for f in found) == sorted((e.file, e.line, e.field) for e in expected)
    for fault in expected:
        (said,) = (f.says for f in found if (f.line, f.field) == (fault.line, fault.field))
        assert fault.says in said


def test_the_cut_down_copy_has_no_fault_of_its_own(copied: Path) -> None:
    assert faults_of(copied) == []


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_a_planted_fault_is_found(plant: Plant, copied: Path) -> None:
    check(plant, EXIT, copied)


@pytest.mark.parametrize("plant", IN_LECTURES.values(), ids=IN_LECTURES)
def test_a_planted_fault_is_found_in_another_file(plant: Plant, copied: Path) -> None:
    check(plant, LECTURES, copied)


def test_there_are_enough_kinds() -> None:
    assert len(PLANTS | IN_LECTURES) >= 50


@pytest.mark.parametrize(
    ("plant", "file"),
    [
        pytest.param(phones_with_the_wrong_one_second, EXIT, id="phone"),
        pytest.param(related_with_the_wrong_one_second, EXIT, id="related"),
        pytest.param(alias_of_another_further_down, LECTURES, id="alias"),
    ],
)
def test_the_line_is_that_of_the_wrong_entry_of_a_list(plant: Plant, file: str, copied: Path) -> None:
    check(plant, file, copied)


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01"])
def test_a_day_that_does_not_exist_is_a_fault(day: str, copied: Path) -> None:
    check(value("checked_on", day, "date"), EXIT, copied)


@pytest.mark.parametrize("alias", ["<b>护照</b>", "${HOME}", "https://example.org", "/restart", "打12367"])
def test_an_alias_is_checked_like_a_text(alias: str, copied: Path) -> None:
    page = Page(copied, EXIT)
    record = page.record(SPARE)
    line = page.write(page.at(record, "aliases", "zh"), f'["{alias}"]')
    expected = page.expect_in(record, line, "aliases.zh.0", "")
    page.save()
    assert [(f.line, f.field) for f in faults_of(copied)] == [(expected.line, expected.field)]

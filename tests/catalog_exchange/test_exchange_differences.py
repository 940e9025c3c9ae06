"""The differences between two states of the catalog, in words."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from catalog import Bilingual, Catalog, Transaction
from catalog.differences import differences
from catalog.fees import FeePeriod

Change = Callable[[Transaction], dict[str, Any]]
CASES: list[tuple[Change, list[str], list[str]]] = [
    (
        lambda r: {"fee": r.fee.model_copy(update={"amount": Decimal(140)})},
        ["passport_renewal: fee 120 yuan -> 140 yuan"],
        ["passport_renewal：收费 120元 -> 140元"],
    ),
    (
        lambda r: {"windows": (7, 8, 10)},
        ["passport_renewal: windows 7-10 -> 7-8,10"],
        ["passport_renewal：窗口号 7-10 -> 7-8,10"],
    ),
    (
        lambda r: {"weekend": not r.weekend},
        ["passport_renewal: open at weekends yes -> no"],
        ["passport_renewal：周末办理 是 -> 否"],
    ),
    (
        lambda r: {"hours": Bilingual(zh="上午", en="Mornings")},
        [
            'passport_renewal: hours (Chinese) nothing -> "上午"',
            'passport_renewal: hours (English) nothing -> "Mornings"',
        ],
        [
            "passport_renewal：办理时间（中文） （空） -> “上午”",
            "passport_renewal：办理时间（英文） （空） -> “Mornings”",
        ],
    ),
    (
        lambda r: {"phones": ("12345", "12367")},
        ['passport_renewal: phones "12345" added', 'passport_renewal: phones "12367" added'],
        ["passport_renewal：电话新增“12345”", "passport_renewal：电话新增“12367”"],
    ),
    (
        lambda r: {"materials": (*r.materials[1:],)},
        ['passport_renewal: material "{material.en}" taken out'],
        ["passport_renewal：材料去掉“{material.zh}”"],
    ),
    (
        lambda r: {"materials": (r.materials[0].model_copy(update={"copies": 9}), *r.materials[1:])},
        ['passport_renewal: material "{material.en}" copies {copies} -> 9'],
        ["passport_renewal：材料 “{material.zh}” 复印件份数 {copies} -> 9"],
    ),
    (
        lambda r: {"steps": (*r.steps, Bilingual(zh="再见。", en="Goodbye."))},
        ['passport_renewal: step "Goodbye." added'],
        ["passport_renewal：步骤新增“再见。”"],
    ),
    (
        lambda r: {"steps": (r.steps[0], Bilingual(zh=r.steps[1].zh, en="Another way."), *r.steps[2:])},
        ['passport_renewal: step 2 step (English) "{step.en}" -> "Another way."'],
        ["passport_renewal：步骤 2 步骤（英文） “{step.en}” -> “Another way.”"],
    ),
]  # fmt: skip


def changed(records: Catalog, **lists: Any) -> Catalog:
    """The catalog with other lists."""
    parts = {name: getattr(records, name) for name in records.__dataclass_fields__}
    return Catalog(**{**parts, **lists})


@pytest.mark.parametrize(("change", "english", "chinese"), CASES)
def test_a_change_is_said_in_both_languages(
    change: Change, english: list[str], chinese: list[str], records: Catalog
) -> None:
    record = records.transactions["passport_renewal"]
    new = changed(records, transactions={**records.transactions, record.id: record.model_copy(update=change(record))})
    facts = {"material": record.materials[0].name, "copies": record.materials[0].copies, "step": record.steps[1]}
    assert differences(records, new) == [sentence.format(**facts) for sentence in english]
    assert differences(records, new, "zh") == [sentence.format(**facts) for sentence in chinese]


def test_fee_periods_and_life_events_are_compared(records: Catalog) -> None:
    record, journey = records.transactions["hk_macau_permit_renewal"], records.journeys["lost_wallet"]
    first = record.fee.periods[0]
    periods = (
        first.model_copy(update={"valid_to": date(2026, 12, 31)}),
        FeePeriod(valid_from=date(2027, 1, 1), amount=Decimal(50)),
    )
    dearer = record.model_copy(update={"fee": record.fee.model_copy(update={"periods": periods})})
    shorter = journey.model_copy(update={"steps": journey.steps[:-1]})
    new = changed(
        records,
        transactions={**records.transactions, record.id: dearer},
        journeys={**records.journeys, journey.id: shorter},
    )
    assert differences(records, new) == [
        f'hk_macau_permit_renewal: fee period "{first.valid_from}" to nothing -> 2026-12-31',
        'hk_macau_permit_renewal: fee period "2027-01-01" added',
        f'lost_wallet: step "{journey.steps[-1].transaction}" taken out',
    ]
    assert differences(new, records, "zh")[-1] == f"lost_wallet：步骤新增“{journey.steps[-1].transaction}”"


def test_nothing_is_said_of_equal_catalogs(records: Catalog) -> None:
    assert differences(records, changed(records)) == []


def test_records_that_come_go_or_move_are_named(records: Catalog) -> None:
    without = {i: r for i, r in records.transactions.items() if i != "passport_renewal"}
    smaller = changed(records, transactions=without, shared_aliases=records.shared_aliases[1:])
    alias = records.shared_aliases[0]
    assert differences(records, smaller) == [
        'passport_renewal: transaction taken out, "Ordinary passport renewal on expiry"',
        f'{alias.alias} ({alias.family}): shared alias taken out, "{alias.alias}"',
    ]
    assert differences(smaller, records, "zh")[0] == "passport_renewal：新增事项“普通护照到期换发”"
    turned = changed(records, departments=dict(reversed(records.departments.items())))
    assert differences(records, turned) == ["departments: the order changed"]


def test_the_center_is_compared_too(records: Catalog) -> None:
    center = records.center.model_copy(update={"human_phone": "12366"})
    assert differences(records, changed(records, center=center)) == ['center: human_phone "12345" -> "12366"']

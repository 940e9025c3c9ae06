"""A fee of a day: what a period gives, what comes next, and that nothing is guessed where none is given."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, strategies as st
from pydantic import ValidationError

from catalog import Bilingual, Catalog, Fee
from catalog.fees import FeePeriod

WORDS = Bilingual(zh="按次收", en="by the case")
FEE = Fee(
    periods=(
        FeePeriod(valid_from=date(2024, 1, 1), valid_to=date(2025, 12, 31), amount=Decimal(80)),
        FeePeriod(valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31), amount=Decimal(0)),
        FeePeriod(valid_from=date(2027, 1, 1), text=WORDS),
    ),
    note=Bilingual(zh="邮费另算", en="postage is extra"),
)


@pytest.mark.parametrize(
    ("day", "amount", "text", "next_from"),
    [
        (date(2024, 1, 1), Decimal(80), None, date(2026, 1, 1)),
        (date(2025, 12, 31), Decimal(80), None, date(2026, 1, 1)),
        (date(2026, 1, 1), Decimal(0), None, date(2027, 1, 1)),
        (date(2027, 1, 1), None, WORDS, None),
        (date(2050, 1, 1), None, WORDS, None),
    ],
)
def test_the_fee_of_a_day(day: date, amount: Decimal | None, text: Bilingual | None, next_from: date | None) -> None:
    fee = FEE.on(day)
    assert fee is not None
    assert (fee.amount, fee.text, fee.note, fee.periods) == (amount, text, FEE.note, ())
    coming = FEE.after(day)
    assert (coming.valid_from if coming else None) == next_from


def test_before_the_first_period_nothing_is_known() -> None:
    assert FEE.on(date(2023, 12, 31)) is None
    assert FEE.after(date(2023, 12, 31)) == FEE.periods[0]


@given(st.dates())
def test_a_fee_without_periods_is_the_same_on_every_day(day: date) -> None:
    fee = Fee(amount=Decimal(10))
    assert fee.on(day) is fee and fee.after(day) is None


@given(st.dates(date(2024, 1, 1), date(2100, 1, 1)))
def test_a_day_within_the_periods_has_exactly_one(day: date) -> None:
    assert sum(period.covers(day) for period in FEE.periods) == 1
    assert FEE.on(day) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"amount": 1, "text": WORDS},
        {"amount": 1, "periods": FEE.periods},
        {"text": WORDS, "periods": FEE.periods},
        {"periods": ()},
    ],
)
def test_one_way_to_say_it(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match="either an amount or a text"):
        Fee.model_validate(wrong)


def test_the_real_fees_are_known_today_and_to_come(real: Catalog) -> None:
    dated = [record for record in real.transactions.values() if record.fee.periods]
    assert {"hk_macau_permit_renewal", "resident_id_first_issue"} <= {record.id for record in dated}
    today = date.today()
    for record in real.transactions.values():
        assert record.fee.on(today) is not None and record.fee.on(today + timedelta(days=400)) is not None

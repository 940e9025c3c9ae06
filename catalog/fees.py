"""What a transaction costs: an amount, words where it depends on the case, or periods where a rule sets it by date."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from catalog.values import Bilingual, Record


class FeePeriod(Record):
    """What it costs from one day to another, both included; without ``valid_to`` until further notice."""

    valid_from: dt.date
    valid_to: dt.date | None = None
    amount: Decimal | None = Field(default=None, ge=0)
    text: Bilingual | None = None

    @model_validator(mode="after")
    def _amount_or_text(self) -> FeePeriod:
        if (self.amount is None) == (self.text is None):
            raise ValueError("a period has either an amount or a text")
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError("a period ends before it begins")
        return self

    def covers(self, day: dt.date) -> bool:
        """Whether the period holds on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Fee(Record):
    """What it costs: an amount in ``currency`` (0 = free), words, or one after the other in periods."""

    amount: Decimal | None = Field(default=None, ge=0)
    text: Bilingual | None = None
    periods: tuple[FeePeriod, ...] = ()
    currency: Literal["CNY"] = "CNY"
    note: Bilingual | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Fee:
        if sum((self.amount is not None, self.text is not None, bool(self.periods))) != 1:
            raise ValueError("a fee has either an amount or a text, or periods of them")
        return self

    def on(self, day: dt.date) -> Fee | None:
        """The fee of that day, without periods; None where no period covers it: what is not written is not guessed."""
        if not self.periods:
            return self
        for period in self.periods:
            if period.covers(day):
                return Fee(amount=period.amount, text=period.text, currency=self.currency, note=self.note)
        return None

    def after(self, day: dt.date) -> FeePeriod | None:
        """The next period that begins after that day, None where none is known."""
        return next((period for period in self.periods if period.valid_from > day), None)

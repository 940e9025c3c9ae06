"""What the catalog holds, as frozen values; field names follow CPSV-AP where it has one (docs/catalog.md)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from catalog.ticket_rules import TicketRules

FACETS = (
    "overview",
    "materials",
    "location",
    "phone",
    "fee",
    "duration",
    "procedure",
    "hours",
    "eligibility",
    "online",
    "proxy",
)
TOPICS = (
    "hours",
    "address",
    "directions",
    "parking",
    "accessibility",
    "amenities",
    "floor_guide",
    "suggestion",
    "volunteer_help",
    "human",
    "capabilities",
    "busy",
    "lectures_program",
)
Language = Literal["zh", "en"]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Floor = Literal["1F", "2F", "B1"]


def parse_windows(written: object) -> object:
    """``"7-10"``, ``"5"`` or ``"1-3,6"`` as window numbers in order; ``"none"`` as no window. Raises ValueError."""
    if not isinstance(written, str | int):
        return written
    text = str(written).strip()
    if text == "none":
        return ()
    numbers: list[int] = []
    for part in text.split(","):
        match = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part.strip())
        if match is None:
            raise ValueError(f'windows are written like "7-10" or "5", not {text!r}')
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(f"the window range {part.strip()} runs backwards")
        numbers.extend(range(first, last + 1))
    return tuple(numbers)


Windows = Annotated[tuple[int, ...], BeforeValidator(parse_windows)]


class Record(BaseModel):
    """Base of all records: frozen, and a field that is not of the model is a fault, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Record):
    """The same fact in plain Chinese and plain English."""

    zh: Text
    en: Text

    def in_(self, language: Language) -> str:
        """The text in one language."""
        return self.zh if language == "zh" else self.en


class Aliases(Record):
    """What people call a transaction, by language."""

    zh: tuple[Text, ...]
    en: tuple[Text, ...]


class Material(Record):
    """One paper to bring (CPSV-AP Evidence); ``copies`` are photocopies to hand in."""

    name: Bilingual
    original: bool
    copies: int = Field(ge=0, le=20)
    need: Literal["required", "conditional", "deferrable"]
    condition: Bilingual | None = None
    note: Bilingual | None = None

    @model_validator(mode="after")
    def _condition_goes_with_conditional(self) -> Material:
        if (self.need == "conditional") != (self.condition is not None):
            raise ValueError("a condition is given exactly for conditional materials")
        return self


class Fee(Record):
    """What it costs: an amount in ``currency`` (0 = free), or words where it depends on the case."""

    amount: Decimal | None = Field(default=None, ge=0)
    text: Bilingual | None = None
    currency: Literal["CNY"] = "CNY"
    note: Bilingual | None = None

    @model_validator(mode="after")
    def _amount_or_text(self) -> Fee:
        if (self.amount is None) == (self.text is None):
            raise ValueError("a fee has either an amount or a text")
        return self


class Duration(Record):
    """Statutory and promised limits in working days; ``immediate`` means done while the citizen waits."""

    statutory_days: int | None = Field(default=None, ge=0, le=400)
    promised_days: int | None = Field(default=None, ge=0, le=400)
    immediate: bool
    note: Bilingual | None = None


class Proxy(Record):
    """Whether another person may act for the applicant, and with which papers."""

    allowed: bool
    text: Bilingual


class Transaction(Record):
    """One public service of the center (CPSV-AP PublicService)."""

    id: Id
    department: Id
    name: Bilingual
    aliases: Aliases
    summary: Bilingual
    floor: Floor
    windows: Windows
    weekend: bool
    online: Literal["none", "appointment", "full"]
    kind: Literal["immediate", "committed"]
    phones: tuple[str, ...] = ()
    materials: tuple[Material, ...] = Field(min_length=1)
    steps: tuple[Bilingual, ...] = Field(min_length=1)
    fee: Fee
    duration: Duration
    eligibility: Bilingual
    proxy: Proxy
    online_guide: Bilingual
    output: Bilingual
    hours: Bilingual | None = None
    related: tuple[Id, ...] = ()
    note: Bilingual | None = None
    source: Bilingual
    checked_on: dt.date


class Department(Record):
    """A department with its block of windows and its public hotlines."""

    id: Id
    name: Bilingual
    floor: Floor
    windows: Windows
    phones: tuple[Text, ...] = Field(min_length=1)
    weekend_windows: Windows
    hours: Bilingual


class FamilyAnswer(Record):
    """One member of a family and the few words that choose it."""

    transaction: Id
    zh: Text
    en: Text

    def in_(self, language: Language) -> str:
        """The choosing words in one language."""
        return self.zh if language == "zh" else self.en


class Family(Record):
    """Transactions that one short request can mean, with the question that tells them apart."""

    id: Id
    title: Bilingual
    generic_zh: tuple[Text, ...] = ()
    generic_en: tuple[Text, ...] = ()
    ask: Bilingual
    answers: tuple[FamilyAnswer, ...] = Field(min_length=2)

    @property
    def members(self) -> tuple[str, ...]:
        """Ids of the members in the order they are offered."""
        return tuple(answer.transaction for answer in self.answers)


class SharedAlias(Record):
    """An alias that several transactions of a family carry; on it alone the family's question is asked."""

    lang: Language
    alias: Text
    family: Id
    transactions: tuple[Id, ...] = Field(min_length=2)


class TicketHours(Record):
    """Clock times (Asia/Shanghai) between which the center serves, and from when remote numbers are issued."""

    opens: dt.time
    closes: dt.time
    numbers_from: dt.time
    rules: TicketRules = TicketRules()


class Center(Record):
    """The center itself: where it is, when it is open, what stands in it."""

    name: Bilingual
    city: Bilingual
    address: Bilingual
    latitude: float | None = None
    longitude: float | None = None
    tickets: TicketHours
    topics: dict[str, Bilingual]
    floors: dict[Floor, Bilingual]
    human_phone: Text
    sample_data: tuple[Bilingual, ...]


@dataclass(frozen=True)
class Catalog:
    """The whole catalog; mappings keep the order of the files."""

    center: Center
    departments: Mapping[str, Department]
    transactions: Mapping[str, Transaction]
    families: Mapping[str, Family]
    shared_aliases: tuple[SharedAlias, ...]

    def phones_of(self, transaction: Transaction) -> tuple[str, ...]:
        """Hotlines for a transaction: its own choice among the department's, else all of the department's."""
        return transaction.phones or self.departments[transaction.department].phones

    def weekend_windows_of(self, transaction: Transaction) -> tuple[int, ...]:
        """The transaction's windows that are open at weekends; empty when none is."""
        weekend = set(self.departments[transaction.department].weekend_windows)
        return tuple(w for w in transaction.windows if w in weekend) if transaction.weekend else ()

    def families_of(self, transaction_id: str) -> list[Family]:
        """The families a transaction belongs to, in file order."""
        return [family for family in self.families.values() if transaction_id in family.members]

"""What the catalog holds, as frozen values; field names follow CPSV-AP where it has one (docs/catalog.md)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from catalog.fees import Fee as Fee, FeePeriod as FeePeriod
from catalog.journeys import Journey as Journey, JourneyStep as JourneyStep
from catalog.terms import Term as Term
from catalog.ticket_rules import TicketRules
from catalog.values import (
    Aliases as Aliases,
    Bilingual as Bilingual,
    Floor as Floor,
    Id as Id,
    Language as Language,
    Record as Record,
    Text as Text,
    Windows as Windows,
    parse_windows as parse_windows,
)

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
    """A department with its block of windows and its public hotlines; ``note`` is said beside the hours."""

    id: Id
    name: Bilingual
    floor: Floor
    windows: Windows
    phones: tuple[Text, ...] = Field(min_length=1)
    weekend_windows: Windows
    hours: Bilingual
    note: Bilingual | None = None


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
    journeys: Mapping[str, Journey] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)

    @property
    def now(self) -> Catalog:
        """Itself: whoever follows a catalog that is reloaded also takes one that stays as it is."""
        return self

    def phones_of(self, transaction: Transaction) -> tuple[str, ...]:
        """Hotlines for a transaction: its own choice among the department's, else all of the department's."""
        return transaction.phones or self.departments[transaction.department].phones

    def weekend_windows_of(self, transaction: Transaction) -> tuple[int, ...]:
        """The transaction's windows that are open at weekends; empty when none is."""
        weekend = set(self.departments[transaction.department].weekend_windows)
        return tuple(w for w in transaction.windows if w in weekend) if transaction.weekend else ()

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Each transaction's place in the order of the files, from 0."""
        return {transaction: place for place, transaction in enumerate(self.transactions)}

    @cached_property
    def _families(self) -> tuple[Family, ...]:
        return tuple(self.families.values())

    @cached_property
    def _places_of_families(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, family in enumerate(self._families):
            for member in dict.fromkeys(family.members):
                found[member].append(place)
        return dict(found)

    def families_of(self, *transactions: str) -> list[Family]:
        """The families that any of these transactions belongs to, in file order."""
        places = {place for one in transactions for place in self._places_of_families.get(one, ())}
        return [self._families[place] for place in sorted(places)]

    def journeys_of(self, transaction_id: str) -> list[Journey]:
        """The life events that a transaction is a step of, in file order."""
        return [journey for journey in self.journeys.values() if transaction_id in journey.transactions]

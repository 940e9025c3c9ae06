"""Checks across the catalog's files: what no single record can know of itself."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from catalog.loader import Place, Source, Sources
from catalog.model import TOPICS, Bilingual, Catalog, Department, Fee, Journey, Transaction
from catalog.term_checks import check_terms

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HOURS = re.compile(r"\d{1,2}:\d{2}-\d{1,2}:\d{2}")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Mobile numbers, landlines with their area code, and 400 numbers, written in one or in groups.
_PHONE = r"1[3-9]\d(?:[- ]?\d{4}){2}|0\d{2,3}[- ]?\d{7,8}|[48]00[- ]?\d{3}[- ]?\d{4}"
# The app of the traffic police bears a hotline in its name and is no phone in a text.
_NOT_IN_A_NAME = r"(?<!\d)(?<!交管)(?<!Jiaoguan )"
# Fields that hold what is not said in words: ids and the phones themselves.
_NO_TEXT = {"id", "department", "transaction", "family", "phones", "human_phone", "related", "transactions", "currency"}
_UNSAFE = re.compile(r"\$\{|^\s*/|[<>]|https?://")


def cross_check(sources: Sources, catalog: Catalog) -> None:
    """Notes every fault that shows only when the files are read together."""
    phones = {phone for department in catalog.departments.values() for phone in department.phones}
    spoken = _phone_pattern(phones | {catalog.center.human_phone})
    for transaction in catalog.transactions.values():
        _check_transaction(sources, catalog, transaction)
    _check_what_is_said(sources, catalog, spoken)
    _check_departments(sources, catalog)
    _check_families(sources, catalog)
    _check_aliases(sources, catalog)
    for journey in catalog.journeys.values():
        _check_journey(sources, catalog, journey)
    _check_names_of_journeys(sources, catalog)
    check_terms(sources, catalog)
    for topic in TOPICS:
        if topic not in catalog.center.topics:
            sources.files["center.yml"].fault(("topics", topic), "is missing")
    for topic in catalog.center.topics:
        if topic not in TOPICS and topic not in ("weekend_hours", "hours_note"):
            sources.files["center.yml"].fault(("topics", topic), "is not a topic of the center")
    _check_hours_of_the_center(sources, catalog)


def _check_hours_of_the_center(sources: Sources, catalog: Catalog) -> None:
    """The words about the opening hours stand beside the hours themselves: editing only one of them is a fault."""
    center = catalog.center
    opens, closes = (f"{time.hour}:{time.minute:02}" for time in (center.tickets.opens, center.tickets.closes))
    for topic, text in center.topics.items():
        for language in ("zh", "en"):
            said = set(_HOURS.findall(text.in_(language)))
            if said - {f"{opens}-{closes}"} or (topic == "hours" and not said):
                message = f"has to say the hours of tickets.opens and tickets.closes: {opens}-{closes}"
                sources.files["center.yml"].fault(("topics", topic, language), message)


def texts(value: Any, place: Place = ()) -> Iterator[tuple[Place, Bilingual]]:
    """Every bilingual text inside a record, with its place."""
    if isinstance(value, Bilingual):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from texts(item, (*place, position))


def _check_transaction(sources: Sources, catalog: Catalog, transaction: Transaction) -> None:
    def fault(field: Place, message: str) -> None:
        sources.fault("transaction", transaction.id, field, message)

    department = catalog.departments[transaction.department]
    if transaction.floor != department.floor:
        fault(("floor",), f"the department is on {department.floor}")
    for window in transaction.windows:
        if window not in department.windows:
            fault(("windows",), f"window {window} is not one of the department's")
    if not transaction.windows:
        fault(("windows",), "at least one window is needed")
    if transaction.weekend and not set(transaction.windows) & set(department.weekend_windows):
        fault(("weekend",), "none of these windows is open at weekends")
    for position, phone in enumerate(transaction.phones):
        if phone not in department.phones:
            fault(("phones", position), f"{phone} is not a phone of the department (departments.yml)")
    for position, related in enumerate(transaction.related):
        if related == transaction.id or sources.is_missing("transaction", related):
            fault(("related", position), f'there is no other transaction "{related}"')
    if transaction.duration.immediate != (transaction.kind == "immediate"):
        fault(("duration", "immediate"), f"does not agree with kind {transaction.kind}")
    if not any(material.need == "required" for material in transaction.materials):
        fault(("materials",), "at least one required material is needed")
    _check_periods(transaction.fee, fault)
    _check_texts(transaction, fault)


def _check_periods(fee: Fee, fault: Callable[[Place, str], None]) -> None:
    for position, (before, after) in enumerate(pairwise(fee.periods), start=1):
        field: Place = ("fee", "periods", position, "valid_from")
        if before.valid_to is None or after.valid_from <= before.valid_to:
            ends = f"until {before.valid_to}" if before.valid_to else "without an end"
            fault(field, f"begins while the period before it still holds ({ends})")
        elif after.valid_from > before.valid_to + dt.timedelta(days=1):
            first, last = before.valid_to + dt.timedelta(days=1), after.valid_from - dt.timedelta(days=1)
            days = f"{first}" if first == last else f"{first} to {last}"
            fault(field, f"leaves a gap: no fee is given for {days}")


def _check_journey(sources: Sources, catalog: Catalog, journey: Journey) -> None:
    def fault(field: Place, message: str) -> None:
        sources.fault("journey", journey.id, field, message)

    for position, step in enumerate(journey.steps):
        field: Place = ("steps", position, "transaction")
        if sources.is_missing("transaction", step.transaction):
            fault(field, f'there is no transaction "{step.transaction}"')
        elif step.transaction in journey.transactions[:position]:
            fault(field, f'"{step.transaction}" is a step already')
    _check_texts(journey, fault)


def _check_names_of_journeys(sources: Sources, catalog: Catalog) -> None:
    """A life event may not be called like anything else that people ask for: they could not be told apart."""
    owners: dict[tuple[str, str], str] = {}
    for transaction in catalog.transactions.values():
        for language, terms in (("zh", transaction.aliases.zh), ("en", transaction.aliases.en)):
            owners |= {(language, term.casefold()): transaction.id for term in terms}
        owners |= {("zh", transaction.name.zh): transaction.id, ("en", transaction.name.en.casefold()): transaction.id}
    for family in catalog.families.values():
        owners |= {("zh", term.casefold()): family.id for term in family.generic_zh}
        owners |= {("en", term.casefold()): family.id for term in family.generic_en}
    owners |= {(shared.lang, shared.alias.casefold()): shared.family for shared in catalog.shared_aliases}
    for journey in catalog.journeys.values():
        for field, language, term in journey.terms:
            owner = owners.setdefault((language, term.casefold()), journey.id)
            if owner != journey.id:
                sources.fault("journey", journey.id, field, f'"{term}" is already the name of {owner}')


def check_fees_on(sources: Sources, catalog: Catalog, day: dt.date) -> None:
    """Notes each fee that no period gives on that day."""
    for record in catalog.transactions.values():
        if record.fee.on(day) is None:
            sources.fault("transaction", record.id, ("fee", "periods"), f"no fee is given for {day}")


def _check_texts(record: BaseModel, fault: Callable[[Place, str], None]) -> None:
    for place, text in texts(record):
        if not _HAN.search(text.zh):
            fault((*place, "zh"), "has no Chinese in it")
        if len(_HAN.findall(text.en)) > max(8, len(text.en) // 4):
            fault((*place, "en"), "is Chinese, not English")
        numbers = [sorted(set(_NUMBER.findall(side.replace(",", "")))) for side in (text.zh, text.en)]
        if numbers[0] != numbers[1] and place != ("name",):  # official names count 满分 and 12 points as the same
            fault(
                place, f"the numbers differ: zh {', '.join(numbers[0]) or 'none'}; en {', '.join(numbers[1]) or 'none'}"
            )


def _phone_pattern(phones: Iterable[str]) -> re.Pattern[str]:
    hotlines = "|".join(re.escape(phone) for phone in sorted(phones))
    return re.compile(rf"{_NOT_IN_A_NAME}(?:{hotlines}|{_PHONE})(?!\d)")


def said(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every single text inside a record that a citizen may read or is understood by, with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            if name not in _NO_TEXT:
                yield from said(getattr(value, name), (*place, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from said(item, (*place, key))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from said(item, (*place, position))


def _check_what_is_said(sources: Sources, catalog: Catalog, spoken: re.Pattern[str]) -> None:
    """Notes phones and what a page or a template would take for its own, in whatever is said anywhere."""
    records: list[tuple[Source, Place, BaseModel]] = [(sources.files["center.yml"], (), catalog.center)]
    for kind, found in (
        ("transaction", catalog.transactions),
        ("department", catalog.departments),
        ("family", catalog.families),
        ("journey", catalog.journeys),
    ):
        records += [(*sources.places[(kind, identity)], record) for identity, record in found.items()]
    places = ((sources.places[("term", identity)], term) for identity, term in catalog.terms.items())
    records += [(source, (*place, "text"), term.text) for (source, place), term in places]
    for source, start, record in records:
        own = (
            record.phones if isinstance(record, Department) else ()
        )  # its hours may say what each of its phones is for
        for place, text in said(record):
            for phone in dict.fromkeys(spoken.findall(text)):
                if phone not in own:
                    message = f"the phone {phone} belongs in departments.yml, not in a text"
                    source.fault((*start, *place), message)
            if unsafe := _UNSAFE.search(text):
                source.fault((*start, *place), f"{unsafe[0].strip()!r} may not stand in a text")


def _check_departments(sources: Sources, catalog: Catalog) -> None:
    owner: dict[int, str] = {}
    for department in catalog.departments.values():
        for window in department.windows:
            if window in owner:
                sources.fault("department", department.id, ("windows",), f"window {window} is {owner[window]}'s")
            owner[window] = department.id
        for window in department.weekend_windows:
            if window not in department.windows:
                sources.fault("department", department.id, ("weekend_windows",), f"window {window} is not its own")
    busy = {str(entry.get("department")) for (kind, _), entry in sources.standing.items() if kind == "transaction"}
    if all(file.data is not None for file in sources.files.values()):
        for idle in set(catalog.departments) - busy:
            sources.fault("department", idle, (), "has no transaction")
    for (kind, record), (source, place) in sources.places.items():
        if kind != "transaction" or record in catalog.transactions:
            continue
        if sources.is_missing("department", sources.standing[(kind, record)]["department"]):
            source.fault((*place, "department"), "there is no such department in departments.yml")


def _check_families(sources: Sources, catalog: Catalog) -> None:
    for family in catalog.families.values():
        for position, answer in enumerate(family.answers):
            if sources.is_missing("transaction", answer.transaction):
                message = f'there is no transaction "{answer.transaction}"'
                sources.fault("family", family.id, ("answers", position, "transaction"), message)
    file = sources.files["families.yml"]
    for position, shared in enumerate(catalog.shared_aliases):
        if sources.is_missing("family", shared.family):
            file.fault(("shared_aliases", position, "family"), f'there is no family "{shared.family}"')
        for transaction in shared.transactions:
            if sources.is_missing("transaction", transaction):
                file.fault(("shared_aliases", position, "transactions"), f'there is no transaction "{transaction}"')


def _check_aliases(sources: Sources, catalog: Catalog) -> None:
    declared = {(shared.lang, shared.alias.casefold()) for shared in catalog.shared_aliases}
    owners: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    for transaction in catalog.transactions.values():
        for language, aliases in (("zh", transaction.aliases.zh), ("en", transaction.aliases.en)):
            for position, alias in enumerate(aliases):
                owners[(language, alias.casefold())].append((transaction.id, position))
    for (language, alias), found in owners.items():
        if len(found) > 1 and (language, alias) not in declared:
            *others, (last, position) = found
            message = (
                f'the alias "{alias}" is also that of {", ".join(i for i, _ in others)}: declare it in families.yml'
            )
            sources.fault("transaction", last, ("aliases", language, position), message)

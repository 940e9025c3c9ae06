"""Checks across the catalog's files: what no single record can know of itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from pydantic import BaseModel

from catalog.loader import Place, Sources
from catalog.model import TOPICS, Bilingual, Catalog, Transaction

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_HAN = re.compile(r"[\u3400-\u9fff]")
# Five-digit public hotlines; the app called 12123 is known by that name and is no phone in a text.
_HOTLINE = re.compile(
    r"(?<!\d)(?:12345|12333|12393|12367|12328|12385|12329|12319|95598|10000|10086|10010|1[3-9]\d{9})(?!\d)"
)
_UNSAFE = re.compile(r"\$\{|^\s*/|[<>]|https?://")


def cross_check(sources: Sources, catalog: Catalog) -> None:
    """Notes every fault that shows only when the files are read together."""
    for transaction in catalog.transactions.values():
        _check_transaction(sources, catalog, transaction)
    _check_departments(sources, catalog)
    _check_families(sources, catalog)
    _check_aliases(sources, catalog)
    for topic in TOPICS:
        if topic not in catalog.center.topics:
            sources.files["center.yml"].fault(("topics", topic), "is missing")
    for topic in catalog.center.topics:
        if topic not in TOPICS and topic not in ("weekend_hours", "hours_note"):
            sources.files["center.yml"].fault(("topics", topic), "is not a topic of the center")


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
    for phone in transaction.phones:
        if phone not in department.phones:
            fault(("phones",), f"{phone} is not a phone of the department (departments.yml)")
    for related in transaction.related:
        if related not in catalog.transactions or related == transaction.id:
            fault(("related",), f'there is no other transaction "{related}"')
    if transaction.duration.immediate != (transaction.kind == "immediate"):
        fault(("duration", "immediate"), f"does not agree with kind {transaction.kind}")
    if not any(material.need == "required" for material in transaction.materials):
        fault(("materials",), "at least one required material is needed")
    _check_texts(transaction, fault)


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
        for language, side in (("zh", text.zh), ("en", text.en)):
            if hotline := _HOTLINE.search(side):
                fault((*place, language), f"the phone {hotline[0]} belongs in departments.yml, not in a text")
            if unsafe := _UNSAFE.search(side):
                fault((*place, language), f"{unsafe[0].strip()!r} may not stand in a text")


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
    departments = {t.department for t in catalog.transactions.values()}
    for missing in set(catalog.departments) - departments:
        sources.fault("department", missing, (), "has no transaction")
    for (kind, record), (source, place) in sources.places.items():
        if kind == "transaction" and record not in catalog.transactions:
            source.fault((*place, "department"), "there is no such department in departments.yml")


def _check_families(sources: Sources, catalog: Catalog) -> None:
    for family in catalog.families.values():
        for position, answer in enumerate(family.answers):
            if answer.transaction not in catalog.transactions:
                message = f'there is no transaction "{answer.transaction}"'
                sources.fault("family", family.id, ("answers", position, "transaction"), message)
    file = sources.files["families.yml"]
    for position, shared in enumerate(catalog.shared_aliases):
        if shared.family not in catalog.families:
            file.fault(("shared_aliases", position, "family"), f'there is no family "{shared.family}"')
        for transaction in shared.transactions:
            if transaction not in catalog.transactions:
                file.fault(("shared_aliases", position, "transactions"), f'there is no transaction "{transaction}"')


def _check_aliases(sources: Sources, catalog: Catalog) -> None:
    declared = {(shared.lang, shared.alias.casefold()) for shared in catalog.shared_aliases}
    owners: dict[tuple[str, str], list[str]] = defaultdict(list)
    for transaction in catalog.transactions.values():
        for language, aliases in (("zh", transaction.aliases.zh), ("en", transaction.aliases.en)):
            for alias in aliases:
                owners[(language, alias.casefold())].append(transaction.id)
    for (language, alias), ids in owners.items():
        if len(ids) > 1 and (language, alias) not in declared:
            message = f'the alias "{alias}" is also that of {", ".join(ids[:-1])}: declare it in families.yml'
            sources.fault("transaction", ids[-1], ("aliases", language), message)

"""What changed between two states of the catalog, in sentences that a clerk reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from pydantic import BaseModel

from catalog.model import Bilingual, Catalog, Language
from catalog.spreadsheet.cells import ranges
from catalog.spreadsheet.columns import (
    DEPARTMENTS,
    FAMILIES,
    FAMILY_ANSWERS,
    FEE_PERIODS,
    JOURNEY_STEPS,
    JOURNEYS,
    MATERIALS,
    SHARED_ALIASES,
    STEPS,
    TRANSACTIONS,
    Column,
    Table,
)

_NAMES = {
    "transactions": Bilingual(zh="事项", en="transaction"),
    "departments": Bilingual(zh="部门", en="department"),
    "families": Bilingual(zh="易混淆组", en="family"),
    "shared_aliases": Bilingual(zh="共用别名", en="shared alias"),
    "materials": Bilingual(zh="材料", en="material"),
    "steps": Bilingual(zh="步骤", en="step"),
    "family_answers": Bilingual(zh="回答", en="answer"),
    "fee_periods": Bilingual(zh="收费时段", en="fee period"),
    "journeys": Bilingual(zh="遇到的事", en="life event"),
    "journey_steps": Bilingual(zh="步骤", en="step"),
}


@dataclass(frozen=True)
class _Words:
    """The words of a sentence, in one language."""

    language: Language
    new: str
    gone: str
    added: str
    dropped: str
    order: str
    nothing: str
    yes: str
    no: str
    yuan: str
    fee: str
    colon: str

    def label(self, column: Column) -> str:
        """The name of a column inside a sentence."""
        if column.path == "fee.amount":
            return self.fee
        if self.language == "zh":
            return column.zh
        return column.en[0].lower() + column.en[1:]

    def shown(self, column: Column, value: Any) -> str:
        """A value inside a sentence."""
        if value is None:
            return self.nothing
        if isinstance(value, bool):
            return self.yes if value else self.no
        if column.kind == "money":
            return self.yuan.format(f"{Decimal(value).normalize():f}")
        if column.kind == "windows":
            return ranges(value)
        if column.choices and self.language == "zh":
            return column.choices[value].split()[-1]
        if isinstance(value, str) and not column.choices:
            return self.quoted(value)
        return value.isoformat() if isinstance(value, dt.date) else str(value)

    def quoted(self, text: str) -> str:
        """A text in the quotation marks of the language."""
        return f"“{text}”" if self.language == "zh" else f'"{text}"'


_WORDS: Mapping[Language, _Words] = {
    "en": _Words(
        "en", "new {0}, {1}", "{0} taken out, {1}", "{0} {1} added", "{0} {1} taken out", "the order changed",
        "nothing", "yes", "no", "{} yuan", "fee", ": ",
    ),
    "zh": _Words(
        "zh", "新增{0}{1}", "删除{0}{1}", "{0}新增{1}", "{0}去掉{1}", "顺序有变",
        "（空）", "是", "否", "{}元", "收费", "：",
    ),
}  # fmt: skip


def differences(before: Catalog, after: Catalog, language: Language = "en") -> list[str]:
    """One sentence for each change, in the catalog's order; none when both say the same."""
    words = _WORDS[language]
    lists: tuple[tuple[Table, Mapping[str, BaseModel], Mapping[str, BaseModel]], ...] = (
        (TRANSACTIONS, before.transactions, after.transactions),
        (DEPARTMENTS, before.departments, after.departments),
        (FAMILIES, before.families, after.families),
        (SHARED_ALIASES, _by_alias(before), _by_alias(after)),
        (JOURNEYS, before.journeys, after.journeys),
    )
    sentences = list(_of_center(words, before.center.model_dump(mode="json"), after.center.model_dump(mode="json")))
    for table, old, new in lists:
        sentences += _of_records(words, table, old, new)
    return sentences


def _by_alias(catalog: Catalog) -> dict[str, BaseModel]:
    return {f"{shared.alias} ({shared.family})": shared for shared in catalog.shared_aliases}


def _of_center(words: _Words, old: Any, new: Any, place: tuple[str, ...] = ("center",)) -> Iterator[str]:
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from _of_center(words, old.get(key), new.get(key), (*place, str(key)))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for position, (a, b) in enumerate(zip(old, new, strict=True), start=1):
            yield from _of_center(words, a, b, (*place, str(position)))
    elif old != new:
        shown = [words.nothing if value is None else words.quoted(str(value)) for value in (old, new)]
        yield f"{place[0]}{words.colon}{'.'.join(place[1:])} {shown[0]} -> {shown[1]}"


def _of_records(
    words: _Words, table: Table, old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]
) -> Iterator[str]:
    kind = _NAMES[table.name].in_(words.language)
    for identity in dict.fromkeys([*old, *new]):
        if identity not in old:
            yield f"{identity}{words.colon}{words.new.format(kind, words.quoted(_title(new[identity], words)))}"
        elif identity not in new:
            yield f"{identity}{words.colon}{words.gone.format(kind, words.quoted(_title(old[identity], words)))}"
        elif old[identity] != new[identity]:
            changes = _of_record(words, table, old[identity].model_dump(), new[identity].model_dump())
            yield from (f"{identity}{words.colon}{change}" for change in changes)
    if list(old) != list(new) and sorted(old) == sorted(new):
        yield f"{table.name}{words.colon}{words.order}"


def _title(record: BaseModel, words: _Words) -> str:
    for name in ("name", "title"):
        if isinstance(text := getattr(record, name, None), Bilingual):
            return text.in_(words.language)
    return str(getattr(record, "alias", ""))


def _of_record(words: _Words, table: Table, old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    yield from _of_fields(words, table.columns, old, new)
    if table is TRANSACTIONS:
        yield from _of_rows(words, MATERIALS, old["materials"], new["materials"])
        yield from _of_rows(words, STEPS, old["steps"], new["steps"])
        yield from _of_rows(words, FEE_PERIODS, old["fee"]["periods"], new["fee"]["periods"])
    elif table is JOURNEYS:
        yield from _of_rows(words, JOURNEY_STEPS, old["steps"], new["steps"])
    elif table is FAMILIES:
        yield from _of_rows(words, FAMILY_ANSWERS, old["answers"], new["answers"])


def _of_fields(words: _Words, columns: Iterable[Column], old: Any, new: Any) -> Iterator[str]:
    for column in columns:
        a, b = _value(old, column.path), _value(new, column.path)
        if a == b:
            continue
        label = words.label(column)
        if column.kind == "lines":
            yield from (words.added.format(label, words.quoted(item)) for item in b if item not in a)
            yield from (words.dropped.format(label, words.quoted(item)) for item in a if item not in b)
            if sorted(a) == sorted(b):
                yield f"{label} {words.order}"
        else:
            yield f"{label} {words.shown(column, a)} -> {words.shown(column, b)}"


def _value(document: Any, path: str) -> Any:
    for key in path.split("."):
        if document is None:
            return None
        document = document[key]
    return document


def _of_rows(words: _Words, table: Table, old: Sequence[Any], new: Sequence[Any]) -> Iterator[str]:
    """The changes of materials, steps or answers: rows that stayed are compared field by field."""
    kind = _NAMES[table.name].in_(words.language)
    columns = [column for column in table.columns if column.path != table.parent]
    keys = [[_key(table, row) for row in rows] for rows in (old, new)]
    for operation, a, b, c, d in SequenceMatcher(a=keys[0], b=keys[1], autojunk=False).get_opcodes():
        if operation == "equal" or b - a == d - c:
            for left, right, number in zip(old[a:b], new[c:d], range(c + 1, d + 1), strict=True):
                name = (
                    f"{kind} {number}" if table is STEPS else f"{kind} {words.quoted(_row_title(table, left, words))}"
                )
                yield from (f"{name} {change}" for change in _of_fields(words, columns, left, right))
            continue
        yield from (words.dropped.format(kind, words.quoted(_row_title(table, row, words))) for row in old[a:b])
        yield from (words.added.format(kind, words.quoted(_row_title(table, row, words))) for row in new[c:d])


# The field that tells the rows of one record from each other; the language is put in.
_TITLES = {"materials": "name.{}", "family_answers": "{}", "fee_periods": "valid_from", "journey_steps": "transaction"}


def _key(table: Table, row: Any) -> str:
    return str(
        row["transaction"] if table is FAMILY_ANSWERS else _value(row, _TITLES.get(table.name, "{}").format("zh"))
    )


def _row_title(table: Table, row: Any, words: _Words) -> str:
    return str(_value(row, _TITLES.get(table.name, "{}").format(words.language)))

"""What is to be imported, before it is believed: the records as plain data, each field with the place it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from catalog.loader import Place
from catalog.model import Department, Family, Journey, SharedAlias, Transaction
from catalog.spreadsheet.columns import RECORDS, Table, rows_inside
from catalog.spreadsheet.reading import Cell, PlacedFault, Row, Sheets

MODELS: Mapping[str, type[BaseModel]] = {
    "transactions": Transaction,
    "departments": Department,
    "families": Family,
    "shared_aliases": SharedAlias,
    "journeys": Journey,
}
_LEFT_OUT_WHEN_EMPTY = ("phones", "related")


def identity_of(list_name: str, data: Any) -> str:
    """What tells a record from the others of its list."""
    if not isinstance(data, Mapping):
        return ""
    if list_name == "shared_aliases":
        return f"{data.get('lang')}:{data.get('alias')}:{data.get('family')}"
    return str(data.get("id", ""))


@dataclass(frozen=True)
class Entry:
    """One record to import: its data as the YAML files hold it, and where each of its fields stands."""

    list_name: str
    data: Mapping[str, Any]
    place: Callable[[Place], Any]

    @property
    def identity(self) -> str:
        """What tells it from the others."""
        return identity_of(self.list_name, self.data)


@dataclass
class Draft:
    """All that is to be imported. A partial one adds and changes records, any other holds whole lists."""

    entries: dict[str, list[Entry]] = field(default_factory=dict)
    faults: list[PlacedFault] = field(default_factory=list)
    partial: bool = False


def nested(values: Iterable[tuple[str, object]]) -> dict[str, Any]:
    """Nested mappings from dotted paths."""
    document: dict[str, Any] = {}
    for path, value in values:
        *way, last = path.split(".")
        inner = document
        for key in way:
            inner = inner.setdefault(key, {})
        inner[last] = value
    return document


def in_order(model: type[BaseModel], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a record in the order of its model, without what the files leave out."""
    kept = {name: data[name] for name in model.model_fields if name in data}
    kept |= {name: value for name, value in data.items() if name not in kept}
    fee = kept.get("fee")
    if isinstance(fee, dict):
        idle: dict[str, object] = {"currency": "CNY"} if "amount" not in fee else {}
        idle["periods"] = []
        kept["fee"] = {name: value for name, value in fee.items() if name not in idle or value != idle[name]}
    return {name: value for name, value in kept.items() if not (name in _LEFT_OUT_WHEN_EMPTY and value == [])}


def draft_of(sheets: Sheets) -> Draft:
    """The draft of a spreadsheet's rows; rows without a record and records that stand twice are faults."""
    draft = Draft(faults=list(sheets.faults))
    for table in RECORDS:
        first: dict[str, Row] = {}
        inside = {inner.into: _by_parent(sheets, inner) for inner in rows_inside(table)}
        entries: list[Entry] = []
        for row in sheets.rows.get(table.name, []):
            key = table.columns[0].path if table.name != "shared_aliases" else "alias"
            if key not in row.values:
                draft.faults.append(PlacedFault(row.cell(key), "is missing"))
                continue
            entry = _entry(table, row, inside)
            if entry.identity in first and table.name != "shared_aliases":
                message = f'"{entry.identity}" stands twice: first in row {first[entry.identity].number}'
                draft.faults.append(PlacedFault(row.cell(key), message))
                continue
            first[entry.identity] = row
            entries.append(entry)
        draft.entries[table.name] = entries
        for inner in rows_inside(table):
            draft.faults += _orphans(table, inner, inside[inner.into], first)
    return draft


def _by_parent(sheets: Sheets, table: Table) -> dict[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in sheets.rows.get(table.name, []):
        rows.setdefault(str(row.values.get(table.parent, "")), []).append(row)
    return rows


def _orphans(table: Table, inner: Table, rows: dict[str, list[Row]], known: Iterable[str]) -> list[PlacedFault]:
    faults: list[PlacedFault] = []
    for parent in rows.keys() - set(known):
        message = f'there is no row with the id "{parent}" in the sheet {table.name}' if parent else "is missing"
        faults += [PlacedFault(row.cell(inner.parent), message) for row in rows[parent]]
    return faults


def _entry(table: Table, row: Row, inside: Mapping[str, Mapping[str, list[Row]]]) -> Entry:
    identity = str(row.values.get("id", ""))
    children = {into: rows.get(identity, []) for into, rows in inside.items()}
    data = nested(row.values.items())
    for into, rows in children.items():
        *way, last = into.split(".")
        inner = data
        for key in way:
            inner = inner.setdefault(key, {})
        inner[last] = [
            nested((path, value) for path, value in child.values.items() if path != child.table.parent)
            for child in rows
        ]

    def place(path: Place) -> Cell:
        for into, rows in children.items():
            depth = into.count(".") + 1
            if ".".join(map(str, path[:depth])) == into:
                position = path[depth] if len(path) > depth else None
                if isinstance(position, int) and position < len(rows):
                    return rows[position].cell(".".join(map(str, path[depth + 1 :])))
                return row.cell("id")
        return row.cell(".".join(map(str, path)))

    return Entry(table.name, in_order(MODELS[table.name], data), place)

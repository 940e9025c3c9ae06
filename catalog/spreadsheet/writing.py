"""Writes the catalog as a workbook (XLSX), or as a folder of CSV files that every spreadsheet program opens."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from catalog.model import Catalog
from catalog.spreadsheet.cells import Content, written
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
    TABLES,
    TRANSACTIONS,
    Column,
    Table,
)

FIRST_ROW = 3  # below the headings and the notes
_LAST_ROW = 5000  # how far down the lists to choose from reach
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_HEADING = PatternFill("solid", fgColor="1F4E79")
_NOTE = PatternFill("solid", fgColor="EAF1F8")
_WIDTHS = {"text": 34, "lines": 30}
_FORMATS = {"date": "yyyy-mm-dd", "whole": "0", "money": "General"}


def value_at(document: Any, path: str) -> Any:
    """The value at a dotted path of nested mappings; None where the way ends early."""
    for key in path.split("."):
        if document is None:
            return None
        document = document[key]
    return document


def rows_of(catalog: Catalog, table: Table) -> Iterator[list[Content]]:
    """The rows of one table, in the catalog's order."""
    for document in _documents(catalog, table):
        yield [written(column, value_at(document, column.path)) for column in table.columns]


def _documents(catalog: Catalog, table: Table) -> Iterator[dict[str, Any]]:
    transactions = catalog.transactions.values()
    if table is TRANSACTIONS:
        yield from (record.model_dump() for record in transactions)
    elif table is MATERIALS:
        yield from ({"transaction": r.id, **item.model_dump()} for r in transactions for item in r.materials)
    elif table is STEPS:
        yield from ({"transaction": r.id, **step.model_dump()} for r in transactions for step in r.steps)
    elif table is FEE_PERIODS:
        yield from ({"transaction": r.id, **p.model_dump()} for r in transactions for p in r.fee.periods)
    elif table is JOURNEYS:
        yield from (record.model_dump() for record in catalog.journeys.values())
    elif table is JOURNEY_STEPS:
        yield from ({"journey": j.id, **s.model_dump()} for j in catalog.journeys.values() for s in j.steps)
    elif table is DEPARTMENTS:
        yield from (record.model_dump() for record in catalog.departments.values())
    elif table is FAMILIES:
        yield from (record.model_dump() for record in catalog.families.values())
    elif table is FAMILY_ANSWERS:
        yield from ({"family": f.id, **a.model_dump()} for f in catalog.families.values() for a in f.answers)
    elif table is SHARED_ALIASES:
        yield from (record.model_dump() for record in catalog.shared_aliases)


def write_workbook(catalog: Catalog, path: Path) -> None:
    """Writes one XLSX file with a sheet for each table."""
    book = Workbook(write_only=True)
    for table in TABLES:
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = f"B{FIRST_ROW}"
        _set_up_columns(sheet, table)
        sheet.append(
            [_label(sheet, column.heading, _HEADING, Font(bold=True, color="FFFFFF")) for column in table.columns]
        )
        sheet.append([_label(sheet, column.note, _NOTE, Font(italic=True, color="44546A")) for column in table.columns])
        for row in rows_of(catalog, table):
            sheet.append([_cell(sheet, column, value) for column, value in zip(table.columns, row, strict=True)])
    book.save(path)


def _set_up_columns(sheet: Any, table: Table) -> None:
    for position, column in enumerate(table.columns, start=1):
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = _WIDTHS.get(column.kind, 18)
        # The format of the whole column: a window range typed into a new row stays text.
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.kind, "@")
        cells = f"{letter}{FIRST_ROW}:{letter}{_LAST_ROW}"
        if column.choices:
            _choose_from(sheet, cells, f'"{",".join(column.choices.values())}"')
        elif column.ids_of:
            _choose_from(sheet, cells, f"{column.ids_of}!$A${FIRST_ROW}:$A${_LAST_ROW}")


def _choose_from(sheet: Any, cells: str, values: str) -> None:
    rule = DataValidation(type="list", formula1=values, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Not in the list 不在列表中", "Choose one of the list. 请从列表中选择。"
    rule.add(cells)
    sheet.data_validations.append(rule)


def _label(sheet: Any, text: str, fill: PatternFill, font: Font) -> Any:
    cell: Any = WriteOnlyCell(sheet, text)
    cell.fill, cell.font, cell.alignment = fill, font, Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(sheet: Any, column: Column, value: Content) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # a text that begins with = is no formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.number_format = _FORMATS.get(column.kind, "@")
    return cell


def write_tables(catalog: Catalog, folder: Path) -> None:
    """Writes a folder with one CSV file for each table: UTF-8 with the mark by which Excel knows it."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in TABLES:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.heading for column in table.columns)
            writer.writerow(column.note for column in table.columns)
            for row in rows_of(catalog, table):
                writer.writerow("" if value is None else guarded(str(value)) for value in row)


def guarded(text: str) -> str:
    """A text that a spreadsheet program would run as a formula, with an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that ``guarded`` put before it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text

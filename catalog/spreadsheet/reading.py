"""Reads a workbook or a folder of CSV files into rows of cells; each cell knows where it stands."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from catalog.spreadsheet.cells import CellFault, read
from catalog.spreadsheet.columns import TABLES, Column, Table
from catalog.spreadsheet.writing import unguarded

_UNREADABLE = (OSError, zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, csv.Error)


@dataclass(frozen=True, order=True)
class Cell:
    """A place in a spreadsheet; row 0 is the sheet as a whole, an empty column the whole row."""

    sheet: str
    row: int = 0
    position: int = 0
    heading: str = ""

    def __str__(self) -> str:
        parts = [f"sheet {self.sheet}"]
        if self.row:
            parts.append(f"row {self.row}")
        if self.position:
            parts.append(f'column {get_column_letter(self.position)} "{self.heading}"')
        return ", ".join(parts)


@dataclass(frozen=True, order=True)
class PlacedFault:
    """A fault in what is to be imported, with its place: a cell, or a field of a file."""

    where: Any
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


@dataclass
class Row:
    """One row: its values by field, and the place of each column."""

    table: Table
    number: int
    values: dict[str, object]
    cells: dict[str, Cell]

    def cell(self, path: str) -> Cell:
        """The cell of a field, or the nearest to it."""
        return self.cells.get(self.table.nearest(path).path, Cell(self.table.name, self.number))


@dataclass
class Sheets:
    """The rows of every table that could be read, and what was wrong on the way."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[PlacedFault] = field(default_factory=list)

    def fault(self, where: Cell, message: str) -> None:
        """Notes a fault."""
        self.faults.append(PlacedFault(where, message))


def read_sheets(path: Path) -> Sheets:
    """Reads an XLSX file, or a folder of CSV files."""
    sheets = Sheets()
    try:
        found = dict(_csv_files(path) if path.is_dir() else _workbook(path))
    except _UNREADABLE as error:
        sheets.fault(Cell(path.name), f"can't be read as a spreadsheet ({error})")
        return sheets
    for name in found.keys() - {table.name for table in TABLES}:
        sheets.fault(Cell(name), "is not a sheet of the catalog (misspelt?)")
    for table in TABLES:
        if table.name in found:
            sheets.rows[table.name] = list(_rows(sheets, table, found[table.name]))
        else:
            sheets.fault(Cell(table.name), "is missing")
    return sheets


def _workbook(path: Path) -> Iterator[tuple[str, list[list[object]]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions that other programs write
        book = load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            yield sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)]
        book.close()


def _csv_files(folder: Path) -> Iterator[tuple[str, list[list[object]]]]:
    for path in sorted(folder.glob("*.csv")):
        yield path.stem, csv_rows(path)


def csv_rows(path: Path) -> list[list[object]]:
    """The rows of a CSV file, as UTF-8 or as a Chinese Excel writes it (GB 18030), with commas, semicolons or tabs."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [[unguarded(cell) for cell in row] for row in rows]


def _rows(sheets: Sheets, table: Table, lines: list[list[object]]) -> Iterator[Row]:
    columns = _headings(sheets, table, lines[0] if lines else [])
    for number, line in enumerate(lines[1:], start=2):
        if number == 2 and _is_notes(columns, line):
            continue
        if any(content not in (None, "") for content in line):
            yield _row(sheets, table, number, line, columns)


def _headings(sheets: Sheets, table: Table, line: Iterable[object]) -> dict[int, Column]:
    columns: dict[int, Column] = {}
    for position, content in enumerate(line, start=1):
        heading = " ".join(str(content or "").split())
        column = table.by_heading.get(heading)
        if column is None:
            if heading:
                sheets.fault(Cell(table.name, 1, position, heading), "is not a column of this sheet (misspelt?)")
        elif column in columns.values():
            sheets.fault(Cell(table.name, 1, position, heading), "stands twice")
        else:
            columns[position] = column
    for column in table.columns:
        if column not in columns.values():
            sheets.fault(Cell(table.name, 1), f'the column "{column.heading}" is missing')
    return columns


def _is_notes(columns: dict[int, Column], line: list[object]) -> bool:
    written = [(columns[p].note, str(c)) for p, c in enumerate(line, start=1) if p in columns and c not in (None, "")]
    return bool(written) and all(note == content for note, content in written)


def _row(sheets: Sheets, table: Table, number: int, line: list[object], columns: dict[int, Column]) -> Row:
    row = Row(table, number, {}, {})
    for position, column in columns.items():
        cell = Cell(table.name, number, position, column.heading)
        row.cells[column.path] = cell
        try:
            value = read(column, line[position - 1] if position <= len(line) else None)
        except CellFault as fault:
            sheets.fault(cell, str(fault))
            continue
        if value is not None:
            row.values[column.path] = value
    for position, content in enumerate(line, start=1):
        if position not in columns and content not in (None, ""):
            sheets.fault(Cell(table.name, number, position, "?"), "stands under no heading of this sheet")
    return row


def first_sheet(path: Path, faults: list[PlacedFault]) -> list[list[object]]:
    """The rows of the first sheet of a workbook, or of a CSV file; none, and a fault, where it can't be read."""
    try:
        return csv_rows(path) if path.suffix.casefold() == ".csv" else next(_workbook(path))[1]
    except _UNREADABLE as error:
        faults.append(PlacedFault(Cell(path.name), f"can't be read as a spreadsheet ({error})"))
        return []


def sheet_names(path: Path) -> list[str]:
    """The names of a workbook's sheets; none where it can't be read."""
    try:
        return [name for name, _ in _workbook(path)]
    except _UNREADABLE:
        return []

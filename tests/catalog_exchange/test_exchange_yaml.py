"""The YAML files are changed record by record: comments and untouched records keep their very text."""

import difflib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from exchange_tables import Sheet, files_of

from catalog import load_catalog
from catalog.loader import DATA
from catalog.spreadsheet.importing import import_spreadsheet
from catalog.spreadsheet.yaml_files import joined, record_text, sections_of

Open = Callable[[str], Sheet]
FILES = [DATA / "departments.yml", DATA / "families.yml", *sorted((DATA / "transactions").glob("*.yml"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_taken_apart_and_joined_is_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    sections = sections_of(text)
    assert joined(sections) == text
    assert sum(len(section.records) for section in sections) == len(re.findall(r"(?m)^- ", text))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_record_written_anew_says_the_same(path: Path) -> None:
    for section in sections_of(path.read_text(encoding="utf-8")):
        for data, _ in section.records:
            assert yaml.safe_load(record_text(section.name, data)) == [data]


def changed_lines(before: bytes, after: bytes) -> list[str]:
    """The lines that differ, with their signs."""
    lines = difflib.unified_diff(before.decode().splitlines(), after.decode().splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_one_edited_cell_changes_one_line_and_keeps_the_comments(sheet: Open, tables: Path, root: Path) -> None:
    path = root / "transactions" / "exit_entry.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("- id: passport_renewal\n", "# A word of the clerk's own.\n- id: passport_renewal\n"))
    before = files_of(root)
    table = sheet("transactions")
    row = table.row("passport_renewal")
    old = table.rows[row][table.column("Fee in yuan")]
    table.put(row, "Fee in yuan", "140")
    table.save()
    outcome = import_spreadsheet(tables, root)
    assert (outcome.faults, outcome.files) == ([], ("transactions/exit_entry.yml",))
    after = files_of(root)
    assert [name for name in after if after[name] != before[name]] == ["transactions/exit_entry.yml"]
    name = "transactions/exit_entry.yml"
    assert changed_lines(before[name], after[name]) == [f"-    amount: {old}", "+    amount: 140"]
    assert after[name].startswith(before[name][: before[name].index(b"transactions:")])


def test_a_dry_run_writes_nothing(sheet: Open, tables: Path, root: Path) -> None:
    before = files_of(root)
    table = sheet("departments")
    table.put(table.row("water"), "Name (English)", "Water")
    table.save()
    outcome = import_spreadsheet(tables, root, dry_run=True)
    assert (outcome.faults, outcome.files) == ([], ("departments.yml",))
    assert files_of(root) == before


def test_a_record_that_changes_its_department_changes_its_file(sheet: Open, tables: Path, root: Path) -> None:
    table = sheet("transactions")
    row = table.row("gas_bill_payment")
    target = load_catalog(root).departments["water"]
    table.put(row, "Department", "water")
    table.put(row, "Floor", target.floor)
    table.put(row, "Windows", str(target.windows[0]))
    table.put(row, "Phones", "")
    table.put(row, "Open at weekends", "no")
    table.save()
    outcome = import_spreadsheet(tables, root)
    assert [str(fault) for fault in outcome.faults] == []
    assert set(outcome.files) == {"transactions/gas.yml", "transactions/water.yml"}
    assert load_catalog(root).transactions["gas_bill_payment"].department == "water"


def test_a_new_department_gets_a_file_with_the_same_header(sheet: Open, tables: Path, root: Path) -> None:
    departments, transactions = sheet("departments"), sheet("transactions")
    new = list(departments.rows[departments.row("water")])
    departments.rows.append(new)
    last = len(departments.rows) - 1
    for heading, value in (("Id", "library"), ("Name (Chinese)", "图书馆"), ("Name (English)", "Library")):
        departments.put(last, heading, value)
    departments.put(last, "Windows", "102")
    departments.put(last, "Windows open", "none")
    row = next(i for i, cells in enumerate(transactions.rows) if cells[1] == "water" and i > departments.row("water"))
    moved = transactions.rows[row][0]
    transactions.put(row, "Department", "library")
    transactions.put(row, "Windows", "102")
    transactions.put(row, "Open at weekends", "no")
    departments.save()
    transactions.save()
    outcome = import_spreadsheet(tables, root)
    assert [str(fault) for fault in outcome.faults] == []
    text = (root / "transactions" / "library.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema.json\n# 图书馆 / Library")
    assert load_catalog(root).transactions[moved].department == "library"

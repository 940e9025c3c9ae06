"""A spreadsheet with faults changes nothing, and every fault is named by sheet, row and column."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from exchange_tables import Sheet, files_of

from catalog import load_catalog
from catalog.spreadsheet import yaml_files
from catalog.spreadsheet.importing import import_spreadsheet
from catalog.spreadsheet.reading import Cell
from catalog.spreadsheet.yaml_files import write_all

Open = Callable[[str], Sheet]
# transaction or first cells, column, what is typed, what the fault says
CELLS = [
    ("transactions", "passport_first_issue", "Fee in yuan", "gratis", "must be a number"),
    ("transactions", "passport_renewal", "Windows", "7~99", "window 99 is not one of the department's"),
    ("transactions", "passport_reissue_lost", "Windows", "10-Jul", "windows are written like"),
    ("transactions", "passport_minor_issue", "Name (Chinese)", "", "is missing"),
    ("transactions", "passport_annotation", "Online", "perhaps", "must be one of none 不能网办"),
    ("transactions", "hk_macau_permit_renewal", "Phones", "110", "110 is not a phone of the department"),
    ("transactions", "hk_macau_permit_first_issue", "Checked on", "2026-13-01", "must be a day such as"),
    ("transactions", "gas_bill_payment", "Related", "no_such_matter", 'there is no other transaction "no_such_matter"'),
    ("transactions", "water_bill_payment", "Promised working days", "2.5", "must be a whole number"),
    ("transactions", "electricity_bill_payment", "Department", "nowhere", "there is no such department"),
    ("transactions", "law_lecture_booking", "In short (English)", "ring 12345 now", "belongs in departments.yml"),
    ("materials", "passport_renewal", "Need", "conditional 视情况", "a condition is given exactly for conditional"),
    ("materials", "passport_reissue_lost", "Copies", "99", "less than or equal to 20"),
    ("materials", "hk_macau_permit_renewal", "Original", "perhaps", "must be one of yes 是 / no 否"),
    ("steps", "law_lecture_booking", "Step (English)", "Bring 3 copies.", "the numbers differ"),
    ("departments", "transport_control", "Windows open at weekends", "1", "window 1 is not its own"),
    ("departments", "gas", "Floor", "9F", "must be one of 1F / 2F / B1"),
    ("families", "passport", "The question that tells them apart (Chinese)", "", "is missing"),
    ("family_answers", "new_baby", "Transaction", "nobody", 'there is no transaction "nobody"'),
    ("shared_aliases", "zh 中文", "Family", "nobody", 'there is no family "nobody"'),
]

# Faults of several cells together stand at the first of them.
BESIDE = {"the numbers differ": "Step (Chinese)", "a condition is given exactly for conditional": "Material (Chinese)"}


def test_every_fault_is_named_and_nothing_changes(sheet: Open, tables: Path, root: Path) -> None:
    before = files_of(root)
    expected: list[tuple[Cell, str]] = []
    opened = {name: sheet(name) for name in {case[0] for case in CELLS}}
    for name, first, heading, typed, says in CELLS:
        table = opened[name]
        row, position = table.put(table.row(first), heading, typed)
        if says in BESIDE:
            position = table.column(BESIDE[says]) + 1
        expected.append((Cell(name, row, position, table.rows[0][position - 1]), says))
    for table in opened.values():
        table.save()
    outcome = import_spreadsheet(tables, root)
    for where, says in expected:
        found = [fault for fault in outcome.faults if fault.where == where]
        assert any(says in fault.message for fault in found), (str(where), says, [str(f) for f in found])
    named = {(where.sheet, where.row) for where, _ in expected}
    beyond = [str(f) for f in outcome.faults if (f.where.sheet, f.where.row) not in named]
    assert beyond == []
    assert files_of(root) == before


def test_a_fault_reads_as_a_sentence_with_its_place(sheet: Open, tables: Path, root: Path) -> None:
    table = sheet("transactions")
    row, _ = table.put(table.row("passport_renewal"), "Fee in yuan", "gratis")
    table.save()
    (fault,) = import_spreadsheet(tables, root).faults
    assert str(fault) == (
        f"sheet transactions, row {row}, column O \"Fee in yuan 收费（元）\": must be a number, not 'gratis'"
    )


def test_rows_without_a_record_and_records_that_stand_twice(sheet: Open, tables: Path, root: Path) -> None:
    steps, families = sheet("steps"), sheet("families")
    steps.rows.append(["nobody", "做一件事", "Do a thing"])
    steps.rows.append(["", "做一件事", "Do a thing"])
    families.rows.append(families.rows[families.row("passport")])
    steps.save()
    families.save()
    said = [str(fault) for fault in import_spreadsheet(tables, root).faults]
    assert len(said) == 3, said
    assert f'row {len(families.rows)}, column A "Id 组编号": "passport" stands twice' in said[0]
    assert (
        f'row {len(steps.rows) - 1}, column A "Transaction 事项编号": there is no row with the id "nobody"' in said[1]
    )
    assert f'row {len(steps.rows)}, column A "Transaction 事项编号": is missing' in said[2]


def test_sheets_and_columns_that_are_not_those_of_the_catalog(sheet: Open, tables: Path, root: Path) -> None:
    steps = sheet("steps")
    steps.rows[0][2] = "Stap"
    steps.save()
    (tables / "families.csv").rename(tables / "famlies.csv")
    said = [str(fault) for fault in import_spreadsheet(tables, root).faults]
    assert said == [
        "sheet families: is missing",
        "sheet famlies: is not a sheet of the catalog (misspelt?)",
        'sheet steps, row 1: the column "Step (English) 步骤（英文）" is missing',
        'sheet steps, row 1, column C "Stap": is not a column of this sheet (misspelt?)',
    ]


@pytest.mark.parametrize("written", [b"", b"PK\x03\x04 no workbook", "a text".encode("utf-16")])
def test_a_file_that_is_no_workbook_is_a_fault(written: bytes, tmp_path: Path, root: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(written)
    outcome = import_spreadsheet(path, root)
    assert ["can't be read as a spreadsheet" in fault.message for fault in outcome.faults] == [True]


def test_a_record_without_a_row_goes_only_when_that_is_said(sheet: Open, tables: Path, root: Path) -> None:
    before, gone = files_of(root), "science_lecture_booking"
    for name in ("transactions", "materials", "steps"):
        table = sheet(name)
        table.rows = [row for row in table.rows if row[0] != gone]
        table.save()
    table, answers = sheet("transactions"), sheet("family_answers")
    for row in range(2, len(table.rows)):
        related = table.rows[row][table.column("Related")].split("\n")
        table.put(row, "Related", "\n".join(identity for identity in related if identity != gone))
    families = {row[0] for row in answers.rows if row[1] == gone}
    answers.rows = [row for row in answers.rows if row[0] not in families]
    listed = sheet("families")
    listed.rows = [row for row in listed.rows if row[0] not in families]
    for edited in (table, answers, listed):
        edited.save()
    said = [str(fault) for fault in import_spreadsheet(tables, root).faults]
    assert f'sheet transactions: "{gone}" is in the catalog and has no row here; import with --remove' in said[-1]
    assert files_of(root) == before
    outcome = import_spreadsheet(tables, root, remove=True)
    assert [str(fault) for fault in outcome.faults] == []
    assert gone not in load_catalog(root).transactions


def test_a_failure_while_writing_leaves_every_file_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_of(root)
    (root / "departments.yml").chmod(0o644)
    moved: list[Path] = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if not target.is_relative_to(root):  # an assistant of another file may write as it runs
            return real(self, target)
        if moved:
            raise OSError("the disk is full")
        moved.append(target)
        return real(self, target)

    monkeypatch.setattr(yaml_files.Path, "replace", replace)
    with pytest.raises(OSError, match="disk is full"):
        write_all(root, {"departments.yml": "departments: []\n", "families.yml": "families: []\n"})
    assert moved == [root / "departments.yml"]
    assert files_of(root) == before


def test_a_workbook_edited_by_a_person_is_read_as_meant(workbook: Path, tmp_path: Path, root: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    page = book["transactions"]
    columns = {cell.value: cell.column for cell in page[1]}
    row = next(r for r in range(3, page.max_row) if page.cell(r, 1).value == "passport_renewal")
    page.cell(row, columns["Fee in yuan 收费（元）"]).value = "140元"
    page.cell(row, columns["Windows 窗口号"]).value = "7 至 9，10"
    page.cell(row, columns["Open at weekends 周末办理"]).value = False
    page.cell(row, columns["Phones 电话"]).value = 12367
    page.cell(row, columns["Checked on 核对日期"]).value = "2026年12月1日"
    page.cell(row, columns["Online 网上办理"]).value = "全程网办"
    page.insert_cols(3)
    page.delete_rows(2)
    page.append([])
    book.save(tmp_path / "edited.xlsx")
    outcome = import_spreadsheet(tmp_path / "edited.xlsx", root)
    assert [str(fault) for fault in outcome.faults] == []
    changed = load_catalog(root).transactions["passport_renewal"]
    assert (changed.fee.amount, changed.windows, changed.weekend) == (140, (7, 8, 9, 10), False)
    assert (changed.phones, changed.checked_on.isoformat(), changed.online) == (("12367",), "2026-12-01", "full")


def test_tables_saved_by_a_chinese_excel_are_read(sheet: Open, tables: Path, root: Path) -> None:
    for path in tables.glob("*.csv"):
        table = sheet(path.stem)
        if path.stem == "departments":
            table.put(table.row("water"), "Name (Chinese)", "自来水服务处")
        table.save("gb18030")
    outcome = import_spreadsheet(tables, root)
    assert [str(fault) for fault in outcome.faults] == []
    assert load_catalog(root).departments["water"].name.zh == "自来水服务处"

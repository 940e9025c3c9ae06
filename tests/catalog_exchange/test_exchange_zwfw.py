"""The sheet of government service items: out in Chinese, and the edits of its own columns back in."""

import csv
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from exchange_tables import files_of

from catalog import Catalog, load_catalog
from catalog.spreadsheet.importing import import_draft
from catalog.standards import zwfw

Edit = Callable[[dict[str, str]], None]


def edited(records: Catalog, path: Path, identity: str, edit: Edit) -> Path:
    """The exported sheet as CSV with one row edited by heading."""
    zwfw.write(records, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    edit(next(row for row in rows if row["事项编码"] == identity))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_an_unedited_sheet_changes_nothing(suffix: str, records: Catalog, tmp_path: Path, root: Path) -> None:
    path, before = tmp_path / f"items{suffix}", files_of(root)
    zwfw.write(records, path)
    outcome = import_draft(zwfw.draft_of(path, records), root)
    assert ([str(fault) for fault in outcome.faults], outcome.files) == ([], ())
    assert files_of(root) == before


def test_the_sheet_says_what_the_records_say(records: Catalog, tmp_path: Path) -> None:
    zwfw.write(records, tmp_path / "items.xlsx")
    book = openpyxl.load_workbook(tmp_path / "items.xlsx")
    assert book.sheetnames == ["政务服务事项"]
    headings, *rows = ([cell.value for cell in row] for row in book["政务服务事项"].iter_rows())
    assert len(rows) == len(records.transactions)
    for row, record in zip(rows, records.transactions.values(), strict=True):
        said = dict(zip(headings, row, strict=True))
        assert (said["事项编码"], said["事项名称"]) == (record.id, record.name.zh)
        assert said["实施主体"] == records.departments[record.department].name.zh
        assert said["承诺办结时限（工作日）"] == record.duration.promised_days
        amount = (record.fee.periods or (record.fee,))[-1].amount
        assert said["是否收费"] == {None: "视情况", True: "是", False: "否"}[None if amount is None else bool(amount)]
        assert all(period.valid_from.isoformat() in said["分时段收费"] for period in record.fee.periods)
        assert all(item.name.zh in said["申报材料"] for item in record.materials)
        assert len(said["办理流程"].split("\n")) == len(record.steps)
        assert said["咨询电话"].split("\n") == list(records.phones_of(record))


def test_edits_arrive_and_english_stays(records: Catalog, tmp_path: Path, root: Path) -> None:
    def edit(row: dict[str, str]) -> None:
        row |= {"收费标准（元）": "140", "办理窗口": "7~8", "核对日期": "2026/12/24", "备注": ""}

    path = edited(records, tmp_path / "items.csv", "passport_renewal", edit)
    outcome = import_draft(zwfw.draft_of(path, records), root)
    assert ([str(fault) for fault in outcome.faults], outcome.files) == ([], ("transactions/exit_entry.yml",))
    changed = load_catalog(root).transactions["passport_renewal"]
    assert (changed.fee.amount, changed.windows, changed.note) == (140, (7, 8), None)
    assert (changed.checked_on.isoformat(), changed.name.en) == ("2026-12-24", "Ordinary passport renewal on expiry")


@pytest.mark.parametrize(
    ("heading", "typed", "says"),
    [
        ("办理流程", "1. 直接来", "can't be changed in this sheet"),
        ("咨询电话", "110", "can't be changed in this sheet"),
        ("办件类型", "随便", "must be one of 即办件 / 承诺件"),
        ("适用范围", "共有3种情况可以办。", "the numbers differ"),
        ("办理窗口", "99", "window 99 is not one of the department's"),
        ("事项名称", "", "is missing"),
        ("事项编码", "no_such_matter", "is no transaction of the catalog"),
    ],
)
def test_a_fault_is_named_by_its_cell(
    heading: str, typed: str, says: str, records: Catalog, tmp_path: Path, root: Path
) -> None:
    before = files_of(root)
    path = edited(records, tmp_path / "items.csv", "passport_renewal", lambda row: row.update({heading: typed}))
    row = list(records.transactions).index("passport_renewal") + 2
    outcome = import_draft(zwfw.draft_of(path, records), root)
    said = [str(fault) for fault in outcome.faults]
    assert any(
        f"sheet 政务服务事项, row {row}, " in text and f'"{heading}"' in text and says in text for text in said
    ), said
    assert files_of(root) == before

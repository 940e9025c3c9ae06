"""Out as a spreadsheet and back in: nothing is lost, nothing is touched that did not change."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from exchange_tables import content, files_of
from pydantic import BaseModel

from catalog import Catalog, load_catalog
from catalog.loader import read_sources
from catalog.model import Bilingual, Fee, FeePeriod
from catalog.spreadsheet.columns import TABLES, TRANSACTIONS
from catalog.spreadsheet.drafts import draft_of
from catalog.spreadsheet.importing import import_spreadsheet
from catalog.spreadsheet.planning import plan
from catalog.spreadsheet.reading import read_sheets
from catalog.spreadsheet.writing import write_tables, write_workbook


def rebuilt(source: Path, root: Path) -> Catalog:
    """The catalog made of a spreadsheet alone: every record file is emptied before the import."""
    whole = [root / "departments.yml", root / "families.yml", root / "journeys.yml"]
    for path in [*whole, *(root / "transactions").glob("*.yml")]:
        names = ("families", "shared_aliases") if path.name == "families.yml" else (path.parent.name, path.stem)[:1]
        names = (path.stem,) if path.stem in ("departments", "journeys") else names
        path.write_text("".join(f"{name}: []\n" for name in names), encoding="utf-8")
    outcome = import_spreadsheet(source, root)
    assert outcome.faults == []
    return load_catalog(root)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_catalog_built_from_the_spreadsheet_alone_is_the_same(
    form: str, records: Catalog, workbook: Path, exported: Path, root: Path
) -> None:
    assert content(rebuilt(workbook if form == "xlsx" else exported, root)) == content(records)


def test_an_unedited_spreadsheet_touches_no_file(workbook: Path, root: Path) -> None:
    before = files_of(root)
    outcome = import_spreadsheet(workbook, root)
    assert (outcome.faults, outcome.files) == ([], ())
    assert files_of(root) == before


def _leaves(model: type[BaseModel], path: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        inner = [part for part in (field.annotation, *getattr(field.annotation, "__args__", ())) if part]
        nested = [part for part in inner if isinstance(part, type) and issubclass(part, BaseModel)]
        here = f"{path}{name}"
        found |= _leaves(nested[0], f"{here}.") if nested else {here}
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_a_record_has_a_column(table) -> None:
    model = Bilingual if table.name == "steps" else table.model
    inner = {
        "transactions": ("materials.", "steps.", "fee.periods."),
        "families": ("answers.",),
        "journeys": ("steps.",),
    }
    inside = inner.get(table.name, ())
    wanted = {leaf for leaf in _leaves(model) if not leaf.startswith(inside or ("-",))}
    assert {column.path for column in table.columns} - {table.parent} == wanted - {table.parent}


def test_awkward_values_survive_both_forms(records: Catalog, tmp_path: Path, root: Path) -> None:
    first = next(iter(records.transactions.values()))
    awkward = first.model_copy(
        update={
            "summary": Bilingual(zh="=1+1，“引号”,逗号；第二行\n在这里", en='\'=SUM(A1), "quoted"; a second\nline'),
            "fee": Fee(
                periods=(
                    FeePeriod(valid_from=date(2025, 1, 1), valid_to=date(2026, 12, 31), amount=Decimal("0.35")),
                    FeePeriod(valid_from=date(2027, 1, 1), text=Bilingual(zh="=看情况", en="-it depends")),
                ),
                note=Bilingual(zh="+备注", en="-a note, @here"),
            ),
            "note": Bilingual(zh="'单引号", en="''two apostrophes = here"),
            "windows": (first.windows[0],),
        }
    )
    changed = Catalog(
        records.center,
        records.departments,
        {**records.transactions, first.id: awkward},
        records.families,
        records.shared_aliases,
        records.journeys,
    )
    write_workbook(changed, tmp_path / "awkward.xlsx")
    write_tables(changed, tmp_path / "awkward")
    for source in (tmp_path / "awkward.xlsx", tmp_path / "awkward"):
        sheets = read_sheets(source)
        assert sheets.faults == []
        planned = plan(root, draft_of(sheets), remove=False)
        (name,) = planned.texts
        copy = Path(shutil.copytree(root, tmp_path / f"copy of {source.name}"))
        (copy / name).write_text(planned.texts[name], encoding="utf-8")
        found = read_sources(copy)[1]
        assert found is not None
        assert found.transactions[first.id] == awkward


def test_the_workbook_is_made_for_people(workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook)
    assert book.sheetnames == [table.name for table in TABLES]
    sheet = book["transactions"]
    assert sheet.freeze_panes == "B3"
    assert [cell.value for cell in sheet[1]] == [column.heading for column in TRANSACTIONS.columns]
    rules = {str(rule.sqref).split(":")[0][:-1]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    letters = {column.path: sheet.cell(1, i).column_letter for i, column in enumerate(TRANSACTIONS.columns, start=1)}
    assert rules[letters["kind"]] == '"immediate 即办件,committed 承诺件"'
    assert rules[letters["department"]].startswith("departments!")
    assert sheet[f"{letters['windows']}3"].number_format == "@"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)

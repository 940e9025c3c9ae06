"""The commands as a clerk runs them."""

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest
import yaml
from exchange_tables import files_of
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.tickets import SHANGHAI
from catalog import Catalog
from catalog.cli import Form
from catalog.confirmation import to_confirm
from catalog.editor_schema import editor_schema
from catalog.loader import DATA
from catalog.spreadsheet.cells import ranges
from connectors.api.records import transaction_document


def run(*arguments: str | Path) -> Result:
    """Runs `citizen-home catalog` with arguments."""
    result = CliRunner().invoke(app, ["catalog", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("form", list(Form))
def test_every_form_is_written_and_those_that_can_be_read_back_change_nothing(
    form: Form, records: Catalog, tmp_path: Path, root: Path
) -> None:
    suffix = {Form.XLSX: ".xlsx", Form.ZWFW: ".xlsx", Form.CSV: ""}.get(form, ".json")
    path = tmp_path / f"catalog{suffix}"
    assert run("export", "--format", form, "-o", path).exit_code == 0
    if form in (Form.XLSX, Form.CSV, Form.ZWFW, Form.HSDS):
        result = run("import", path, "--catalog", root)
        assert (result.exit_code, result.output) == (0, "0 changes; files changed / 已改动: -\n")
    else:
        document = json.loads(path.read_text(encoding="utf-8"))
        named = {"json": "transactions", "cpsv-ap": "@graph", "schema-org": "@graph"}[form]
        assert len(document[named]) >= len(records.transactions)
    if form is Form.JSON:
        day = datetime.now(SHANGHAI).date()
        expected = [transaction_document(records, record, day) for record in records.transactions.values()]
        assert document["transactions"] == expected


def test_json_goes_to_standard_output_and_tables_need_a_place(records: Catalog) -> None:
    assert len(json.loads(run("export").stdout)["transactions"]) == len(records.transactions)
    assert run("export", "--format", "xlsx").exit_code == 2


def test_an_import_says_what_changed_or_that_nothing_did(tmp_path: Path, root: Path) -> None:
    assert run("export", "-f", "csv", "-o", tmp_path / "tables").exit_code == 0
    page = tmp_path / "tables" / "departments.csv"
    text = page.read_text(encoding="utf-8-sig")
    before = files_of(root)
    page.write_text(text.replace("Water services", "Water"), encoding="utf-8-sig")
    dry = run("import", tmp_path / "tables", "--catalog", root, "--dry-run")
    assert "1 changes; files would be changed / 将改动: departments.yml" in dry.output
    assert files_of(root) == before
    real = run("import", tmp_path / "tables", "--catalog", root, "--language", "zh")
    assert real.output.splitlines()[0] == "water：部门名称（英文） “Water services” -> “Water”"
    assert files_of(root) != before
    page.write_text(text.replace("Water services", ""), encoding="utf-8-sig")
    before = files_of(root)
    bad = run("import", tmp_path / "tables", "--catalog", root)
    assert bad.exit_code == 1
    assert 'column C "Name (English) 部门名称（英文）": is missing' in bad.output
    assert "nothing was changed / 未作任何改动" in bad.output
    assert files_of(root) == before


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    assert run("import", tmp_path / "nowhere.xlsx").exit_code == 2
    assert "neither a folder nor a git revision" in run("diff", "no-such-revision").output
    assert run("diff", "--", "--output=x").exit_code == 2


def test_two_folders_and_a_git_revision_are_compared(root: Path, tmp_path: Path) -> None:
    path = root / "transactions" / "exit_entry.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("amount: 120\n", "amount: 140\n"), encoding="utf-8")
    result = run("diff", DATA, root)
    assert "passport_renewal: fee 120 yuan -> 140 yuan" in result.output.splitlines()
    assert "passport_renewal：收费 140元 -> 120元" in run("diff", root, DATA, "--language", "zh").output.splitlines()
    git = shutil.which("git")
    if git is None or subprocess.run([git, "-C", DATA, "rev-parse"], capture_output=True, check=False).returncode:
        pytest.skip("this copy is no git repository")
    held = run("diff", "HEAD", root)
    assert held.exit_code == 0
    assert any(line.startswith("passport_") and line.endswith("-> 140 yuan") for line in held.output.splitlines())


def test_all_that_must_be_confirmed_is_listed(records: Catalog) -> None:
    facts = dict(to_confirm(records))
    said = run("check", "--to-confirm").output
    assert all(f"{place}: {text.zh} | {text.en}" in said for place, text in facts.items())
    for department in records.departments.values():
        place = f"departments.yml {department.id}"
        assert facts[f"{place} windows"].en == f"windows: {ranges(department.windows)}"
        assert facts[f"{place} weekend_windows"].en == f"weekend windows: {ranges(department.weekend_windows)}"
        assert facts[f"{place} hours"] == department.hours
    assert facts["center.yml tickets"].en.endswith(f"{records.center.tickets.closes:%H:%M}")
    assert facts["center.yml tickets.numbers_from"].en.startswith("remote numbers from")
    left = [r.id for r in records.transactions.values() if "以窗口为准" in r.model_dump_json()]
    assert left
    assert set(left) <= {place.split()[0] for place, text in facts.items() if "以窗口为准" in text.zh}
    assert "--to-confirm" not in run("check").output and f"{len(facts)} facts" not in run("check").output


def test_the_committed_schema_is_that_of_the_model(tmp_path: Path) -> None:
    assert run("schema", "-o", tmp_path / "schema.json").exit_code == 0
    assert (tmp_path / "schema.json").read_bytes() == (DATA / "schema.json").read_bytes()


class _Loader(yaml.SafeLoader):
    """Leaves dates as they are written, as an editor's schema sees them."""


_Loader.yaml_implicit_resolvers = {
    first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
NAMED = [path for path in sorted(DATA.rglob("*.yml")) if "$schema=" in path.read_text(encoding="utf-8").split("\n")[0]]


@pytest.mark.parametrize("path", NAMED, ids=lambda path: path.stem)
def test_the_files_that_name_the_schema_hold_against_it(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n")[0]
    assert (path.parent / first.partition("$schema=")[2]).resolve() == DATA / "schema.json"
    document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    checker = jsonschema.Draft202012Validator(editor_schema())
    assert [error.message for error in checker.iter_errors(document)] == []
    document["adress"] = 1
    assert any("adress" in error.message for error in checker.iter_errors(document))


def test_the_schema_is_named_by_all_records_and_notices_faults() -> None:
    assert {path.stem for path in NAMED} >= {"center", "departments", "families", "exit_entry", "lectures"}
    document = yaml.load((DATA / "transactions" / "lectures.yml").read_text(encoding="utf-8"), Loader=_Loader)
    checker = jsonschema.Draft202012Validator(editor_schema())
    for field, value in (("windows", "7 to 9"), ("kind", "fast"), ("summary", {"zh": "只有中文"}), ("fee", "free")):
        planted = {"transactions": [{**document["transactions"][0], field: value}]}
        assert list(checker.iter_errors(planted)), field

"""The commands `citizen-home catalog …`. Heavy imports stand inside the commands that need them."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from catalog.model import Catalog
    from catalog.spreadsheet.importing import Outcome

catalog_commands = typer.Typer(help="Checks, edits and exchanges the catalog. 办事资料。", no_args_is_help=True)
Folder = Annotated[Path | None, typer.Option("--catalog", help="a catalog's folder; the center's own without it")]


class Form(StrEnum):
    """The forms that the catalog is exported in."""

    JSON = "json"
    XLSX = "xlsx"
    CSV = "csv"
    CPSV_AP = "cpsv-ap"
    SCHEMA_ORG = "schema-org"
    HSDS = "hsds"
    ZWFW = "zwfw"


class Tongue(StrEnum):
    """The language of what is printed."""

    ZH = "zh"
    EN = "en"


def _load(folder: Path | None) -> Catalog:
    from catalog.loader import DATA, CatalogError, load_catalog

    try:
        return load_catalog(folder or DATA)
    except CatalogError as error:
        _complain(error.faults)
        raise typer.Exit(1) from None


def _check_floors(catalog: Catalog, folder: Path | None) -> None:
    from catalog.floors import PLANS, load_floors
    from catalog.loader import DATA, CatalogError

    root = folder or DATA
    if not (root / PLANS).exists():  # a folder of another center may come without plans
        return
    try:
        load_floors(catalog, root)
    except CatalogError as error:
        _complain(error.faults)
        raise typer.Exit(1) from None


def _check_calendar(folder: Path | None) -> None:
    from catalog.loader import DATA, CatalogError
    from catalog.service_days import load_service_days

    try:
        load_service_days(folder or DATA)
    except CatalogError as error:
        _complain(error.faults)
        raise typer.Exit(1) from None


def _check_fees(folder: Path | None, day: date) -> None:
    """A fee that no period gives on the day is a fault: it would have to be guessed."""
    from catalog.checks import check_fees_on
    from catalog.loader import DATA, read_sources

    sources, found = read_sources(folder or DATA)
    if found is not None:
        check_fees_on(sources, found, day)
    if sources.faults:
        _complain(sources.faults)
        raise typer.Exit(1)


def _complain(faults: list[Any]) -> None:
    for fault in faults:
        typer.echo(str(fault), err=True)
    typer.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}", err=True)


@catalog_commands.command("check")
def check(
    to_confirm: Annotated[bool, typer.Option("--to-confirm", help="lists all that a real center must confirm")] = False,
    on: Annotated[
        datetime | None, typer.Option(help="the day on which every fee must be known", formats=["%Y-%m-%d"])
    ] = None,
    folder: Folder = None,
) -> None:
    """Checks every record; names each fault with its file and line."""
    from catalog.confirmation import to_confirm as open_facts

    found = _load(folder)
    _check_floors(found, folder)
    _check_calendar(folder)
    _check_fees(folder, (on or datetime.now()).date())
    counts = f"{len(found.departments)} departments, {len(found.families)} families, {len(found.journeys)} life events"
    typer.echo(f"{len(found.transactions)} records, {counts}, 0 faults")
    for note in found.center.sample_data:
        typer.echo(f"sample data / 示例数据: {note.zh} {note.en}")
    if to_confirm:
        facts = list(open_facts(found))
        for place, text in facts:
            typer.echo(f"{place}: {text.zh} | {text.en}")
        typer.echo(f"{len(facts)} facts to confirm / 待确认 {len(facts)} 项")


@catalog_commands.command("export")
def export(
    context: typer.Context,
    form: Annotated[Form, typer.Option("--format", "-f", help="the form to write")] = Form.JSON,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="file (csv: folder) to write")] = None,
    base: Annotated[str | None, typer.Option(help="what identifiers of CPSV-AP begin with, such as https://…/")] = None,
    folder: Folder = None,
) -> None:
    """Exports the catalog: as a workbook, as tables, in the public contract's form or in that of a standard."""
    found = _load(folder)
    if form in (Form.XLSX, Form.CSV, Form.ZWFW):
        if output is None:
            raise typer.BadParameter(f"{form} needs a place to write to", param_hint="--output")
        _write_table(found, form, output)
        return
    text = json.dumps(_document(found, form, base, context.obj), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


def _write_table(found: Catalog, form: Form, output: Path) -> None:
    from catalog.spreadsheet.writing import write_tables, write_workbook
    from catalog.standards import zwfw

    if form is Form.XLSX:
        write_workbook(found, output)
    elif form is Form.CSV:
        write_tables(found, output)
    else:
        zwfw.write(found, output)


def _document(found: Catalog, form: Form, base: str | None, contract_form: Any) -> Any:
    from catalog.standards import cpsv_ap, hsds, schema_org

    if form is Form.CPSV_AP:
        return cpsv_ap.document(found, base or cpsv_ap.DEFAULT_BASE)
    if form is Form.HSDS:
        return hsds.document(found)
    if form is Form.SCHEMA_ORG:
        return schema_org.document(found)
    return contract_form(found)  # the API's form belongs to the API; whoever mounts these commands gives it


@catalog_commands.command("import")
def import_(
    file: Annotated[
        Path, typer.Argument(help="XLSX, a folder of CSV files, HSDS (.json) or 政务服务事项 (.csv, .xlsx)")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="says what would change and changes nothing")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="takes records out that have no row")] = False,
    language: Annotated[Tongue, typer.Option(help="the language of what changed")] = Tongue.EN,
    folder: Folder = None,
) -> None:
    """Imports an edited catalog; with any fault in it nothing changes, and each is named by sheet, row and column."""
    from catalog.differences import differences

    outcome = _imported(file, folder, dry_run=dry_run, remove=remove)
    if outcome.faults or outcome.after is None:
        _complain(outcome.faults)
        typer.echo("nothing was changed / 未作任何改动", err=True)
        raise typer.Exit(1)
    changes = differences(outcome.before, outcome.after, language.value) if outcome.before else []
    for sentence in changes:
        typer.echo(sentence)
    verb = "would be changed / 将改动" if dry_run else "changed / 已改动"
    typer.echo(f"{len(changes)} changes; files {verb}: {', '.join(outcome.files) or '-'}")


def _imported(file: Path, folder: Path | None, *, dry_run: bool, remove: bool) -> Outcome:
    from catalog.loader import DATA
    from catalog.spreadsheet.importing import import_draft, import_spreadsheet
    from catalog.spreadsheet.reading import sheet_names
    from catalog.standards import hsds, zwfw

    if not file.exists():
        raise typer.BadParameter(f"there is no {file}", param_hint="FILE")
    root = folder or DATA
    suffix = file.suffix.casefold()
    if suffix == ".json":
        return import_draft(hsds.draft_of(file, _load(root)), root, dry_run=dry_run)
    if suffix == ".csv" or (suffix == ".xlsx" and sheet_names(file) == [zwfw.SHEET]):
        return import_draft(zwfw.draft_of(file, _load(root)), root, dry_run=dry_run)
    return import_spreadsheet(file, root, remove=remove, dry_run=dry_run)


@catalog_commands.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help="a catalog's folder, or a git revision such as HEAD~1")],
    after: Annotated[str | None, typer.Argument(help="the same; without it the catalog as it stands")] = None,
    language: Annotated[Tongue, typer.Option(help="the language of the sentences")] = Tongue.EN,
) -> None:
    """Says in sentences what changed between two states of the catalog."""
    from catalog.differences import differences
    from catalog.loader import DATA
    from catalog.revisions import RevisionUnknown, catalog_of

    try:
        states = [catalog_of(before), catalog_of(after or str(DATA))]
    except RevisionUnknown as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from None
    for state in states:
        for fault in state.faults:
            typer.echo(f"{state.name}: left out: {fault}", err=True)
    for sentence in differences(states[0].catalog, states[1].catalog, language.value):
        typer.echo(sentence)


@catalog_commands.command("repeats")
def repeats(
    language: Annotated[Tongue, typer.Option(help="the language to look through")] = Tongue.ZH, folder: Folder = None
) -> None:
    """Lists sentences that several records share word for word, and their share of all."""
    from catalog.repetition import repetitions, share

    found = _load(folder)
    for repetition in repetitions(found, language.value):
        mark = "unrelated / 不相关" if repetition.unrelated else "related / 同部门"
        typer.echo(f"{len(repetition.transactions)} ({mark}): {repetition.text}: {', '.join(repetition.transactions)}")
    counted = share(found, language.value)
    typer.echo(
        f"{counted.repeated} of {counted.sentences} sentences ({counted.percent:.2f} %) stand in another record too, "
        f"{counted.unrelated} of them in another department's"
    )


@catalog_commands.command("schema")
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="file to write; standard output without it")
    ] = None,
) -> None:
    """Writes the JSON Schema of the YAML files, for editors."""
    from catalog.editor_schema import editor_schema

    text = json.dumps(editor_schema(), ensure_ascii=False, indent=1) + "\n"
    if output is None:
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")


@catalog_commands.command("search")
def search(query: str, limit: Annotated[int, typer.Option(min=1)] = 10) -> None:
    """Looks transactions up: Chinese, English, pinyin or its initials."""
    from catalog.search import CatalogSearch
    from catalog.spreadsheet.cells import ranges

    found = _load(None)
    for hit in CatalogSearch(found).find(query, limit=limit):
        t = hit.transaction
        windows, phones = ranges(t.windows).replace(",", ", "), ", ".join(found.phones_of(t))
        typer.echo(f"{t.id:42} {t.name.zh}  {t.name.en}  {t.floor} {windows}  {phones}")

"""How good the model is, and how fast."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.starting import command_settings, present_model

if TYPE_CHECKING:
    from assistant.evaluation import Report


def evaluate(
    files: Annotated[list[Path], typer.Argument(help="labelled questions, JSON lines", exists=True, dir_okay=False)],
    json: Annotated[Path | None, typer.Option(help="writes the figures here")] = None,
    failures: Annotated[Path | None, typer.Option(help="writes what went wrong here, JSON lines")] = None,
    gate: Annotated[bool, typer.Option("--gate", help="ends with 1 if worse than what was accepted last")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="accepts: what later models are compared with")] = False,
) -> None:
    """Scores labelled questions in process."""
    from assistant.evaluation import run

    settings = command_settings()
    try:
        report = run(settings, present_model(settings), files, json, failures)
    except ValueError as error:  # a file that is not of the form
        raise typer.BadParameter(str(error), param_hint="FILES") from error
    if gate or accept:
        _judge(report, accept=accept)


def _judge(report: Report, *, accept: bool) -> None:
    from benchmarks.gate import ACCEPTED, compare, is_refused, read_accepted, words_of, write_accepted

    try:
        compared = compare(report.turns, read_accepted())
    except ValueError as error:
        if not accept:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
        compared = None
    if compared is not None:
        refused = is_refused(compared) and not accept
        for line in words_of(compared):
            typer.echo(line, err=refused)
        if refused:
            raise typer.Exit(1)
    if accept:
        write_accepted(report.turns, report.rows())
        typer.echo(f"accepted: {ACCEPTED.name} is written / 已验收")


def bench(
    peers: Annotated[bool, typer.Option("--peers", help="also makes and measures a stock Rasa project")] = False,
    results: Annotated[Path | None, typer.Option(help="folder for the results")] = None,
) -> None:
    """Measures ours, and the peers in the same run; prints ratios."""
    from benchmarks.bench import run

    settings = command_settings()
    run(settings, present_model(settings), peers=peers, results=results)


def questions(
    table: Annotated[Path | None, typer.Option(help="writes the lines that repeat others here, tab-separated")] = None,
) -> None:
    """Counts training questions, near-duplicates and shared frames of each transaction; ends with 1 off the goals."""
    from assistant.bootstrap import prepare_rasa
    from assistant.settings import ROOT
    from catalog import load_catalog

    prepare_rasa()
    from benchmarks.variety import as_table, read_lines, report, variety_of

    transactions = set(load_catalog().transactions)
    found = variety_of(read_lines(ROOT / "nlu_data"), transactions)
    said, met = report(found, transactions)
    for line in said:
        typer.echo(line)
    if table is not None:
        table.write_text(as_table([*found.near, *found.framed]), encoding="utf-8")
    if not met:
        raise typer.Exit(1)

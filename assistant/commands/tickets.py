"""`citizen-home tickets` and `citizen-home simulate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.starting import command_settings

tickets = typer.Typer(help="The ticket ledger. 取号。", no_args_is_help=True)


def _usual_crowd() -> int:
    from assistant.center import USUAL_CROWD

    return USUAL_CROWD


def simulate(
    people: Annotated[
        int,
        typer.Option(
            default_factory=_usual_crowd,
            show_default="as many as usually",
            help="how many come on the day; ten times as many have ten times the windows",
            min=1,
            max=100_000,
        ),
    ],
    seed: Annotated[int, typer.Option(help="another seed is another day")] = 1,
    days_before: Annotated[int, typer.Option(help="workdays that the ledger has seen before", min=0, max=10)] = 0,
    picture: Annotated[Path | None, typer.Option(help="PNG file for the day's picture")] = None,
) -> None:
    """Replays a day of the hall through the real ledger on a simulated clock; exit 1 when somebody is lost."""
    from assistant.center import simulated_day

    command_settings()
    report = simulated_day(people, seed, days_before)
    for line in report.lines():
        typer.echo(line)
    if picture is not None:
        from assistant.simulation.picture import draw

        draw(report, picture)
        typer.echo(f"picture: {picture}")
    raise typer.Exit(1 if report.faults else 0)


@tickets.command("machine")
def machine() -> None:
    """Says how things stand with the hall's other ticket machine; changes nothing. Exits 1 when it can't work."""
    from assistant.machines import check_machine
    from assistant.tickets import build_queues
    from catalog import load_catalog

    findings = check_machine(command_settings(), build_queues(load_catalog()))
    for finding in findings:
        typer.echo(str(finding))
    raise typer.Exit(1 if any(finding.mark == "wrong" for finding in findings) else 0)


@tickets.command("verify")
def verify() -> None:
    """Checks the audit chains against each other and the tickets; exit 1 when a row was changed, cut or added."""
    from assistant.bootstrap import open_stores

    stores = open_stores(command_settings())
    try:
        faults = stores.ledger.verify_audit()
    finally:
        stores.close()
    for fault in faults:
        typer.echo(fault, err=True)
    typer.echo(
        "the audit chains are whole / 审计链完整" if not faults else f"{len(faults)} faults / 处不符", err=bool(faults)
    )
    raise typer.Exit(1 if faults else 0)


@tickets.command("clock")
def clock(
    true_day: Annotated[
        str | None, typer.Option(help="today's date, such as 2026-11-26: puts the ledger right; without it, only looks")
    ] = None,
) -> None:
    """Says whether numbers of a day to come were given, as by a clock that had jumped, and puts it right."""
    from datetime import date

    from assistant.bootstrap import open_stores
    from assistant.tickets import WrongDay

    try:
        day = date.fromisoformat(true_day) if true_day else None
    except ValueError:
        raise typer.BadParameter("write the day as 2026-11-26") from None
    stores = open_stores(command_settings())
    try:
        wrong = stores.ledger.ahead()
        for queue, ahead, last in wrong.series:
            typer.echo(f"{queue}: {last} numbers of {ahead}, and today is {wrong.today} / 已发出{last}个{ahead}的号")
        if day is None:
            if not wrong.series:
                typer.echo("nothing is ahead of the clock / 没有早于日期发出的号")
            raise typer.Exit(1 if wrong.series else 0)
        righted = stores.ledger.put_right(day)
        stores.delivery.hurry()
    except WrongDay as refusal:
        typer.echo(str(refusal), err=True)
        raise typer.Exit(1) from None
    finally:
        stores.close()
    typer.echo(f"in line again / 重新排队: {' '.join(righted.restored) or '-'}")
    typer.echo(
        f"ended, to be given a new number at the desk / 已失效，请到服务台重新取号: {' '.join(righted.ended) or '-'}"
    )

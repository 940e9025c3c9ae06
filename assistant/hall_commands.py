"""The commands about queue numbers: a simulated day, and the check of the audit trail."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

tickets_commands = typer.Typer(help="The ticket ledger. 取号。", no_args_is_help=True)


@tickets_commands.callback()
def _group() -> None:
    pass


def simulate(
    people: Annotated[int, typer.Option(help="how many come on the day", min=1, max=100_000)] = 5708,
    seed: Annotated[int, typer.Option(help="another seed is another day")] = 1,
    picture: Annotated[Path | None, typer.Option(help="PNG file for the day's picture")] = None,
) -> None:
    """Replays a day of the hall through the real ledger on a simulated clock; exit 1 when somebody is lost."""
    from assistant.bootstrap import quiet_logs, simulated_day

    quiet_logs()
    report = simulated_day(people, seed)
    for line in report.lines():
        typer.echo(line)
    if picture is not None:
        from assistant.simulation.picture import draw

        draw(report, picture)
        typer.echo(f"picture: {picture}")
    raise typer.Exit(1 if report.faults else 0)


@tickets_commands.command("verify")
def verify() -> None:
    """Checks the audit chains against each other and the tickets; exit 1 when a row was changed, cut or added."""
    from assistant.bootstrap import open_stores, quiet_logs
    from assistant.settings import get_settings

    quiet_logs()
    stores = open_stores(get_settings())
    try:
        faults = stores.ledger.verify_audit()
    finally:
        stores.close()
    for fault in faults:
        typer.echo(fault, err=True)
    told = f"{len(faults)} faults / 处不符" if faults else "the audit chains are whole / 审计链完整"
    typer.echo(told, err=bool(faults))
    raise typer.Exit(1 if faults else 0)

"""`citizen-home retention`: what is kept how long, what was deleted, and deleting now."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commands.starting import command_settings


def retention(
    now: Annotated[bool, typer.Option("--now", help="deletes what is due at once; servers do so daily")] = False,
) -> None:
    """Says what is kept for how many days and what the newest runs deleted; exit 1 when a kind could not be deleted."""
    from assistant.bootstrap import open_stores
    from assistant.retention import BusyElsewhere

    stores = open_stores(command_settings())
    try:
        keeper = stores.retention
        if now:
            keeper.run(now=True)
        for kind in keeper.kinds:
            typer.echo(f"{kind.name}: {kind.days} days / 天")
        runs = keeper.runs(10)
        for run in runs:
            counts = ", ".join(f"{kind} {count}" for kind, count in run.deleted.items())
            failed = "".join(f"; {kind} FAILED ({why})" for kind, why in run.failed.items())
            typer.echo(f"{run.at:%Y-%m-%d %H:%M %Z}: {counts}{failed}")
        if not runs:
            typer.echo("nothing has been deleted yet: a server does it daily, or `--now` / 还没有运行过")
    except BusyElsewhere:
        typer.echo("another process is deleting at this moment / 另一个进程正在清理", err=True)
        raise typer.Exit(1) from None
    finally:
        stores.close()
    raise typer.Exit(1 if runs and runs[0].failed else 0)

"""`citizen-home backup` and `citizen-home restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.starting import command_settings


def backup(folder: Annotated[Path, typer.Argument(help="where copies are kept, best on another disk")]) -> None:
    """Copies databases and signing key while the service runs, and checks the copy. 备份。"""
    from assistant.backup import BackupFailed, make
    from assistant.clock import clock_from

    try:
        typer.echo(make(command_settings(), folder, clock_from(None)()))
    except BackupFailed as failure:
        typer.echo(f"{failure} / 没有备份成", err=True)
        raise typer.Exit(1) from None


def restore(
    copy: Annotated[Path, typer.Argument(help="a folder that `backup` made", exists=True, file_okay=False)],
    replace: Annotated[bool, typer.Option("--replace", help="deletes what is there now")] = False,
) -> None:
    """Brings a copy back; the service must not run. Afterwards the schema is brought up to date. 恢复。"""
    from assistant.backup import BackupFailed, restore as bring_back
    from assistant.clock import clock_from
    from assistant.databases import open_databases

    settings = command_settings()
    try:
        bring_back(settings, copy, replace=replace)
    except BackupFailed as failure:
        typer.echo(f"{failure} / 没有恢复", err=True)
        raise typer.Exit(1) from None
    databases = open_databases(settings, clock_from(None))
    try:
        databases.migrate()
    finally:
        databases.close()
    typer.echo(
        "brought back; now `citizen-home tickets verify` and `citizen-home retention --now` / "
        "已恢复；接着运行 `citizen-home tickets verify` 和 `citizen-home retention --now`"
    )

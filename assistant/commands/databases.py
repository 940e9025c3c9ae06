"""`citizen-home db …`: what the databases are, what their schema lacks, and bringing it up to date."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from assistant.databases import Databases

databases = typer.Typer(help="The databases of tickets and conversations.", no_args_is_help=True)


@contextmanager
def _opened() -> Iterator[Databases]:
    from assistant.clock import clock_from
    from assistant.databases import open_databases
    from assistant.settings import get_settings

    logging.basicConfig(level=logging.CRITICAL)  # what is wrong is said in one sentence at the end
    settings = get_settings()
    opened = open_databases(settings, clock_from(settings.clock))
    try:
        yield opened
    finally:
        opened.close()


@databases.command()
def migrate() -> None:
    """Brings the schema up to date; again does no harm."""
    with _opened() as opened:
        steps = opened.migrate()
        typer.echo(f"{opened.where}: {counted(steps)} taken" if steps else f"{opened.where}: up to date")


@databases.command()
def status() -> None:
    """Says what the databases are and what their schema lacks; ends with 1 when it is not this program's."""
    with _opened() as opened:
        pending = opened.pending()
        typer.echo(opened.where)
        for part, missing in pending.items():
            lacking = f"lacks {counted(missing)}" if missing > 0 else "newer than this program"
            typer.echo(f"  {part}: {lacking if missing else 'up to date'}")
        if any(pending.values()):
            raise typer.Exit(1)


def counted(migrations: int) -> str:
    """So many migrations, in words."""
    return "1 migration" if migrations == 1 else f"{migrations} migrations"

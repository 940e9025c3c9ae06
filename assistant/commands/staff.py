"""`citizen-home staff …`: who may work here, and their tokens, each shown once and kept as a digest."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.staff.model import Role, StaffRefused, UnknownMember

if TYPE_CHECKING:
    from assistant.staff import StaffRoll

staff = typer.Typer(help="Who may work at windows, desk, catalog. 工作人员。", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="the member's name, which the audit trail shows")]
Days = Annotated[int | None, typer.Option(help="days after which the token ends; none: never", min=1, max=3650)]


@contextmanager
def _roll() -> Iterator[StaffRoll]:
    from assistant.clock import clock_from
    from assistant.databases import open_databases
    from assistant.settings import get_settings

    logging.basicConfig(level=logging.CRITICAL)  # what is wrong is said in one sentence at the end
    settings = get_settings()
    opened = open_databases(settings, clock_from(settings.clock))
    try:
        opened.prepare()
        yield opened.staff
    except UnknownMember as error:
        raise _refused(f"nobody is called {error} / 没有这个人：{error}") from None
    except StaffRefused as error:
        raise _refused(str(error)) from None
    finally:
        opened.close()


def _refused(why: str) -> typer.Exit:
    typer.echo(why, err=True)
    return typer.Exit(1)


@staff.command()
def add(
    name: Name,
    role: Annotated[list[Role], typer.Option(help="window, desk, editor or operator; more than once for several")],
    windows: Annotated[str, typer.Option(help="the only windows to work at, such as 1-10,12")] = "",
    days: Days = None,
) -> None:
    """Adds somebody and prints the token. It is shown this once. 添加工作人员，口令只显示这一次。"""
    numbers = _numbers(windows)
    with _roll() as roll:
        from assistant.staff import NameTaken

        try:
            typer.echo(roll.add(name, role, numbers, timedelta(days=days) if days else None))
        except NameTaken:
            raise _refused(f"{name} is there already: `staff rotate` gives another token / 已经有这个人") from None


@staff.command("list")
def list_all() -> None:
    """Everybody with roles, windows and the tokens that hold, never a token itself. 列出工作人员。"""
    with _roll() as roll:
        for member, tokens in roll.members():
            at = "" if member.windows is None else f" windows {','.join(map(str, sorted(member.windows)))}"
            typer.echo(f"{member.name}: {', '.join(sorted(member.roles))}{at}")
            for token in tokens:
                ends = f"ends {token.ends_at:%Y-%m-%d %H:%M %Z}" if token.ends_at else "does not end"
                typer.echo(f"  token {token.id} of {token.created_at:%Y-%m-%d}, {ends}")
            if not tokens:
                typer.echo("  no token holds any more: `staff rotate` gives one / 口令都已失效")


@staff.command()
def rotate(
    name: Name,
    overlap_hours: Annotated[float, typer.Option(help="hours for which the old token holds", min=0, max=720)] = 24,
    days: Days = None,
) -> None:
    """Prints another token; the old ones hold for the overlap. 换口令，旧口令在重叠期内仍有效。"""
    with _roll() as roll:
        typer.echo(roll.rotate(name, timedelta(hours=overlap_hours), timedelta(days=days) if days else None))


@staff.command()
def revoke(name: Name) -> None:
    """Takes somebody off the roll; the tokens stop at once, in every process. 撤销，立即生效。"""
    with _roll() as roll:
        roll.revoke(name)
    typer.echo(f"{name} is off the roll / 已撤销")


def _numbers(written: str) -> set[int]:
    found: set[int] = set()
    for part in filter(None, re.split(r"[,，\s]+", written)):
        ends = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part)
        if not ends:
            raise typer.BadParameter("write windows as 1-10,12", param_hint="--windows")
        found.update(range(int(ends[1]), int(ends[2] or ends[1]) + 1))
    return found

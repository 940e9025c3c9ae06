"""`citizen-home volunteers …`: who may log in at the tablet."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.commands.starting import command_settings

volunteers = typer.Typer(help="Volunteers of the tablet. 志愿者。", no_args_is_help=True)


@volunteers.callback()
def _group() -> None:
    """Volunteers of the tablet. 志愿者。"""


@volunteers.command("pin")
def pin(
    name: Annotated[str, typer.Argument(help="number or short name of the volunteer: letters, digits, _ and -")],
) -> None:
    """Asks for a PIN and prints the entry for CITIZEN_HOME_VOLUNTEER_PINS, in which the PIN can't be read."""
    import re

    from assistant.bootstrap import installation_key
    from assistant.operations.shifts import WeakPin, hashed_pin

    if not re.fullmatch(r"[\w-]{1,20}", name):
        raise typer.BadParameter("at most 20 letters, digits, _ and -")
    key = installation_key(command_settings())
    typed = typer.prompt("PIN, 6 to 12 digits / 6到12位数字", hide_input=True, confirmation_prompt=True)
    try:
        kept = hashed_pin(typed, key)
    except WeakPin:
        raise typer.BadParameter("six to twelve digits, not 123456 and not one or two digits over and over") from None
    typer.echo(f"{name}:{kept}")
    typer.echo("Add it to CITIZEN_HOME_VOLUNTEER_PINS (entries are separated by commas) and restart.", err=True)

"""`citizen-home channels`."""

from __future__ import annotations

import typer

from assistant.commands.starting import command_settings

channels = typer.Typer(help="Messengers: Telegram, WeChat. 聊天软件。", no_args_is_help=True)


@channels.command("check")
def check_channels() -> None:
    """Says what is set, what is missing, and how a first call went; changes nothing. Exits 1 when one can't work."""
    import asyncio

    from assistant.messengers import check_channels as look

    findings = asyncio.run(look(command_settings()))
    for finding in findings:
        typer.echo(str(finding))
    if any(finding.mark == "wrong" for finding in findings):
        raise typer.Exit(1)


@channels.command("wechat-menu")
def wechat_menu() -> None:
    """Publishes the menu of the WeChat Official Account."""
    from assistant.messengers import publish_wechat_menu
    from connectors.delivery.model import SendFailed, Undeliverable

    try:
        publish_wechat_menu(command_settings())
    except LookupError as error:
        raise typer.BadParameter(f"the account is not set: {error} is missing; see `channels check`") from None
    except (SendFailed, Undeliverable) as failure:
        typer.echo(f"The menu was not published: {failure}", err=True)
        raise typer.Exit(1) from None
    typer.echo("The menu is published; WeChat shows it within a day, or after following anew.")

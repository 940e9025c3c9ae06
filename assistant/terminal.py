"""The assistant in a terminal: the same conversation as everywhere, choices by number."""

from __future__ import annotations

import asyncio
import secrets
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from assistant.bootstrap import start_assistant
from assistant.conversation import InputRefused
from assistant.messages import Choice, Inbound, Language, Turn
from assistant.rendering.renderer import words
from assistant.settings import Settings

_WELCOME = "市民之家助手 / Citizen Home assistant   (/quit 退出 ends)"


def _show(console: Console, turn: Turn) -> tuple[Choice, ...]:
    offered: tuple[Choice, ...] = ()
    for reply in turn.replies:
        console.print(escape(reply.text))
        offered = reply.choices or offered
    if offered:
        line = "   ".join(f"[bold]{number}[/bold] {escape(choice.title)}" for number, choice in enumerate(offered, 1))
        console.print(line, style="cyan")
    return offered


def _inbound(conversation: str, typed: str, offered: tuple[Choice, ...], language: Language) -> Inbound:
    written = typed.strip()
    if written.isascii() and written.isdecimal() and 1 <= int(written) <= len(offered):
        return Inbound(conversation, payload=offered[int(written) - 1].payload, language=language, channel="terminal")
    return Inbound(conversation, text=typed, language=language, channel="terminal")


def talk(settings: Settings, model: Path, language: Language) -> None:
    """Talks until /quit, Ctrl-C or the end of the input."""
    console = Console(highlight=False)
    with console.status("…"):
        assistant = start_assistant(settings, model)
    conversation = secrets.token_urlsafe(16)
    offered: tuple[Choice, ...] = ()
    console.print(_WELCOME, style="bold")
    try:
        with asyncio.Runner() as runner:
            while (typed := console.input("[bold green]> [/bold green]")).strip() != "/quit":
                try:
                    turn = runner.run(assistant.conversation.reply(_inbound(conversation, typed, offered, language)))
                except InputRefused as refusal:
                    console.print(words(language).PROBLEMS[refusal.code], style="yellow")
                    continue
                language = turn.language
                offered = _show(console, turn)
    except (EOFError, KeyboardInterrupt):
        console.print()
    finally:
        assistant.close()

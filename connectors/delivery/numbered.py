"""Replies for messengers without buttons: one text, its choices numbered, the numbers remembered."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Sequence

from assistant.messages import Choice, Reply
from assistant.rendering.renderer import words
from connectors.delivery.model import Button

MENU = "menu"
_PICK = re.compile(r"(?:选|第)?\s*(\d{1,2})\s*[.、。号个项]?")


def menu_of(choices: Sequence[Choice]) -> tuple[Button, ...]:
    """The choices of an answer, under one id: the next number is looked up among the last that were shown."""
    return (Button(MENU, json.dumps([choice.payload for choice in choices]), ""),) if choices else ()


def picked(text: str, menu: Button | None) -> str | None:
    """The payload of the choice whose number the citizen has sent; None when the text is something else."""
    number = _PICK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    payloads: list[str] = json.loads(menu.payload) if menu else []
    if number is None or not 1 <= int(number[1]) <= len(payloads):
        return None
    return payloads[int(number[1]) - 1]


def numbered(body: str, choices: Sequence[Choice], replies: Sequence[Reply]) -> str:
    """The choices by number, without those that the text itself has numbered so already."""
    if not choices:
        return ""
    lines = set(body.split("\n"))
    listed = [f"{n}. {choice.title}" for n, choice in enumerate(choices, 1)]
    hint = words(replies[-1].language).number_to_choose(len(choices))
    return "\n".join([hint, *(line for line in listed if line not in lines)])


def whole_text(replies: Sequence[Reply], public_url: str | None) -> str:
    """What stands in place of what does not fit: the page of the matter, or only that there is more."""
    for reply in replies:
        card = reply.card or {}
        if public_url and card.get("type") == "transaction":
            return f"…\n{public_url}/transactions/{card['transaction']}?lang={reply.language}"
    return "…"


def within(body: str, tail: str, instead: str, size: Callable[[str], int], longest: int) -> str:
    """Body and tail within ``longest`` as ``size`` counts: the body is cut at the end of a line, the tail is whole."""
    whole = f"{body}\n\n{tail}" if tail else body
    if size(whole) <= longest:
        return whole
    ending = "\n\n".join(part for part in (instead, tail) if part)
    room = longest - size(ending)
    kept = ""
    for line in body.split("\n"):
        if size(f"{kept}{line}\n") > room:
            break
        kept += f"{line}\n"
    if not kept:
        kept = _beginning(body, size, room - 1) + "\n"
    return _beginning(kept + ending, size, longest)


def _beginning(text: str, size: Callable[[str], int], longest: int) -> str:
    """The longest beginning of that size."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if size(text[:middle]) <= longest else (low, middle - 1)
    return text[:low]

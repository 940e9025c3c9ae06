"""A reply as one WeChat text: within 2048 bytes, choices numbered, never in pieces."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

from assistant.messages import Choice, Reply
from assistant.rendering.renderer import words
from connectors.delivery.model import Button, Packed

LONGEST_BYTES = 2048
MENU = "menu"
_PICK = re.compile(r"(?:选|第)?\s*(\d{1,2})\s*[.、。号个项]?")


def pack(replies: Sequence[Reply], public_url: str | None) -> Packed:
    """All replies of a turn as one message; its numbered choices stand behind the button ``menu``."""
    choices = [choice for reply in replies for choice in reply.choices]
    body = "\n\n".join(reply.text for reply in replies)
    tail = "\n\n".join(part for part in (_links(replies, public_url), _numbered(body, choices, replies)) if part)
    text = _within(body, tail, _whole(replies, public_url))
    menu = Button(MENU, json.dumps([choice.payload for choice in choices]), "")
    return Packed({"text": text, "ticket": _ticket(replies)}, (menu,))


def picked(text: str, menu: Button | None) -> str | None:
    """The payload of the choice whose number the citizen has sent; None when the text is something else."""
    number = _PICK.fullmatch(unicodedata.normalize("NFKC", text).strip())
    payloads: list[str] = json.loads(menu.payload) if menu else []
    if number is None or not 1 <= int(number[1]) <= len(payloads):
        return None
    return payloads[int(number[1]) - 1]


def _numbered(body: str, choices: list[Choice], replies: Sequence[Reply]) -> str:
    """The choices by number, without those that the text itself has numbered so already."""
    if not choices:
        return ""
    lines = set(body.split("\n"))
    listed = [f"{n}. {choice.title}" for n, choice in enumerate(choices, 1)]
    hint = words(replies[-1].language).number_to_choose(len(choices))
    return "\n".join([hint, *(line for line in listed if line not in lines)])


def _links(replies: Sequence[Reply], public_url: str | None) -> str:
    """The ticket's own page, where there is one."""
    for reply in replies:
        card = reply.card or {}
        if public_url and card.get("type") == "ticket" and card.get("status") in ("waiting", "called", "serving"):
            return f"{words(reply.language).TICKET_PAGE}: {public_url}/t/{card['reference']}"
    return ""


def _whole(replies: Sequence[Reply], public_url: str | None) -> str:
    """What stands in place of what does not fit: the page of the matter, or only that there is more."""
    for reply in replies:
        card = reply.card or {}
        if public_url and card.get("type") == "transaction":
            return f"…\n{public_url}/transactions/{card['transaction']}?lang={reply.language}"
    return "…"


def _within(body: str, tail: str, instead: str) -> str:
    """Body and tail within the limit: the body is cut at the end of a line, the tail is whole."""
    whole = f"{body}\n\n{tail}" if tail else body
    if _bytes(whole) <= LONGEST_BYTES:
        return whole
    ending = "\n\n".join(part for part in (instead, tail) if part)
    room = LONGEST_BYTES - _bytes(ending) - 1
    kept = ""
    for line in body.split("\n"):
        if _bytes(f"{kept}{line}\n") > room:
            break
        kept += f"{line}\n"
    if not kept:
        kept = body.encode()[: max(0, room - 1)].decode("utf-8", "ignore") + "\n"
    return (kept + ending).encode()[:LONGEST_BYTES].decode("utf-8", "ignore")


def _bytes(text: str) -> int:
    return len(text.encode())


def _ticket(replies: Sequence[Reply]) -> dict[str, str] | None:
    """What a template may say of a queue number."""
    for reply in replies:
        card = reply.card or {}
        if card.get("type") == "ticket":
            w = words(reply.language)
            windows = (card["window"],) if card.get("window") else tuple(card["windows"])
            place = w.place(card["floor"], windows)
            return {"number": card["number"], "place": place, "matter": card["matter"], "text": reply.text}
    return None

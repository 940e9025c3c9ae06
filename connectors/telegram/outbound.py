"""A reply in Telegram's form: HTML texts within the limit, choices as inline keyboard, plan and place on their own."""

from __future__ import annotations

import html
import re
from itertools import takewhile
from typing import Any

from assistant.messages import Choice, Language, Reply
from assistant.operations.hand_over import ConversationIds
from catalog import Center
from connectors.delivery.model import Button, Contact, Packed

LONGEST_TEXT = 4096  # UTF-16 units, counted after the entities are read
LONGEST_DATA = 64  # bytes
WIDE = 14  # half-width columns: wider titles stand alone in their row
CHOICE, LANGUAGE = "c:", "l:"


def pack(contact: Contact, reply: Reply, ids: ConversationIds, center: Center) -> list[Packed]:
    """The messages of a reply, in order: text with its keyboard, then the plan of the floor or the place on the map."""
    pieces = split(reply.text)
    buttons = [Button(ids.button(contact.conversation, c.payload), c.payload, c.title) for c in reply.choices]
    packed = [Packed({"method": "text", "html": as_html(piece, reply.card)}) for piece in pieces]
    if buttons:
        last = {**packed[-1].content, "keyboard": keyboard(reply.choices, buttons)}
        packed[-1] = Packed(last, tuple(buttons))
    return packed + [Packed(extra) for extra in _extras(reply, center)]


def languages(text: str) -> Packed:
    """The question which language."""
    row = [{"text": "中文", "data": f"{LANGUAGE}zh"}, {"text": "English", "data": f"{LANGUAGE}en"}]
    return Packed({"method": "text", "html": html.escape(text), "keyboard": [row]})


def _extras(reply: Reply, center: Center) -> list[dict[str, Any]]:
    card = reply.card or {}
    if card.get("type") == "transaction" and "location" in card["facets"]:
        return [
            {
                "method": "plan",
                "floor": card["floor"],
                "windows": card["windows"],
                "language": reply.language,
                "caption": html.escape(card["name"]),
            }
        ]
    asks_the_way = card.get("type") == "center" and card["topic"] in ("address", "directions")
    if asks_the_way and center.latitude is not None and center.longitude is not None:
        place = {"latitude": center.latitude, "longitude": center.longitude}
        return [{"method": "venue", **place, "title": card["name"], "address": card["address"]}]
    return []


def as_html(text: str, card: dict[str, Any] | None = None) -> str:
    """The text escaped, the matter's name or the queue number in bold where it first stands."""
    bold = str((card or {}).get("number") or (card or {}).get("name") or "")
    before, found, after = text.partition(bold) if bold else (text, "", "")
    if not found:
        return html.escape(text)
    return f"{html.escape(before)}<b>{html.escape(found)}</b>{html.escape(after)}"


def keyboard(choices: tuple[Choice, ...], buttons: list[Button]) -> list[list[dict[str, str]]]:
    """Rows of buttons: two short titles side by side, a long one alone."""
    rows: list[list[dict[str, str]]] = []
    for choice, button in zip(choices, buttons, strict=True):
        shown = {"text": choice.title, "data": CHOICE + button.id}
        short = columns(choice.title) <= WIDE
        if short and rows and len(rows[-1]) == 1 and columns(rows[-1][0]["text"]) <= WIDE:
            rows[-1].append(shown)
        else:
            rows.append([shown])
    return rows


def columns(text: str) -> int:
    """How wide a text is shown: a Chinese character counts twice."""
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, longest: int = LONGEST_TEXT) -> list[str]:
    """The text in pieces within the limit, cut between paragraphs, else lines, sentences, words, else where it must."""
    pieces: list[str] = []
    rest = text.strip()
    while units(rest) > longest:
        fitting = _fitting(rest, longest)
        cut = _last_bound(fitting)
        pieces.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*pieces, rest]


def _fitting(text: str, longest: int) -> str:
    """The longest beginning within the limit; no character is cut in two."""
    used = 0

    def fits(character: str) -> bool:
        nonlocal used
        used += units(character)
        return used <= longest

    return "".join(takewhile(fits, text))


def _last_bound(text: str) -> int:
    for bound in (r"\n\s*\n", r"\n", r"[。！？；.!?;]\s*", r"\s"):
        ends = [match.end() for match in re.finditer(bound, text) if text[: match.end()].strip()]
        if ends and ends[-1] >= len(text) // 4:
            return ends[-1]
    return len(text)


def language_in(data: str) -> Language | None:
    """The language that a button chooses."""
    return {f"{LANGUAGE}zh": "zh", f"{LANGUAGE}en": "en"}.get(data)  # type: ignore[return-value]

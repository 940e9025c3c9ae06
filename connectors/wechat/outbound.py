"""A reply as one WeChat text: within 2048 bytes, choices numbered, never in pieces."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from assistant.messages import Reply
from assistant.rendering.renderer import words
from connectors.delivery.model import Packed
from connectors.delivery.numbered import menu_of, numbered, whole_text, within

LONGEST_BYTES = 2048


def pack(replies: Sequence[Reply], public_url: str | None) -> Packed:
    """All replies of a turn as one message; its numbered choices stand behind one button."""
    choices = [choice for reply in replies for choice in reply.choices]
    body = "\n\n".join(reply.text for reply in replies)
    tail = "\n\n".join(part for part in (_links(replies, public_url), numbered(body, choices, replies)) if part)
    text = within(body, tail, whole_text(replies, public_url), lambda words: len(words.encode()), LONGEST_BYTES)
    return Packed({"text": text, "ticket": _ticket(replies)}, menu_of(choices))


def _links(replies: Sequence[Reply], public_url: str | None) -> str:
    """The ticket's own page, or the plan of the floor, where they can be reached."""
    for reply in replies if public_url else ():
        w, card = words(reply.language), reply.card or {}
        if card.get("type") == "ticket" and card.get("status") in ("waiting", "called", "serving"):
            return f"{w.TICKET_PAGE}{public_url}/t/{card['reference']}"
        if card.get("type") == "transaction" and "location" in card.get("facets", ()):
            asked = urlencode({"windows": card["windows_text"].replace(" ", ""), "language": reply.language}, safe=",-")
            return f"{w.FLOOR_PLAN}{public_url}/floor-plan/{card['floor']}.png?{asked}"
    return ""


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

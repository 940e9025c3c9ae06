"""Reads WeChat's messages and events: who says what. Knows no answer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["text", "click", "link", "followed", "left", "other", "nothing"]
_KINDS: dict[str, Kind] = {
    "subscribe_scan": "link",
    "scan": "link",
    "subscribe": "followed",
    "unsubscribe": "left",
    "click": "click",
}


@dataclass(frozen=True)
class Heard:
    """
    One message: ``key`` is the same in every repetition to this address, ``text`` the words, the menu's key or the code
    of a link; ``kind`` is "nothing" for events that want no answer (a page opened, a template delivered).
    """

    key: str
    address: str = field(repr=False)
    kind: Kind
    text: str = field(default="", repr=False)
    is_event: bool = False


def read(message: Any) -> Heard:
    """What a message of wechatpy brings."""
    address = str(message.source)
    raw = message._data  # the fields as they came: unknown kinds have no others
    if str(raw.get("MsgType", "")).lower() == "event":
        event = str(raw.get("Event", "")).lower()
        text = str(raw.get("EventKey") or "")[:80]
        key = f"event:{raw.get('CreateTime', '')}:{event}:{text}"
        return Heard(key, address, _KINDS.get(event, "nothing"), text, is_event=True)
    spoken = {"text": "Content", "voice": "Recognition"}.get(str(message.type), "")
    text = str(raw.get(spoken) or "").strip()
    # As it came: wechatpy's own field raises where this is no number.
    key = str(raw.get("MsgId") or f"{raw.get('CreateTime', '')}:{message.type}")
    return Heard(key, address, "text" if text else "other", text)

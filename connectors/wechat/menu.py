"""The account's menu: what is asked for most, one tap away."""

from __future__ import annotations

from typing import Any

from assistant.messages import Language
from assistant.rendering.renderer import words


def menu(public_url: str | None, language: Language = "zh") -> dict[str, Any]:
    """The definition for menu/create: at most three buttons with five below each."""
    w = words(language)
    more = [_click(w.MENU[key], key) for key in ("hours", "person", "help")]
    more.append(_click(w.COMMANDS["forget"], "forget"))
    if public_url:
        ask: dict[str, Any] = {
            "type": "view",
            "name": w.MENU["ask"],
            "url": f"{public_url}/transactions?lang={language}",
        }
    else:
        ask = _click(w.MENU["ask"], "help")
    return {"button": [ask, _click(w.MENU["ticket"], "ticket"), {"name": w.MENU["more"], "sub_button": more}]}


def _click(name: str, key: str) -> dict[str, Any]:
    return {"type": "click", "name": name, "key": key}

"""Reads JSON that strangers send: bounded in depth, an object at the top."""

from __future__ import annotations

import json
from typing import Any

DEEPEST = 32


class TooDeep(ValueError):
    """The document nests deeper than anything we were promised."""


def read_json(body: bytes, deepest: int = DEEPEST) -> dict[str, Any]:
    """The object in ``body``. Raises ValueError when it is none, TooDeep when it nests deeper than ``deepest``."""
    try:
        document = json.loads(body)
    except RecursionError:
        raise TooDeep("nests too deep") from None
    if not isinstance(document, dict):
        raise ValueError("not an object")
    level: list[Any] = [document]
    for _ in range(deepest):
        level = [inner for part in level for inner in (part.values() if isinstance(part, dict) else part)]
        level = [part for part in level if isinstance(part, dict | list)]
        if not level:
            return document
    raise TooDeep("nests too deep")

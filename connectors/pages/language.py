"""Which language a page is shown in: the one asked for in the address, else the browser's, else Chinese."""

from __future__ import annotations

from fastapi import Request

from assistant.messages import Language


def page_language(request: Request) -> Language:
    """The language of the ``language`` parameter, else the better liked of both in Accept-Language."""
    asked = request.query_params.get("language", "")
    if asked in ("zh", "en"):
        return "en" if asked == "en" else "zh"
    liking = {"zh": 0.0, "en": 0.0}
    for entry in request.headers.get("accept-language", "").lower().split(","):
        tag, _, quality = entry.strip().partition(";q=")
        name = tag.partition("-")[0]
        if name in liking:
            liking[name] = max(liking[name], _weight(quality))
    return "en" if liking["en"] > liking["zh"] else "zh"


def _weight(quality: str) -> float:
    try:
        return float(quality) if quality else 1.0
    except ValueError:
        return 0.0

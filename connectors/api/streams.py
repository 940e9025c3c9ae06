"""Server-sent events for screens that hold no conversation: one ticket on a phone, the calls of the hall.

Each stream sends a `ping` with the server's time, so that a screen can tell silence from a lost connection.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from json import dumps
from typing import Any

from fastapi import Request
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.tickets import LedgerUnavailable
from connectors.api.state import Services

PING_SECONDS = 8.0
RETRY_MILLISECONDS = 3000
Look = Callable[[], dict[str, Any]]


def stream(
    request: Request, parts: Services, kind: str, look: Look, pause: Callable[[dict[str, Any]], float]
) -> EventSourceResponse:
    """
    What ``look`` gives (it may block), as an event ``kind`` whenever it has changed, for as long as somebody listens.

    ``pause`` gives the seconds until the next look from what was last seen.
    """
    events = _events(request, parts, kind, look, pause)
    headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    return EventSourceResponse(events, ping=15, headers=headers)


async def _events(
    request: Request, parts: Services, kind: str, look: Look, pause: Callable[[dict[str, Any]], float]
) -> AsyncIterator[ServerSentEvent]:
    with parts.metrics.streams.track_inprogress():
        async for event in _seen_events(request, parts, kind, look, pause):
            yield event


async def _seen_events(
    request: Request, parts: Services, kind: str, look: Look, pause: Callable[[dict[str, Any]], float]
) -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent(comment="connected", retry=RETRY_MILLISECONDS)
    shown: dict[str, Any] | None = None
    looked = told = float("-inf")
    while not await request.is_disconnected():
        now = time.monotonic()
        if now - looked >= (pause(shown) if shown is not None else 0):
            looked, latest = now, await _seen(look)
            if latest is not None and latest != shown:
                shown = latest
                yield ServerSentEvent(data=dumps(latest, ensure_ascii=False), event=kind)
            # Without an answer of the store there is no ping: the screen then says that it may be out of date.
            if latest is None:
                told = now
        if now - told >= PING_SECONDS:
            told = now
            yield ServerSentEvent(data=dumps({"at": parts.clock().isoformat()}), event="ping")
        await asyncio.sleep(1.0)


async def _seen(look: Look) -> dict[str, Any] | None:
    try:
        return await asyncio.to_thread(look)
    except LedgerUnavailable:
        return None

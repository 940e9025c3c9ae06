"""What stands before every route: the limit on bodies, the security headers, and an answer for what nobody foresaw."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from connectors.api.problems import problem_response

log = logging.getLogger(__name__)
MAX_BODY = 64 * 1024
FRAMEABLE = frozenset({"/chat"})


def _security(framed_by: str) -> tuple[tuple[bytes, bytes], ...]:
    policy = f"default-src 'self'; frame-ancestors {framed_by}; base-uri 'none'; form-action 'self'; object-src 'none'"
    return (
        (b"content-security-policy", policy.encode("ascii")),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"no-referrer"),
    )


class Guard:
    """Refuses bodies over MAX_BODY, or a path's own limit, before they are parsed, and sets the security headers. Pages
    of the origins in ``embedding`` may frame FRAMEABLE and nothing else.
    """

    def __init__(self, app: ASGIApp, limits: Mapping[str, int] | None = None, embedding: tuple[str, ...] = ()) -> None:
        self._app, self._limits = app, limits or {}
        self._headers = _security("'self'")
        self._framed = _security(" ".join(("'self'", *embedding)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        docs = scope["path"] in ("/docs", "/docs/oauth2-redirect", "/redoc")
        headers = self._framed if scope["path"] in FRAMEABLE else self._headers
        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start" and not docs:
                message["headers"] = [*message.get("headers", []), *headers]
            await send(message)

        body = await _whole_body(scope, receive, self._limits.get(scope["path"], MAX_BODY))
        if body is None:
            response = problem_response(Request(scope), 413, "too_large")
            await response(scope, receive, guarded)
            return
        try:
            await self._app(scope, _replay(body, receive), guarded)
        except Exception as error:
            # Starlette would log the whole error, which may quote what was sent, and answer without these headers.
            log.error("unforeseen %s at %s", type(error).__name__, scope["path"])
            if not started:
                await problem_response(Request(scope), 500, "internal")(scope, receive, guarded)


async def _whole_body(scope: Scope, receive: Receive, limit: int) -> bytes | None:
    length = dict(scope["headers"]).get(b"content-length", b"0")
    if length.isdigit() and int(length) > limit:
        return None
    if scope["method"] in ("GET", "HEAD", "OPTIONS"):
        return b""
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if sum(map(len, parts)) > limit:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay

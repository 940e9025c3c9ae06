"""HEAD wherever a page, a file or a health check is read by GET: the same status and headers, and no body."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

API = "/api/"  # its operations are those of the OpenAPI document, and some of them are streams without end


class Heads:
    """Lets an app that knows GET alone answer HEAD as RFC 9110 wants it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http" or scope["method"] != "HEAD" or scope["path"].startswith(API):
            await self._app(scope, receive, send)
            return

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {"type": "http.response.body", "more_body": message.get("more_body", False)}
            await send(message)

        asked = {**scope, "method": "GET"}
        try:
            await self._app(asked, receive, without_body)
        finally:  # what was found is told of in metrics and log
            scope.update({name: asked[name] for name in ("route", "endpoint") if name in asked})

"""The outermost layer: every request gets an id, which its answer and its log lines carry, and is timed and counted."""

from __future__ import annotations

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.operations.logs import ACCESS, request_id, request_id_from
from assistant.operations.metrics import Metrics
from assistant.operations.tracing import span

log = logging.getLogger(ACCESS)
HEADER = "x-request-id"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Trail:
    """Wraps an app. Of a path only its template is told (`/api/v1/tickets/{reference}`): the rest is a secret."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        asked = request_id_from(headers.get(HEADER))
        known, begun, status, took = request_id.set(asked), time.perf_counter(), 500, None

        async def told(message: Message) -> None:
            nonlocal status, took
            if message["type"] == "http.response.start":
                status, took = message["status"], time.perf_counter() - begun
                message["headers"] = [*message.get("headers", []), (HEADER.encode(), asked.encode())]
            await send(message)

        try:
            with span("request", headers, method=_method(scope)) as traced:
                await self._app(scope, receive, told)
                if traced is not None:
                    traced.set_attribute("http.route", route_of(scope))
                    traced.set_attribute("http.response.status_code", status)
        finally:
            self._note(scope, status, took if took is not None else time.perf_counter() - begun)
            request_id.reset(known)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        method, route = _method(scope), route_of(scope)
        self._metrics.request(method, route, status, seconds)
        fields = {"method": method, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        log.info("request", extra={"fields": fields})


def route_of(scope: Scope) -> str:
    """The template of the route that answered; "file" for files, "none" where there was no route."""
    route = scope.get("route")
    if route is not None:
        return str(getattr(route, "path", "none"))
    return "file" if scope.get("endpoint") else "none"


def _method(scope: Scope) -> str:
    # Strangers may send any word as a method; each would be a metric of its own.
    return str(scope["method"]) if scope["method"] in METHODS else "other"

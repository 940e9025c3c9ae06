"""The FastAPI app: API, health and pages over an assistant. Knows no dialogue."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import FileResponse, JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.history import HistoryUnavailable
from assistant.operations.limits import Limiter
from assistant.operations.metrics import Metrics
from assistant.tickets import LedgerUnavailable
from catalog.search import CatalogSearch
from connectors.api import hall, problems, records, talking, tickets, windows
from connectors.api.state import Services
from connectors.channels import Channels
from connectors.floor_plan import routes as floor_plan
from connectors.floor_plan.gallery import Gallery
from connectors.pages import routes as pages

log = logging.getLogger(__name__)
STATIC = Path(__file__).parent / "static"
MAX_BODY = 64 * 1024
_SECURITY = {
    b"content-security-policy": b"default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'self'; "
    b"object-src 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
}


class Guard:
    """Refuses bodies over MAX_BODY, or a path's own limit, before they are parsed, and sets the security headers."""

    def __init__(self, app: ASGIApp, limits: Mapping[str, int] | None = None) -> None:
        self._app, self._limits = app, limits or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        docs = scope["path"] in ("/docs", "/docs/oauth2-redirect", "/redoc")

        started = False

        async def guarded(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start" and not docs:
                message["headers"] = [*message.get("headers", []), *_SECURITY.items()]
            await send(message)

        body = await _whole_body(scope, receive, self._limits.get(scope["path"], MAX_BODY))
        if body is None:
            response = problems.problem_response(Request(scope), 413, "too_large")
            await response(scope, receive, guarded)
            return
        try:
            await self._app(scope, _replay(body, receive), guarded)
        except Exception as error:
            # Starlette would log the whole error, which may quote what was sent, and answer without these headers.
            log.error("unforeseen %s at %s", type(error).__name__, scope["path"])
            if not started:
                await problems.problem_response(Request(scope), 500, "internal")(scope, receive, guarded)


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


def _health(app: FastAPI) -> None:
    @app.get("/healthz", tags=["health"])
    def alive() -> dict[str, str]:
        """The process is alive."""
        return {"status": "alive"}

    @app.get("/readyz", tags=["health"], responses={503: {"description": "not ready"}})
    def ready(request: Request) -> JSONResponse:
        """The model is loaded and the stores answer; 503 before that."""
        parts: Services = request.app.state.services
        state = {"model": parts.conversation is not None, "tickets": True, "conversations": True}
        try:
            parts.ledger.display(1)
        except LedgerUnavailable:
            state["tickets"] = False
        try:
            parts.history.ping()
        except HistoryUnavailable:
            state["conversations"] = False
        return JSONResponse({"ready": all(state.values()), **state}, 200 if all(state.values()) else 503)

    @app.get("/metrics", tags=["health"], response_class=Response)
    def metrics(request: Request) -> Response:
        """Prometheus metrics."""
        parts: Services = request.app.state.services
        return Response(parts.metrics.page(), media_type="text/plain; version=0.0.4")


def _pages(app: FastAPI) -> None:
    @app.get("/", include_in_schema=False)
    def home() -> FileResponse:
        return FileResponse(STATIC / "home.html")

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> FileResponse:
        known = {path.name: path for path in STATIC.iterdir() if path.is_file()}
        if name not in known:
            raise problems.Problem(404, "not_found")
        return FileResponse(known[name])


def services_of(stores: Any) -> Services:
    """The API's view of opened stores."""
    settings = stores.settings
    return Services(
        catalog=stores.catalog,
        search=CatalogSearch(stores.catalog),
        ledger=stores.ledger,
        queues=stores.queues,
        desk=stores.desk,
        history=stores.history,
        tokens=stores.tokens,
        limiter=Limiter(on=settings.rate_limit == "on"),
        metrics=Metrics(),
        staff=settings.staff,
        entrance=stores.entrance,
    )


def create_app(
    services: Services, start: Callable[[], Any], stop: Callable[[], None], channels: Channels | None = None
) -> FastAPI:
    """The app. ``start`` (blocking) gives the conversation once the engine is ready; ``stop`` closes everything."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = asyncio.create_task(_load(services, start))
        expiry = asyncio.create_task(_close_old(services))
        if channels is not None:
            channels.start()
        yield
        if channels is not None:
            await channels.stop()
        expiry.cancel()
        await asyncio.wait([loading])
        services.conversation = None
        await asyncio.to_thread(stop)

    app = FastAPI(
        title="Citizen Home assistant",
        version="0.1.0",
        description="Understands what a citizen needs, answers from the catalog, issues queue numbers. 市民之家助手。",
        lifespan=lifespan,
        responses={400: {"description": "not readable"}, 422: {"description": "not of the right form"}},
    )
    app.state.services = services
    app.state.gallery = Gallery(services.catalog)
    app.add_middleware(Guard, limits=channels.bodies if channels else None)
    problems.install(app)
    for router in (talking.router, records.router, tickets.router, windows.router, hall.router, tickets.display):
        app.include_router(router)
    for public in (floor_plan.router, pages.router, *(channels.routers if channels else ())):
        app.include_router(public)
    _health(app)
    _pages(app)
    return app


async def _load(services: Services, start: Callable[[], Any]) -> None:
    try:
        services.conversation = await asyncio.to_thread(start)
    except Exception:
        services.failed = True
        log.exception("the engine did not start; tickets and the catalog are served without it")


async def _close_old(services: Services) -> None:
    while True:
        try:
            await asyncio.to_thread(services.ledger.expire_old)
            await asyncio.to_thread(services.ledger.release_absent)
        except LedgerUnavailable:
            log.warning("old tickets could not be closed; the next run will")
        await asyncio.sleep(30)


__all__ = ["create_app", "services_of"]

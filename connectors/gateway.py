"""The FastAPI app: API, health and pages over an assistant. Knows no dialogue."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from assistant.history import HistoryUnavailable
from assistant.operations.limits import Limiter
from assistant.tickets import LedgerUnavailable
from connectors.api import (
    editing,
    hall,
    hand_overs,
    people,
    problems,
    records,
    screens,
    shifts,
    staff,
    talking,
    tickets,
    visits,
    windows,
)
from connectors.api.state import Services
from connectors.channels import Channels
from connectors.floor_plan import routes as floor_plan
from connectors.floor_plan.gallery import Gallery
from connectors.guard import Guard
from connectors.hall import routes as hall_pages
from connectors.heads import Heads
from connectors.newsroom import Newsroom
from connectors.pages import nowhere, routes as pages
from connectors.rounds import ROUNDS
from connectors.static_files import read_static, static_router
from connectors.tablet import routes as tablet
from connectors.trail import Trail

log = logging.getLogger(__name__)
ALWAYS_POSSIBLE: dict[int | str, dict[str, Any]] = {
    400: {"description": "not readable"},
    413: {"description": "too large"},
    422: {"description": "not of the right form"},
    429: {"description": "too many; Retry-After says how long to wait"},
    503: {"description": "a store, or understanding, can't be reached now; nothing is lost"},
}


def _health(app: FastAPI) -> None:
    @app.get("/healthz", tags=["health"])
    def alive() -> dict[str, str]:
        """The process is alive."""
        return {"status": "alive"}

    @app.get("/readyz", tags=["health"], responses={503: {"description": "not ready"}})
    def ready(request: Request, degraded: bool = False) -> JSONResponse:
        """
        The model is loaded and the stores answer; 503 before that.

        With `degraded=true` 200 as soon as a part of the service can be used: for a balancer that should go on sending.
        """
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
        whole, usable = all(state.values()), state["model"] or state["tickets"]
        return JSONResponse({"ready": whole, **state}, 200 if whole or (degraded and usable) else 503)

    @app.get("/metrics", tags=["health"], response_class=Response)
    def metrics(request: Request) -> Response:
        """Prometheus metrics."""
        parts: Services = request.app.state.services
        return Response(parts.metrics.page(), media_type="text/plain; version=0.0.4")


def _routes(app: FastAPI, channels: Channels | None) -> None:
    apis = (talking, hand_overs, records, tickets, visits, screens, shifts, staff, people, editing, windows, hall)
    for part in (*apis, floor_plan, pages, hall_pages, tablet):
        app.include_router(part.router)
    for router in channels.routers if channels else ():
        app.include_router(router)


def _embedding(app: FastAPI, origins: tuple[str, ...]) -> None:
    """Lets pages of exactly these origins call the API. No cookies: a conversation is named by its token alone."""
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(origins),
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Content-Type", "Last-Event-ID"],
            max_age=600,
        )


def _layers(app: FastAPI, services: Services, channels: Channels | None) -> None:
    app.add_middleware(Heads)
    app.add_middleware(Guard, limits=channels.bodies if channels else None, embedding=services.embedding)
    _embedding(app, services.embedding)
    app.add_middleware(Trail, metrics=services.metrics)


def services_of(stores: Any) -> Services:
    """The API's view of opened stores."""
    settings = stores.settings
    return Services(
        live=stores.live,
        ledger=stores.ledger,
        desk=stores.desk,
        history=stores.history,
        tokens=stores.tokens,
        limiter=Limiter(on=settings.rate_limit == "on", shared=stores.signals.counts),
        metrics=stores.metrics,
        staff=stores.databases.staff,
        entrance=stores.entrance,
        clock=stores.clock,
        newsroom=Newsroom(stores.ledger, stores.signals.bell),
        links=stores.links,
        shifts=stores.shifts,
        public_url=settings.public_url,
        follower=stores.follower,
        retention=stores.retention,
        embedding=settings.embedding,
        bridge=stores.bridge,
    )


def create_app(
    services: Services, start: Callable[[], Any], stop: Callable[[], None], channels: Channels | None = None
) -> FastAPI:
    """The app. ``start`` (blocking) gives the conversation once the engine is ready; ``stop`` closes everything."""
    app = FastAPI(
        title="Citizen Home assistant",
        version="0.1.0",
        description="Understands what a citizen needs, answers from the catalog, issues queue numbers. 市民之家助手。",
        lifespan=_life(services, start, stop, channels),
        responses=ALWAYS_POSSIBLE,
    )
    app.state.services = services
    app.state.gallery = Gallery(services.live)
    _layers(app, services, channels)
    problems.install(app)
    nowhere.install(app)
    _routes(app, channels)
    _health(app)
    files = read_static()
    app.state.shell = tablet.Shell(files)
    app.include_router(static_router(files))
    return app


def _life(
    services: Services, start: Callable[[], Any], stop: Callable[[], None], channels: Channels | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        loading = asyncio.create_task(_load(services, start))
        tasks = [asyncio.create_task(work(services)) for work in ROUNDS]
        services.newsroom.start()
        if channels is not None:
            services.messenger_links = channels.links
            channels.start()
        yield
        await services.newsroom.stop()
        if channels is not None:
            await channels.stop()
        for task in tasks:
            task.cancel()
        await asyncio.wait([loading])
        services.conversation = None
        await asyncio.to_thread(stop)

    return lifespan


async def _load(services: Services, start: Callable[[], Any]) -> None:
    try:
        services.conversation = await asyncio.to_thread(start)
    except Exception:
        services.failed = True
        log.exception("the engine did not start; tickets and the catalog are served without it")


__all__ = ["create_app", "services_of"]

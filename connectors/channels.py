"""The messengers that are configured, started beside the API: none of them can take it down."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from fastapi import APIRouter

from connectors.api.state import Services
from connectors.delivery.courier import Courier
from connectors.delivery.intake import Intake
from connectors.delivery.model import Channel
from connectors.delivery.store import DeliveryStore

log = logging.getLogger(__name__)
LINK_SECONDS = 2.0  # for a messenger's part of a hand-over: whoever stands at the tablet has other ways meanwhile


class Messenger(Channel, Protocol):
    """A channel with its way in."""

    state: str

    @property
    def bodies(self) -> dict[str, int]:
        """Paths that take larger bodies than the API, with their limits in bytes."""

    async def link(self, code: str) -> str | None:
        """The address that carries a hand-over's code into this messenger; None where there is none now."""

    def router(self) -> APIRouter:
        """The routes by which the messenger calls us."""

    async def run(self) -> None:
        """Works until cancelled."""


async def _link(messenger: Messenger, code: str) -> str | None:
    try:
        async with asyncio.timeout(LINK_SECONDS):
            return await messenger.link(code)
    except TimeoutError:
        log.warning("%s: no way for a hand-over within %s s", messenger.name, LINK_SECONDS)
        return None


class Channels:
    """All messengers and the courier that serves them."""

    def __init__(
        self,
        parts: Services,
        store: DeliveryStore,
        messengers: Sequence[Messenger],
        intake: Intake,
        news: asyncio.Event,
        clock: Callable[[], datetime],
    ) -> None:
        self.messengers = tuple(messengers)
        self._intake = intake
        self._courier = Courier(parts, store, {m.name: m for m in messengers}, news, clock)
        self._tasks: list[asyncio.Task[None]] = []

    @property
    def routers(self) -> list[APIRouter]:
        """The routes of all messengers."""
        return [messenger.router() for messenger in self.messengers]

    @property
    def bodies(self) -> dict[str, int]:
        """Paths that take larger bodies than the API, with their limits in bytes."""
        return {path: size for messenger in self.messengers for path, size in messenger.bodies.items()}

    async def links(self, code: str) -> dict[str, str]:
        """The addresses that carry a hand-over's code into the messengers, by name."""
        found = await asyncio.gather(*(_link(messenger, code) for messenger in self.messengers))
        return {m.name: link for m, link in zip(self.messengers, found, strict=True) if link is not None}

    def start(self) -> None:
        """Starts everything in the background of the running loop."""
        if not self.messengers:
            return
        self._courier.start()
        self._intake.start()
        self._tasks = [asyncio.create_task(self._run(messenger)) for messenger in self.messengers]

    async def stop(self) -> None:
        """Lets what is being answered end and what is being sent arrive, then disconnects."""
        if self.messengers:
            await self._intake.stop()
        await self._courier.stop()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def _run(self, messenger: Messenger) -> None:
        while True:
            try:
                await messenger.run()
                return
            except Exception as error:
                messenger.state = f"failed ({type(error).__name__})"
                log.error("%s failed (%s) and is started again; the API goes on", messenger.name, type(error).__name__)
                await asyncio.sleep(10)

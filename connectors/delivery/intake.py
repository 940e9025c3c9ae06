"""Answers what was received: a messenger is told at once that its update is kept, and never waits for the engine."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from assistant.operations.sealing import Broken, Sealer
from connectors.delivery.model import Arrival, NotReady
from connectors.delivery.store import DeliveryStore, DeliveryUnavailable

log = logging.getLogger(__name__)
AT_ONCE = 64  # of a process: while the model stands still each of them waits its whole limit
LEASE = timedelta(seconds=15)  # renewed while the process lives; a crash delays what it had in hand by as much
LATEST = timedelta(hours=12)  # queue numbers are of one day: what is older is not done any more
TRIES = 10  # of an update whose answer never came about, as when each takes its process down


@dataclass(frozen=True)
class Taker:
    """What a channel does with its arrivals: answers what was said, or asks to say it again. Both must post."""

    answer: Callable[[Arrival, dict[str, Any]], Awaitable[None]]
    excuse: Callable[[Arrival], Awaitable[None]]


class Intake:
    """One worker of this process; several processes share the work by leases in the store, in order of each address."""

    def __init__(
        self,
        store: DeliveryStore,
        sealer: Sealer,
        is_ready: Callable[[], bool],
        clock: Callable[[], datetime],
        look_seconds: float = 1.0,
    ) -> None:
        self._store, self._sealer, self._is_ready, self._clock = store, sealer, is_ready, clock
        self._look_seconds = look_seconds
        self._takers: dict[str, Taker] = {}
        self._news = asyncio.Event()
        self._held: dict[int, asyncio.Task[None] | None] = {}
        self._worker: asyncio.Task[None] | None = None
        self._rounds = 0
        self._stopping = False

    def serve(self, channel: str, taker: Taker) -> None:
        """Who answers a channel's updates."""
        self._takers[channel] = taker

    async def accept(self, channel: str, update_id: str, address: str, said: dict[str, Any]) -> None:
        """Keeps an update, so that it may be acknowledged; a repeated one does nothing. Raises DeliveryUnavailable."""
        await self._store.keep_arrival(self.arrival(channel, update_id, address, said))
        self._news.set()

    def arrival(self, channel: str, update_id: str, address: str, said: dict[str, Any]) -> Arrival:
        """An update as it is kept."""
        return Arrival(channel, update_id, address, self._sealer.seal(said))

    @contextlib.contextmanager
    def holding(self, arrival_id: int | None) -> Any:
        """Keeps others from an update that is answered elsewhere in this process."""
        if arrival_id is not None:
            self._held.setdefault(arrival_id, None)
        try:
            yield
        finally:
            if arrival_id is not None and self._held.get(arrival_id) is None:  # not taken up meanwhile
                self._held.pop(arrival_id, None)

    def start(self) -> None:
        """Works in the background of the running loop."""
        self._worker = asyncio.create_task(self._work())

    async def stop(self, seconds: float = 5.0) -> None:
        """Lets what is being answered end, for so long; the rest is left to whoever comes next."""
        self._stopping = True
        self._news.set()
        running = [task for task in (self._worker, *self._held.values()) if task is not None]
        if running:
            await asyncio.wait(running, timeout=seconds)
        for task in running:
            task.cancel()
        with contextlib.suppress(DeliveryUnavailable):
            await self._store.aside(self._store.hold_arrivals, list(self._held), timedelta())

    async def _work(self) -> None:
        """No failure ends it; it stops between two rounds, so that nothing is taken and then left lying."""
        renewed = asyncio.get_running_loop().time()
        while not self._stopping:
            self._news.clear()
            try:
                if (now := asyncio.get_running_loop().time()) - renewed > LEASE.total_seconds() / 3:
                    renewed = now
                    await self._store.aside(self._store.hold_arrivals, list(self._held), LEASE)
                if self._is_ready():
                    await self._take_due()
            except DeliveryUnavailable:
                log.warning("received messages can't be read now; they are kept and answered later")
                await asyncio.sleep(self._look_seconds)
            except Exception as error:
                log.error("unforeseen %s while answering what was received", type(error).__name__)
                await asyncio.sleep(self._look_seconds)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), self._look_seconds)

    async def _take_due(self) -> None:
        channels = deque(self._takers)
        channels.rotate(-self._rounds)  # each begins once, or the first would leave the others no room
        self._rounds += 1
        for channel in channels:
            room = AT_ONCE - sum(task is not None for task in self._held.values())
            for arrival in await self._store.aside(self._store.take, channel, LEASE, room) if room > 0 else ():
                if arrival.id not in self._held:  # slower than its lease, but still in hand
                    task = asyncio.create_task(self._answered(arrival))
                    self._held[arrival.id] = task

    async def _answered(self, arrival: Arrival) -> None:
        taker = self._takers[arrival.channel]
        try:
            said = self._opened(arrival)
            await (taker.excuse(arrival) if said is None else taker.answer(arrival, said))
        except (NotReady, DeliveryUnavailable) as error:
            log.warning("a received message waits: %s", type(error).__name__)  # until its lease ends
        except Exception as error:
            log.error("unforeseen %s at a received message; it is tried again", type(error).__name__)
        finally:
            self._held.pop(arrival.id, None)
            self._news.set()  # the next of that address may be answered

    def _opened(self, arrival: Arrival) -> dict[str, Any] | None:
        """What was said; None where it must not, or can't, be acted upon any more."""
        if arrival.attempts > TRIES:
            log.error("a received message on %s was tried %s times in vain", arrival.channel, TRIES)
            return None
        if arrival.received_at is not None and self._clock() - arrival.received_at > LATEST:
            log.warning("a received message on %s is too old to be acted upon", arrival.channel)
            return None
        try:
            return self._sealer.open(arrival.sealed)
        except Broken:
            log.error("a received message on %s was kept under another key", arrival.channel)
            return None

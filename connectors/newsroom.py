"""Who waits for news of their tickets: one look at the outbox for all streams of a process, not one for each."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from assistant.signals import Bell
from assistant.tickets import LedgerUnavailable, TicketLedger

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0  # between two looks without a ring: rings are lost, and not every store has a bell
GAP_SECONDS = 0.05  # between two looks with rings
OWN_LOOK = 15.0  # seconds after which whoever waits looks by itself
EVENTS_AT_A_TIME = 500


class Newsroom:
    """Wakes those whose tickets have moved, in whatever process; within one event loop, between start and stop."""

    def __init__(self, ledger: TicketLedger, bell: Bell) -> None:
        self._ledger, self._bell = ledger, bell
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._place: int | None = None
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Looks in the background of the running loop."""
        self._task = asyncio.create_task(self._work())

    async def stop(self) -> None:
        """Looks no more; whoever waits looks by itself."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    @contextmanager
    def waiting(self, citizen: str) -> Iterator[Callable[[], Awaitable[None]]]:
        """
        Gives what waits for news of the citizen since it last returned, or until it is time to look anyway.

        Look after entering, not before: what happens in between would not be told.
        """
        told = asyncio.Event()
        self._waiting[citizen].add(told)

        async def news() -> None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(told.wait(), OWN_LOOK if self._task is not None else LOOK_SECONDS)
            told.clear()

        try:
            yield news
        finally:
            self._waiting[citizen].discard(told)
            if not self._waiting[citizen]:
                del self._waiting[citizen]

    async def _work(self) -> None:
        loop, rung = asyncio.get_running_loop(), asyncio.Event()

        def heard() -> None:
            with contextlib.suppress(RuntimeError):  # a ring after the loop has ended
                loop.call_soon_threadsafe(rung.set)

        self._bell.listen(heard)
        while True:
            rung.clear()
            try:
                await self._look()
            except LedgerUnavailable:
                pass  # the store's own alarm; everything is read on from the same place afterwards
            except Exception as error:
                log.error("unforeseen %s while looking for news", type(error).__name__)
            await asyncio.sleep(GAP_SECONDS)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(rung.wait(), LOOK_SECONDS)

    async def _look(self) -> None:
        if self._place is None:
            self._place = await asyncio.to_thread(self._ledger.newest_event)
            self._wake_all()  # what came before the first look is not known
        if not self._waiting:
            self._place = await asyncio.to_thread(self._ledger.newest_event)
            return
        while events := await asyncio.to_thread(self._ledger.outbox_after, self._place, EVENTS_AT_A_TIME):
            self._place = events[-1].id
            for event in events:
                for told in self._waiting.get(event.citizen, ()):
                    told.set()
            if len(events) < EVENTS_AT_A_TIME:
                return

    def _wake_all(self) -> None:
        for waiting in self._waiting.values():
            for told in waiting:
                told.set()

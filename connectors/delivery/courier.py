"""Sends what stands in the outbox: at least once, in the order of each address, later when a messenger is down."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

from assistant.messages import Language
from assistant.tickets import LedgerUnavailable, TicketEvent
from connectors.api.state import Services
from connectors.delivery.line import Line
from connectors.delivery.model import Channel, Draft, NotConnected, Parcel, SendFailed, Undeliverable, Unreachable
from connectors.delivery.pushes import TOLD, push_of
from connectors.delivery.store import DeliveryStore, DeliveryUnavailable

log = logging.getLogger(__name__)

SOURCE = "tickets"
EVENTS_AT_A_TIME = 200
LEASE = timedelta(seconds=45)  # longer than a messenger's slowest answer; a crash delays a message by as much
FIRST_WAIT, LONGEST_WAIT = 1.0, 300.0  # seconds
LONGEST_REST = 30.0  # seconds for which a messenger that is down is left alone, spread by half
CONNECTING = 1.0  # seconds between two looks whether a messenger is connected
ATTEMPTS = 12  # of a message that fails while others get through: about twenty minutes
TOO_OLD = timedelta(hours=12)  # queue numbers are of one day
SWEEP_SECONDS = 3600.0


def rest(failures: int) -> float:
    """Seconds for which a messenger is left alone that has failed so often in a row."""
    return back_off(min(failures, 10), LONGEST_REST)


def back_off(attempts: int, longest: float = LONGEST_WAIT) -> float:
    """Seconds to wait after so many failed attempts: doubled each time, bounded, and spread by half."""
    return min(longest, FIRST_WAIT * 2.0**attempts) * random.uniform(0.5, 1.5)  # noqa: S311 - no secret


class Courier:
    """One worker of this process; several processes share the work by leases in the store."""

    def __init__(
        self,
        parts: Services,
        store: DeliveryStore,
        channels: Mapping[str, Channel],
        news: asyncio.Event,
        clock: Callable[[], datetime],
        look_seconds: float = 1.0,
    ) -> None:
        self._parts, self._store, self._channels, self._clock = parts, store, channels, clock
        self._look_seconds = look_seconds
        self._news = news  # set when something was put into the outbox
        self._lines = {name: Line(rest) for name in channels}
        self._in_flight: set[int] = set()
        self._worker: asyncio.Task[None] | None = None
        self._stopping = False

    def start(self) -> None:
        """Works in the background of the running loop."""
        self._worker = asyncio.create_task(self._work())

    async def _work(self) -> None:
        """No failure ends it; it stops between two rounds, so that nothing is claimed and then left lying."""
        swept = -SWEEP_SECONDS
        while not self._stopping:
            self._news.clear()
            try:
                await self._take_events()
                await self._send_due()
                if (now := asyncio.get_running_loop().time()) - swept > SWEEP_SECONDS:
                    swept = now
                    await self._store.aside(self._sweep)
            except (DeliveryUnavailable, LedgerUnavailable):
                log.warning("messages can't be delivered now; they are kept and go out later")
                await asyncio.sleep(self._look_seconds)
            except Exception as error:
                log.error("unforeseen %s while delivering", type(error).__name__)
                await asyncio.sleep(self._look_seconds)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), self._look_seconds)

    async def stop(self, seconds: float = 5.0) -> None:
        """Lets what is being sent arrive, for so long; the rest stays in the outbox."""
        self._stopping = True
        self._news.set()
        if self._worker is not None:
            await asyncio.wait([self._worker], timeout=seconds)
            self._worker.cancel()
        sending = [task for line in self._lines.values() for task in line.sending]
        if sending:
            await asyncio.wait(sending, timeout=seconds)
        for task in sending:
            task.cancel()

    async def _take_events(self) -> None:
        place = await self._store.aside(self._store.place, SOURCE)
        while events := await self._store.aside(self._parts.ledger.outbox_after, place, EVENTS_AT_A_TIME):
            drafts = [draft for event in events for draft in await self._store.aside(self._drafts, event)]
            place = events[-1].id
            await self._store.aside(self._store.post, drafts, None, (SOURCE, place))
            if len(events) < EVENTS_AT_A_TIME:
                return

    def _drafts(self, event: TicketEvent) -> list[Draft]:
        if event.kind not in TOLD or self._clock() - event.at > TOO_OLD:
            return []
        own = self._store.contacts_of(event.citizen)
        told = {(contact.channel, contact.address): contact for contact in self._store.followers(event.reference)}
        told |= {(contact.channel, contact.address): contact for contact in own}
        drafts: list[Draft] = []
        for contact in told.values():
            channel = self._channels.get(contact.channel)
            language: Language = ("en" if event.language == "en" else "zh") if contact in own else contact.language
            reply = push_of(self._parts, event, language) if channel and contact.reachable else None
            if channel and reply:
                key = f"ticket:{event.id}:{contact.channel}:{contact.address}"
                packed = channel.pack(contact, reply)
                drafts += [Draft(f"{key}:{n}", contact, part) for n, part in enumerate(packed)]
        return drafts

    def _sweep(self) -> None:
        self._store.sweep()
        for name in self._store.waiting():  # also of a messenger that is not configured any more
            self._lines.setdefault(name, Line(rest))

    async def _send_due(self) -> None:
        for name, line in tuple(self._lines.items()):
            room = line.room()
            for parcel in await self._store.aside(self._store.claim, name, LEASE, room) if room else ():
                if parcel.id in self._in_flight:
                    continue  # slower than its lease, but still on its way
                self._in_flight.add(parcel.id)
                task = asyncio.create_task(self._send(parcel, line))
                line.sending.add(task)
                task.add_done_callback(partial(self._ended, line))

    def _ended(self, line: Line, task: asyncio.Task[None]) -> None:
        line.sending.discard(task)
        self._news.set()  # the next of that address may go
        if not task.cancelled() and (error := task.exception()):
            log.error("unforeseen %s while sending; it is tried again", type(error).__name__)

    async def _send(self, parcel: Parcel, line: Line) -> None:
        try:
            await self._try(parcel, line)
        finally:
            self._in_flight.discard(parcel.id)

    async def _try(self, parcel: Parcel, line: Line) -> None:
        channel = self._channels.get(parcel.channel)
        try:
            if channel is None:
                raise SendFailed("the channel is not configured")
            await channel.send(parcel)
        except SendFailed as failure:
            await self._failed(parcel, line, failure)
            return
        except Unreachable as gone:
            log.info("somebody on %s has left; what waited for them is dropped", parcel.channel)
            await self._store.aside(self._store.lose, parcel.channel, parcel.address, str(gone))
            self._count(parcel, "dropped")
        except Undeliverable as refusal:
            await self._give_up(parcel, str(refusal))
            if not refusal.asked:
                return
        except Exception as error:
            # A fault of ours: tried again like one that fails alone, so that a repaired version still delivers it.
            await self._later(parcel, f"unforeseen {type(error).__name__}", back_off(parcel.attempts), counted=True)
            return
        else:
            await self._store.aside(self._store.sent, parcel)
            self._count(parcel, "sent")
        line.took()  # whatever it said: it answers

    async def _failed(self, parcel: Parcel, line: Line, failure: SendFailed) -> None:
        if isinstance(failure, NotConnected):
            line.pauses(CONNECTING)
            await self._later(parcel, str(failure), CONNECTING, counted=False)
        elif failure.retry_after is not None:
            wait = failure.retry_after + random.random()  # noqa: S311 - no secret
            await self._later(parcel, str(failure), wait, counted=False)
        elif line.failed():
            await self._later(parcel, str(failure), back_off(parcel.attempts), counted=True)
        else:
            await self._later(parcel, str(failure), line.rests(), counted=False)

    async def _later(self, parcel: Parcel, reason: str, wait: float, *, counted: bool) -> None:
        now = self._clock()
        if (counted and parcel.attempts + 1 >= ATTEMPTS) or now - parcel.created_at > TOO_OLD:
            await self._give_up(parcel, reason)
            return
        due_at = now + timedelta(seconds=wait)
        await self._store.aside(self._store.postpone, parcel, due_at, reason, counted=counted)
        self._count(parcel, "postponed")

    async def _give_up(self, parcel: Parcel, reason: str) -> None:
        log.error("a message on %s was given up (number %s in the outbox): %s", parcel.channel, parcel.id, reason)
        await self._store.aside(self._store.give_up, parcel, reason)
        self._count(parcel, "dead")

    def _count(self, parcel: Parcel, result: str) -> None:
        self._parts.metrics.deliveries.labels(parcel.channel, result).inc()

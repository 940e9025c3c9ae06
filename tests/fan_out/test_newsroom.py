"""Streams are woken by one look for all of them, and by themselves when nobody wakes them."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.signals import HouseBell
from assistant.tickets import LedgerUnavailable
from connectors import newsroom
from connectors.newsroom import Newsroom


@dataclass
class Event:
    """A message of the outbox."""

    id: int
    citizen: str


@dataclass
class Outbox:
    """The part of the ledger that the newsroom looks at; counts the looks."""

    events: list[Event] = field(default_factory=list)
    looks: int = 0
    down: bool = False

    def newest_event(self) -> int:
        """The newest id."""
        self.looks += 1
        if self.down:
            raise LedgerUnavailable
        return self.events[-1].id if self.events else 0

    def outbox_after(self, place: int, limit: int) -> list[Event]:
        """The next ones."""
        self.looks += 1
        if self.down:
            raise LedgerUnavailable
        return [event for event in self.events if event.id > place][:limit]


async def settled() -> None:
    """Lets the newsroom have its first look."""
    await asyncio.sleep(0.2)


@pytest.mark.asyncio
async def test_only_whose_ticket_moved_is_woken() -> None:
    outbox, bell = Outbox([Event(1, "before")]), HouseBell()
    room: Any = Newsroom(outbox, bell)  # type: ignore[arg-type]
    room.start()
    with room.waiting("a") as news_a, room.waiting("b") as news_b:
        await settled()
        await news_a()  # the first look wakes everybody, for what came before it is not known
        await news_b()
        first, second = asyncio.create_task(news_a()), asyncio.create_task(news_b())
        await settled()
        assert not first.done() and not second.done()
        outbox.events.append(Event(2, "a"))
        bell.ring()
        await asyncio.wait_for(first, 5)
        assert not second.done()
        second.cancel()
    await room.stop()


@pytest.mark.asyncio
async def test_a_thousand_streams_cost_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits does not look; what another process wrote is found without a bell."""
    outbox = Outbox()
    room: Any = Newsroom(outbox, HouseBell())  # type: ignore[arg-type]
    monkeypatch.setattr(newsroom, "LOOK_SECONDS", 0.1)
    room.start()
    await settled()

    async def wait(citizen: str) -> None:
        with room.waiting(citizen) as news:
            await news()

    waiting = [asyncio.create_task(wait(f"c{n}")) for n in range(1000)]
    await settled()
    before = outbox.looks
    outbox.events += [Event(n + 1, f"c{n}") for n in range(1000)]
    await asyncio.wait_for(asyncio.gather(*waiting), 20)
    assert outbox.looks - before < 50
    assert not room._waiting
    await room.stop()


@pytest.mark.asyncio
async def test_a_store_that_is_down_holds_nobody_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is skipped: once the store is back, what happened meanwhile wakes its citizen."""
    outbox = Outbox()
    room: Any = Newsroom(outbox, HouseBell())  # type: ignore[arg-type]
    monkeypatch.setattr(newsroom, "LOOK_SECONDS", 0.05)
    room.start()
    with room.waiting("a") as news:
        await settled()
        await news()  # the first look wakes everybody
        outbox.down = True
        outbox.events.append(Event(1, "a"))
        waiting = asyncio.create_task(news())
        await settled()
        assert not waiting.done()
        outbox.down = False
        await asyncio.wait_for(waiting, 5)
    await room.stop()


@pytest.mark.asyncio
async def test_without_a_newsroom_one_looks_by_oneself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsroom, "LOOK_SECONDS", 0.01)
    room: Any = Newsroom(Outbox(), HouseBell())  # type: ignore[arg-type]
    with room.waiting("a") as news:
        await asyncio.wait_for(news(), 5)

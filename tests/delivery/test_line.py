"""A messenger that is down: left alone, tried by one message at a time, and no message blamed for it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio

from assistant.messages import Reply
from assistant.tickets import LedgerUnavailable
from connectors.delivery import courier
from connectors.delivery.courier import Courier
from connectors.delivery.line import AT_ONCE, Line
from connectors.delivery.model import Contact, Draft, NotConnected, Packed, Parcel, SendFailed, Undeliverable
from connectors.delivery.sqlite import SQLiteDelivery


class Clock:
    """Seconds that are set by hand."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_line_that_failed_rests_then_lets_one_try() -> None:
    clock = Clock()
    line = Line(lambda failures: 2.0**failures, clock)
    assert line.room() == AT_ONCE
    assert line.failed(), "the first failure after a success may be the message's own"
    assert (line.room(), line.rests()) == (0, 1.0)
    clock.now += 1.0
    assert line.room() == 1
    assert not line.failed(), "the second is the messenger's"
    assert line.rests() == 2.0
    line.took()
    assert line.room() == AT_ONCE and line.failed()


def test_those_that_fail_together_count_as_one() -> None:
    line = Line(lambda failures: 2.0**failures, Clock())
    assert [line.failed() for _ in range(AT_ONCE)] == [True, *[False] * (AT_ONCE - 1)]
    assert line.rests() == 1.0


def test_a_line_that_pauses_has_not_failed() -> None:
    clock = Clock()
    line = Line(lambda failures: 2.0**failures, clock)
    line.pauses(1.0)
    assert (line.room(), line.rests()) == (0, 1.0)
    clock.now += 1.0
    assert line.room() == AT_ONCE and line.failed()


class Messenger:
    """Takes messages, unless it is down or the message is one that it never takes for now."""

    name = "stub"

    def __init__(self) -> None:
        self.down, self.silent, self.poison, self.forbidden = False, False, "", ""
        self.connected = True
        self.tried: list[str] = []
        self.taken: list[str] = []

    def pack(self, contact: Contact, reply: Reply) -> list[Packed]:
        return []

    async def send(self, parcel: Parcel) -> None:
        text = str(parcel.content["text"])
        self.tried.append(text)
        if not self.connected:
            raise NotConnected("not connected yet")
        if self.forbidden and text.startswith(self.forbidden):
            raise Undeliverable("there is no way to send this")
        if self.silent:
            await asyncio.Event().wait()
        if self.down or text == self.poison:
            raise SendFailed("no route")
        self.taken.append(text)


class Nothing:
    """A ledger without events."""

    def outbox_after(self, *_: Any) -> list[Any]:
        return []


class Running:
    """A courier over a store of its own and two messengers."""

    def __init__(self, store: SQLiteDelivery) -> None:
        self.store, self.stub, self.other = store, Messenger(), Messenger()
        counter = SimpleNamespace(labels=lambda *_: SimpleNamespace(inc=lambda: None))
        parts: Any = SimpleNamespace(ledger=Nothing(), metrics=SimpleNamespace(deliveries=counter))
        channels = {"stub": self.stub, "other": self.other}
        self.news = asyncio.Event()
        self.courier = Courier(parts, store, channels, self.news, lambda: datetime.now(UTC), 0.01)

    def post(self, channel: str, *texts: str) -> None:
        """Each to an address of its own."""
        self.store.post([Draft(f"{channel}{t}", Contact(channel, t, t), Packed({"text": t})) for t in texts])
        self.news.set()

    async def until_tried(self, times: int) -> None:
        """Until the messenger was tried so often."""
        async with asyncio.timeout(20):
            while len(self.stub.tried) < times:  # noqa: ASYNC110 - it is counted elsewhere
                await asyncio.sleep(0.002)

    async def until_sent(self, messenger: Messenger, count: int) -> None:
        """Until so many have arrived."""
        async with asyncio.timeout(20):
            while len(messenger.taken) < count:  # noqa: ASYNC110 - it is counted elsewhere
                await asyncio.sleep(0.002)


@pytest_asyncio.fixture
async def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    """With rests of no length."""
    monkeypatch.setattr(courier, "FIRST_WAIT", 0.0)
    store = SQLiteDelivery(tmp_path / "delivery.db", lambda: datetime.now(UTC))
    store.migrate()
    made = Running(store)
    made.courier.start()
    yield made
    with suppress(LedgerUnavailable):
        await made.courier.stop()
    store.close()


@pytest.mark.asyncio
async def test_no_message_is_given_up_however_often_a_messenger_is_tried_while_it_is_down(running: Running) -> None:
    running.stub.down = True
    running.post("stub", *"abc")
    await running.until_tried(12 * courier.ATTEMPTS)
    assert running.store.dead_letters() == []
    running.stub.down = False
    await running.until_sent(running.stub, 3)
    assert sorted(running.stub.taken) == ["a", "b", "c"]


@pytest.mark.asyncio
async def test_a_messenger_that_is_down_does_not_hold_up_another(running: Running) -> None:
    running.stub.down = True
    running.post("stub", *(f"s{n}" for n in range(3 * AT_ONCE)))
    await running.until_tried(AT_ONCE)
    running.post("other", *"abc")
    await running.until_sent(running.other, 3)
    assert sorted(running.other.taken) == ["a", "b", "c"]


@pytest.mark.asyncio
async def test_a_messenger_that_never_answers_does_not_hold_up_another(running: Running) -> None:
    """As many of its calls are under way as may be, and none of them ends."""
    running.stub.silent = True
    running.post("stub", *(f"s{n}" for n in range(3 * AT_ONCE)))
    await running.until_tried(AT_ONCE)
    running.post("other", *"abc")
    await running.until_sent(running.other, 3)
    assert (len(running.stub.tried), running.stub.taken) == (AT_ONCE, [])


@pytest.mark.asyncio
async def test_a_message_that_always_fails_is_given_up_while_others_get_through(running: Running) -> None:
    running.stub.poison = "x"
    running.post("stub", "x")
    async with asyncio.timeout(20):
        for n in range(10_000):
            running.post("stub", f"m{n}")
            await running.until_sent(running.stub, n + 1)
            if running.store.dead_letters():
                break
    (letter,) = running.store.dead_letters()
    assert letter.error == "no route" and running.stub.tried.count("x") >= courier.ATTEMPTS


@pytest.mark.asyncio
async def test_a_message_that_always_fails_does_not_prolong_an_outage(running: Running) -> None:
    running.stub.down, running.stub.poison = True, "x"
    running.post("stub", "x", "a", "b")
    await running.until_tried(5)
    running.stub.down = False
    await running.until_sent(running.stub, 2)
    assert sorted(running.stub.taken) == ["a", "b"]


@pytest.mark.asyncio
async def test_what_is_refused_without_asking_the_messenger_does_not_end_an_outage(running: Running) -> None:
    running.stub.down, running.stub.forbidden = True, "no"
    running.post("stub", "a")
    for n in range(2 * courier.ATTEMPTS):
        tried = running.stub.tried.count("a")
        running.post("stub", f"no{n}")
        async with asyncio.timeout(20):
            while f"no{n}" not in running.stub.tried or running.stub.tried.count("a") == tried:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
    assert {letter.error for letter in running.store.dead_letters(100)} == {"there is no way to send this"}


@pytest.mark.asyncio
async def test_what_waits_for_a_start_goes_out_soon_after_it_however_long_it_took(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(courier, "FIRST_WAIT", 1000.0)
    monkeypatch.setattr(courier, "CONNECTING", 0.01)
    running.stub.connected = False
    running.post("stub", *"abc")
    await running.until_tried(3 * 2 * courier.ATTEMPTS)
    running.stub.connected = True
    async with asyncio.timeout(5):
        await running.until_sent(running.stub, 3)

"""The short form of benchmarks/doubled_webhooks.py, two apps over one store, and proof that it finds each fault."""

import asyncio
import dataclasses
import random
import warnings
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Assistant
from assistant.messengers import build_channels
from assistant.settings import Settings
from benchmarks.doubled_webhooks import Deed, Read, bring, dealt, deeds_of, faults_of
from benchmarks.webhooks import AES_KEY, Channel, Stubs, Telegram, Twilio, WeChat
from benchmarks.wire import Call, InProcess
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.gateway import create_app, services_of

CALL = Call("GET", b"/")


@asynccontextmanager
async def process(assistant: Assistant, folder: Path, stubs: Stubs, *, aes: bool) -> Any:
    """One of the processes: its own channels, intake and courier over the same file."""
    named = {name.removeprefix("CITIZEN_HOME_").lower(): value for name, value in stubs.settings.items()}
    given: dict[str, Any] = {**named, "rate_limit": "off", "data_dir": folder}
    given |= {"wechat_aes_key": AES_KEY} if aes else {}
    delivery = SQLiteDelivery(folder / "delivery.db", assistant.stores.clock)
    delivery.migrate()
    stores = dataclasses.replace(assistant.stores, settings=Settings(_env_file=None, **given), delivery=delivery)
    services = services_of(stores)
    services.conversation = assistant.conversation
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        channels = build_channels(stores, services)
    channels.start()
    try:
        yield create_app(services, lambda: None, lambda: None, channels), delivery
    finally:
        await channels.stop()
        delivery.close()


@pytest.mark.parametrize("aes", [False, True])
@pytest.mark.asyncio
async def test_every_payload_three_times_at_two_processes_has_one_effect(
    assistant: Assistant, tmp_path: Path, aes: bool
) -> None:
    """Recorded payloads of Telegram, WeChat and Twilio, and a request for a number on each."""
    with Stubs() as stubs:
        async with AsyncExitStack() as stack:
            (one, store), (two, _) = [
                await stack.enter_async_context(process(assistant, tmp_path, stubs, aes=aes)) for _ in range(2)
            ]
            newest = assistant.stores.ledger.outbox_after(0, 100_000)
            store.post([], None, ("tickets", newest[-1].id if newest else 0))  # other tests' tickets
            while not stubs.webhook:  # noqa: ASYNC110 - a server in a thread is told
                await asyncio.sleep(0.02)
            public = stubs.settings["CITIZEN_HOME_PUBLIC_URL"]
            channels: list[Channel] = [WeChat(aes=True)] if aes else [Telegram(stubs.webhook), WeChat(), Twilio(public)]
            deeds = [deed for n, channel in enumerate(channels) for deed in deeds_of(channel, 1, 10**7 * (n + 1) + aes)]
            read, hands = Read(), dealt(deeds, random.Random(3))
            await asyncio.gather(*(bring(InProcess((one, two)[n % 2]), hand, read) for n, hand in enumerate(hands)))
            async with asyncio.timeout(60):
                while store.arrivals_waiting() or store.waiting():  # noqa: ASYNC110 - in a database
                    await asyncio.sleep(0.02)
        ledger, ids = assistant.stores.ledger, assistant.stores.ids
        held: Counter[str] = Counter()
        for deed in deeds:
            for ticket in ledger.active_of(ids.of(deed.channel.removesuffix("-aes"), deed.address)):
                held[deed.address] += 1
                ledger.cancel(ticket.reference, "citizen")
        assert len(deeds) > 10 and sum(held.values()) == len(channels) and set(read.statuses) == {"200"}
        assert faults_of(deeds, read.texts, stubs.sent, held) == {}


@pytest.mark.parametrize(
    ("read", "sent", "held", "fault"),
    [
        ({"o1": {"a"}}, {}, 1, ""),
        ({}, {"o1": ["a", "b"]}, 1, ""),
        ({}, {}, 1, "answered 0 times"),
        ({"o1": {"a"}}, {"o1": ["a"]}, 1, "answered 2 times"),
        ({"o1": {"a", "b"}}, {}, 1, "answered 2 times"),
        ({}, {"o1": ["a", "a"]}, 1, "a message was sent twice"),
        ({"o1": {"a"}}, {}, 2, "2 numbers"),
        ({"o1": {"a"}}, {}, 0, "0 numbers"),
    ],
)
def test_each_fault_is_found(read: dict[str, set[str]], sent: dict[str, list[str]], held: int, fault: str) -> None:
    deeds = [Deed("wechat", "number", "o1", CALL, asks_for_a_number=True)]
    found = faults_of(deeds, read, sent, Counter({"o1": held}))
    assert found == ({f"wechat number: {fault}": 1} if fault else {})

"""The short form of benchmarks/doubled_webhooks.py: four apps over one PostgreSQL; and each fault it would find."""

import asyncio
import dataclasses
import random
import warnings
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.bootstrap import Assistant
from assistant.conversation import Conversation
from assistant.history.turns import FileTurns
from assistant.messengers import build_channels
from assistant.storage.postgres import PostgresDatabase
from benchmarks.doubled_webhooks import (
    MATTERS,
    TIMES,
    Effect,
    Person,
    Seen,
    Store,
    crowd,
    faults_of,
    first_deed,
    second_deed,
)
from benchmarks.postgres_server import PostgresServer
from benchmarks.repeating import CLIENTS, Deed, Heard, bring, dealt
from benchmarks.webhooks import AES_KEY, Channel, Stubs, Telegram, Twilio, WeChat
from benchmarks.wire import Answer, Call, InProcess, NoAnswer
from connectors.delivery.postgres import PostgresDelivery
from connectors.delivery.store import DeliveryStore
from connectors.gateway import create_app, services_of


@dataclass
class Town:
    """Processes over one store of deliveries, and whoever writes to them."""

    assistant: Assistant
    stubs: Stubs
    url: str
    more: Mapping[str, Any]
    apps: list[Any] = field(default_factory=list)
    stores: list[DeliveryStore] = field(default_factory=list)
    heard: Heard = field(default_factory=Heard)

    @asynccontextmanager
    async def process(self) -> AsyncIterator[None]:
        """One of them, with channels, intake and courier of its own; model, tickets and history are shared."""
        shared = self.assistant.stores
        named = {name.removeprefix("CITIZEN_HOME_").lower(): value for name, value in self.stubs.settings.items()}
        settings = shared.settings.model_validate({**shared.settings.model_dump(), **named, **self.more})
        delivery = PostgresDelivery(PostgresDatabase(self.url), shared.clock)
        delivery.migrate()
        stores = dataclasses.replace(shared, settings=settings, delivery=delivery)
        services = services_of(stores)
        turns = FileTurns(settings.data_dir)
        engine = self.assistant.conversation._engine
        services.conversation = Conversation(engine, shared.history, shared.live, 60, turns)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # telegram.ext and wechatpy import old things
            channels = build_channels(stores, services)
        channels.start()
        self.apps.append(create_app(services, lambda: None, lambda: None, channels))
        self.stores.append(delivery)
        try:
            yield
        finally:
            await channels.stop()
            delivery.close()

    async def brings(self, deeds: list[Deed], times: int, dice: random.Random) -> None:
        """Each deed so many times, to whichever process; then until all is answered and sent."""
        hands = enumerate(dealt(deeds, times, dice))
        await asyncio.gather(*(bring(lambda n=n: InProcess(self.apps[n]), hand, self.heard) for n, hand in hands))
        async with asyncio.timeout(120):
            while self.stores[0].arrivals_waiting() or self.stores[0].waiting():  # noqa: ASYNC110 - in a database
                await asyncio.sleep(0.02)

    def seen(self, people: list[Person]) -> Seen:
        """What came of it; numbers are given back."""
        ledger, history, ids = (getattr(self.assistant.stores, name) for name in ("ledger", "history", "ids"))
        numbers: Counter[str] = Counter()
        kept: Counter[str] = Counter()
        for one in people:
            conversation = ids.of(one.messenger, one.address)
            kept[one.address] = len(history.messages_after(conversation, 0, 100))
            for ticket in ledger.active_of(conversation):
                numbers[one.address] += 1
                ledger.cancel(ticket.reference, "citizen")
        return Seen(self.heard.texts, self.stubs.sent, numbers, kept)


def quick(channel: Channel, first: int) -> list[Person]:
    """One of each kind, and the one who does it once; of the matters only one."""
    return [one for one in crowd(channel, 1, first) if one.kind not in MATTERS[1:]]


@pytest.mark.parametrize("aes", [False, True])
@pytest.mark.asyncio
async def test_every_payload_three_times_at_four_processes_has_one_effect(
    assistant: Assistant, postgres: PostgresServer, aes: bool
) -> None:
    """Recorded payloads of Telegram, WeChat and Twilio, numbers, choices and farewells: as if each had come once."""
    dice = random.Random(3)
    with Stubs() as stubs:
        more = {"public_url": stubs.settings["CITIZEN_HOME_PUBLIC_URL"]} | ({"wechat_aes_key": AES_KEY} if aes else {})
        town = Town(assistant, stubs, postgres.create(f"doubled{aes}"), more)
        async with AsyncExitStack() as stack:
            for _ in range(CLIENTS):
                await stack.enter_async_context(town.process())
            newest = assistant.stores.ledger.outbox_after(0, 100_000)
            town.stores[0].post([], None, ("tickets", newest[-1].id if newest else 0))  # other tests' tickets
            while not stubs.webhook:  # noqa: ASYNC110 - a server in a thread is told
                await asyncio.sleep(0.02)
            channels = [WeChat(aes=True)] if aes else [Telegram(stubs.webhook), WeChat(), Twilio(more["public_url"])]
            every = [(one, p) for n, one in enumerate(channels) for p in quick(one, 10**7 * (n + 1) + 10**6 * aes)]
            for once in (True, False):
                some = [(channel, person) for channel, person in every if person.once is once]
                await town.brings([first_deed(*pair) for pair in some], 1 if once else TIMES, dice)
                offered = Store(town.url, assistant.stores.ids).offered([person for _, person in every])
                then = [second_deed(*pair, offered) for pair in some]
                await town.brings([deed for deed in then if deed], 1 if once else TIMES, dice)
        people = [person for _, person in every]
        seen = town.seen(people)
    assert town.heard.faults() == [] and town.heard.statuses["200"] >= len(people) * 2
    assert sum(seen.numbers.values()) >= 2 * len(channels), "or nothing was proved"
    assert faults_of(people, seen) == {}


class Unsteady:
    """Answers each call with the next of what is given, and the last of it for ever."""

    def __init__(self, *answers: int | None) -> None:
        self._answers = list(answers)

    async def send(self, call: Call) -> Answer:
        status = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if status is None:
            raise NoAnswer
        return Answer(status, {}, b"success")

    def close(self) -> None:
        """There is nothing to close."""


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ([503, None, 200], []),
        ([200, 500, 200], ["1 × status 500"]),
        ([403], ["3 × status 403"]),
        ([200, 503], ["2 × never answered"]),
        ([200, 200, None], ["1 × never answered"]),
    ],
)
@pytest.mark.asyncio
async def test_a_call_that_is_refused_or_never_answered_is_a_fault(
    monkeypatch: Any, answers: list[int | None], faults: list[str]
) -> None:
    """A deed and its two repetitions; clients of two processes are counted together."""
    monkeypatch.setattr("benchmarks.repeating.PAUSE", 0)
    way, heard, every = Unsteady(*answers), Heard(), Heard()
    await bring(lambda: way, [Deed("somebody", Call("POST", b"/"))] * 3, heard)
    every.joined(heard)
    assert every.faults() == faults


ONCE = Person("wechat", MATTERS[0], 1, once=True)
OFTEN = Person("wechat", MATTERS[0], 2, once=False)
RIGHT = Effect(1, 1, 2)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda seen: None, ""),
        (lambda seen: seen.sent.update(o2=[seen.read.pop("o2")]), ""),
        (lambda seen: seen.read.pop("o2"), f"{Effect(0, 1, 2)} instead of {RIGHT}"),
        (lambda seen: seen.sent.update(o2=["a"]), f"{Effect(2, 1, 2)} instead of {RIGHT}"),
        (lambda seen: seen.read["o2"].add("b"), f"{Effect(2, 1, 2)} instead of {RIGHT}"),
        (lambda seen: seen.numbers.update(o2=2), f"{Effect(1, 2, 2)} instead of {RIGHT}"),
        (lambda seen: seen.kept.update(o2=4), f"{Effect(1, 1, 4)} instead of {RIGHT}"),
    ],
)
def test_each_fault_is_found(change: Callable[[Any], Any], fault: str) -> None:
    seen = Seen({"o1": {"a"}, "o2": {"a"}}, {}, {"o1": 1, "o2": 1}, {"o1": 2, "o2": 2})
    change(seen)
    found = faults_of([ONCE, OFTEN], seen)
    assert found == ({f"wechat, {MATTERS[0]}: {fault}": 1} if fault else {})

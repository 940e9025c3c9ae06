"""The account over the real assistant, and the WeChat that calls it."""

import asyncio
import dataclasses
import itertools
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from wechat_kit import AES_KEY, APP_ID, TOKEN, FakeApi, Person

from assistant.bootstrap import Assistant, Stores
from assistant.messengers import build_channels
from connectors.api.state import Services
from connectors.channels import Channels
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.gateway import create_app, services_of

_people = itertools.count(1)


@dataclass
class Account:
    """The running account."""

    http: httpx.AsyncClient
    store: SQLiteDelivery
    services: Services
    channels: Channels
    stores: Stores
    aes: bool

    def person(self) -> Person:
        """A new follower."""
        return Person(self.http, f"oOpenIdOfAPersonInTheTest{next(_people):04d}", self.aes)

    def conversation(self, person: Person) -> str:
        """The conversation with a person."""
        contact = self.store.contact("wechat", person.open_id)
        assert contact is not None
        return contact.conversation

    async def settle(self) -> None:
        """Waits until nothing is left to answer and to send."""
        await until(lambda: not self.store.arrivals_waiting())
        await until(lambda: all(state != "waiting" for _, state in self.store.counts()))

    async def tell(self) -> None:
        """Takes the tickets' events of now and sends what they tell."""
        await self.channels._courier._take_events()
        self.channels._courier._news.set()
        await self.settle()


async def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds; fails when it never does."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - what is waited for stands in a database or came over the loopback
            await asyncio.sleep(0.005)


@pytest.fixture(scope="session")
def api_server(serving: Any) -> Iterator[tuple[FakeApi, str]]:
    """WeChat's API on the loopback."""
    fake = FakeApi()
    with serving(fake.app) as address:
        yield fake, address


@pytest.fixture
def api(api_server: tuple[FakeApi, str]) -> FakeApi:
    """WeChat's API, with nothing called yet."""
    api_server[0].calls.clear()
    api_server[0].refusals.clear()
    return api_server[0]


@pytest.fixture
def starting(assistant: Assistant, api: FakeApi, api_server: tuple[FakeApi, str], tmp_path: Path) -> Any:
    """Starts the account: ``async with starting(aes=True) as account``."""

    @asynccontextmanager
    async def start(*, aes: bool = False, wait: float = 4.0, **settings: Any) -> AsyncIterator[Account]:
        set_so = {
            "wechat_app_id": APP_ID,
            "wechat_secret": SecretStr("the secret"),
            "wechat_token": SecretStr(TOKEN),
            "wechat_aes_key": SecretStr(AES_KEY) if aes else None,
            "wechat_api": api_server[1],
        }
        delivery = SQLiteDelivery(tmp_path / "delivery.db", assistant.stores.clock)
        delivery.migrate()
        newest = assistant.stores.ledger.outbox_after(0, 100_000)
        if newest and delivery.place("tickets") == 0:
            delivery.post([], None, ("tickets", newest[-1].id))
        changed = assistant.stores.settings.model_copy(update=set_so | settings)
        stores = dataclasses.replace(assistant.stores, settings=changed, delivery=delivery)
        services = services_of(stores)
        services.conversation = assistant.conversation
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            channels = build_channels(stores, services)
        channels.messengers[0]._service._wait = wait  # type: ignore[attr-defined]
        app = create_app(services, lambda: None, lambda: None, channels)
        services.messenger_links = channels.links  # as the app's own start does, which nothing here runs
        channels.start()
        try:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://account.test", timeout=30) as http:
                yield Account(http, delivery, services, channels, stores, aes)
        finally:
            await channels.stop()
            delivery.close()

    return start

"""The bot over the real assistant, and the Telegram that it talks to."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram_kit import TOKEN, Bot, FakeTelegram

from assistant.bootstrap import Assistant
from assistant.operations.hand_over import HandOvers
from connectors.api.state import Services
from connectors.delivery.courier import Courier
from connectors.delivery.reception import Reception
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.floor_plan.gallery import Gallery
from connectors.gateway import services_of
from connectors.telegram.bot import TelegramChannel, TelegramSettings


@pytest.fixture(scope="session")
def gallery(assistant: Assistant) -> Gallery:
    """The floor plans."""
    return Gallery(assistant.stores.live)


@pytest.fixture
def parts(assistant: Assistant) -> Services:
    """The running assistant as the connectors see it."""
    services = services_of(assistant.stores)
    services.conversation = assistant.conversation
    return services


Starting = Callable[[], Any]


@pytest.fixture
def starting(assistant: Assistant, parts: Services, gallery: Gallery, tmp_path: Path) -> Starting:
    """Starts the bot over a store that stays the same within a test: ``async with starting() as bot``."""

    @asynccontextmanager
    async def start() -> AsyncIterator[Bot]:
        stores = assistant.stores
        store = SQLiteDelivery(tmp_path / "delivery.db", stores.clock)
        store.migrate()
        newest = stores.ledger.outbox_after(0, 100_000)
        if store.place("tickets") == 0 and newest:
            store.post([], None, ("tickets", newest[-1].id))  # other tests' tickets
        links = HandOvers("key of the links", store, stores.clock)
        reception = Reception(parts, store, stores.ids, links)
        news, telegram = asyncio.Event(), FakeTelegram()
        channel = TelegramChannel(TelegramSettings(TOKEN), reception, gallery, news, (telegram, telegram))
        assert await channel._connect()
        courier = Courier(parts, store, {"telegram": channel}, news, stores.clock, look_seconds=0.05)
        courier.start()
        reception.intake.start()
        try:
            yield Bot(channel, telegram, store, reception, courier, links)
        finally:
            await reception.intake.stop()
            await courier.stop()
            await channel._bot.shutdown()
            store.close()

    return start

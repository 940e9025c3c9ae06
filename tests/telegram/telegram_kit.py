"""A Telegram of the tests' own: it records what the bot calls, and can refuse; updates have the Bot API's form."""

import asyncio
import itertools
import json
import warnings
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.request import BaseRequest, RequestData

from assistant.operations.hand_over import HandOvers
from benchmarks.webhooks import RECORDED
from connectors.delivery.courier import Courier
from connectors.delivery.reception import Reception
from connectors.delivery.sqlite import SQLiteDelivery

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # telegram.ext imports apscheduler, and that one old things of pyparsing
    from connectors.telegram.bot import TelegramChannel

TOKEN = "123456:a-token-of-the-tests"
UPDATES: dict[str, Any] = json.loads((RECORDED / "telegram.json").read_text(encoding="utf-8"))
_numbers = itertools.count(700_000)


async def until(holds: Callable[[], bool]) -> None:
    """Waits until something holds; fails when it never does."""
    async with asyncio.timeout(30):
        while not holds():  # noqa: ASYNC110 - what is waited for stands in a database
            await asyncio.sleep(0.005)


def button(call: "Call", title: str) -> dict[str, Any]:
    """The button with that title."""
    return next(button for button in call.keyboard if button["text"] == title)


def asked_for(assistant: Any, transaction: str) -> str:
    """The words that ask for a number, with the matter's full name."""
    return f"给我取个号，办{assistant.stores.catalog.transactions[transaction].name.zh}"


def take(stores: Any, conversation: str, transaction: str) -> Any:
    """A queue number for a conversation."""
    return stores.ledger.issue(conversation, transaction).ticket


@dataclass
class Call:
    """One call of the Bot API."""

    method: str
    data: dict[str, Any]
    files: tuple[str, ...] = ()

    @property
    def keyboard(self) -> list[dict[str, Any]]:
        """The buttons, in order."""
        markup = self.data.get("reply_markup")
        rows = (json.loads(markup) if isinstance(markup, str) else markup or {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]


class FakeTelegram(BaseRequest):
    """Answers as Telegram does; ``refusals`` are (status, error body) for the next calls of a method."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.refusals: dict[str, list[tuple[int, dict[str, Any]] | Exception]] = {}

    @property
    def read_timeout(self) -> float | None:
        return 1.0

    async def initialize(self) -> None:
        pass

    async def shutdown(self) -> None:
        pass

    async def do_request(  # type: ignore[override]
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        data = dict(request_data.parameters) if request_data else {}
        files = tuple(request_data.multipart_data) if request_data and request_data.multipart_data else ()
        if waiting := self.refusals.get(name):
            refusal = waiting.pop(0)
            if isinstance(refusal, Exception):
                raise refusal
            return refusal[0], json.dumps({"ok": False, "error_code": refusal[0], **refusal[1]}).encode()
        self.calls.append(Call(name, data, files))
        return 200, json.dumps({"ok": True, "result": self._result(name, data)}).encode()

    @staticmethod
    def _result(name: str, data: dict[str, Any]) -> Any:
        if name == "getMe":
            return {"id": 123456, "is_bot": True, "first_name": "Citizen Home", "username": "citizen_home_bot"}
        if name == "getUpdates":
            return []
        if name == "getWebhookInfo":
            return {"url": "", "has_custom_certificate": False, "pending_update_count": 0}
        if name in ("sendMessage", "sendVenue", "sendPhoto"):
            chat = {"id": int(data["chat_id"]), "type": "private"}
            sent: dict[str, Any] = {"message_id": 1, "date": 1795399200, "chat": chat, "text": "…"}
            if name == "sendPhoto":
                sent["photo"] = [{"file_id": "kept-by-telegram", "file_unique_id": "u", "width": 1, "height": 1}]
            return sent
        return True

    def sent(self, chat: int) -> list[Call]:
        """What was sent to a chat."""
        return [c for c in self.calls if c.method.startswith("send") and str(c.data.get("chat_id")) == str(chat)]


@dataclass
class Phone:
    """Somebody's chat with the bot."""

    bot: "Bot"
    chat: int = field(default_factory=lambda: next(_numbers))

    def update(self, kind: str, *, update_id: int | None = None, **changed: Any) -> dict[str, Any]:
        """An update of a kind from this chat; text and data can be changed."""
        made = deepcopy(UPDATES[kind])
        made["update_id"] = next(_numbers) if update_id is None else update_id
        body = next(value for key, value in made.items() if key != "update_id")
        for part in (body.get("from"), body.get("chat"), body.get("message", {}).get("chat")):
            if part and not str(part["id"]).startswith("-"):
                part["id"] = self.chat
        body.update(changed)
        return made

    async def does(self, kind: str, **changed: Any) -> list[Call]:
        """Does something, and gives what is sent in answer."""
        return await self.brings(self.update(kind, **changed))

    async def brings(self, update: dict[str, Any]) -> list[Call]:
        """Brings an update, and gives what is sent in answer."""
        before = len(self.bot.telegram.sent(self.chat))
        await self.bot.take(update)
        await self.bot.settle()
        return self.bot.telegram.sent(self.chat)[before:]

    async def waits(self) -> list[Call]:
        """What has been sent here, once nothing is left to answer."""
        self.bot.reception.intake._news.set()
        await self.bot.settle()
        return self.bot.telegram.sent(self.chat)

    async def says(self, text: str) -> list[Call]:
        """Writes a text."""
        return await self.does("text", text=text)

    async def commands(self, text: str) -> list[Call]:
        """Sends a command."""
        return await self.does("command", text=text)

    async def taps(self, button: dict[str, Any]) -> list[Call]:
        """Taps a button that the bot has sent."""
        return await self.does("button", data=button["callback_data"])

    @property
    def conversation(self) -> str:
        """The conversation held here now."""
        contact = self.bot.store.contact("telegram", str(self.chat))
        assert contact is not None
        return contact.conversation


@dataclass
class Bot:
    """The bot over the real assistant, and the Telegram it talks to."""

    channel: TelegramChannel
    telegram: FakeTelegram
    store: SQLiteDelivery
    reception: Reception
    courier: Courier
    links: HandOvers

    async def take(self, update: dict[str, Any]) -> None:
        """Brings an update to the bot, which keeps it."""
        await self.channel._service.take(Update.de_json(update, self.channel._bot))

    async def settle(self) -> None:
        """Waits until nothing is left to answer and to send."""
        await until(lambda: not self.store.arrivals_waiting())
        await until(lambda: all(state != "waiting" for _, state in self.store.counts()))

    async def tell(self) -> None:
        """Takes the tickets' events of now and sends what they tell."""
        await self.courier._take_events()
        self.courier._news.set()
        await self.settle()

    def phone(self) -> Phone:
        """A new person's chat."""
        return Phone(self)

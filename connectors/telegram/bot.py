"""The bot: connects to Telegram, brings updates in by polling or webhook, and never takes the API down."""

from __future__ import annotations

import asyncio
import hmac
import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request, Response
from telegram import Bot, BotCommand, Update
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import BaseRequest, HTTPXRequest

from assistant.messages import Reply
from assistant.rendering.renderer import words
from connectors.delivery.courier import back_off
from connectors.delivery.model import Contact, NotConnected, Packed, Parcel
from connectors.delivery.reception import Reception
from connectors.delivery.store import DeliveryUnavailable
from connectors.floor_plan.gallery import Gallery
from connectors.json_limits import TooDeep, read_json
from connectors.telegram import outbound
from connectors.telegram.sending import Sender
from connectors.telegram.service import TelegramService

log = logging.getLogger(__name__)
ALLOWED = ["message", "callback_query", "my_chat_member"]
POLL_SECONDS = 25
LEADING = timedelta(seconds=60)  # longer than a poll: another process takes over when this one is gone
PAUSE = 0.2  # between polls that came back at once with nothing, as some local servers do
BODY_LIMIT = 256 * 1024
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


@dataclass(frozen=True)
class TelegramSettings:
    """Where and how the bot connects; with ``public_url`` by webhook, else by polling."""

    token: str
    api: str = "https://api.telegram.org"
    public_url: str | None = None
    secret: str | None = None


class TelegramChannel:
    """One bot of one assistant."""

    name = "telegram"

    def __init__(
        self,
        settings: TelegramSettings,
        reception: Reception,
        gallery: Gallery,
        news: asyncio.Event,
        requests: tuple[BaseRequest, BaseRequest] | None = None,
    ) -> None:
        self._settings, self._reception = settings, reception
        for noisy in ("httpx", "httpcore"):  # their addresses hold the token
            logging.getLogger(noisy).setLevel(logging.WARNING)
        logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)  # the outbox waits and says so
        self._bot = bot_of(settings, requests)
        self._sender = Sender(self._bot, gallery)
        self._service = TelegramService(reception, self, self._bot, news)
        self._path = f"/telegram/{reception.ids.secret_path(settings.token)}"
        self._connected = False
        self._owner, self._leading, self._look_again = secrets.token_hex(8), False, 0.0
        self.state = "connecting"

    @property
    def bodies(self) -> dict[str, int]:
        """Paths that take larger bodies than the API, with their limits in bytes."""
        return {self._path: BODY_LIMIT} if self._settings.public_url else {}

    def pack(self, contact: Contact, reply: Reply) -> list[Packed]:
        """A reply as Telegram's messages."""
        return outbound.pack(contact, reply, self._reception.ids, self._reception.parts.catalog.center)

    async def send(self, parcel: Parcel) -> None:
        """Sends one message. Raises NotConnected, SendFailed, Unreachable or Undeliverable."""
        if not self._connected:
            raise NotConnected("not connected yet")
        await self._sender.send(parcel)

    async def link(self, code: str) -> str | None:
        """The deep link of the bot; None while it is not connected."""
        return f"https://t.me/{self._bot.username}?start={code}" if self._connected else None

    async def run(self) -> None:
        """Connects, then polls or waits for the webhook's calls, until cancelled."""
        if self._settings.public_url and not self._settings.secret:
            self.state = "CITIZEN_HOME_TELEGRAM_SECRET is missing: the webhook is not opened without it"
            log.error("Telegram: %s", self.state)
            return
        try:
            if not await self._connect():
                return
            if self._settings.public_url:
                self.state = "webhook"
                await asyncio.Event().wait()
            self.state = "polling"
            await self._poll()
        finally:
            self._connected = False
            await self._bot.shutdown()

    async def _connect(self) -> bool:
        attempts = 0
        while True:
            try:
                await self._bot.initialize()
                await self._introduce()
                self._connected = True
                return True
            except InvalidToken:
                self.state = "the token is refused by Telegram: check CITIZEN_HOME_TELEGRAM_TOKEN"
                log.error("Telegram: %s", self.state)
                return False
            except TelegramError as failure:
                self.state = f"not reached yet ({type(failure).__name__})"
                log.warning("Telegram: %s; it is tried again", self.state)
            await asyncio.sleep(back_off(attempts))
            attempts = min(attempts + 1, 10)

    async def _introduce(self) -> None:
        for language, code in (("en", None), ("zh", "zh")):
            told = words("zh" if language == "zh" else "en").COMMANDS
            await self._bot.set_my_commands([BotCommand(name, says) for name, says in told.items()], language_code=code)
        if self._settings.public_url:
            address = self._settings.public_url.rstrip("/") + self._path
            await self._bot.set_webhook(
                address, secret_token=self._settings.secret, allowed_updates=ALLOWED, max_connections=20
            )
        else:
            await self._bot.delete_webhook()

    async def _poll(self) -> None:
        """Asks for the next updates only when the last are kept: a crash loses none."""
        offset, attempts = 0, 0
        while True:
            if not await self._leads():
                await asyncio.sleep(PAUSE)
                continue
            try:
                updates = await self._bot.get_updates(offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED)
                attempts = 0
            except TelegramError as failure:
                if isinstance(failure, Conflict):
                    log.error("Telegram: another process polls with this token; only one may")
                attempts = min(attempts + 1, 6)
                await asyncio.sleep(back_off(attempts))
                continue
            if not updates:
                await asyncio.sleep(PAUSE)
                continue
            if await self._take_all(list(updates)):
                offset = updates[-1].update_id + 1
            else:
                await asyncio.sleep(1.0)

    async def _leads(self) -> bool:
        """Whether this process polls: Telegram lets one do so, and a second one takes over when the first is gone."""
        now = asyncio.get_running_loop().time()
        if now < self._look_again:
            return self._leading
        store = self._reception.store
        try:
            self._leading = await store.aside(store.lead, f"telegram-poll:{self._bot.id}", self._owner, LEADING)
        except DeliveryUnavailable:
            self._leading = False
        self._look_again = now + 1.0
        self.state = "polling" if self._leading else "another process polls"
        return self._leading

    async def _take_all(self, updates: list[Update]) -> bool:
        ends = await asyncio.gather(*(self._service.take(update) for update in updates), return_exceptions=True)
        failed = [end for end in ends if isinstance(end, BaseException)]
        for failure in failed:
            log.warning("Telegram: updates wait, %s", type(failure).__name__)
        return not failed

    def router(self) -> APIRouter:
        """The webhook's route, under a path that nobody can guess; none when polling."""
        router = APIRouter(include_in_schema=False)
        if self._settings.public_url:
            router.add_api_route(self._path, self._webhook, methods=["POST"])
        return router

    async def _webhook(self, request: Request) -> Response:
        """One update; 200 once it is kept, whatever the engine does, else Telegram brings it again."""
        secret = self._settings.secret
        given = request.headers.get(SECRET_HEADER, "")
        if not secret or not hmac.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        if not self._connected:
            return Response(status_code=503)
        try:
            update = Update.de_json(read_json(await request.body()), self._bot)
        except (ValueError, TooDeep, TypeError, KeyError, AttributeError, OverflowError, OSError):
            return Response(status_code=400)
        try:
            await self._service.take(update)
        except DeliveryUnavailable:
            return Response(status_code=503)
        return Response(status_code=200)


def bot_of(settings: TelegramSettings, requests: tuple[BaseRequest, BaseRequest] | None = None) -> Bot:
    """A bot that waits its turn within Telegram's limits; ``requests`` replaces the network in tests."""
    api = settings.api.rstrip("/")
    talking, polling = requests or (HTTPXRequest(connection_pool_size=32), HTTPXRequest(connection_pool_size=2))
    extra: dict[str, Any] = {"base_url": f"{api}/bot", "base_file_url": f"{api}/file/bot"}
    return ExtBot(
        settings.token,
        request=talking,
        get_updates_request=polling,
        rate_limiter=AIORateLimiter(max_retries=0),
        **extra,
    )

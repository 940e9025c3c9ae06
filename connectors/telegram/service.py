"""What is done with each update: it is kept, and then has one answer in the outbox, in the order of its address."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from typing import Any

from telegram import Bot, Update
from telegram.error import TelegramError

from assistant.messages import Language, Reply
from assistant.rendering.renderer import words
from connectors.delivery.intake import Taker
from connectors.delivery.model import Arrival, Channel, Contact, Draft
from connectors.delivery.reception import NotReady, Reception, TooMany, drafts, excuse, notice
from connectors.delivery.store import DeliveryUnavailable
from connectors.telegram import outbound
from connectors.telegram.inbound import Heard, read

log = logging.getLogger(__name__)


class TelegramService:
    """Answers updates by way of the outbox."""

    def __init__(self, reception: Reception, channel: Channel, bot: Bot, news: asyncio.Event) -> None:
        self._reception, self._channel, self._bot, self._news = reception, channel, bot, news
        self._quiet: set[asyncio.Task[None]] = set()
        reception.intake.serve(channel.name, Taker(self._answered, partial(excuse, reception, channel)))

    async def take(self, update: Update) -> None:
        """Keeps an update, which is answered afterwards; a repeated one does nothing. Raises DeliveryUnavailable."""
        heard = read(update, self._bot)
        if heard is None:
            return
        if heard.callback_id is not None:
            self._stop_the_spinner(heard.callback_id)
        await self._reception.intake.accept(self._channel.name, heard.update_id, heard.address, asdict(heard))

    async def _answered(self, arrival: Arrival, said: dict[str, Any]) -> None:
        store, name, heard = self._reception.store, self._channel.name, Heard(**said)
        if heard.kind == "left":
            await store.aside(store.lose, name, heard.address, "blocked")
            await store.aside(store.post, [], (name, heard.update_id))
            return
        contact = await store.aside(self._reception.contact, name, heard.address, heard.guess)
        answer = await self._answer(contact, heard)
        await store.aside(store.post, answer, (name, heard.update_id))
        self._news.set()

    async def _answer(self, contact: Contact, heard: Heard) -> list[Draft]:
        key = heard.update_id
        try:
            if heard.kind == "command" and heard.text == "language" and not heard.argument:
                question = outbound.languages(words(contact.language).choose_language())
                return [Draft(f"{contact.channel}:{key}:0", contact, question)]
            contact, replies = await self._replies(contact, heard)
        except TooMany:
            minute = int(time.time() // 60)
            key = f"too-many:{contact.conversation}:{minute}"  # said once a minute, however much comes
            replies = [notice(words(contact.language).PROBLEMS["too_many"], contact.language)]
        except (NotReady, DeliveryUnavailable):
            raise
        except Exception as error:
            log.error("unforeseen %s at update %s", type(error).__name__, heard.update_id)
            both = "\n".join(words(language).PROBLEMS["internal"] for language in ("zh", "en"))
            replies = [notice(both, contact.language)]
        return drafts(self._channel, contact, key, replies)

    async def _replies(self, contact: Contact, heard: Heard) -> tuple[Contact, list[Reply]]:
        reception = self._reception
        if heard.kind == "other":
            return contact, [notice(words(contact.language).only_text(), contact.language)]
        if heard.kind == "button":
            return await self._tapped(contact, heard)
        if heard.kind == "command":
            return await self._command(contact, heard)
        return contact, await reception.says(contact, heard.update_id, heard.text)

    async def _tapped(self, contact: Contact, heard: Heard) -> tuple[Contact, list[Reply]]:
        language = outbound.language_in(heard.text)
        if language is not None:
            return await self._reception.store.aside(self._reception.speaks, contact, language)
        known = await self._reception.store.aside(
            self._reception.store.button, contact.conversation, heard.text.removeprefix(outbound.CHOICE)
        )
        if known is None:
            return contact, [notice(words(contact.language).old_button(), contact.language)]
        return contact, await self._reception.taps(contact, heard.update_id, known.payload)

    async def _command(self, contact: Contact, heard: Heard) -> tuple[Contact, list[Reply]]:
        reception, w = self._reception, words(contact.language)
        if heard.text == "start" and heard.argument:
            return await reception.store.aside(reception.follow_link, contact, heard.argument)
        if heard.text in ("start", "help"):
            capabilities = w.say(reception.parts.catalog.center.topics["capabilities"])
            first = w.greeting() if heard.text == "start" else capabilities
            return contact, [notice(f"{first}\n\n{w.privacy_abroad()}", contact.language)]
        if heard.text == "ticket":
            return contact, await reception.says(contact, heard.update_id, w.TICKET_STATUS)
        if heard.text == "language":
            language: Language = "en" if heard.argument.lower().startswith("en") else "zh"
            return await reception.store.aside(reception.speaks, contact, language)
        if heard.text == "forget":
            return contact, await reception.store.aside(reception.forget, contact, heard.update_id)
        return contact, await reception.says(contact, heard.update_id, f"{heard.text} {heard.argument}")

    def _stop_the_spinner(self, callback_id: str) -> None:
        async def quietly() -> None:
            with suppress(TelegramError):  # too old a query is no harm
                await self._bot.answer_callback_query(callback_id)

        task = asyncio.create_task(quietly())
        self._quiet.add(task)
        task.add_done_callback(self._quiet.discard)

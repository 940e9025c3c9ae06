"""Answers WeChat within its five seconds, or says "success" and brings the answer once, a little later."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from assistant.messages import Reply
from assistant.operations.hand_over import is_code
from assistant.rendering.renderer import words
from connectors.delivery.model import Contact, Draft
from connectors.delivery.numbered import MENU, picked
from connectors.delivery.reception import NotReady, Reception, TooMany, notice
from connectors.delivery.store import DeliveryUnavailable
from connectors.wechat import outbound
from connectors.wechat.inbound import Heard
from connectors.wechat.quota import Quotas

log = logging.getLogger(__name__)
CHANNEL = "wechat"
LATER = "wechat-later"  # messages whose answer was promised for later: every repetition gets "success"
WAIT_SECONDS = 4.0  # WeChat waits five; not every account may send the answer later


class _Work:
    """One message being answered; ``later`` once a delivery of it had to be let go without the answer."""

    def __init__(self) -> None:
        self.later = False
        self.task: asyncio.Task[str | None] | None = None


class WeChatService:
    """One piece of work for each message, however often it is delivered."""

    def __init__(
        self,
        reception: Reception,
        quotas: Quotas,
        news: asyncio.Event,
        public_url: str | None,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._reception, self._quotas, self._news = reception, quotas, news
        self._public_url, self._wait = public_url, wait_seconds
        self._running: dict[str, _Work] = {}

    async def answer(self, heard: Heard) -> str | None:
        """The text to answer with; None for "success", when there is nothing to say or it comes later."""
        store = self._reception.store
        name = f"{self._reception.ids.of(CHANNEL, heard.address)}:{heard.key}"
        work = self._running.get(name)
        if work is None:
            work = self._running[name] = _Work()
            work.task = asyncio.create_task(self._do(heard, name, work))
            work.task.add_done_callback(lambda _: self._running.pop(name, None))
        assert work.task is not None
        try:
            text = await asyncio.wait_for(asyncio.shield(work.task), self._wait)
        except TimeoutError:
            if not work.task.done():
                work.later = True
                await asyncio.to_thread(store.post, [], (LATER, name))
                return None
            text = work.task.result()
        return None if work.later else text

    async def _do(self, heard: Heard, name: str, work: _Work) -> str | None:
        if await asyncio.to_thread(self._reception.store.seen, LATER, name):
            return None
        contact = await asyncio.to_thread(self._met, heard)
        if contact is None:
            return None
        try:
            contact, replies = await self._replies(contact, heard)
        except TooMany:
            replies = [notice(words(contact.language).PROBLEMS["too_many"], contact.language)]
        except NotReady:
            replies = [notice(words(contact.language).starting(), contact.language)]
        except DeliveryUnavailable:
            raise
        except Exception as error:
            log.error("unforeseen %s at a message of WeChat", type(error).__name__)
            replies = [notice(words(contact.language).PROBLEMS["internal"], contact.language)]
        return await self._handed_in(contact, replies, name, work)

    async def _handed_in(self, contact: Contact, replies: Sequence[Reply], name: str, work: _Work) -> str | None:
        packed = outbound.pack(replies, self._public_url)
        await asyncio.to_thread(self._reception.store.offer, contact, packed.buttons)
        if work.later:
            await asyncio.to_thread(self._reception.store.post, [Draft(f"wechat:{name}", contact, packed)])
            self._news.set()
            return None
        return str(packed.content["text"])  # nothing is awaited from the look at `later` to here

    def _met(self, heard: Heard) -> Contact | None:
        """Who writes; None for those who have left."""
        if heard.kind == "left":
            self._reception.store.lose(CHANNEL, heard.address, "unfollowed")
            return None
        contact = self._reception.contact(CHANNEL, heard.address, "zh")
        self._quotas.grant(heard.address, event=heard.is_event)
        return None if heard.kind == "nothing" else contact

    async def _replies(self, contact: Contact, heard: Heard) -> tuple[Contact, list[Reply]]:
        reception, w = self._reception, words(contact.language)
        if heard.kind == "link" or is_code(heard.text):  # scanned, or sent as a text: then it is no part of the talk
            code = heard.text.removeprefix("qrscene_")
            return await asyncio.to_thread(reception.follow_link, contact, code)
        if heard.kind == "followed":
            return contact, [notice(w.greeting(), contact.language)]
        if heard.kind == "other":
            return contact, [notice(w.only_text(), contact.language)]
        if heard.kind == "click":
            return contact, await self._clicked(contact, heard)
        menu = await asyncio.to_thread(reception.store.button, contact.conversation, MENU)
        payload = picked(heard.text, menu)
        if payload is not None:
            return contact, await reception.taps(contact, heard.key, payload)
        return contact, await reception.says(contact, heard.key, heard.text)

    async def _clicked(self, contact: Contact, heard: Heard) -> list[Reply]:
        w, center = words(contact.language), self._reception.parts.catalog.center
        if heard.text == "ticket":
            return await self._reception.says(contact, heard.key, w.TICKET_STATUS)
        if heard.text == "forget":
            return await asyncio.to_thread(self._reception.forget, contact)
        said = {
            "hours": w.say(center.topics["hours"]),
            "person": w.handoff(w.say(center.topics["human"]), center.human_phone),
            "help": w.say(center.topics["capabilities"]),
        }
        return [notice(said.get(heard.text, w.greeting()), contact.language)]

"""Answers WeChat within its five seconds, or says "success" and brings the answer once, a little later."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any

from assistant.messages import FORGET_NOW, Reply
from assistant.operations.hand_over import is_code
from assistant.rendering.renderer import words
from connectors.delivery.intake import LEASE, Taker
from connectors.delivery.model import Arrival, Channel, Contact, Draft
from connectors.delivery.numbered import MENU, picked
from connectors.delivery.reception import NotReady, Reception, TooMany, excuse, notice
from connectors.delivery.store import DeliveryUnavailable
from connectors.wechat import outbound
from connectors.wechat.inbound import Heard
from connectors.wechat.quota import Quotas

log = logging.getLogger(__name__)
CHANNEL = "wechat"
LATER = "wechat-later"  # messages whose answer was promised for later: every repetition gets "success"
WAIT_SECONDS = 4.0  # WeChat waits five; not every account may send the answer later
SILENT = ("left", "nothing")  # kinds that want no answer, so none is ever promised
FAREWELL = "wechat-farewell:"  # what was said to somebody who is forgotten, by a digest of the wish's name
REPEATED = timedelta(minutes=5)  # longer than WeChat brings a message again
GRACE_SECONDS = 0.5  # for an answer that came about just when it was to be promised


class WeChatService:
    """
    One piece of work for each message, however often it is delivered: within a process deliveries join it, a delivery
    to another process waits for the conversation's turn. Which of them says the answer is decided in the store.
    """

    def __init__(
        self,
        reception: Reception,
        channel: Channel,
        quotas: Quotas,
        news: asyncio.Event,
        public_url: str | None,
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._reception, self._store, self._quotas, self._news = reception, reception.store, quotas, news
        self._public_url, self._wait = public_url, wait_seconds
        self._running: dict[str, asyncio.Task[str | None]] = {}
        reception.intake.serve(CHANNEL, Taker(self._taken_up, partial(excuse, reception, channel)))

    async def answer(self, heard: Heard) -> str | None:
        """
        The text to answer with; None for "success", when there is nothing to say or it comes later. Raises
        DeliveryUnavailable: then nothing is promised.
        """
        arrival = self._arrival(heard)
        task = self._running.get(arrival.update_id)
        if task is None:
            task = self._running[arrival.update_id] = asyncio.create_task(self._do(heard, arrival))
            task.add_done_callback(partial(self._ended, arrival.update_id))
        try:
            return await asyncio.wait_for(asyncio.shield(task), self._wait)
        except TimeoutError:
            if heard.kind in SILENT or task.done() or not await self._store.promise(arrival, LATER, LEASE):
                return await asyncio.wait_for(asyncio.shield(task), GRACE_SECONDS)
        return None

    def _ended(self, name: str, task: asyncio.Task[str | None]) -> None:
        self._running.pop(name, None)
        if not task.cancelled() and (error := task.exception()):
            log.warning("a message of WeChat waits: %s", type(error).__name__)

    def _arrival(self, heard: Heard) -> Arrival:
        return self._reception.intake.arrival(CHANNEL, self._name(heard), heard.address, asdict(heard))

    def _name(self, heard: Heard) -> str:
        return f"{self._reception.ids.of(CHANNEL, heard.address)}:{heard.key}"

    async def _do(self, heard: Heard, arrival: Arrival) -> str | None:
        """What is said at once; None where it is said later, or nothing is."""
        if await self._store.aside(self._store.seen, LATER, arrival.update_id):
            return None
        if heard.kind in SILENT:
            await self._store.aside(self._met, heard)
            return None
        kept = await self._store.aside(self._store.accept, arrival, LEASE)
        with self._reception.intake.holding(kept):
            if (farewell := await self._farewell(arrival)) is not None:
                return await self._parted(arrival, farewell)
            if kept is None:
                return await self._said_again(heard, arrival)
            contact = await self._store.aside(self._met, heard)
            return None if contact is None else await self._answered(heard, arrival, contact)

    async def _said_again(self, heard: Heard, arrival: Arrival) -> str | None:
        """The answer of a message that has had it; whoever has left is not met anew by that."""
        contact = await self._store.aside(self._store.contact, CHANNEL, heard.address)
        return await self._answered(heard, arrival, contact) if contact and contact.reachable else None

    async def _farewell(self, arrival: Arrival) -> str | None:
        """What its sender was told, where this wish to be forgotten has been carried out, answered or not."""
        return await self._store.aside(self._store.kept, _farewell_of(arrival.update_id))

    async def _parted(self, arrival: Arrival, farewell: str) -> str | None:
        """Ends the wish; whoever was forgotten is not met anew by that."""
        stranger = Contact(CHANNEL, arrival.address, self._reception.ids.of(CHANNEL, arrival.address))
        return await self._handed_in(stranger, [notice(farewell, stranger.language)], arrival.update_id)

    async def _taken_up(self, arrival: Arrival, said: dict[str, Any]) -> None:
        """Answers what another process, or one before this, has received and left."""
        heard = Heard(**said)
        if (farewell := await self._farewell(arrival)) is not None:
            await self._store.promise(arrival, LATER, LEASE)
            await self._parted(arrival, farewell)
            return
        contact = await self._store.aside(self._met, heard)
        if contact is None:
            await self._store.aside(self._store.post, [], (CHANNEL, arrival.update_id))
            return
        await self._store.promise(arrival, LATER, LEASE)  # nobody waits for it any more
        await self._answered(heard, arrival, contact)

    async def _answered(self, heard: Heard, arrival: Arrival, contact: Contact) -> str | None:
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
        return await self._handed_in(contact, replies, arrival.update_id)

    async def _handed_in(self, contact: Contact, replies: Sequence[Reply], name: str) -> str | None:
        packed = outbound.pack(replies, self._public_url)
        draft = Draft(f"wechat:{name}", contact, packed)
        if await self._store.aside(self._store.hand_in, draft, name, LATER):
            return str(packed.content["text"])
        self._news.set()
        return None

    def _met(self, heard: Heard) -> Contact | None:
        """Who writes; None for those who have left, and where no answer is wanted."""
        if heard.kind == "left":
            self._left(heard)
            return None
        contact = self._reception.contact(CHANNEL, heard.address, "zh")
        self._quotas.grant(heard.address, event=heard.is_event)
        return None if heard.kind == "nothing" else contact

    def _left(self, heard: Heard) -> None:
        """Once: brought again, it says nothing of somebody who follows again."""
        name = self._name(heard)
        if not self._store.seen(CHANNEL, name):
            self._store.lose(CHANNEL, heard.address, "unfollowed")
            self._store.post([], (CHANNEL, name))

    async def _replies(self, contact: Contact, heard: Heard) -> tuple[Contact, list[Reply]]:
        reception, w = self._reception, words(contact.language)
        if heard.kind == "link" or is_code(heard.text):  # scanned, or sent as a text: then it is no part of the talk
            code = heard.text.removeprefix("qrscene_")
            return await self._store.aside(reception.follow_link, contact, code)
        if heard.kind == "followed":
            return contact, [notice(w.greeting(), contact.language)]
        if heard.kind == "other":
            return contact, [notice(w.only_text(), contact.language)]
        if heard.kind == "click":
            return contact, await self._clicked(contact, heard)
        menu = await self._store.aside(reception.store.button, contact.conversation, MENU)
        payload = picked(heard.text, menu)
        if payload == FORGET_NOW:
            return contact, await self._forgotten(contact, heard)
        if payload is not None:
            return contact, await reception.taps(contact, self._name(heard), payload)
        # The same name: which of the two a number was may look different when it is brought again.
        return contact, await reception.says(contact, self._name(heard), heard.text)

    async def _forgotten(self, contact: Contact, heard: Heard) -> list[Reply]:
        """Forgets, and keeps what is said to that for as long as WeChat may bring the wish again."""
        name = self._name(heard)
        until = self._reception.parts.clock() + REPEATED
        return await self._store.aside(self._reception.forget, contact, name, (_farewell_of(name), until))

    async def _clicked(self, contact: Contact, heard: Heard) -> list[Reply]:
        w, center = words(contact.language), self._reception.parts.catalog.center
        if heard.text == "ticket":
            return await self._reception.says(contact, self._name(heard), w.TICKET_STATUS)
        if heard.text == "forget":
            return await self._forgotten(contact, heard)
        said = {
            "hours": w.say(center.topics["hours"]),
            "person": w.handoff(w.say(center.topics["human"]), center.human_phone),
            "help": w.say(center.topics["capabilities"]),
        }
        return [notice(said.get(heard.text, w.greeting()), contact.language)]


def _farewell_of(name: str) -> str:
    """Under what a farewell is kept: nobody's id can be read in it."""
    return FAREWELL + hashlib.sha256(name.encode()).hexdigest()

"""What every messenger does with what has come in: answer it, follow links, forget. Knows no protocol."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from assistant.conversation import InputRefused
from assistant.history import HistoryUnavailable
from assistant.messages import FORGET_NOW, Inbound, Language, Reply
from assistant.operations.hand_over import ConversationIds, HandOvers, LinkRefused
from assistant.rendering.renderer import words
from assistant.tickets import LedgerUnavailable, UnknownTicket
from connectors.api.state import Services
from connectors.delivery.intake import Intake
from connectors.delivery.model import Arrival, Channel, Contact, Draft, NotReady
from connectors.delivery.store import DeliveryStore

__all__ = ["NotReady", "Reception", "TooMany", "drafts", "excuse", "notice"]


class TooMany(RuntimeError):
    """The conversation writes faster than the limit."""


class Reception:
    """Answers contacts of all channels over one assistant."""

    def __init__(self, parts: Services, store: DeliveryStore, ids: ConversationIds, links: HandOvers) -> None:
        self.parts, self.store, self.ids = parts, store, ids
        self._links = links
        self.intake = Intake(store, ids.sealer(), lambda: self.ready, parts.clock)

    @property
    def ready(self) -> bool:
        """Whether messages can be answered, or never will be."""
        return self.parts.conversation is not None or self.parts.failed

    def contact(self, channel: str, address: str, guess: Language) -> Contact:
        """Who writes from an address; a new one gets a conversation and the guessed language."""
        return self.store.meet(Contact(channel, address, self.ids.of(channel, address), guess))

    async def says(self, contact: Contact, update: str, text: str) -> list[Reply]:
        """The answer to a text. Raises NotReady or TooMany."""
        inbound = Inbound(
            contact.conversation, text, None, f"{contact.channel}:{update}", contact.language, contact.channel
        )
        return await self._reply(contact, inbound)

    async def taps(self, contact: Contact, update: str, payload: str) -> list[Reply]:
        """The answer to a choice that was offered. Raises NotReady or TooMany."""
        if payload == FORGET_NOW:  # the address goes as well
            return await self.store.aside(self.forget, contact, update)
        inbound = Inbound(contact.conversation, None, payload, f"{contact.channel}:{update}", None, contact.channel)
        return await self._reply(contact, inbound)

    async def _reply(self, contact: Contact, inbound: Inbound) -> list[Reply]:
        w = words(contact.language)
        conversation = self.parts.conversation
        if conversation is None:
            if not self.parts.failed:
                raise NotReady
            return [notice(w.engine_unavailable(self.parts.catalog.center.human_phone), contact.language)]
        if not self.parts.limiter.allows("messages", contact.conversation):
            raise TooMany
        started = time.perf_counter()
        try:
            turn = await conversation.reply(inbound)
        except InputRefused as refusal:
            said = w.old_button() if refusal.code == "unknown_choice" else w.PROBLEMS[refusal.code]
            return [notice(said, contact.language)]
        except HistoryUnavailable:
            return [notice(w.PROBLEMS["unavailable"], contact.language)]
        self.parts.metrics.turn(turn, time.perf_counter() - started, contact.channel)
        if turn.language != contact.language:
            await self.store.aside(self.store.set_language, contact, turn.language)
        return list(turn.replies)

    def follow_link(self, contact: Contact, code: str) -> tuple[Contact, list[Reply]]:
        """Continues the conversation, or follows the ticket, that a link leads to; the contact as it is afterwards."""
        w, language = words(contact.language), contact.language
        try:
            link = self._links.redeem(code, f"{contact.channel}:{contact.address}")
            if link.kind == "ticket":
                ticket = self.parts.ledger.by_reference(link.subject)
                self.store.follow(contact, ticket.reference)
                return contact, [notice(w.link_followed(self.parts.desk.ticket(ticket)), language)]
            for ticket in self.parts.ledger.active_of(contact.conversation):
                self.store.follow(contact, ticket.reference)  # or its calls would come here no more
            self.store.hand_over(contact, link.subject)
            here = replace(contact, conversation=link.subject)
            return here, [notice(w.link_continued(), language), *self._last_said(link.subject)]
        except (LinkRefused, UnknownTicket):
            return contact, [notice(w.link_refused(), language)]
        except (LedgerUnavailable, HistoryUnavailable):
            return contact, [notice(w.PROBLEMS["unavailable"], language)]

    def _last_said(self, conversation: str) -> list[Reply]:
        said = [m for m in self.parts.history.messages_after(conversation, 0, 1000) if m.sender == "assistant"]
        return [Reply.from_dict(reply) for reply in said[-1].content["replies"]] if said else []

    def forget(self, contact: Contact, update: str, kept_as: tuple[str, datetime] | None = None) -> list[Reply]:
        """
        Deletes the conversation, as ``update`` asks; numbers that still wait are followed on. What is said to that is
        kept under a name until a time, where the channel may have to say it again: ``kept_as``.
        """
        w, language = words(contact.language), contact.language
        try:
            waits = bool(self.parts.ledger.active_of(contact.conversation))
            self.parts.history.forget(contact.conversation)
        except (LedgerUnavailable, HistoryUnavailable):
            return [notice(w.PROBLEMS["unavailable"], language)]
        said = w.forgotten_but_numbers() if waits else w.forgotten()
        farewell = (kept_as[0], said, kept_as[1]) if kept_as else None
        self.store.forget(contact, update, keep_address=waits, farewell=farewell)
        return [notice(said, language)]

    def speaks(self, contact: Contact, language: Language) -> tuple[Contact, list[Reply]]:
        """Notes the chosen language."""
        self.store.set_language(contact, language)
        return replace(contact, language=language), [notice(words(language).language_chosen(), language)]


async def excuse(reception: Reception, channel: Channel, arrival: Arrival) -> None:
    """Asks for a message again that can't be acted upon any more. Raises DeliveryUnavailable."""
    store = reception.store
    contact = await store.aside(reception.contact, arrival.channel, arrival.address, "zh")
    said = notice(words(contact.language).came_too_late(), contact.language)
    sent = drafts(channel, contact, arrival.update_id, [said])
    await store.aside(store.post, sent, (arrival.channel, arrival.update_id))


def notice(text: str, language: Language) -> Reply:
    """A sentence of the channel's own."""
    return Reply("notice", text, language)


def drafts(channel: Channel, contact: Contact, key: str, replies: Sequence[Reply]) -> list[Draft]:
    """Replies as messages of a channel, each under a key of its own."""
    packed = [part for reply in replies for part in channel.pack(contact, reply)]
    return [Draft(f"{contact.channel}:{key}:{n}", contact, part) for n, part in enumerate(packed)]

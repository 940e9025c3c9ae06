"""The one door to the assistant: every channel's messages come through here, checked, masked and answered once."""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, nullcontext, suppress
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from assistant.dialogue import choices, own_data
from assistant.dialogue.own_data import OwnData, Wish
from assistant.history import History, HistoryBusy, HistoryUnavailable, Turns
from assistant.messages import MAX_TEXT, Choice, Inbound, Language, Reply, Saying, Turn, Understanding
from assistant.nlu.heard import Heard, as_typed
from assistant.nlu.language import detect_language, is_said_in_chinese, shows_language
from assistant.nlu.normaliser import normalise
from assistant.operations.masking import mask
from assistant.operations.tracing import span
from assistant.rendering.renderer import words
from catalog import Catalog
from catalog.live import CatalogSource

log = logging.getLogger(__name__)
MOST_LOOKED_AT, SHOWN = 10_000, 10  # messages of a conversation that are looked at, and shown, when asked what is held

STORE_THREADS = 2
_LONG = 60  # letters of pinyin that take some 10 ms to read


class EngineLike(Protocol):
    """What the conversation needs of the engine."""

    @property
    def ready(self) -> bool:
        """Whether messages can be answered."""

    def say(self, saying: Saying) -> Future[tuple[Understanding, list[Reply]]]:
        """Answers one message."""


class InputRefused(ValueError):
    """The message can't be taken: ``code`` says why (empty, too_long, not_text, unknown_choice)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class _Checked:
    text: str  # as it is kept
    heard: str  # as it is understood: what is typed in pinyin as Chinese
    language: Language
    payload: str | None


class Conversation:
    """Answers messages in order within a conversation; a repeated message id gets the same turn and does nothing."""

    def __init__(
        self,
        engine: EngineLike,
        history: History,
        catalog: CatalogSource,
        answer_seconds: float = 10.0,
        turns: Turns | None = None,
        own: OwnData | None = None,
        history_failed: Callable[[], None] = lambda: None,
        hears: Callable[[str], Heard] = as_typed,
    ) -> None:
        """
        ``turns`` keeps other processes out of a conversation; without it this process is the only one. ``own`` answers
        "forget me" and "show what you hold"; without it they are messages like others. ``hears`` reads pinyin.
        """
        self._engine, self._history, self._live = engine, history, catalog
        self._limit = answer_seconds
        self._own: weakref.WeakValueDictionary[str, asyncio.Lock] = weakref.WeakValueDictionary()
        self._turns, self._own_data = turns, own
        self._history_failed, self._hears = history_failed, hears
        self._threads = ThreadPoolExecutor(STORE_THREADS, "conversations")

    @property
    def _catalog(self) -> Catalog:
        return self._live.now

    async def reply(self, inbound: Inbound) -> Turn:
        """
        The assistant's turn. Raises InputRefused; HistoryUnavailable where a choice was tapped that can't be looked up.

        A text is answered also while nothing can be kept, and the citizen is told so.
        """
        with span("turn", channel=inbound.channel):
            try:
                async with self._turn(inbound.conversation):
                    return await self._kept(inbound)
            except HistoryBusy:
                raise
            except HistoryUnavailable:
                self._history_failed()
                if inbound.payload is not None:
                    raise
            async with self._own.setdefault(inbound.conversation, asyncio.Lock()):
                return self._unkept(await self._answered(inbound, await self._check(inbound)))

    async def _kept(self, inbound: Inbound) -> Turn:
        if inbound.message_id is not None:
            known = await self._stored(self._history.answered, inbound.conversation, inbound.message_id)
            if known is not None:
                return known
        checked = await self._check(inbound)
        wish = self._wish(checked)
        if wish == "forget_now":
            return self._forgotten(inbound.conversation, checked.language)
        turn = self._of_own_data(wish, inbound.conversation, checked.language) if wish else None
        turn = turn or await self._answered(inbound, checked)
        # An id whose message nothing was done for stays free: it may come again when the part is back.
        key = None if turn.unanswered else inbound.message_id
        try:
            await self._stored(self._history.record, inbound.conversation, key, checked.text, turn)
        except HistoryUnavailable:
            self._history_failed()
            return self._unkept(turn)
        return turn

    async def _stored[T](self, work: Callable[..., T], *given: object) -> T:
        """Asks the store in threads of its own: while a disk is slow, this process does all else as ever."""
        here = partial(copy_context().run, work, *given)
        asked = asyncio.get_running_loop().run_in_executor(self._threads, here)
        # Whoever waits may go: what was begun is ended before the turn is given up.
        try:
            return await asyncio.shield(asked)
        except asyncio.CancelledError:
            await asyncio.wait([asked])
            raise

    async def forget(self, conversation: str) -> None:
        """Deletes all that is kept of a conversation, after the message that is being answered, if there is one. Queue
        numbers stay: they are promises. Raises HistoryUnavailable.
        """
        async with self._turn(conversation):
            self._history.forget(conversation)

    def _wish(self, checked: _Checked) -> Wish | None:
        if self._own_data is None:
            return None
        if checked.payload is not None:
            return own_data.tapped(checked.payload)
        return own_data.said(checked.heard)

    def _forgotten(self, conversation: str, language: Language) -> Turn:
        """Deletes, and leaves no trace of having been asked to."""
        numbers = self._own_data.numbers(conversation) if self._own_data else []
        self._history.forget(conversation)
        w = words(language)
        said = w.forgotten() if numbers == [] else w.forgotten_but_numbers()
        return Turn(language, Understanding("smalltalk", confidence=1.0), (Reply("notice", said, language),))

    def _of_own_data(self, wish: Wish, conversation: str, language: Language) -> Turn | None:
        own, w = self._own_data, words(language)
        offered: tuple[Choice, ...] = ()
        if own is None:
            return None
        if wish == "forget":
            said = w.ask_forget(own.numbers(conversation))
            offered = (own_data.choice(w.OWN_FORGET_NOW, "forget_now"), own_data.choice(w.OWN_KEEP, "keep"))
        elif wish == "show":
            kept = [m for m in self._history.messages_after(conversation, 0, MOST_LOOKED_AT) if m.sender == "citizen"]
            texts = [str(message.content["text"]) for message in kept[-SHOWN:]]
            since = kept[0].created_at[:10] if kept else ""
            said = w.held(texts, since, own.numbers(conversation), own.conversation_days, own.ticket_days)
            offered = (own_data.choice(w.OWN_FORGET, "forget"),)
        else:
            said = w.anything_else()
        reply = Reply("choices" if offered else "text", said, language, offered)
        return Turn(language, Understanding("smalltalk", confidence=1.0), (reply,))

    @asynccontextmanager
    async def _turn(self, conversation: str) -> AsyncIterator[None]:
        lock = self._own.setdefault(conversation, asyncio.Lock())
        others = self._turns.hold(conversation) if self._turns else nullcontext()
        async with lock, others:
            yield

    async def _check(self, inbound: Inbound) -> _Checked:
        if inbound.payload is not None:
            title = self._history.choice_title(inbound.conversation, inbound.payload)
            if title is None and own_data.tapped(inbound.payload) == "forget_now":
                title = ""  # pressed again after all was deleted, the offer of this choice too
            if title is None:
                raise InputRefused("unknown_choice")
            return _Checked(title, title, inbound.language or detect_language(title), inbound.payload)
        raw = inbound.text or ""
        if any(0xD800 <= ord(character) <= 0xDFFF for character in raw):
            raise InputRefused("not_text")
        if len(raw) > MAX_TEXT:
            raise InputRefused("too_long")
        text = normalise(raw)
        if not text:
            raise InputRefused("empty")
        if len(text) > MAX_TEXT:
            raise InputRefused("too_long")
        masked = mask(text)
        # Long pinyin takes a while to read: others are answered meanwhile.
        heard = self._heard(masked) if len(masked) < _LONG else await asyncio.to_thread(self._heard, masked)
        # A number may be spelt out in pinyin: then what was typed is not kept either.
        understood = mask(heard.text)
        kept = masked if understood == heard.text else understood
        return _Checked(kept, understood, self._language(inbound, text, heard), None)

    def _heard(self, masked: str) -> Heard:
        try:
            return self._hears(masked)
        except Exception as error:  # whatever it is, the message can still be understood as it was typed
            log.error("pinyin could not be read: %s", type(error).__name__)
            return as_typed(masked)

    def _language(self, inbound: Inbound, text: str, heard: Heard) -> Language:
        """That of the words. Who types pinyin reads Chinese; a mere term in it stands in English talk too."""
        if heard.pinyin and is_said_in_chinese(heard.text):
            return "zh"
        if heard.pinyin:
            return self._spoken(replace(inbound, language=None))
        return detect_language(text) if shows_language(text) else self._spoken(inbound)

    def _spoken(self, inbound: Inbound) -> Language:
        """For "2" or "?": what was spoken last; before anything was, what the channel says of its user."""
        with suppress(HistoryUnavailable):
            if (spoken := self._history.spoken(inbound.conversation)) is not None:
                return spoken
        return inbound.language or "zh"

    async def _answered(self, inbound: Inbound, checked: _Checked) -> Turn:
        chosen = choices.read(checked.payload, self._catalog) if checked.payload is not None else None
        if checked.payload is not None and chosen is None:
            raise InputRefused("unknown_choice")
        saying = Saying(inbound.conversation, checked.heard, checked.language, inbound.message_id, chosen)
        try:
            if not self._engine.ready:
                raise RuntimeError("the engine is not ready")
            with span("engine"):
                understanding, replies = await asyncio.wait_for(
                    asyncio.wrap_future(self._engine.say(saying)), self._limit
                )
        except Exception as error:
            # Understanding is down or stuck. The citizen is told so; tickets and the catalog go on without it.
            log.error("the engine did not answer: %s", type(error).__name__)
            return not_understood(checked.language, self._catalog.center.human_phone)
        nothing_done = understanding.outcome == "ticket" and any(reply.kind == "notice" for reply in replies)
        return Turn(checked.language, understanding, tuple(replies), unanswered="tickets" if nothing_done else None)

    def _unkept(self, turn: Turn) -> Turn:
        """The turn with a word that it is not kept, and nothing to tap: choices are looked up in the store."""
        told = Reply("notice", words(turn.language).conversation_not_kept(), turn.language)
        bare = tuple(replace(reply, choices=(), card=_without_offers(reply)) for reply in turn.replies)
        return replace(turn, replies=(*bare, told), unanswered=turn.unanswered or "memory")


def not_understood(language: Language, phone: str) -> Turn:
    """What is said while understanding is out of reach."""
    sorry = Reply("notice", words(language).engine_unavailable(phone), language)
    return Turn(language, Understanding("handoff", topic="human"), (sorry,), unanswered="understanding")


def _without_offers(reply: Reply) -> dict[str, object] | None:
    if not reply.card or "offers" not in reply.card:
        return reply.card
    return {**reply.card, "offers": []}

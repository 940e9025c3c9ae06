"""The account as a messenger: a signed webhook comes in, answers and calls go out by Twilio's API."""

from __future__ import annotations

import asyncio
import base64
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import httpx
from fastapi import APIRouter, Request, Response

from assistant.messages import Reply
from assistant.rendering.renderer import words
from connectors.delivery.intake import Taker
from connectors.delivery.model import Arrival, Contact, Packed, Parcel, SendFailed, Undeliverable, Unreachable
from connectors.delivery.numbered import MENU, menu_of, numbered, picked, whole_text, within
from connectors.delivery.reception import NotReady, Reception, TooMany, drafts, excuse, notice
from connectors.delivery.store import DeliveryUnavailable

log = logging.getLogger(__name__)
CHANNEL = "twilio"
PATH = "/twilio"
LONGEST_TEXT = 1600  # characters of one message
SECONDS = 10.0
EMPTY = "<Response/>"  # TwiML: nothing is said in the answer itself
_GONE = frozenset({21211, 21214, 21408, 21610, 21612, 21614, 63024})  # no such number, unsubscribed, not on WhatsApp


@dataclass(frozen=True)
class TwilioSettings:
    """The account; ``sender`` is its number, or ``whatsapp:`` and its number."""

    sid: str
    token: str = field(repr=False)
    sender: str
    public_url: str
    api: str = "https://api.twilio.com"


def signature(token: str, address: str, form: Mapping[str, str]) -> str:
    """X-Twilio-Signature of a call: HMAC-SHA1 over the address and the form's fields in order."""
    content = address + "".join(f"{name}{form[name]}" for name in sorted(form))
    return base64.b64encode(hmac.digest(token.encode(), content.encode(), "sha1")).decode()


class TwilioAccount:
    """One account of one assistant."""

    name = CHANNEL

    def __init__(self, settings: TwilioSettings, reception: Reception, news: asyncio.Event) -> None:
        self._settings, self._reception, self._news = settings, reception, news
        self._http = httpx.AsyncClient(
            base_url=settings.api, auth=(settings.sid, settings.token), timeout=SECONDS, follow_redirects=False
        )
        self.state = "waiting for Twilio's calls"
        reception.intake.serve(CHANNEL, Taker(self._answered, partial(excuse, reception, self)))

    @property
    def bodies(self) -> dict[str, int]:
        """No path takes larger bodies than the API."""
        return {}

    def pack(self, contact: Contact, reply: Reply) -> list[Packed]:
        """A reply as one text."""
        tail = numbered(reply.text, reply.choices, [reply])
        text = within(reply.text, tail, whole_text([reply], self._settings.public_url), len, LONGEST_TEXT)
        return [Packed({"text": text}, menu_of(reply.choices))]

    async def link(self, code: str) -> str | None:
        """A telephone is written to, not scanned."""
        return None

    async def run(self) -> None:
        """Waits until cancelled: Twilio calls us."""
        try:
            await asyncio.Event().wait()
        finally:
            await self._http.aclose()

    async def send(self, parcel: Parcel) -> None:
        """Sends one message. Raises SendFailed, Unreachable or Undeliverable."""
        form = {"From": self._settings.sender, "To": parcel.address, "Body": parcel.content["text"]}
        try:
            answer = await self._http.post(f"/2010-04-01/Accounts/{self._settings.sid}/Messages.json", data=form)
        except httpx.HTTPError as failure:
            raise SendFailed(type(failure).__name__) from None
        if answer.is_success:
            return
        if answer.status_code in (401, 403, 408, 429) or answer.status_code >= 500:
            raise SendFailed(f"Twilio says {answer.status_code}")
        code = _code(answer)
        if code in _GONE:
            raise Unreachable(f"Twilio says {code}")
        raise Undeliverable(f"Twilio says {code or answer.status_code}", asked=True)

    def router(self) -> APIRouter:
        """The route that stands as "A message comes in" at Twilio."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route(PATH, self._posted, methods=["POST"])
        return router

    async def _posted(self, request: Request) -> Response:
        """One message; it is kept, and its answer goes out by the outbox."""
        try:
            form = dict(parse_qsl((await request.body()).decode("utf-8"), keep_blank_values=True, max_num_fields=100))
        except ValueError:
            form = {}
        expected = signature(self._settings.token, f"{self._settings.public_url}{PATH}", form)
        given = request.headers.get("X-Twilio-Signature", "")
        if not form or not hmac.compare_digest(expected.encode(), given.encode()):
            return Response(status_code=403)
        if form.get("MessageSid") and form.get("From"):
            message, address, text = form["MessageSid"], form["From"], form.get("Body", "").strip()
            try:
                await self._reception.intake.accept(CHANNEL, message, address, {"text": text})
            except DeliveryUnavailable:
                return Response(status_code=503)
        return Response(EMPTY, media_type="application/xml")

    async def _answered(self, arrival: Arrival, said: dict[str, Any]) -> None:
        store, text = self._reception.store, str(said["text"])
        contact = await store.aside(self._reception.contact, CHANNEL, arrival.address, "zh")
        key = message = arrival.update_id
        try:
            replies = await self._replies(contact, message, text)
        except TooMany:
            key = f"too-many:{message}"
            replies = [notice(words(contact.language).PROBLEMS["too_many"], contact.language)]
        except (NotReady, DeliveryUnavailable):
            raise
        except Exception as error:
            log.error("unforeseen %s at a message of Twilio", type(error).__name__)
            replies = [notice(words(contact.language).PROBLEMS["internal"], contact.language)]
        await store.aside(store.post, drafts(self, contact, key, replies), (CHANNEL, message))
        self._news.set()

    async def _replies(self, contact: Contact, message: str, text: str) -> list[Reply]:
        if not text:
            return [notice(words(contact.language).only_text(), contact.language)]
        menu = await self._reception.store.aside(self._reception.store.button, contact.conversation, MENU)
        payload = picked(text, menu)
        if payload is not None:
            return await self._reception.taps(contact, message, payload)
        return await self._reception.says(contact, message, text)


def _code(answer: httpx.Response) -> int:
    try:
        return int(answer.json().get("code") or 0)
    except (ValueError, AttributeError, TypeError):
        return 0

"""The account as a messenger: its route, and what it sends of its own accord."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from assistant.messages import Reply
from connectors.delivery.line import AT_ONCE
from connectors.delivery.model import Contact, Packed, Parcel, SendFailed, Undeliverable, Unreachable
from connectors.delivery.reception import Reception
from connectors.delivery.store import DeliveryUnavailable
from connectors.wechat import outbound
from connectors.wechat.api import NoQuota, WeChatApi
from connectors.wechat.envelope import Envelopes, Refused, WeChatSettings
from connectors.wechat.inbound import read
from connectors.wechat.quota import Quotas
from connectors.wechat.service import CHANNEL, WAIT_SECONDS, WeChatService

log = logging.getLogger(__name__)
PATH = "/wechat"
REFUSED = "refused"
SUCCESS = "success"
_THING = 20  # letters that a template's field takes


class WeChatAccount:
    """One Official Account of one assistant."""

    name = CHANNEL

    def __init__(
        self,
        settings: WeChatSettings,
        reception: Reception,
        news: asyncio.Event,
        clock: Callable[[], datetime],
        wait_seconds: float = WAIT_SECONDS,
    ) -> None:
        self._settings = settings
        self._envelopes = Envelopes(settings)
        self._quotas = Quotas(reception.store, reception.ids, clock)
        self._service = WeChatService(reception, self, self._quotas, news, settings.public_url, wait_seconds)
        self._api = WeChatApi(settings, reception.store, clock)
        self._threads = ThreadPoolExecutor(AT_ONCE, "wechat-api")
        self.state = "waiting for WeChat's calls"

    @property
    def bodies(self) -> dict[str, int]:
        """No path takes larger bodies than the API."""
        return {}

    def pack(self, contact: Contact, reply: Reply) -> list[Packed]:
        """A reply as one WeChat message."""
        return [outbound.pack([reply], self._settings.public_url)]

    async def link(self, code: str) -> str | None:
        """What a QR code with the code as its scene shows; None where WeChat gives none."""
        try:
            return await self._calling(self._api.scene_code, code)
        except (SendFailed, Unreachable, Undeliverable, NoQuota) as failure:
            log.warning("WeChat: no QR code for a hand-over, %s", failure)
            return None

    async def run(self) -> None:
        """Waits until cancelled: WeChat calls us."""
        try:
            await asyncio.Event().wait()
        finally:
            self._api.close()
            self._threads.shutdown(wait=False)

    async def send(self, parcel: Parcel) -> None:
        """Sends one message within the quotas. Raises SendFailed, Unreachable or Undeliverable."""
        await self._calling(self._send, parcel)

    async def _calling[T](self, call: Callable[..., T], *given: object) -> T:
        """WeChat's API in threads of its own: when it is slow, nothing else is."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, call, *given)

    def _send(self, parcel: Parcel) -> None:
        asked = False
        if self._quotas.left(parcel.address):
            try:
                self._api.send_text(parcel.address, parcel.content["text"])
                self._quotas.use(parcel.address)
                return
            except NoQuota:
                self._quotas.exhaust(parcel.address)
                asked = True
        self._by_template(parcel, asked)

    def _by_template(self, parcel: Parcel, asked: bool) -> None:
        facts = parcel.content.get("ticket")
        if not self._settings.template or not facts:
            raise Undeliverable("the citizen has not written lately, and no template is set for this", asked=asked)
        template, *fields = self._settings.template.split()
        data = {}
        for field in fields:
            place, _, fact = field.partition("=")
            data[place] = {"value": facts.get(fact, "")[:_THING]}
        try:
            self._api.send_template(parcel.address, template, data)
        except NoQuota as refusal:
            raise Undeliverable(str(refusal), asked=True) from None

    def router(self) -> APIRouter:
        """The route that stands in the account's server settings (服务器配置)."""
        router = APIRouter(include_in_schema=False)
        router.add_api_route(PATH, self._verified, methods=["GET"])
        router.add_api_route(PATH, self._posted, methods=["POST"])
        return router

    async def _verified(self, request: Request) -> Response:
        """WeChat's check of the address."""
        try:
            self._envelopes.verify(request.query_params)
        except Refused:
            return Response(REFUSED, 403, media_type="text/plain")
        return Response(request.query_params.get("echostr", "")[:200], media_type="text/plain")

    async def _posted(self, request: Request) -> Response:
        """One message or event; answered within the five seconds that WeChat waits."""
        try:
            message: Any = self._envelopes.open(request.query_params, await request.body())
        except Refused:
            return Response(REFUSED, 403, media_type="text/plain")
        try:
            text = await self._service.answer(read(message))
        except (DeliveryUnavailable, TimeoutError):
            return Response(status_code=503)  # WeChat brings it again
        if text is None:
            return Response(SUCCESS, media_type="text/plain")
        return Response(self._envelopes.close(message, text), media_type="application/xml")

"""SMS and WhatsApp at Twilio: only signed calls get in, one text an answer, calls of numbers go out."""

import asyncio
import dataclasses
import itertools
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import SecretStr

from assistant.bootstrap import Assistant
from assistant.messengers import build_channels, check_channels
from assistant.rendering import zh
from connectors.delivery import courier
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.gateway import create_app, services_of
from connectors.twilio.account import LONGEST_TEXT, signature

SID, TOKEN, SENDER, HOME = "AC0123456789", "the token of the account", "whatsapp:+8657100000000", "https://home.example"
_numbers = itertools.count(1)


class FakeTwilio:
    """Twilio's API on the loopback; ``refusals`` are (status, code) for the next messages."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.refusals: list[tuple[int, int]] = []
        self.app = FastAPI()
        self.app.add_api_route("/2010-04-01/Accounts/{sid}/Messages.json", self._message, methods=["POST"])
        self.app.add_api_route("/2010-04-01/Accounts/{sid}.json", self._account, methods=["GET"])

    async def _message(self, sid: str, request: Request) -> JSONResponse:
        assert request.headers["authorization"].startswith("Basic ")
        form = dict(parse_qsl((await request.body()).decode()))
        assert (sid, form["From"]) == (SID, SENDER) and len(form["Body"]) <= LONGEST_TEXT
        if self.refusals:
            status, code = self.refusals.pop(0)
            return JSONResponse({"code": code, "message": "refused"}, status)
        self.sent.append(form)
        return JSONResponse({"sid": "SM1"}, 201)

    async def _account(self, sid: str) -> JSONResponse:
        return JSONResponse({"sid": sid}, 200 if sid == SID else 401)

    def to(self, number: str) -> list[str]:
        """What a number has got."""
        return [form["Body"] for form in self.sent if form["To"] == number]


@dataclasses.dataclass
class Phone:
    """Somebody with WhatsApp."""

    http: httpx.AsyncClient
    twilio: FakeTwilio
    store: SQLiteDelivery
    number: str = dataclasses.field(default_factory=lambda: f"whatsapp:+4915100{next(_numbers):06d}")

    def form(self, text: str, **more: str) -> dict[str, str]:
        """What Twilio posts of a message."""
        given = {
            "MessageSid": f"SM{next(_numbers):032d}",
            "From": self.number,
            "To": SENDER,
            "Body": text,
            "NumMedia": "0",
        }
        return {**given, **more}

    async def post(self, form: dict[str, str], signed: str | None = None) -> httpx.Response:
        """Posts it, signed rightly unless said otherwise."""
        given = signature(TOKEN, f"{HOME}/twilio", form) if signed is None else signed
        return await self.http.post("/twilio", data=form, headers={"X-Twilio-Signature": given})

    async def says(self, text: str, **more: str) -> list[str]:
        """Writes, and gives what comes back."""
        before = len(self.twilio.to(self.number))
        answer = await self.post(self.form(text, **more))
        assert (answer.status_code, answer.text) == (200, "<Response/>")
        await self.settle()
        return self.twilio.to(self.number)[before:]

    async def settle(self) -> None:
        """Waits until nothing is left to answer and to send."""
        async with asyncio.timeout(30):
            while self.store.arrivals_waiting():  # noqa: ASYNC110 - a database
                await asyncio.sleep(0.005)
            while any(state == "waiting" for _, state in self.store.counts()):  # noqa: ASYNC110 - a database
                await asyncio.sleep(0.005)


@pytest.fixture(scope="module")
def twilio_server(serving: Any) -> Iterator[tuple[FakeTwilio, str]]:
    fake = FakeTwilio()
    with serving(fake.app) as address:
        yield fake, address


@pytest.fixture
def starting(assistant: Assistant, twilio_server: tuple[FakeTwilio, str], tmp_path: Path) -> Any:
    """Starts the account: ``async with starting() as (phone, channels)``."""

    @asynccontextmanager
    async def start() -> AsyncIterator[tuple[Phone, Any]]:
        own = {"twilio_sid": SID, "twilio_token": SecretStr(TOKEN), "twilio_from": SENDER, "public_url": HOME}
        changed = assistant.stores.settings.model_copy(update={**own, "twilio_api": twilio_server[1]})
        delivery = SQLiteDelivery(tmp_path / "delivery.db", assistant.stores.clock)
        delivery.migrate()
        newest = assistant.stores.ledger.outbox_after(0, 100_000)
        if newest:
            delivery.post([], None, ("tickets", newest[-1].id))
        stores = dataclasses.replace(assistant.stores, settings=changed, delivery=delivery)
        services = services_of(stores)
        services.conversation = assistant.conversation
        channels = build_channels(stores, services)
        channels.start()
        transport = httpx.ASGITransport(create_app(services, lambda: None, lambda: None, channels))
        try:
            async with httpx.AsyncClient(transport=transport, base_url="http://account.test", timeout=30) as http:
                yield Phone(http, twilio_server[0], delivery), channels
        finally:
            await channels.stop()
            delivery.close()

    return start


@pytest.mark.asyncio
async def test_ask_and_pick_by_number(starting: Any) -> None:
    async with starting() as (phone, _):
        (answer,) = await phone.says("护照到期了要带什么")
        assert "照片" in answer and "回复1-" in answer
        number = next(line.split(".")[0] for line in answer.split("\n") if line.endswith(zh.FACET_TITLES["procedure"]))
        (steps,) = await phone.says(number)
        assert "护照" in steps and steps != answer
        (notice,) = await phone.says("", NumMedia="1", MediaContentType0="image/jpeg")
        assert notice == zh.only_text()


@pytest.mark.asyncio
async def test_a_number_is_called(starting: Any, assistant: Assistant) -> None:
    async with starting() as (phone, channels):
        await phone.says("你好")
        contact = phone.store.contact("twilio", phone.number)
        assert contact is not None
        ledger = assistant.stores.ledger
        ticket = ledger.issue(contact.conversation, "road_occupation_permit").ticket
        ledger.check_in(ticket.reference)
        window = assistant.stores.catalog.transactions[ticket.transaction].windows[0]
        assert ledger.call_next(window, "twilio test").reference == ticket.reference  # type: ignore[union-attr]
        await channels._courier._take_events()
        channels._courier._news.set()
        await phone.settle()
        assert ticket.number in phone.twilio.to(phone.number)[-1]
        ledger.missed(window)


@pytest.mark.asyncio
async def test_without_twilio_s_signature_nothing_gets_in(starting: Any) -> None:
    async with starting() as (phone, _):
        form = phone.form("你好")
        good = signature(TOKEN, f"{HOME}/twilio", form)
        wrong_place, wrong_key = signature(TOKEN, f"{HOME}/other", form), signature("another", f"{HOME}/twilio", form)
        for bad in ("", good[:-1], good.swapcase(), wrong_place, wrong_key, "护照".encode().hex()):
            assert (await phone.post(form, bad)).status_code == 403
        assert (await phone.post({**form, "Body": "changed"}, good)).status_code == 403
        assert (await phone.post({**form, "Extra": "x"}, good)).status_code == 403
        assert (await phone.http.post("/twilio", content=b"\xff\xfe")).status_code == 403
        assert phone.store.counts() == {} and phone.store.contact("twilio", phone.number) is None
        assert (await phone.post(form, good)).status_code == 200


@pytest.mark.asyncio
async def test_each_message_three_times_shuffled_has_one_answer(starting: Any) -> None:
    async with starting() as (phone, _):
        forms = [phone.form(text) for text in ("护照到期了要带什么", "谢谢", "市民卡丢了")] * 3
        random.Random(3).shuffle(forms)
        for form in forms:
            assert (await phone.post(form)).status_code == 200
        await phone.settle()
        assert len(phone.twilio.to(phone.number)) == 3


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("refusal", "state"),
    [((503, 0), "sent"), ((429, 20429), "sent"), ((400, 21610), "dropped"), ((400, 63016), "dead"), ((400, 0), "dead")],
)
async def test_what_twilio_s_refusals_mean(
    starting: Any, monkeypatch: pytest.MonkeyPatch, refusal: tuple[int, int], state: str
) -> None:
    monkeypatch.setattr(courier, "FIRST_WAIT", 0.0)
    async with starting() as (phone, _):
        phone.twilio.refusals.append(refusal)
        await phone.says("谢谢")
        assert phone.store.counts() == {("twilio", state): 1}


def test_the_check_says_what_is_missing_and_what_twilio_said(
    assistant: Assistant, twilio_server: tuple[FakeTwilio, str], tmp_path: Path
) -> None:
    def findings(**changed: Any) -> str:
        own = {"twilio_sid": SID, "twilio_token": SecretStr(TOKEN), "twilio_from": SENDER, "public_url": HOME}
        given = {**own, "twilio_api": twilio_server[1], "data_dir": tmp_path, **changed}
        found = asyncio.run(check_channels(assistant.stores.settings.model_copy(update=given)))
        return "\n".join(str(finding) for finding in found if finding.channel == "Twilio")

    assert "SID and token are good" in findings() and " wrong " not in findings()
    assert " wrong " in findings(twilio_sid="AC9") and "refused (401)" in findings(twilio_sid="AC9")
    assert "CITIZEN_HOME_PUBLIC_URL is missing" in findings(public_url=None)
    assert " off " in findings(twilio_sid=None, twilio_token=None, twilio_from=None)

"""Personal numbers in thirty spellings through every channel, past an engine that repeats all it hears: 0 are found."""

import asyncio
import contextlib
import logging
import sqlite3
import time
import warnings
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from echo import Echo
from privacy_canaries import CANARIES, OTHERS, SPELLINGS, digits
from pydantic import SecretStr

from assistant.bootstrap import Stores, open_stores
from assistant.conversation import Conversation
from assistant.messengers import build_channels
from assistant.settings import Settings
from connectors.gateway import create_app, services_of
from connectors.twilio.account import signature

HOME, WECHAT_TOKEN, TWILIO_TOKEN = "https://home.example.gov.cn", "token of the tests", "token"
STORY = "三叔公的护照夹在旧棉袄里"
WECHAT = (
    "<xml><ToUserName><![CDATA[gh_0]]></ToUserName><FromUserName><![CDATA[person]]></FromUserName>"
    "<CreateTime>{at}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>"
    "<MsgId>{id}</MsgId></xml>"
)
MESSENGERS: dict[str, Any] = {
    "public_url": HOME,
    "telegram_token": SecretStr("1:a-token-of-a-bot"),
    "telegram_secret": SecretStr("a-secret-of-a-webhook"),
    "wechat_app_id": "wx0123456789abcdef",
    "wechat_secret": SecretStr("secret"),
    "wechat_token": SecretStr(WECHAT_TOKEN),
    "twilio_sid": "AC0",
    "twilio_token": SecretStr(TWILIO_TOKEN),
    "twilio_from": "+10000000006",
}


class Door:
    """Every way into the assistant; no messenger is written to, their outboxes fill."""

    def __init__(self, http: httpx.AsyncClient, stores: Stores, channels: Any) -> None:
        self.http, self.stores, self._channels, self._number = http, stores, channels, 0
        self._token = ""

    async def api(self, text: str) -> None:
        """The API, with a session of its own, and what it tells of the conversation afterwards."""
        self._token = (await self.http.post("/api/v1/sessions")).json()["token"]
        await self._said({"text": text})

    async def widget(self, text: str) -> None:
        """As the widget does: message ids, a language, and from another page."""
        name = f"00000000-0000-4000-8000-{self.next():012d}"
        await self._said({"text": text, "message_id": name, "language": "zh"}, Origin=HOME)

    async def _said(self, body: dict[str, str], **headers: str) -> None:
        headers["Authorization"] = f"Bearer {self._token}"
        answer = await self.http.post("/api/v1/messages", json=body, headers=headers)
        assert answer.status_code == 200, answer.text

    async def telegram(self, text: str) -> None:
        """An update of a private chat."""
        from telegram import Update

        bot = next(m for m in self._channels.messengers if m.name == "telegram")
        person = {"id": 5, "is_bot": False, "first_name": "-", "language_code": "zh"}
        message = {"message_id": 1, "date": 1795399200, "chat": {"id": 5, "type": "private"}, "from": person}
        update = {"update_id": self.next(), "message": {**message, "text": text}}
        await bot._service.take(Update.de_json(update, bot._bot))

    async def wechat(self, text: str) -> None:
        """A signed message."""
        import hashlib

        now = int(time.time())  # WeChat signs with the real time
        signed = hashlib.sha1("".join(sorted((WECHAT_TOKEN, str(now), "n"))).encode()).hexdigest()
        query = {"signature": signed, "timestamp": str(now), "nonce": "n"}
        body = WECHAT.format(at=now, id=self.next(), text=text).encode()
        answer = await self.http.post("/wechat", params=query, content=body)
        assert answer.status_code == 200 and "<xml>" in answer.text, answer.text

    async def twilio(self, text: str) -> None:
        """A signed message."""
        form = {"MessageSid": f"SM{self.next():032d}", "From": "+100", "To": "+200", "Body": text, "NumMedia": "0"}
        headers = {"X-Twilio-Signature": signature(TWILIO_TOKEN, f"{HOME}/twilio", form)}
        assert (await self.http.post("/twilio", data=form, headers=headers)).status_code == 200

    def next(self) -> int:
        """Another number."""
        self._number += 1
        return self._number


@contextlib.asynccontextmanager
async def house(folder: Path) -> AsyncIterator[Door]:
    """The whole app with all messengers, none of them started."""
    settings = Settings(
        _env_file=None, data_dir=folder, database_url=None, rate_limit="off",
        clock=datetime.fromisoformat("2026-11-23T10:00:00+08:00"),
    ).model_copy(update=MESSENGERS)  # fmt: skip
    stores = open_stores(settings)
    services = services_of(stores)
    services.conversation = Conversation(Echo(), stores.history, stores.live)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from telegram import User

        channels = build_channels(stores, services)
    bot: Any = next(messenger for messenger in channels.messengers if messenger.name == "telegram")
    bot._bot._bot_user = User(1, "home", is_bot=True, username="home_bot")  # as after its first call
    app = create_app(services, lambda: None, lambda: None, channels)
    try:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://home.test") as http:
            yield Door(http, stores, channels)
    finally:
        stores.close()


def traces(folder: Path, metrics: str, log: str) -> dict[str, str]:
    """All that was written: files with their WAL as they are, dumps of the databases, metrics and log."""
    found = {"metrics": metrics, "log": log}
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        found[path.name] = path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".db":
            with contextlib.closing(sqlite3.connect(path)) as database:
                found[f"dump of {path.name}"] = "\n".join(database.iterdump())
    assert any(name.endswith("-wal") and content for name, content in found.items())
    return found


def test_no_personal_number_is_found_in_anything_that_is_written(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """30 spellings of each, alone or in a sentence, over API, widget, Telegram, WeChat and Twilio."""
    caplog.set_level(logging.DEBUG)
    assert len(SPELLINGS) == 30
    number, mobile, card = CANARIES.values()
    texts = [f"{STORY}，{s(number)}，手机{s(mobile)}，还有卡{s(card)}" for s in SPELLINGS.values()]
    texts += [f"{STORY}，" + "；".join(other for others in OTHERS.values() for other in others)]
    found: dict[str, str] = {}

    async def run() -> None:
        async with house(tmp_path) as door:
            for text in texts:
                for channel in (door.api, door.widget, door.telegram, door.wechat, door.twilio):
                    await channel(text)
            found.update(traces(tmp_path, (await door.http.get("/metrics")).text, caplog.text))

    asyncio.run(run())
    assert sum(STORY in content for content in found.values()) >= 4, "what is not personal is kept: the search can find"
    for kind, canary in CANARIES.items():
        plain = digits(canary)
        assert [name for name, content in found.items() if plain in digits(content)] == [], kind
    for name, content in found.items():
        plain_text = content.lower()
        assert not any(other.lower() in plain_text for others in OTHERS.values() for other in others), name


def test_the_search_finds_a_planted_number(tmp_path: Path) -> None:
    """Were one stored, in whatever spelling, it would be seen."""
    with contextlib.closing(sqlite3.connect(tmp_path / "x.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (x TEXT)")
        database.executemany("INSERT INTO t VALUES (?)", [(spell(CANARIES["mobile"]),) for spell in SPELLINGS.values()])
        database.commit()
        dump = traces(tmp_path, "", "")["dump of x.db"]
    lines = [line for line in dump.split("INSERT INTO") if "VALUES" in line]
    assert len(lines) == len(SPELLINGS)
    assert all(digits(CANARIES["mobile"]) in digits(line) for line in lines)

"""Personal numbers in thirty spellings through every channel, past an engine that repeats all it hears: 0 are found."""

import asyncio
import contextlib
import logging
import sqlite3
import subprocess
import time
import uuid
import warnings
from collections.abc import AsyncIterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from echo import Echo
from privacy_canaries import CANARIES, OTHERS, SPELLINGS, digits
from pydantic import SecretStr
from volunteer import KEY, PINS, volunteer_pins

from assistant.bootstrap import Stores, open_stores
from assistant.conversation import Conversation
from assistant.messengers import build_channels
from assistant.operations.logs import ACCESS
from assistant.settings import Settings
from benchmarks.postgres_server import PostgresServer
from benchmarks.service import migrate
from connectors.gateway import create_app, services_of
from connectors.twilio.account import signature

HOME, WECHAT_TOKEN, TWILIO_TOKEN = "https://home.example.gov.cn", "token of the tests", "token"
STORY = "三叔公的护照夹在旧棉袄里"
PG_DUMP = Path(str(find_spec("pgserver").origin)).parent / "pginstall" / "bin" / "pg_dump"
LONGEST_SEARCH = 200
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
        self._token = self._shift = ""

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

    async def tablet(self, text: str) -> None:
        """A volunteer's tablet: a shift, a session for the citizen, and the talk carried over to a phone."""
        if not self._shift:
            asked = {"volunteer": "li", "pin": PINS["li"]}
            self._shift = (await self.http.post("/api/v1/shifts", json=asked)).raise_for_status().json()["token"]
        await self.api(text)
        mine = {"Authorization": f"Bearer {self._token}"}
        code = (await self.http.post("/api/v1/hand-overs", headers=mine)).raise_for_status().json()["code"]
        redeemed = {"code": code, "device": str(uuid.uuid4())}
        phone = (await self.http.post("/api/v1/hand-overs/redeem", json=redeemed)).raise_for_status().json()["token"]
        read = await self.http.get("/api/v1/messages", headers={"Authorization": f"Bearer {phone}"})
        assert STORY in read.text

    async def pages(self, text: str) -> None:
        """Searches, whose words stand in addresses: on the pages, and over the API."""
        query = {"q": text[:LONGEST_SEARCH]}
        paths = ("/api/v1/transactions", "/transactions")  # a page takes its time: one of five is looked at
        for path in paths if self.next() % 5 == 0 else paths[:1]:
            assert (await self.http.get(path, params=query)).status_code == 200, path

    async def strays(self, text: str) -> None:
        """Where no text belongs: in addresses, headers, names, and in what is refused."""
        mine, written = {"Authorization": f"Bearer {self._token}"}, quote(text[:60], safe="")
        await self.http.get(f"/api/v1/tickets/{written}", headers=mine)
        await self.http.get(f"/t/{written}", headers={"User-Agent": digits(text), "Referer": f"{HOME}/{digits(text)}"})
        await self.http.post("/api/v1/tickets", json={"transaction": text, "message_id": text}, headers=mine)
        await self.http.post("/api/v1/messages", json={"text": text, "language": text}, headers=mine)
        await self.http.post("/api/v1/messages", json={"payload": text[:LONGEST_SEARCH]}, headers=mine)

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
async def house(folder: Path, database: str | None) -> AsyncIterator[Door]:
    """The whole app with all messengers: what they receive is answered, but nothing is sent."""
    settings = Settings(
        _env_file=None, data_dir=folder, database_url=database, rate_limit="off", access_log="on", secret_key=KEY,
        volunteer_pins=volunteer_pins(), clock=datetime.fromisoformat("2026-11-23T10:00:00+08:00"),
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
    channels._intake.start()
    try:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://home.test") as http:
            yield Door(http, stores, channels)
        while stores.delivery.arrivals_waiting():  # noqa: ASYNC110 - in a database
            await asyncio.sleep(0.02)
    finally:
        await channels._intake.stop()
        stores.close()


def traces(folder: Path) -> dict[str, str]:
    """All that stands in a folder: files with their WAL as they are, and dumps of the databases."""
    found = {}
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        found[path.name] = path.read_bytes().decode("utf-8", "replace")
        if path.suffix == ".db":
            with contextlib.closing(sqlite3.connect(path)) as database:
                found[f"dump of {path.name}"] = "\n".join(database.iterdump())
    return found


def has_told(wal: Path) -> bool:
    """Whether a canary stands in PostgreSQL's log, in any spelling; the story does, or nothing was looked at."""
    log = b"".join(path.read_bytes() for path in sorted(wal.iterdir()) if path.is_file())
    assert STORY.encode() in log
    return any(spell(canary).encode() in log for canary in CANARIES.values() for spell in SPELLINGS.values())


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_no_personal_number_is_found_in_anything_that_is_written(
    store: str, tmp_path: Path, caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest
) -> None:
    """30 spellings of each, over API, widget, tablet, Telegram, WeChat, Twilio, searches, and where none belongs."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger=ACCESS)  # an earlier command of the same process may have turned it down
    assert len(SPELLINGS) == 30
    number, mobile, card = CANARIES.values()
    texts = [f"{STORY}，{s(number)}，手机{s(mobile)}，还有卡{s(card)}" for s in SPELLINGS.values()]
    texts += [f"{STORY}，" + "；".join(other for others in OTHERS.values() for other in others)]
    server: PostgresServer | None = request.getfixturevalue("postgres") if store == "postgres" else None
    database = server.create("canaries") if server else None
    if database:
        migrate(tmp_path, database)
    found: dict[str, str] = {}

    async def run() -> None:
        async with house(tmp_path, database) as door:
            channels = [door.api, door.widget, door.tablet, door.telegram, door.wechat, door.twilio]
            channels += [door.pages, door.strays] if server is None else []  # these keep nothing in a store
            for text in texts:
                for channel in channels:
                    await channel(text)
            metrics = (await door.http.get("/metrics")).text
            fields = "\n".join(str(getattr(record, "fields", "")) for record in caplog.records)
            found.update(traces(tmp_path), metrics=metrics, log=caplog.text + fields)

    asyncio.run(run())
    if server and database:
        dumped = subprocess.run([PG_DUMP, database], capture_output=True, check=True, **server._as, cwd="/").stdout
        found["dump of PostgreSQL"] = dumped.decode()
        assert not has_told(server._data / "pg_wal")
    else:
        assert any(name.endswith("-wal") and content for name, content in found.items())
    assert "citizen_home_requests_total" in found["metrics"] and "/api/v1/messages" in found["log"]
    told = 4 if server is None else 1  # stores, and their dumps
    assert sum(STORY in content for content in found.values()) >= told, "what is not personal is kept"
    assert leaks(found) == []


def leaks(found: dict[str, str]) -> list[str]:
    """Where which canary was found."""
    told = []
    for name, content in found.items():
        plain, low = digits(content), content.lower()
        told += [f"{kind} in {name}" for kind, canary in CANARIES.items() if digits(canary) in plain]
        told += [f"{other} in {name}" for kinds in OTHERS.values() for other in kinds if other.lower() in low]
    return told


def test_the_search_finds_a_planted_number(tmp_path: Path) -> None:
    """Were one stored, in whatever spelling, it would be seen."""
    with contextlib.closing(sqlite3.connect(tmp_path / "x.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (x TEXT)")
        database.executemany("INSERT INTO t VALUES (?)", [(spell(CANARIES["mobile"]),) for spell in SPELLINGS.values()])
        database.commit()
        dump = traces(tmp_path)["dump of x.db"]
    lines = [line for line in dump.split("INSERT INTO") if "VALUES" in line]
    assert len(lines) == len(SPELLINGS)
    assert all(digits(CANARIES["mobile"]) in digits(line) for line in lines)
    assert leaks({"dump": dump, "page": "write to LI.HUA@example.com"}) == [
        "mobile in dump",
        "li.hua@example.com in page",
        "LI.HUA@example.com in page",
    ]

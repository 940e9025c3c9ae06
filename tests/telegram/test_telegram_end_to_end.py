"""The whole way: a person's phone, a Bot API server, the bot in the served API, the assistant, and back."""

import dataclasses
import random
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from clerk import call
from pydantic import SecretStr
from telegram_kit import asked_for

from assistant.bootstrap import Assistant
from assistant.messengers import build_channels
from assistant.rendering import zh
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.gateway import create_app, services_of

EMULATOR = Path(__file__).parent / "emulator"
TOKEN, SECRET = "123456:TESTTOKEN", "a-secret-of-the-webhook"
PUBLIC = "http://assistant.test"
Starting = Callable[..., AbstractContextManager[str]]


def wait_for(found: Callable[[], Any], seconds: float = 60) -> Any:
    """What is found at last; fails when it never is."""
    end = time.monotonic() + seconds
    while not (result := found()):
        assert time.monotonic() < end, f"nothing came within {seconds} s"
        time.sleep(0.02)
    return result


@pytest.fixture(scope="session")
def telegram() -> Iterator[httpx.Client]:
    """The Bot API server."""
    if not (EMULATOR / "node_modules" / "telegram-test-api").is_dir():
        npm = shutil.which("npm")
        assert npm, "these tests need Node 20 with npm: install it, then run `npm ci` in tests/telegram/emulator"
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=EMULATOR, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    node = shutil.which("node")
    assert node, "these tests need Node 20"
    process = subprocess.Popen([node, "start.js", str(port)], cwd=EMULATOR, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"ready\n"
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client:
            yield client
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@dataclass
class Person:
    """Somebody with Telegram."""

    telegram: httpx.Client
    id: int
    language: str = "zh-hans"
    _read: list[dict[str, Any]] = field(default_factory=list)

    def _message(self, **more: Any) -> dict[str, Any]:
        who = {"id": self.id, "is_bot": False, "first_name": "Li", "language_code": self.language}
        chat = {"id": self.id, "type": "private", "first_name": "Li"}
        return {"botToken": TOKEN, "from": who, "chat": chat, "date": int(time.time()), **more}

    def says(self, text: str) -> dict[str, Any]:
        """Writes, and gives the next message of the bot."""
        self.telegram.post("/sendMessage", json=self._message(text=text)).raise_for_status()
        return self.hears()

    def commands(self, text: str) -> dict[str, Any]:
        """Sends a command, and gives the next message of the bot."""
        entities = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        self.telegram.post("/sendCommand", json=self._message(text=text, entities=entities)).raise_for_status()
        return self.hears()

    def taps(self, message: dict[str, Any], title: str) -> dict[str, Any]:
        """Taps a button of a message, and gives the next message of the bot."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"] == title)
        asked = {**self._message(text="…"), "message_id": 1}
        self.telegram.post("/sendCallback", json={**self._message(data=data), "message": asked}).raise_for_status()
        return self.hears()

    def hears(self) -> dict[str, Any]:
        """The bot's next message to this person."""
        if not self._read:
            self._read += wait_for(self.unread)
        return self._read.pop(0)["message"]

    def unread(self) -> list[dict[str, Any]]:
        """The bot's messages since the last look."""
        result: list[dict[str, Any]] = self.telegram.post(
            "/getUpdates", json={"token": TOKEN, "chatId": self.id}
        ).json()["result"]
        return result


@pytest.fixture
def starting(assistant: Assistant, serving: Any, telegram: httpx.Client, tmp_path: Path) -> Starting:
    """Serves the API with a bot, by polling or by webhook."""

    @contextmanager
    def start(**settings: Any) -> Iterator[str]:
        stores = assistant.stores
        bot = {"telegram_token": SecretStr(TOKEN), "telegram_api": str(telegram.base_url).rstrip("/")}
        delivery = SQLiteDelivery(tmp_path / "delivery.db", stores.clock)
        delivery.migrate()
        with_bot = dataclasses.replace(
            stores, settings=stores.settings.model_copy(update={**bot, **settings}), delivery=delivery
        )
        services = services_of(with_bot)
        channels = build_channels(with_bot, services)
        app = create_app(services, lambda: assistant.conversation, lambda: None, channels)
        with serving(app) as address:
            yield address
        delivery.close()

    return start


@pytest.fixture
def webhook(starting: Starting, telegram: httpx.Client) -> Callable[[], AbstractContextManager[str]]:
    """Serves with a webhook; gives the webhook's address."""

    @contextmanager
    def start() -> Iterator[str]:
        before = len(telegram.get("/_calls").json())
        with starting(public_url=PUBLIC, telegram_secret=SecretStr(SECRET)) as address:
            telegram.post("/_resolve", json={PUBLIC: address}).raise_for_status()

            def opened() -> list[str]:
                calls = telegram.get("/_calls").json()[before:]
                return [call["fields"]["url"] for call in calls if call["method"] == "setWebhook"]

            yield wait_for(opened)[0].replace(PUBLIC, address)
        telegram.post(f"/bot{TOKEN}/deleteWebhook")

    return start


def whole_visit(person: Person, assistant: Assistant, matter: str) -> None:
    """Asks, follows up, chooses, takes a number and is called."""
    answer = person.says("护照到期了要带什么")
    assert "照片" in answer["text"] and "<b>" in answer["text"]
    assert re.search(r"\d+元", person.says("多少钱")["text"])
    assert "1. " in person.taps(answer, zh.FACET_TITLES["procedure"])["text"]
    issued = person.says(asked_for(assistant, matter))
    ledger, citizen = assistant.stores.ledger, assistant.stores.ids.of("telegram", str(person.id))
    (ticket,) = ledger.active_of(citizen)
    assert ticket.number in issued["text"] and "取好了" in issued["text"]
    window = call(assistant.stores, ticket)
    called = person.hears()["text"]
    assert ticket.number in called and f"{window}号窗口" in called
    ledger.missed(window)
    assert "没等到您" in person.hears()["text"]


def test_a_visit_by_polling(starting: Starting, telegram: httpx.Client, assistant: Assistant) -> None:
    with starting():
        person = Person(telegram, 810_001)
        assert zh.privacy_abroad() in person.commands("/start")["text"]
        whole_visit(person, assistant, "citizen_card_top_up")
        plan = [person.says("换护照在几楼几号窗口"), person.hears()]
        assert "号窗口" in plan[0]["text"]
        photo = next(c for c in telegram.get("/_calls").json() if c["method"] == "sendPhoto")
        assert photo["bytes"] > 10_000
    commands = [call["fields"] for call in telegram.get("/_calls").json() if call["method"] == "setMyCommands"]
    assert {call.get("language_code") for call in commands} == {None, "zh"}


def test_a_visit_by_webhook(
    webhook: Callable[[], AbstractContextManager[str]], telegram: httpx.Client, assistant: Assistant
) -> None:
    with webhook():
        whole_visit(Person(telegram, 810_002), assistant, "water_new_connection")
    assert {d["status"] for d in telegram.get("/_deliveries").json()} <= {200, 503}


def test_without_the_secret_nothing_gets_in(
    webhook: Callable[[], AbstractContextManager[str]], telegram: httpx.Client
) -> None:
    person = Person(telegram, 810_003)
    who = {"id": person.id, "is_bot": False, "first_name": "Li"}
    chat = {"id": person.id, "type": "private"}
    update = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "你好", "from": who, "chat": chat}}
    header = "X-Telegram-Bot-Api-Secret-Token"
    with webhook() as address:
        for headers in ({}, {header: ""}, {header: SECRET[:-1]}, {header: SECRET + "x"}, {header: SECRET.upper()}):
            assert httpx.post(address, json=update, headers=headers).status_code == 403
        good = {header: SECRET}
        wait_for(lambda: httpx.post(address, json={"update_id": 4}, headers=good).status_code == 200)
        for body, status in (
            (b"{", 400),
            (b"[]", 400),
            (b'"x"', 400),
            (b'{"a":' + b"[" * 40 + b"]" * 40 + b"}", 400),
            (b'{"a":' + b"[" * 100_000, 400),
            (b'{"a": "' + b"x" * (256 * 1024) + b'"}', 413),
            (b'{"update_id": 5, "a": "' + b"x" * (200 * 1024) + b'"}', 200),
        ):
            wait_for(
                lambda body=body, status=status: httpx.post(address, content=body, headers=good).status_code == status
            )
        guessed = address.rsplit("/", 1)[0] + "/" + "A" * 22
        assert httpx.post(guessed, json=update, headers=good).status_code == 404
        assert person.unread() == []


def test_each_update_three_times_shuffled_has_one_effect(
    webhook: Callable[[], AbstractContextManager[str]], telegram: httpx.Client, assistant: Assistant
) -> None:
    person = Person(telegram, 810_004)
    seen = len(telegram.get("/_deliveries").json())
    with webhook() as address:
        person.says("公积金租房提取要带什么")
        person.commands("/help")
        person.says(asked_for(assistant, "law_lecture_booking"))
        delivered = [d["update"] for d in telegram.get("/_deliveries").json()[seen:] if d["status"] == 200]
        assert len(delivered) == 3
        thrice = delivered * 3
        random.Random(7).shuffle(thrice)
        for update in thrice:
            answer = httpx.post(address, json=update, headers={"X-Telegram-Bot-Api-Secret-Token": SECRET})
            assert answer.status_code == 200
        assert person.says("谢谢")["text"] == zh.thanks(), "nothing was said in between"
    citizen = assistant.stores.ids.of("telegram", str(person.id))
    (ticket,) = assistant.stores.ledger.active_of(citizen)
    assistant.stores.ledger.cancel(ticket.reference, "citizen")


def test_the_webhook_stays_shut_without_a_secret_and_the_api_serves(starting: Starting, telegram: httpx.Client) -> None:
    before = len(telegram.get("/_calls").json())
    with starting(public_url=PUBLIC) as address:
        wait_for(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        assert httpx.get(f"{address}/healthz").status_code == 200
    assert telegram.get("/_calls").json()[before:] == []


def test_a_telegram_out_of_reach_leaves_the_api_alone(starting: Starting) -> None:
    with starting(telegram_api="http://127.0.0.1:9") as address:
        wait_for(lambda: httpx.get(f"{address}/readyz").status_code == 200)
        assert httpx.post(f"{address}/api/v1/sessions").status_code == 201


def test_a_conversation_of_the_tablet_goes_on_in_telegram(
    starting: Starting, telegram: httpx.Client, assistant: Assistant
) -> None:
    """The tablet's code stands in the bot's link; the talk goes on with its context, and the tablet sees it."""
    with starting() as address, httpx.Client(base_url=f"{address}/api/v1", timeout=30) as tablet:
        tablet.headers["Authorization"] = f"Bearer {tablet.post('/sessions').json()['token']}"
        tablet.post("/messages", json={"text": "护照到期了要带什么"}).raise_for_status()
        made = wait_for(lambda: (found := tablet.post("/hand-overs").json())["links"].get("telegram") and found)
        link, _, code = made["links"]["telegram"].partition("?start=")
        assert link.startswith("https://t.me/") and code == made["code"]
        person = Person(telegram, 810_077)
        assert zh.link_continued() in person.commands(f"/start {code}")["text"]
        assert "照片" in person.hears()["text"]
        fee = person.says("多少钱")["text"]
        assert "护照" in fee and re.search(r"\d+元", fee)
        assert tablet.post("/hand-overs/state", json={"code": code}).json() == {"used": True}
        asked = [message["text"] for message in tablet.get("/messages").json()["messages"] if "text" in message]
        assert asked == ["护照到期了要带什么", "多少钱"]

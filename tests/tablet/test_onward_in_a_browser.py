"""From the tablet's page to the own phone: the volunteer chooses where, the phone reads what the page shows."""

import asyncio
import dataclasses
import io
import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import zxingcpp
from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Locator, expect
from pydantic import SecretStr
from wechat_kit import APP_ID, TOKEN, FakeApi, Person

from assistant.bootstrap import Assistant
from assistant.messengers import build_channels
from assistant.rendering import zh
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.gateway import create_app, services_of
from tablet.conftest import Volunteer

BOT = "citizen_home_test_bot"


def bot_api() -> FastAPI:
    """As much of Telegram's API as a bot needs to tell its name; nobody writes to it."""
    app = FastAPI()

    @app.api_route("/bot{token}/{method}", methods=["GET", "POST"])
    async def answer(token: str, method: str) -> dict[str, Any]:
        if method == "getUpdates":
            await asyncio.sleep(0.5)
            return {"ok": True, "result": []}
        me = {"id": 1, "is_bot": True, "first_name": "Citizen Home", "username": BOT}
        return {"ok": True, "result": me if method == "getMe" else True}

    return app


@dataclasses.dataclass
class Hall:
    """The served assistant with both messengers, and the WeChat that it talks to."""

    address: str
    wechat: FakeApi
    delivery: SQLiteDelivery


@pytest.fixture
def hall(assistant: Assistant, serving: Any, tmp_path: Path) -> Iterator[Hall]:
    """Serves the API with WeChat and Telegram connected."""
    wechat, stores = FakeApi(), assistant.stores
    with serving(wechat.app) as wechat_api, serving(bot_api()) as telegram_api:
        set_so = {
            "wechat_app_id": APP_ID,
            "wechat_secret": SecretStr("the secret"),
            "wechat_token": SecretStr(TOKEN),
            "wechat_api": wechat_api,
            "telegram_token": SecretStr("123456:TESTTOKEN"),
            "telegram_api": telegram_api,
        }
        delivery = SQLiteDelivery(tmp_path / "delivery.db", stores.clock)
        delivery.migrate()
        here = dataclasses.replace(stores, settings=stores.settings.model_copy(update=set_so), delivery=delivery)
        services = services_of(here)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            channels = build_channels(here, services)
        with serving(create_app(services, lambda: assistant.conversation, lambda: None, channels)) as address:
            yield Hall(address.replace("127.0.0.1", "localhost"), wechat, delivery)
        delivery.close()


Stands = Callable[..., Volunteer]


@pytest.fixture
def stands_in(hall: Hall, browse: Any) -> Stands:
    """Opens the tablet of that hall: by fingers, logged in."""

    def opened(language: str = "zh", width: int = 1180, height: int = 820) -> Volunteer:
        tablet = Volunteer(browse(hall.address, language, width, height, path=None, has_touch=True))
        tablet.opens()
        tablet.logs_in()
        return tablet

    return opened


def offers(tablet: Volunteer) -> Locator:
    """The choice of places, once the code is shown; a bot's link is there as soon as the bot knows its name."""
    places = tablet.page.locator("ch-hand-over .places button")
    for _ in range(40):
        tablet.act(3).click()
        expect(tablet.page.locator("ch-hand-over .qr")).to_be_visible()
        if places.count() == 3:
            break
        tablet.page.locator("ch-hand-over .acts .primary").click()
    expect(places).to_have_count(3)
    return places


def scanned(tablet: Volunteer) -> str:
    """What a phone's camera reads from the code on the page."""
    picture = Image.open(io.BytesIO(tablet.page.locator("ch-hand-over .qr").screenshot())).convert("L")
    (found,) = zxingcpp.read_barcodes(picture)
    return str(found.text)


def to_wechat(hall: Hall, person: Person, kind: str, text: str) -> str:
    """A message as WeChat signs and posts it, and the text of the answer."""
    post = person.post(person.xml(kind, text))
    return person.shown(httpx.post(f"{hall.address}/wechat", params=post.query, content=post.body, timeout=30))


@pytest.mark.parametrize("kind", ["scan", "subscribe by scan"])
def test_the_talk_of_the_tablet_goes_on_in_wechat(stands_in: Stands, hall: Hall, kind: str) -> None:
    """Looked up on the page, scanned from it, asked on with "how much": one talk, and the number comes along."""
    tablet = stands_in()
    tablet.chooses("hz")
    tablet.takes_number()
    number = tablet.numbers("given").locator(".big").inner_text()[-4:]
    offers(tablet).filter(has_text="微信").tap()
    shown = scanned(tablet)
    scene = hall.wechat.scene_of(shown)
    person = Person(httpx.AsyncClient(), "oOpenIdOfSomebodyAtTheTablet")
    told = to_wechat(hall, person, kind, scene)
    assert zh.link_continued() in told and "护照" in told
    expect(tablet.page.locator("ch-hand-over .used")).to_be_visible()
    assert tablet.visitor.violations() == []
    fee = to_wechat(hall, person, "text", "多少钱")
    assert "普通护照到期换发" in fee and re.search(r"\d+元", fee)
    assert number in to_wechat(hall, person, "text", "我的号排到哪了")
    other = Person(httpx.AsyncClient(), "oOpenIdOfSomebodyWithAPhoto")
    assert to_wechat(hall, other, kind, scene) == zh.link_refused()


def test_each_place_is_a_fingers_width_and_shows_a_code_of_its_own(stands_in: Stands, hall: Hall) -> None:
    """Sixty pixels and apart, in both languages, also on the smallest screen; each code leads where the button says."""
    for language, width, height in (("zh", 1180, 820), ("en", 320, 640)):
        tablet = stands_in(language, width, height)
        tablet.chooses("hz")
        places = offers(tablet)
        boxes = [place.bounding_box() for place in places.all()]
        assert all(box is not None and box["height"] >= 60 and box["width"] >= 60 for box in boxes)
        read = {}
        for place in places.all():
            place.tap()
            expect(place).to_have_attribute("aria-pressed", "true")
            expect(tablet.page.locator("ch-hand-over .how")).not_to_be_empty()
            read[place.inner_text()] = scanned(tablet)
            assert tablet.visitor.violations() == []
        web, wechat, telegram = read.values()
        assert web.startswith(f"{hall.address}/continue#")
        assert telegram == f"https://t.me/{BOT}?start={web.partition('#')[2]}"
        assert hall.wechat.scene_of(wechat) == web.partition("#")[2]


def test_a_question_beside_an_open_service_is_about_it(stands_in: Stands) -> None:
    """What the volunteer has open is said first, once; then "how much" needs no name."""
    tablet = stands_in("en")
    page = tablet.page
    tablet.chooses("hz")
    page.locator(".switch button").nth(1).tap()
    answers = page.locator("ch-transcript .message.assistant")
    for count, asked in ((2, "how much is it"), (3, "how long does it take")):
        page.locator("#question").fill(asked)
        page.locator("#question").press("Enter")
        expect(answers).to_have_count(count)
        expect(answers.last).to_contain_text("Ordinary passport renewal on expiry")

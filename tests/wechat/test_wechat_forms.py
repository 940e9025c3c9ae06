"""One text within 2048 bytes, its choices whole and numbered; the menu and the codes within WeChat's limits."""

import asyncio
import json
import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from pydantic import SecretStr
from wechat_kit import APP_ID, FakeApi

from assistant.bootstrap import Assistant
from assistant.messages import Choice, Language, Reply
from assistant.messengers import check_channels
from assistant.operations.hand_over import HandOvers
from connectors.delivery.model import Button, SendFailed, Undeliverable
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.wechat import outbound
from connectors.wechat.api import WeChatApi
from connectors.wechat.envelope import WeChatSettings
from connectors.wechat.menu import menu

HOME = "https://home.example.gov.cn"


def text_of(reply: Reply, public_url: str | None = HOME) -> str:
    return str(outbound.pack([reply], public_url).content["text"])


@settings(max_examples=200)
@given(st.lists(st.text("护照ab\n。", max_size=300), max_size=12), st.lists(st.text("护照a", max_size=60), max_size=12))
def test_whatever_is_said_fits(lines: list[str], titles: list[str]) -> None:
    choices = tuple(Choice(title, f"p{n}") for n, title in enumerate(titles))
    text = text_of(Reply("text", "\n".join(lines), "zh", choices))
    assert len(text.encode()) <= outbound.LONGEST_BYTES


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_matter_s_whole_picture_is_one_text_with_all_choices(assistant: Assistant, language: Language) -> None:
    stores, cut = assistant.stores, 0
    for matter in stores.catalog.transactions:
        reply = stores.renderer.answer(stores.desk.about(matter), ("overview",), language)
        text = text_of(reply)
        assert len(text.encode()) <= outbound.LONGEST_BYTES
        assert all(f"{n}. {choice.title}" in text for n, choice in enumerate(reply.choices, 1)), matter
        if reply.text not in text:
            cut += 1
            assert f"…\n{HOME}/transactions/{matter}?lang={language}" in text
            assert all(line in reply.text for line in text.split("\n…")[0].split("\n")), "no line is cut in two"
    assert cut < len(stores.catalog.transactions) / 2


def test_what_does_not_fit_says_so_without_a_public_address_too() -> None:
    text = text_of(
        Reply("card", "字" * 2000, "zh", (Choice("取号", "x"),), {"type": "transaction", "transaction": "x"}), None
    )
    assert "…\n\n回复1选择\n1. 取号" in text and "http" not in text


@pytest.mark.parametrize(
    ("text", "payload"),
    [("1", "a"), ("２", "b"), ("第2个", "b"), ("3", None), ("0", None), ("12", None), ("1年", None), ("", None)],
)
def test_numbers_pick(text: str, payload: str | None) -> None:
    assert outbound.picked(text, Button("menu", json.dumps(["a", "b"]), "")) == payload
    assert outbound.picked(text, None) is None


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("public_url", [HOME, None])
def test_the_menu_keeps_wechat_s_limits(public_url: str | None, language: Language) -> None:
    buttons = menu(public_url, language)["button"]
    assert 1 <= len(buttons) <= 3 and all(len(b["name"].encode()) <= 16 for b in buttons)
    below = [inner for button in buttons for inner in button.get("sub_button", ())]
    assert 1 <= len(below) <= 5 and all(len(b["name"].encode()) <= 60 for b in below)


@pytest.fixture
def account_api(assistant: Assistant, api_server: tuple[FakeApi, str], api: FakeApi, tmp_path: Any) -> Any:
    store = SQLiteDelivery(tmp_path / "delivery.db", assistant.stores.clock)
    store.migrate()
    made = WeChatApi(WeChatSettings(APP_ID, "secret", "token", api=api_server[1]), store, assistant.stores.clock)
    yield made
    made.close()
    store.close()


def test_the_menu_is_published(account_api: WeChatApi, api: FakeApi) -> None:
    account_api.create_menu(menu(HOME))
    assert api.of("menu/create") == [menu(HOME)]


def test_a_code_with_a_scene_carries_a_hand_over(account_api: WeChatApi, api: FakeApi, assistant: Assistant) -> None:
    links: HandOvers = assistant.stores.links
    code = links.code("conversation", "c" * 22)
    assert account_api.scene_code(code).startswith("http://weixin.qq.com/q/")
    (asked,) = api.of("qrcode/create")
    scene = asked["action_info"]["scene"]["scene_str"]
    assert scene == code and len(scene) <= 64 and set(scene) <= set(string.ascii_letters + string.digits + "-_")


@pytest.mark.parametrize(("code", "kind"), [(40164, SendFailed), (40125, Undeliverable)])
def test_a_refused_token_is_told(account_api: WeChatApi, api: FakeApi, code: int, kind: type[Exception]) -> None:
    api.refusals["stable_token"] = [code]
    with pytest.raises(kind, match=str(code)):
        account_api.try_token()


def test_the_check_says_what_is_missing_and_what_wechat_said(
    api_server: tuple[FakeApi, str], api: FakeApi, assistant: Assistant, tmp_path: Path
) -> None:
    def findings(**changed: Any) -> list[str]:
        account = {"wechat_app_id": APP_ID, "wechat_secret": SecretStr("s"), "wechat_token": SecretStr("t")}
        own = {"data_dir": tmp_path, "wechat_api": api_server[1]}
        changed_settings = assistant.stores.settings.model_copy(update=account | own | changed)
        return [str(finding) for finding in asyncio.run(check_channels(changed_settings))]

    good = "\n".join(findings())
    assert "gave an access token" in good and "明文模式" in good and " wrong " not in good
    api.refusals["stable_token"] = [40164]
    assert any(" wrong " in line and "IP白名单" in line for line in findings())
    half = findings(wechat_secret=None, wechat_token=None)
    assert any(" wrong " in line and "CITIZEN_HOME_WECHAT_SECRET, CITIZEN_HOME_WECHAT_TOKEN" in line for line in half)
    assert any(
        " off " in line and "安全模式" in line
        for line in findings(wechat_app_id=None, wechat_secret=None, wechat_token=None)
    )

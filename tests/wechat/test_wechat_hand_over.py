"""From the tablet into WeChat over their real routes: the same talk, once, ten minutes, by a scan or by the code."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from clerk import call
from wechat_kit import Person, take

from assistant.operations import hand_over
from assistant.rendering import zh

pytestmark = pytest.mark.asyncio


@dataclass
class Tablet:
    """The talk of a citizen beside a volunteer."""

    http: httpx.AsyncClient
    headers: dict[str, str]

    async def post(self, path: str, **body: Any) -> dict[str, Any]:
        """One call of the API."""
        answer = await self.http.post(f"/api/v1/{path}", json=body, headers=self.headers)
        assert answer.is_success, answer.text
        given: dict[str, Any] = answer.json()
        return given

    async def used(self, code: str) -> bool:
        """Whether the tablet would say that the citizen has gone on."""
        return bool((await self.post("hand-overs/state", code=code))["used"])

    async def said(self) -> list[str]:
        """What the citizen has said, here or there."""
        answer = await self.http.get("/api/v1/messages", headers=self.headers)
        return [m["text"] for m in answer.json()["messages"] if m["sender"] == "citizen"]


async def tablet_at(account: Any, asked: str = "市民卡丢了要带什么") -> Tablet:
    opened = await account.http.post("/api/v1/sessions", json={})
    tablet = Tablet(account.http, {"Authorization": f"Bearer {opened.json()['token']}"})
    await tablet.post("messages", text=asked)
    return tablet


Goes = Callable[[Person, str], Any]
WAYS: dict[str, Goes] = {
    "scanned by a follower": lambda person, code: person.does("scan", code),
    "scanned and followed": lambda person, code: person.does("subscribe by scan", code),
    "sent as a text": lambda person, code: person.says(f" {code}\n"),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("aes", [False, True])
async def test_the_talk_goes_on_with_what_was_said(starting: Any, api: Any, way: str, aes: bool) -> None:
    """The code of the QR is the tablet's, for ten minutes; a follow-up is understood; the tablet sees both."""
    async with starting(aes=aes) as account:
        tablet, person = await tablet_at(account), account.person()
        made = await tablet.post("hand-overs")
        assert made["links"]["wechat"].startswith("http://weixin.qq.com/q/") and made["seconds"] == 600
        (asked,) = api.of("qrcode/create")
        assert (asked["action_name"], asked["expire_seconds"]) == ("QR_STR_SCENE", 600)
        assert asked["action_info"]["scene"]["scene_str"] == made["code"]
        assert not await tablet.used(made["code"])
        told = await WAYS[way](person, made["code"])
        assert zh.link_continued() in told and "市民卡" in told
        assert await tablet.used(made["code"])
        assert "市民卡" in await person.says("多少钱")
        assert await tablet.said() == ["市民卡丢了要带什么", "多少钱"], "one talk, and the code is no part of it"


async def test_a_number_taken_at_the_tablet_is_called_in_wechat(starting: Any, api: Any) -> None:
    async with starting() as account:
        tablet, person = await tablet_at(account), account.person()
        code = (await tablet.post("hand-overs"))["code"]
        await person.does("scan", code)
        ticket = take(account.stores, account.conversation(person), "disability_assistive_device")
        assert ticket.citizen == account.conversation(person)
        window = call(account.stores, ticket)
        await account.tell()
        assert any(ticket.number in text and str(window) in text for text in api.sent(person.open_id))
        account.stores.ledger.missed(window)


@pytest.mark.parametrize("way", WAYS)
async def test_somebody_else_gets_nothing_and_a_repetition_does_no_harm(starting: Any, way: str) -> None:
    """Whoever photographed the code stays in a talk of their own; the citizen may scan twice."""
    async with starting() as account:
        tablet, citizen, other = await tablet_at(account), account.person(), account.person()
        code = (await tablet.post("hand-overs"))["code"]
        await WAYS[way](citizen, code)
        assert await WAYS[way](other, code) == zh.link_refused()
        assert account.conversation(other) != account.conversation(citizen)
        assert "元" not in await other.says("多少钱"), "nothing is known of the matter there"
        assert zh.link_continued() in await citizen.does("scan", code)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("change", ["last letter", "another kind", "a letter more"])
async def test_a_wrong_code_is_refused_in_words_and_spends_nothing(starting: Any, way: str, change: str) -> None:
    async with starting() as account:
        tablet, person = await tablet_at(account), account.person()
        code = (await tablet.post("hand-overs"))["code"]
        last = "A" if code[-1] != "A" else "B"
        wrong = {"last letter": code[:-1] + last, "another kind": "t" + code[1:], "a letter more": code + "A"}[change]
        assert await WAYS[way](person, wrong) == zh.link_refused()
        assert not await tablet.used(code)
        assert await tablet.said() == ["市民卡丢了要带什么"]


@pytest.mark.parametrize("way", WAYS)
async def test_after_ten_minutes_it_leads_nowhere(starting: Any, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    assert timedelta(minutes=10) == hand_over.LIFE
    async with starting() as account:
        tablet, person = await tablet_at(account), account.person()
        monkeypatch.setattr(hand_over, "LIFE", timedelta(seconds=-1))
        code = (await tablet.post("hand-overs"))["code"]
        assert await WAYS[way](person, code) == zh.link_refused()
        assert not await tablet.used(code)


async def test_where_wechat_gives_no_code_the_others_are_offered(starting: Any, api: Any) -> None:
    """An account without the right to make QR codes, or an outage of WeChat's API, costs this one way only."""
    async with starting() as account:
        tablet = await tablet_at(account)
        api.refusals["qrcode/create"] = [48001]
        assert set((await tablet.post("hand-overs"))["links"]) == {"web"}


async def test_an_english_talk_goes_on_in_english(starting: Any) -> None:
    async with starting() as account:
        tablet, person = await tablet_at(account, "What do I bring to renew my passport?"), account.person()
        told = await person.does("scan", (await tablet.post("hand-overs"))["code"])
        assert "passport" in told and "Reply 1-" in told
        assert "passport" in await person.says("and how much is it?")

"""Whatever is not WeChat's own is refused, always in the same words."""

import re
import time
from typing import Any

import pytest
from wechat_kit import ACCOUNT, APP_ID, TOKEN, Person, Post, signed

from connectors.wechat.account import REFUSED

pytestmark = pytest.mark.asyncio


async def refused(person: Person, post: Post) -> bool:
    answer = await person.delivers(post)
    return (answer.status_code, answer.text) == (403, REFUSED)


async def test_wechat_s_check_of_the_address(starting: Any) -> None:
    async with starting() as account:
        stamp = str(int(time.time()))
        query = {"signature": signed(TOKEN, stamp, "n"), "timestamp": stamp, "nonce": "n", "echostr": "4375120948345"}
        answer = await account.http.get("/wechat", params=query)
        assert (answer.status_code, answer.text) == (200, "4375120948345")
        assert answer.headers["content-type"].startswith("text/plain")
        for spoiled in (query | {"signature": "0" * 40}, query | {"nonce": "m"}, {}, {"echostr": "x"}):
            assert (await account.http.get("/wechat", params=spoiled)).status_code == 403


@pytest.mark.parametrize("aes", [False, True])
@pytest.mark.parametrize("age", [-301, 301, -86_400])
async def test_a_stale_message_is_refused(starting: Any, aes: bool, age: int) -> None:
    async with starting(aes=aes) as account:
        person, now = account.person(), int(time.time())
        account.channels.messengers[0]._envelopes._now = lambda: now
        assert await refused(person, person.post(person.xml("text", "你好"), timestamp=now + age))
        on_the_edge = person.post(person.xml("text", "你好"), timestamp=now + (300 if age > 0 else -300))
        assert "您好" in await person.reads(await person.delivers(on_the_edge))


@pytest.mark.parametrize("aes", [False, True])
async def test_each_changed_part_of_the_query_is_refused(starting: Any, aes: bool) -> None:
    async with starting(aes=aes) as account:
        person = account.person()
        good = person.post(person.xml("text", "你好"))
        for name in set(good.query) - {"openid"}:
            for value in ("", "x" + good.query[name][1:], good.query[name][:-1], good.query[name] + "0", "护照"):
                assert await refused(person, Post(good.query | {name: value}, good.body)), (name, value)
            assert await refused(person, Post({k: v for k, v in good.query.items() if k != name}, good.body)), name
        assert "您好" in await person.reads(await person.delivers(good)), "unchanged it is taken"


async def test_each_changed_letter_of_the_sealed_text_is_refused(starting: Any) -> None:
    async with starting(aes=True) as account:
        person = account.person()
        good = person.post(person.xml("text", "你好"))
        start, end = good.body.index(b"<Encrypt><![CDATA[") + 18, good.body.index(b"]]></Encrypt>")
        for place in range(start, end, 7):
            letter = b"A" if good.body[place : place + 1] != b"A" else b"B"
            assert await refused(person, Post(good.query, good.body[:place] + letter + good.body[place + 1 :]))


async def test_a_forged_padding_with_a_good_signature_tells_nothing(starting: Any) -> None:
    async with starting(aes=True) as account:
        person = account.person()
        stamp = str(int(time.time()))
        for sealed in ("", "AAAA", "not base64!", "A" * 64, "A" * 4096):
            query = {
                "signature": signed(TOKEN, stamp, "n"),
                "timestamp": stamp,
                "nonce": "n",
                "encrypt_type": "aes",
                "msg_signature": signed(TOKEN, stamp, "n", sealed),
            }
            body = f"<xml><ToUserName>{ACCOUNT}</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>"
            assert await refused(person, Post(query, body.encode())), sealed


async def test_a_message_for_another_account_is_refused(starting: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async with starting(aes=True) as account:
        person = account.person()
        monkeypatch.setattr("wechat_kit.APP_ID", "wx" + "f" * 16)
        assert await refused(person, person.post(person.xml("text", "你好")))
        assert APP_ID != "wx" + "f" * 16


async def test_the_safe_mode_takes_nothing_plain_and_the_plain_mode_nothing_sealed(starting: Any) -> None:
    async with starting(aes=True) as account:
        plain = Person(account.http, "oPlain")
        assert await refused(plain, plain.post(plain.xml("text", "你好")))
    async with starting() as account:
        sealed = Person(account.http, "oSealed", aes=True)
        assert await refused(sealed, sealed.post(sealed.xml("text", "你好")))


BOMB = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = '<!DOCTYPE xml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("aes", [False, True])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda xml: BOMB + xml.replace("你好", "&b;").replace("<![CDATA[", "").replace("]]>", ""),
        lambda xml: EXTERNAL + xml.replace("<![CDATA[你好]]>", "&a;"),
        lambda xml: "<!DOCTYPE xml>" + xml,
        lambda xml: xml[:-3],
        lambda xml: "",
        lambda xml: "<xml/>",
        lambda xml: "<html>" + xml + "</html>",
        lambda xml: "{}",
        lambda xml: xml.replace("FromUserName", "Nobody"),
        lambda xml: "<xml>" * 500 + "</xml>" * 500,
    ],
)
async def test_xml_that_is_none_of_wechat_s(starting: Any, aes: bool, spoil: Any) -> None:
    async with starting(aes=aes) as account:
        person = account.person()
        assert await refused(person, person.post(spoil(person.xml("text", "你好"))))


@pytest.mark.parametrize("id_", ["[1", "", "9" * 400, "x"])
async def test_a_message_whose_id_is_no_number_is_answered_like_any_other(starting: Any, id_: str) -> None:
    async with starting() as account:
        person = account.person()
        xml = re.sub(r"<MsgId>.*?</MsgId>", f"<MsgId>{id_}</MsgId>", person.xml("text", "你好"))
        assert "您好" in await person.reads(await person.delivers(person.post(xml)))


async def test_bytes_that_are_no_text_and_bodies_that_are_too_large(starting: Any) -> None:
    async with starting() as account:
        person = account.person()
        good = person.post(person.xml("text", "你好"))
        assert await refused(person, Post(good.query, b"\xff\xfe\x00"))
        assert (await person.delivers(Post(good.query, b"<xml>" + b"x" * 70_000))).status_code == 413


async def test_without_an_account_there_is_no_such_page(http: Any) -> None:
    assert http.get("/wechat").status_code == 404

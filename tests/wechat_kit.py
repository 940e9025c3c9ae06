"""WeChat as seen from here: it signs, encrypts and posts messages, repeats them, and takes calls of its API."""

import hashlib
import itertools
import json
import re
import time
import warnings
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import httpx
from fastapi import FastAPI, Request

from benchmarks.webhooks import RECORDED

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from wechatpy.crypto import WeChatCrypto

APP_ID, TOKEN, AES_KEY = "wx0123456789abcdef", "a token of the tests", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
ACCOUNT = "gh_0123456789ab"
_ids = itertools.count(23_456_789_012_345_678)

# The bodies that WeChat posts, as its documentation shows them.
_RECORDED: dict[str, Any] = json.loads((RECORDED / "wechat.json").read_text(encoding="utf-8"))
FRAME: str = _RECORDED["frame"]
BODIES: dict[str, str] = _RECORDED["bodies"]


def signed(*parts: str) -> str:
    """WeChat's signature."""
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def asked_for(assistant: Any, transaction: str) -> str:
    """The words that ask for a number, with the matter's full name."""
    return f"给我取个号，办{assistant.stores.catalog.transactions[transaction].name.zh}"


def take(stores: Any, conversation: str, transaction: str) -> Any:
    """A queue number for a conversation."""
    return stores.ledger.issue(conversation, transaction).ticket


@dataclass(frozen=True)
class Post:
    """One POST: the query and the body."""

    query: dict[str, str]
    body: bytes


@dataclass
class Person:
    """A follower of the account, and the way of their messages to it."""

    http: httpx.AsyncClient
    open_id: str
    aes: bool = False
    heard: list[str] = field(default_factory=list)

    def xml(self, kind: str, text: str = "", *, at: int | None = None) -> str:
        """The body of a message of a kind."""
        body = BODIES[kind].format(text=text, id=next(_ids))
        return FRAME.format(account=ACCOUNT, person=self.open_id, time=at or int(time.time()), body=body)

    def post(self, xml: str, *, timestamp: int | None = None, nonce: str = "1024") -> Post:
        """The signed POST of a body, encrypted in safe mode."""
        stamp = str(timestamp or int(time.time()))
        query = {"signature": signed(TOKEN, stamp, nonce), "timestamp": stamp, "nonce": nonce, "openid": self.open_id}
        if not self.aes:
            return Post(query, xml.encode())
        sealed = WeChatCrypto(TOKEN, AES_KEY, APP_ID).encrypt_message(xml, nonce, stamp)
        found = ElementTree.fromstring(sealed).findtext("Encrypt") or ""
        body = f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><Encrypt><![CDATA[{found}]]></Encrypt></xml>"
        query |= {"encrypt_type": "aes", "msg_signature": signed(TOKEN, stamp, nonce, found)}
        return Post(query, body.encode())

    async def delivers(self, post: Post) -> httpx.Response:
        """Posts it."""
        return await self.http.post("/wechat", params=post.query, content=post.body)

    async def does(self, kind: str, text: str = "") -> str:
        """Does something, and gives the text of the answer; "success" when there is none."""
        return await self.reads(await self.delivers(self.post(self.xml(kind, text))))

    async def says(self, text: str) -> str:
        """Writes a text, and gives the text of the answer."""
        return await self.does("text", text)

    async def reads(self, answer: httpx.Response) -> str:
        """The text in an answer, as WeChat would show it."""
        return self.shown(answer)

    def shown(self, answer: httpx.Response) -> str:
        """The same, outside of a loop."""
        assert answer.status_code == 200, answer.text
        if answer.text == "success":
            return "success"
        xml = answer.text
        if self.aes:
            outer = ElementTree.fromstring(xml)
            parts = [outer.findtext(name) or "" for name in ("MsgSignature", "TimeStamp", "Nonce", "Encrypt")]
            assert parts[0] == signed(TOKEN, *parts[1:])
            opened = WeChatCrypto(TOKEN, AES_KEY, APP_ID).decrypt_message(xml, parts[0], parts[1], parts[2])
            xml = opened if isinstance(opened, str) else opened.decode()
        inner = ElementTree.fromstring(xml)
        assert inner.findtext("ToUserName") == self.open_id and inner.findtext("MsgType") == "text"
        text = inner.findtext("Content") or ""
        assert len(text.encode()) <= 2048
        self.heard.append(text)
        return text


class FakeApi:
    """WeChat's API on the loopback: takes calls; ``refusals`` are error codes for the next calls of an endpoint."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.refusals: dict[str, list[int]] = {}
        self.app = FastAPI()
        self.app.add_api_route("/cgi-bin/{endpoint:path}", self._take, methods=["POST", "GET"])

    async def _take(self, endpoint: str, request: Request) -> dict[str, Any]:
        body = await request.body()
        self.calls.append((endpoint, json.loads(body) if body else {}))
        if waiting := self.refusals.get(endpoint):
            return {"errcode": waiting.pop(0), "errmsg": "refused by the test"}
        if endpoint == "stable_token":
            return {"access_token": f"token-{len(self.calls)}", "expires_in": 7200}
        assert re.fullmatch(r"token-\d+", request.query_params["access_token"])
        if endpoint == "qrcode/create":
            return {"ticket": "T", "expire_seconds": 600, "url": self._address(self.calls[-1][1])}
        return {"errcode": 0, "errmsg": "ok"}

    @staticmethod
    def _address(asked: dict[str, Any]) -> str:
        """What WeChat draws as the code of a scene: an address that tells nothing of it."""
        return "http://weixin.qq.com/q/" + hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:20]

    def scene_of(self, address: str) -> str:
        """The scene that WeChat puts into its event when the code of an address is scanned."""
        (found,) = [asked for asked in self.of("qrcode/create") if self._address(asked) == address]
        return str(found["action_info"]["scene"]["scene_str"])

    def sent(self, person: str) -> list[str]:
        """The customer-service texts that a person has got."""
        return [b["text"]["content"] for e, b in self.calls if e == "message/custom/send" and b["touser"] == person]

    def of(self, endpoint: str) -> list[dict[str, Any]]:
        """The bodies posted to an endpoint."""
        return [body for name, body in self.calls if name == endpoint]

"""The webhooks of Telegram, WeChat (plain and encrypted) and Twilio as their messengers call them: recorded bodies,
signed rightly or not. The servers that the service calls are those of `benchmarks.messengers`, and Twilio's.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import json
import random
import re
import time
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import parse_qs, parse_qsl, urlencode

from benchmarks.messengers import SECRET, WECHAT_TOKEN, Messengers
from benchmarks.wire import Call
from connectors.twilio.account import signature

RECORDED = Path(__file__).parent / "recorded"
APP_ID, AES_KEY = "wx0123456789abcdef", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
TWILIO_TOKEN, SENDER = "a token at Twilio", "whatsapp:+8657100000000"
Sign = Callable[[str], str | None]  # what becomes of a right signature; None: there is none
_numbers = itertools.count(int(time.time()))


class Stubs(Messengers):
    """The messengers' servers, Twilio's among them."""

    @property
    def settings(self) -> dict[str, str]:
        """The service's settings for all of them."""
        given = super().settings
        twilio = {"SID": "AC0123456789", "TOKEN": TWILIO_TOKEN, "FROM": SENDER, "API": given["CITIZEN_HOME_WECHAT_API"]}
        return given | {f"CITIZEN_HOME_TWILIO_{name}": value for name, value in twilio.items()}

    def wait(self, seconds: float = 300) -> None:
        """Waits until the bot has told where it wants to be called. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while not self.webhook:
            if time.monotonic() > end:
                raise TimeoutError("the bot has not connected")
            time.sleep(0.1)

    def take(self, path: str, body: bytes) -> dict[str, Any]:
        """Carries a call out and gives its answer."""
        if not path.startswith("/2010-04-01/"):
            return super().take(path, body)
        fields = parse_qs(body.decode("utf-8"))
        self._note(fields["To"][0], fields["Body"][0])
        return {"sid": "SM1"}


def as_it_is(signed: str) -> str:
    """A right signature."""
    return signed


class Channel(Protocol):
    """How one messenger posts."""

    name: str
    kinds: tuple[str, ...]

    def body(self, kind: str, person: int, text: str) -> bytes:
        """The body of something that a person does, under an id of its own."""
        ...

    def post(self, body: bytes, sign: Sign = as_it_is, *, age: int = 0) -> Call:
        """The call that brings a body; ``age`` in seconds, for channels that sign a time."""
        ...


class Telegram:
    """Updates of the Bot API; its signature is the secret in a header."""

    name = "telegram"

    def __init__(self, path: str) -> None:
        self._path, self._updates = path, json.loads((RECORDED / "telegram.json").read_text(encoding="utf-8"))
        self.kinds = tuple(self._updates)

    def body(self, kind: str, person: int, text: str) -> bytes:
        """An update."""
        made = deepcopy(self._updates[kind]) | {"update_id": next(_numbers)}
        told: dict[str, Any] = next(value for key, value in made.items() if key != "update_id")
        for part in (told.get("from"), told.get("chat"), told.get("message", {}).get("chat")):
            if part and not str(part["id"]).startswith("-"):
                part["id"] = person
        told |= {"text": text} if kind == "text" else {"data": text[:60]} if kind == "button" else {}
        return json.dumps(made, ensure_ascii=False).encode()

    def post(self, body: bytes, sign: Sign = as_it_is, *, age: int = 0) -> Call:
        """The call."""
        given = sign(SECRET)
        secret = () if given is None else ((b"X-Telegram-Bot-Api-Secret-Token", given.encode()),)
        return Call("POST", self._path.encode("ascii"), ((b"Content-Type", b"application/json"), *secret), body)


class WeChat:
    """Messages and events of an Official Account, in plain XML or, with ``aes``, encrypted."""

    def __init__(self, *, aes: bool = False) -> None:
        recorded = json.loads((RECORDED / "wechat.json").read_text(encoding="utf-8"))
        self._frame, self._bodies = recorded["frame"], recorded["bodies"]
        self.name, self.kinds, self._aes = "wechat-aes" if aes else "wechat", tuple(self._bodies), aes

    def body(self, kind: str, person: int, text: str) -> bytes:
        """The XML of it; two events of one person in a second are one, so each has a second of its own."""
        number = next(_numbers)
        inner = self._bodies[kind].format(text=text, id=number + 23_456_789_012_345_678)
        framed = self._frame.format(account="gh_0123456789ab", person=f"o{person}", time=number, body=inner)
        return str(framed).encode()

    def post(self, body: bytes, sign: Sign = as_it_is, *, age: int = 0) -> Call:
        """The call; of an encrypted one both signatures are ``sign``'s."""
        stamp, nonce = str(int(time.time()) - age), str(random.Random(body).randrange(10**9))
        query = {"timestamp": stamp, "nonce": nonce, "signature": sign(_sha1(WECHAT_TOKEN, stamp, nonce))}
        if self._aes:
            sealed = self.sealed(body)
            query |= {"encrypt_type": "aes", "msg_signature": sign(_sha1(WECHAT_TOKEN, stamp, nonce, sealed))}
            body = f"<xml><ToUserName>gh</ToUserName><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>".encode()
        given = urlencode({name: value for name, value in query.items() if value is not None})
        return Call("POST", b"/wechat?" + given.encode("ascii"), ((b"Content-Type", b"text/xml"),), body)

    def sealed(self, body: bytes) -> str:
        """A body encrypted for the account, or what only looks so when it begins with a NUL."""
        if body[:1] == b"\0":
            return base64.b64encode(body[1:]).decode()
        from wechatpy.crypto import PrpCrypto

        found = PrpCrypto(base64.b64decode(AES_KEY + "=")).encrypt(body, APP_ID)
        return found if isinstance(found, str) else found.decode()


class Twilio:
    """Messages of telephones, as forms signed with the account's token."""

    name = "twilio"

    def __init__(self, public_url: str) -> None:
        self.kinds: tuple[str, ...] = ("text", "empty", "picture")
        self._address = f"{public_url}/twilio"

    def body(self, kind: str, person: int, text: str) -> bytes:
        """The form of a message."""
        number = f"whatsapp:+4915{person:09d}"
        form = {"MessageSid": f"SM{next(_numbers):032d}", "From": number, "To": SENDER, "NumMedia": "0"}
        form |= {"Body": text if kind == "text" else ""}
        form |= {"NumMedia": "1", "MediaUrl0": "http://169.254.169.254/"} if kind == "picture" else {}
        return urlencode(form).encode("ascii")

    def post(self, body: bytes, sign: Sign = as_it_is, *, age: int = 0) -> Call:
        """The call; what is no form is signed as an empty one."""
        try:
            form = dict(parse_qsl(body.decode("utf-8"), keep_blank_values=True))
        except ValueError:
            form = {}
        given = sign(signature(TWILIO_TOKEN, self._address, form))
        signed = () if given is None else ((b"X-Twilio-Signature", given.encode()),)
        kind = (b"Content-Type", b"application/x-www-form-urlencoded")
        return Call("POST", b"/twilio", (kind, *signed), body)


def _sha1(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()


def fields_of(xml: bytes) -> list[tuple[str, str]]:
    """Names and contents of a message's XML, for changing them."""
    return re.findall(r"<(\w+)>(?:<!\[CDATA\[(?=.*?\]\]>))?(.*?)(?:\]\]>)?</\1>", xml.decode()[5:-6], re.DOTALL)

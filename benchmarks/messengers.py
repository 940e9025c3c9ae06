"""
Telegram's and WeChat's servers on the loopback, and what they post, for measurements of the service itself.

They take calls as the real ones do and write down what was sent to whom, and they can be away: drop every connection,
be silent, or answer 502.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import parse_qs

Manner = Literal["up", "dropped", "silent", "502"]
BOT, SECRET, WECHAT_TOKEN = (
    "123456:a-token-of-the-measurement",
    "a-secret-of-the-measurement",
    "a token to measure with",
)
_numbers = itertools.count(1)
_PART = re.compile(rb'name="(chat_id|caption)"\r\n(?:[^\r\n]+\r\n)*\r\n(.*?)\r\n--', re.DOTALL)


@dataclass
class Messengers:
    """Both servers on one port; ``sent`` holds what arrived at each address, in order."""

    sent: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    moments: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    webhook: str = ""
    manner: Manner = "up"
    refused: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    _server: ThreadingHTTPServer | None = None

    def __enter__(self) -> Messengers:
        """Starts to listen."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"messengers": self}))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Listens no more."""
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    @property
    def settings(self) -> dict[str, str]:
        """The service's settings for these messengers."""
        assert self._server is not None
        address = f"http://127.0.0.1:{self._server.server_port}"
        return {
            "CITIZEN_HOME_TELEGRAM_TOKEN": BOT,
            "CITIZEN_HOME_TELEGRAM_SECRET": SECRET,
            "CITIZEN_HOME_TELEGRAM_API": address,
            "CITIZEN_HOME_PUBLIC_URL": "https://assistant.example.org",
            "CITIZEN_HOME_WECHAT_APP_ID": "wx0123456789abcdef",
            "CITIZEN_HOME_WECHAT_SECRET": "a secret",
            "CITIZEN_HOME_WECHAT_TOKEN": WECHAT_TOKEN,
            "CITIZEN_HOME_WECHAT_API": address,
        }

    def take(self, path: str, body: bytes) -> dict[str, Any]:
        """Carries a call out and gives its answer."""
        if path.startswith("/bot"):
            return {"ok": True, "result": self._telegram(path.rpartition("/")[2], body)}
        if path.startswith("/cgi-bin/stable_token"):
            return {"access_token": "a", "expires_in": 7200}
        told = json.loads(body) if body else {}
        if path.startswith("/cgi-bin/message/custom/send"):
            self._note(told["touser"], told["text"]["content"])
        return {"errcode": 0, "errmsg": "ok"}

    def _telegram(self, method: str, body: bytes) -> Any:
        fields = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        if method == "setWebhook":
            self.webhook = "/" + fields["url"].split("/", 3)[3]
        if method == "getMe":
            return {"id": 123456, "is_bot": True, "first_name": "Citizen Home", "username": "citizen_home_bot"}
        if not method.startswith("send"):
            return True
        fields |= {name.decode(): value.decode() for name, value in _PART.findall(body)}
        self._note(fields["chat_id"], fields.get("text") or fields.get("caption") or method)
        chat = {"id": int(fields["chat_id"]), "type": "private"}
        sent: dict[str, Any] = {"message_id": next(_numbers), "date": int(time.time()), "chat": chat, "text": "…"}
        if method == "sendPhoto":
            sent["photo"] = [{"file_id": "kept", "file_unique_id": "u", "width": 1, "height": 1}]
        return sent

    def _note(self, address: str, text: str) -> None:
        with self.lock:
            self.sent[address].append(text)
            self.moments[address].append(time.monotonic())


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    messengers: Messengers

    def do_POST(self) -> None:
        """One call, all of which are made by POST; while the messenger is away nothing of it is carried out."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        manner = self.messengers.manner
        if manner == "up":
            self._answer(200, json.dumps(self.messengers.take(self.path, body)).encode())
            return
        self.messengers.refused += 1
        self.close_connection = True
        if manner == "502":
            self._answer(502, b'{"ok": false, "error_code": 502, "description": "Bad Gateway"}')
        elif manner == "silent":
            time.sleep(60)

    def _answer(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def telegram_post(chat: int, text: str) -> tuple[dict[str, str], bytes]:
    """Headers and body of an update with a person's text."""
    person = {"id": chat, "is_bot": False, "first_name": "Li", "language_code": "zh-hans"}
    message = {"message_id": 1, "date": int(time.time()), "text": text, "from": person}
    update = {"update_id": next(_numbers), "message": message | {"chat": {"id": chat, "type": "private"}}}
    headers = {"content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET}
    return headers, json.dumps(update).encode()


def wechat_post(person: str, text: str) -> tuple[dict[str, str], bytes]:
    """Query and body of a follower's text."""
    stamp, nonce = str(int(time.time())), str(next(_numbers))
    signed = "".join(sorted((WECHAT_TOKEN, stamp, nonce)))
    signature = hashlib.sha1(signed.encode()).hexdigest()
    body = (
        f"<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[{person}]]></FromUserName>"
        f"<CreateTime>{stamp}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>"
        f"<MsgId>{next(_numbers) + 23_456_789_012_345_678}</MsgId></xml>"
    )
    return {"signature": signature, "timestamp": stamp, "nonce": nonce}, body.encode()

"""Opens and closes WeChat's envelopes: signature, age, encryption, XML. Whatever is wrong is one refusal."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from defusedxml import ElementTree
from wechatpy import parse_message
from wechatpy.crypto import WeChatCrypto
from wechatpy.messages import BaseMessage
from wechatpy.replies import TextReply

OLDEST_SECONDS = 300


class Refused(ValueError):
    """Not WeChat's, too old, or unreadable; never says which."""


@dataclass(frozen=True)
class WeChatSettings:
    """An account. With ``aes_key`` (安全模式) only encrypted messages are taken; that mode is recommended."""

    app_id: str
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_key: str | None = field(default=None, repr=False)
    api: str = "https://api.weixin.qq.com"
    template: str | None = None
    public_url: str | None = None


class Envelopes:
    """Reads what WeChat posts and writes what it is answered; ``now`` is WeChat's kind of time, in seconds."""

    def __init__(self, settings: WeChatSettings, now: Callable[[], float] = time.time) -> None:
        self._settings, self._now = settings, now
        self._crypto = (
            WeChatCrypto(settings.token, settings.aes_key, settings.app_id) if settings.aes_key is not None else None
        )

    def verify(self, query: Mapping[str, str]) -> None:
        """The signature and age of any call. Raises Refused."""
        signature, timestamp, nonce = (query.get(name, "") for name in ("signature", "timestamp", "nonce"))
        if not hmac.compare_digest(_signed(self._settings.token, timestamp, nonce).encode(), signature.encode()):
            raise Refused
        if not timestamp.isdecimal() or len(timestamp) > 12 or abs(self._now() - int(timestamp)) > OLDEST_SECONDS:
            raise Refused

    def open(self, query: Mapping[str, str], body: bytes) -> BaseMessage:
        """The message in a posted body. Raises Refused."""
        self.verify(query)
        try:
            xml = body.decode("utf-8")
            sealed = _fields(xml)
            if self._crypto is not None:
                xml = self._decrypted(query, sealed.get("Encrypt", ""))
                _fields(xml)
            elif "Encrypt" in sealed or query.get("encrypt_type", "raw") != "raw":
                raise Refused
            message = parse_message(xml)
        except Refused:
            raise
        except Exception as error:  # unreadable XML, DTDs, padding, a foreign account: never told apart
            raise Refused from error
        if message is None or not message.source:
            raise Refused
        return message

    def _decrypted(self, query: Mapping[str, str], sealed: str) -> str:
        assert self._crypto is not None
        given, timestamp, nonce = (query.get(name, "") for name in ("msg_signature", "timestamp", "nonce"))
        expected = _signed(self._settings.token, timestamp, nonce, sealed)
        if query.get("encrypt_type") != "aes" or not hmac.compare_digest(expected.encode(), given.encode()):
            raise Refused
        opened = self._crypto.decrypt_message(f"<xml><Encrypt>{sealed}</Encrypt></xml>", given, timestamp, nonce)
        return opened if isinstance(opened, str) else opened.decode("utf-8")

    def close(self, message: BaseMessage, text: str) -> str:
        """The answer to a message as XML, encrypted where its account is."""
        xml = str(TextReply(message=message, content=text).render())
        if self._crypto is None:
            return xml
        return str(self._crypto.encrypt_message(xml, secrets.token_hex(8), str(int(self._now()))))


def _signed(*parts: str) -> str:
    return hashlib.sha1("".join(sorted(parts)).encode()).hexdigest()  # noqa: S324 - WeChat's own rule


def _fields(xml: str) -> dict[str, str]:
    """The top fields; documents with a DTD or entities are refused before another parser sees them."""
    root = ElementTree.fromstring(xml, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    return {child.tag: child.text or "" for child in root}

"""
Links that carry a conversation or a ticket to another device: signed, good for ten minutes, used by one address only.

A link's code has at most 64 letters of ``A-Za-z0-9_-``: Telegram's start parameter and WeChat's scene take no more.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from itsdangerous import Signer

from assistant.operations.sealing import Sealer

LIFE = timedelta(minutes=10)
_PURPOSE = "hand-over-v1"
_KINDS: dict[str, LinkKind] = {"c": "conversation", "t": "ticket"}
_CODE = re.compile(r"[ct][A-Za-z0-9_-]{40,63}")
_SIGNATURE, _MOMENT = 27, 6  # letters: HMAC-SHA1, and 32 bits of seconds

LinkKind = Literal["conversation", "ticket"]


def is_code(text: str) -> bool:
    """Whether a text has the form of a code, good or not: no word of a language has."""
    return _CODE.fullmatch(text) is not None


class LinkRefused(ValueError):
    """The code is forged, expired, or was used by somebody else."""


class SpentLinks(Protocol):
    """Remembers which links were used, for all processes."""

    def spend(self, digest: str, used_by: str) -> bool:
        """Uses a single-use link; True for whoever used it first, again too."""

    def spent(self, digest: str) -> bool:
        """Whether anybody has used it."""


@dataclass(frozen=True)
class Link:
    """What a code leads to: the id of a conversation or the reference of a ticket."""

    kind: LinkKind
    subject: str


class HandOvers:
    """Makes codes and redeems them."""

    def __init__(self, key: str, spent: SpentLinks, clock: Callable[[], datetime]) -> None:
        self._signer = Signer(key, salt=_PURPOSE)
        self._spent, self._clock = spent, clock

    def code(self, kind: LinkKind, subject: str) -> str:
        """A code for a conversation's id or a ticket's reference; good for LIFE."""
        letter = next(letter for letter, name in _KINDS.items() if name == kind)
        moment = int((self._clock() + LIFE).timestamp()).to_bytes(4)
        body = letter + urlsafe_b64encode(moment).decode().rstrip("=") + subject
        return body + self._signer.get_signature(body).decode()

    def redeem(self, code: str, used_by: str) -> Link:
        """What the code leads to, for the first that uses it, again too. Raises LinkRefused."""
        body, signature = code[:-_SIGNATURE], code[-_SIGNATURE:]
        # Compared as text: base64 has spare bits, and a code spelled otherwise would count as another, unused one.
        if not code.isascii() or not hmac.compare_digest(self._signer.get_signature(body), signature.encode()):
            raise LinkRefused("forged")
        kind, moment, subject = _KINDS[body[0]], body[1 : 1 + _MOMENT], body[1 + _MOMENT :]
        if datetime.fromtimestamp(int.from_bytes(urlsafe_b64decode(moment + "==")), UTC) <= self._clock():
            raise LinkRefused("expired")
        if not self._spent.spend(_digest(code), used_by):
            raise LinkRefused("used")
        return Link(kind, subject)

    def was_used(self, code: str) -> bool:
        """Whether somebody has used the code."""
        return self._spent.spent(_digest(code))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


class ConversationIds:
    """Ids of conversations held at an address: the same address has the same id, and no id tells the address."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(f"channel-address-v1:{key}".encode()).digest()

    def of(self, channel: str, address: str) -> str:
        """132 bits of HMAC-SHA256 over channel and address, as 22 letters."""
        digest = hmac.digest(self._key, f"{channel}\0{address}".encode(), "sha256")
        return urlsafe_b64encode(digest).decode()[:22]

    def button(self, conversation: str, payload: str) -> str:
        """A choice's short id: 16 letters, the same each time it is offered to the conversation."""
        digest = hmac.digest(self._key, f"button\0{conversation}\0{payload}".encode(), "sha256")
        return urlsafe_b64encode(digest).decode()[:16]

    def sealer(self) -> Sealer:
        """Seals what is kept only until it is dealt with."""
        return Sealer(self._key)

    def secret_path(self, name: str) -> str:
        """A path segment that only this installation can know: 22 letters."""
        return self.of("path", name)

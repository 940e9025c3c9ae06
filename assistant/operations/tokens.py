"""Conversation tokens: signed, dated, unforgeable; and the key that signs them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from itsdangerous import BadSignature, URLSafeSerializer

_PURPOSE = "conversation-v1"


class TokenRefused(ValueError):
    """The token is unknown, forged or expired."""


@dataclass(frozen=True)
class Session:
    """A conversation's token with its end, aware."""

    token: str
    conversation: str
    expires_at: datetime


class ConversationTokens:
    """Issues and reads tokens; a conversation's id is 128 random bits and never leaves the server unsigned."""

    def __init__(self, key: str, life: timedelta, clock: Callable[[], datetime]) -> None:
        self._signer = URLSafeSerializer(key, salt=_PURPOSE)
        self._life, self._clock = life, clock

    def issue(self, language: str | None = None) -> Session:
        """A new conversation."""
        return self.resume(secrets.token_urlsafe(16), language)

    def resume(self, conversation: str, language: str | None = None) -> Session:
        """Another token for a conversation that goes on elsewhere."""
        expires = self._clock() + self._life
        token = self._signer.dumps([conversation, int(expires.timestamp()), language])
        return Session(token if isinstance(token, str) else token.decode(), conversation, expires)

    def read(self, token: str) -> tuple[str, str | None]:
        """The conversation and its chosen language. Raises TokenRefused."""
        try:
            conversation, expires, language = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError) as error:
            raise TokenRefused("unknown token") from error
        if datetime.fromtimestamp(expires, UTC) <= self._clock():
            raise TokenRefused("expired token")
        return conversation, language


def signing_key(file: Path) -> str:
    """The key kept in ``file``, made on first use, readable by its owner only."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = file.with_suffix(f".{os.getpid()}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            os.link(made, file)  # whoever is first wins; the others read that key
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return file.read_text(encoding="ascii").strip()

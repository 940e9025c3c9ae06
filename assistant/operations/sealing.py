"""Seals what must be kept for a moment as it came: whoever reads the store or a copy of it reads nothing of it."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.fernet import Fernet, InvalidToken


class Broken(ValueError):
    """It was not sealed with this key, or was changed since."""


class Sealer:
    """Encrypts and authenticates small documents (Fernet: AES-128-CBC and HMAC-SHA256) with a key made of another."""

    def __init__(self, key: bytes) -> None:
        own = hmac.digest(key, b"sealed-v1", hashlib.sha256)
        self._fernet = Fernet(urlsafe_b64encode(own))

    def seal(self, document: dict[str, Any]) -> str:
        """The document as a text that tells nothing but its length."""
        # Escaped: a lone surrogate, which a messenger may bring, has no form in UTF-8.
        return self._fernet.encrypt(json.dumps(document).encode()).decode()

    def open(self, sealed: str) -> dict[str, Any]:
        """What was sealed. Raises Broken."""
        try:
            document: dict[str, Any] = json.loads(self._fernet.decrypt(sealed.encode()))
        except (InvalidToken, ValueError) as error:
            raise Broken("not sealed with this key") from error
        return document

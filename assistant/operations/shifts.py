"""
Volunteers' shifts: a PIN opens one, its token ends with the day's work, with the log-out or with another PIN.

A PIN is short. So it is kept only as scrypt of its HMAC under the installation's key: whoever finds the settings alone
can't try PINs, and whoever has the key as well needs a twentieth of a second for each.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from itsdangerous import BadSignature, URLSafeSerializer

LIFE = timedelta(hours=10)
PIN = re.compile(r"\d{6,12}", re.ASCII)
_PURPOSE = "shift-v1"
_STEPS = ("01234567890123456789", "98765432109876543210")


class ShiftRefused(ValueError):
    """Unknown volunteer, wrong PIN, or a token that no longer holds: nobody is told which."""


class WeakPin(ValueError):
    """The PIN is not six to twelve digits, or is one of those that everybody tries first."""


class Ended(Protocol):
    """Remembers for all processes which shifts were ended before their time."""

    def keep(self, name: str, value: str, expires_at: datetime) -> None:
        """Keeps a value until it expires."""

    def kept(self, name: str) -> str | None:
        """What is kept under a name and has not expired."""


@dataclass(frozen=True)
class Shift:
    """A volunteer at work until ``expires_at``; ``id`` names the shift in the audit trail's place."""

    volunteer: str
    id: str
    expires_at: datetime
    token: str


def hashed_pin(pin: str, key: str) -> str:
    """What is written into the settings for a PIN: salt and hash. Raises WeakPin."""
    if not PIN.fullmatch(pin) or len(set(pin)) < 3 or any(pin in steps for steps in _STEPS):
        raise WeakPin(pin)
    salt = secrets.token_bytes(16)
    return f"{_written(salt)}.{_written(_digest(pin, key, salt))}"


def _digest(pin: str, key: str, salt: bytes) -> bytes:
    peppered = hmac.digest(hashlib.sha256(f"{_PURPOSE}:{key}".encode()).digest(), pin.encode(), "sha256")
    return hashlib.scrypt(peppered, salt=salt, n=2**14, r=8, p=1, dklen=32)


def _written(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _read(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


class Shifts:
    """Opens shifts and knows those that are open. ``pins``: salt and hash by volunteer."""

    def __init__(self, key: str, pins: Mapping[str, str], ended: Ended, clock: Callable[[], datetime]) -> None:
        self._key, self._pins, self._ended, self._clock = key, dict(pins), ended, clock
        self._signer = URLSafeSerializer(key, salt=_PURPOSE)
        self._nobody = f"{_written(bytes(16))}.{_written(bytes(32))}"

    @property
    def offered(self) -> bool:
        """Whether any volunteer can log in."""
        return bool(self._pins)

    def open(self, volunteer: str, pin: str) -> Shift:
        """A new shift. Raises ShiftRefused after the same time for an unknown volunteer as for a wrong PIN."""
        kept = self._pins.get(volunteer)
        salt, _, digest = (kept or self._nobody).partition(".")
        right = hmac.compare_digest(_digest(pin, self._key, _read(salt)), _read(digest))
        if kept is None or not right:
            raise ShiftRefused
        shift, expires = secrets.token_urlsafe(9), self._clock() + LIFE
        token = self._signer.dumps([volunteer, shift, int(expires.timestamp()), self._mark(kept)])
        return Shift(volunteer, shift, expires, token if isinstance(token, str) else token.decode())

    def read(self, token: str) -> Shift:
        """The shift of a token. Raises ShiftRefused."""
        try:
            volunteer, shift, expires, mark = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError) as error:
            raise ShiftRefused from error
        ends, kept = datetime.fromtimestamp(expires, UTC), self._pins.get(volunteer)
        if ends <= self._clock() or kept is None or mark != self._mark(kept) or self._ended.kept(_name(shift)):
            raise ShiftRefused
        return Shift(volunteer, shift, ends, token)

    def end(self, shift: Shift) -> None:
        """Ends a shift before its time; its token holds no more, in no process."""
        self._ended.keep(_name(shift.id), "ended", shift.expires_at)

    @staticmethod
    def _mark(kept: str) -> str:
        """Changes with the PIN, so that a new one ends the shifts of the old one."""
        return hashlib.sha256(kept.encode()).hexdigest()[:12]


def _name(shift: str) -> str:
    return f"shift-ended:{shift}"

"""The code at the hall's entrance: whoever has today's has seen it there. It changes every day, unguessably."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from itsdangerous import Signer

HALL = ZoneInfo("Asia/Shanghai")
LETTERS = 8  # of 32 each: 40 bits, with a limit on wrong ones


class EntranceCode:
    """Signs the day; a code is eight letters and digits, shown as QR and short enough to type."""

    def __init__(self, key: str, clock: Callable[[], datetime]) -> None:
        self._signer, self._clock = Signer(key, salt="entrance-v1"), clock

    @property
    def day(self) -> date:
        """The day of the hall on which the present code holds."""
        return self._clock().astimezone(HALL).date()

    def today(self) -> str:
        """The code that holds now."""
        signature = base64.urlsafe_b64decode(self._signer.get_signature(self.day.isoformat()) + b"==")
        return base64.b32encode(signature).decode()[:LETTERS]

    def holds(self, code: str) -> bool:
        """Whether that is today's code, compared in constant time; blanks and small letters do no harm."""
        return hmac.compare_digest("".join(code.split()).upper().encode(), self.today().encode())

"""The way to one messenger: many messages at once while it takes them, a single one that tries it while it does not."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

AT_ONCE = 16


class Line:
    """
    What a courier knows of a messenger. After a failure the line rests, longer each time, then one message tries it: an
    outage costs few calls, is no message's fault, and is over as soon as one gets through. ``rest`` gives seconds.
    """

    def __init__(self, rest: Callable[[int], float], now: Callable[[], float] = time.monotonic) -> None:
        self.sending: set[asyncio.Task[None]] = set()
        self._rest, self._now = rest, now
        self._failures, self._until = 0, 0.0

    def room(self) -> int:
        """How many more messages may be sent now."""
        if not self._failures and not self.rests():
            return AT_ONCE - len(self.sending)
        return int(not self.sending and not self.rests())

    def rests(self) -> float:
        """Seconds for which nothing is sent."""
        return max(0.0, self._until - self._now())

    def took(self) -> None:
        """A message got through."""
        self._failures, self._until = 0, 0.0

    def pauses(self, seconds: float) -> None:
        """Nothing is sent for so long at least, though nothing has failed."""
        self._until = max(self._until, self._now() + seconds)

    def failed(self) -> bool:
        """One did not get through; whether that may be the message's fault, as those before it did."""
        first = not self._failures
        if not self.rests():  # those that were on their way together fail together, and count as one
            self._until = self._now() + self._rest(self._failures)
            self._failures += 1
        return first

"""Limits that all processes and machines share, counted in Redis; never relied on alone."""

from __future__ import annotations

import hashlib
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import RedisStorage
from limits.strategies import MovingWindowRateLimiter

log = logging.getLogger(__name__)

PATIENCE = 0.25  # seconds for an answer; a message waits no longer for its limit to be looked up
APART = 10.0  # seconds in which a Redis that failed is left alone
ONCE = RateLimitItemPerMinute(1)


class SharedCounts:
    """
    Says whether a key is within a rule over all processes. Each process counts by itself as well: a Redis that is gone,
    or that lets everything through, leaves the limits of each process; one that refuses everything is found out, for it
    refuses also what was never asked before. ``failed`` is called each time.
    """

    def __init__(
        self, url: str, failed: Callable[[], None] = lambda: None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        timeouts: dict[str, Any] = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        self._strategy = MovingWindowRateLimiter(RedisStorage(url, key_prefix="citizen-home", **timeouts))
        self._failed, self._clock = failed, clock
        self._again = float("-inf")

    @property
    def up(self) -> bool:
        """Whether Redis is asked at present."""
        return self._clock() >= self._again

    def within(self, rule: RateLimitItem, kind: str, key: str, *, counted: bool) -> bool:
        """Whether one more is within the rule, counting it or not; True while Redis can't be asked."""
        if not self.up:
            return True
        ask = self._strategy.hit if counted else self._strategy.test
        try:
            if ask(rule, kind, _hidden(key)):
                return True
            if self._strategy.hit(ONCE, "never-asked", secrets.token_hex(16)):
                return False
            self._leave("it refuses what was never asked")
        except Exception as error:  # whatever a stranger on that port may answer
            self._leave(type(error).__name__)
        return True

    def _leave(self, reason: str) -> None:
        self._again = self._clock() + APART
        self._failed()
        log.warning("limits are not shared for %.0f s: Redis failed (%s); each process counts by itself", APART, reason)


def _hidden(key: str) -> str:
    # Addresses and conversations are nobody's business in a store that several programs may share.
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:32]

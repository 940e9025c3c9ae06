"""Limits over several processes: shared by a Redis that works, kept by each process with one that does not."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant.operations.limits import RULES, Limiter
from assistant.operations.shared_counts import APART, SharedCounts
from benchmarks.redis_server import RedisServer

ALLOWED = int(RULES["codes"].split("/")[0])


class Hands:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Seconds."""
        return self.now


def allowed(limiter: Limiter, key: str, tries: int = ALLOWED + 5) -> int:
    """How many of so many tries a limiter lets through."""
    return sum(limiter.allows("codes", key) for _ in range(tries))


def test_processes_share_a_limit(redis: RedisServer) -> None:
    """What one has let through, the other no longer does; another key is another's."""
    first, second = (Limiter(on=True, shared=SharedCounts(redis.url)) for _ in range(2))
    assert allowed(first, "shared", ALLOWED - 2) == ALLOWED - 2
    assert second.has_room("codes", "shared")
    assert allowed(second, "shared") == 2
    assert not first.has_room("codes", "shared")
    assert allowed(second, "another") == ALLOWED


def test_no_address_or_conversation_stands_in_redis(redis: RedisServer) -> None:
    from redis import Redis

    Limiter(on=True, shared=SharedCounts(redis.url)).allows("codes", "203.0.113.77")
    keys = Redis.from_url(redis.url).keys("*")
    assert keys and not any(b"203.0.113" in key for key in keys)


def test_a_killed_redis_leaves_the_limits_of_the_process(redis: RedisServer) -> None:
    """The service goes on, limited by itself, and shares again once Redis is back."""
    failures: list[int] = []
    hands = Hands()
    shared = SharedCounts(redis.url, lambda: failures.append(1), hands)
    limiter = Limiter(on=True, shared=shared)
    assert limiter.allows("codes", "killed")
    redis.kill()
    try:
        assert allowed(limiter, "killed") == ALLOWED - 1
        assert not shared.up and failures == [1], "asked once, then left alone"
    finally:
        redis.start()
    hands.now += APART + 1
    assert shared.up
    other = Limiter(on=True, shared=SharedCounts(redis.url))
    assert allowed(limiter, "back") == ALLOWED
    assert allowed(other, "back") == 0


@pytest.mark.parametrize(
    "answer", [None, b"garbage\r\n", b"-ERR no\r\n", b":0\r\n", b":1\r\n", b"$-1\r\n", b"*0\r\n", b"+OK\r\n"]
)
def test_a_lying_redis_changes_nothing(answer: bytes | None, lying: Callable[..., Any]) -> None:
    """Silent, garbled, refusing or allowing everything: the process's own limit holds, no less and no more."""
    with lying(answer) as url:
        hands = Hands()
        limiter = Limiter(on=True, shared=SharedCounts(url, clock=hands))
        assert allowed(limiter, "a") == ALLOWED
        assert allowed(limiter, "b") == ALLOWED

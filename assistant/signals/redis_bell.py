"""A bell over Redis: publish and subscribe. Redis keeps nothing, so there is nothing in it that could be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from redis import Redis

from assistant.signals.bell import WireBell

CHANNEL = "citizen-home:news"
PATIENCE = 2.0  # seconds for an answer
LOOK = 1.0  # seconds between two looks whether the bell was closed
PING_SECONDS = 5.0  # after so much silence the line is tried


class RedisBell(WireBell):
    """Rings in every process that listens at the same Redis."""

    def __init__(self, url: str, failed: Callable[[], None] = lambda: None) -> None:
        super().__init__(failed)
        self._redis = Redis.from_url(url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE)

    def close(self) -> None:
        """No more rings are heard."""
        super().close()
        self._redis.close()

    def _send(self) -> None:
        self._redis.publish(CHANNEL, b"1")

    @contextmanager
    def _line(self) -> Iterator[Iterator[bool]]:
        with self._redis.pubsub(ignore_subscribe_messages=False) as line:
            line.subscribe(CHANNEL)
            yield self._rings(line)

    def _rings(self, line: object) -> Iterator[bool]:
        silent, asked = 0.0, False
        while True:
            message = line.get_message(timeout=LOOK)  # type: ignore[attr-defined]
            if message is not None:
                if message["type"] not in ("message", "subscribe", "pong"):
                    raise ValueError("that is no Redis")
                silent, asked = 0.0, False
                yield message["type"] == "message"
                continue
            silent += LOOK
            if silent >= 2 * PING_SECONDS:
                raise TimeoutError("Redis says nothing any more")
            if silent >= PING_SECONDS and not asked:
                asked = True
                line.ping()  # type: ignore[attr-defined]

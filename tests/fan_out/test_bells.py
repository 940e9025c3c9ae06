"""Bells between processes: heard over Redis and PostgreSQL, mended when the wire breaks, never in the way."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from assistant.signals import Bell, HouseBell
from assistant.signals.postgres_bell import PostgresBell
from assistant.signals.redis_bell import RedisBell
from assistant.storage.postgres import PostgresDatabase
from benchmarks.postgres_server import PostgresServer
from benchmarks.redis_server import RedisServer


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Waits until something holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"still not so after {seconds} s"
        time.sleep(0.02)


@pytest.fixture(params=["redis", "postgres"])
def make(request: pytest.FixtureRequest) -> Iterator[Callable[[], Bell]]:
    """Makes bells of two processes on the same wire."""
    server = request.getfixturevalue(request.param)
    if isinstance(server, RedisServer):
        yield lambda: RedisBell(server.url)
    else:
        url = server.create(f"bells{time.monotonic_ns()}")
        with closing(PostgresDatabase(url)) as database:
            yield lambda: PostgresBell(database)


def test_a_ring_is_heard_in_the_other_process(make: Callable[[], Bell]) -> None:
    with closing(make()) as one, closing(make()) as other:
        here, there = threading.Event(), threading.Event()
        one.listen(here.set)
        other.listen(there.set)
        wait_until(lambda: one.up and other.up)
        one.ring()
        assert here.is_set(), "in the same process at once"
        assert there.wait(20)


def test_many_rings_are_few_on_the_wire(make: Callable[[], Bell]) -> None:
    """A thousand commits in a moment do not become a thousand messages; the last one is heard."""
    with closing(make()) as one, closing(make()) as other:
        heard: list[float] = []
        one.listen(lambda: None)
        other.listen(lambda: heard.append(time.monotonic()))
        wait_until(lambda: one.up and other.up)
        for _ in range(1000):
            one.ring()
        wait_until(lambda: bool(heard))
        assert len(heard) < 100


def test_a_bell_without_a_wire_is_heard_at_home() -> None:
    bell, heard = HouseBell(), threading.Event()
    bell.listen(heard.set)
    bell.ring()
    assert heard.is_set() and bell.up


def test_a_killed_redis_is_reported_and_mended(redis: RedisServer) -> None:
    failures: list[int] = []
    with closing(RedisBell(redis.url, lambda: failures.append(1))) as one, closing(RedisBell(redis.url)) as other:
        there = threading.Event()
        one.listen(lambda: None)
        other.listen(there.set)
        wait_until(lambda: one.up and other.up)
        redis.kill()
        try:
            one.ring()
            wait_until(lambda: not one.up and not other.up)
            assert failures
        finally:
            redis.start()

        def rung() -> bool:
            one.ring()
            return there.is_set()

        wait_until(rung)
        wait_until(lambda: one.up and other.up)


def test_a_killed_postgres_is_reported_and_mended() -> None:
    with PostgresServer(durable=False) as server:
        url = server.create("bells")
        with (
            closing(PostgresDatabase(url)) as database,
            closing(PostgresBell(database)) as one,
            closing(PostgresBell(database)) as other,
        ):
            there = threading.Event()
            one.listen(lambda: None)
            other.listen(there.set)
            wait_until(lambda: one.up and other.up)
            server.kill()
            one.ring()
            wait_until(lambda: not one.up and not other.up)
            server.start()

            def rung() -> bool:
                one.ring()
                return there.is_set()

            wait_until(rung)


@pytest.mark.parametrize("answer", [None, b"garbage\r\n", b"-ERR no\r\n", b":1\r\n", b"+OK\r\n"])
def test_a_lying_redis_is_never_in_the_way(answer: bytes | None, lying: Callable[..., Any]) -> None:
    """Rings cost nothing and are heard at home; the wire is told as broken, unless the liar swallows them politely."""
    failures: list[int] = []
    with lying(answer) as url, closing(RedisBell(url, lambda: failures.append(1))) as bell:
        heard = threading.Event()
        bell.listen(heard.set)
        begun = time.monotonic()
        bell.ring()
        assert heard.is_set() and time.monotonic() - begun < 1
        wait_until(lambda: not bell.up)

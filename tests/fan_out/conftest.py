"""A real Redis, and strangers on its port that lie."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from benchmarks.redis_server import RedisMissing, RedisServer

Lying = Callable[[bytes | None], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def redis() -> Iterator[RedisServer]:
    """Debian's redis-server; never skipped, for what stands on it would go untested."""
    try:
        server = RedisServer()
    except RedisMissing as missing:
        pytest.fail(str(missing))
    with server:
        yield server


@pytest.fixture
def lying() -> Lying:
    """Serves a liar that answers everything with the same bytes, or with nothing; gives its address as a Redis's."""

    @contextmanager
    def serve(answer: bytes | None) -> Iterator[str]:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            open_ends: list[socket.socket] = []

            def talk(end: socket.socket) -> None:
                try:
                    while asked := end.recv(65536):
                        if answer is not None:
                            end.sendall(answer * max(1, asked.count(b"\r\n*") + 1))
                except OSError:
                    pass

            def accept() -> None:
                try:
                    while True:
                        end, _ = listening.accept()
                        open_ends.append(end)
                        threading.Thread(target=talk, args=(end,), daemon=True).start()
                except OSError:
                    pass

            threading.Thread(target=accept, daemon=True).start()
            try:
                yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"
            finally:
                listening.shutdown(socket.SHUT_RDWR)
                for end in open_ends:
                    end.close()

    return serve

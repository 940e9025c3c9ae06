"""
A Redis server of one's own, for tests and measurements: Debian's `redis-server` on a free port of this machine, keeping
nothing. It can be killed, and started again on the same port.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from types import TracebackType
from typing import Self

from benchmarks.processes import free_port

START_SECONDS = 20.0


class RedisMissing(RuntimeError):
    """There is no redis-server on this machine; the message says how to get one."""


class RedisServer:
    """The server of a block."""

    def __init__(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise RedisMissing("redis-server is not installed: apt-get install redis-server (.ci/run does it)")
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._command = [program, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        """Starts it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends it."""
        self.kill()

    def start(self) -> None:
        """Starts the server and waits until it takes connections. Raises TimeoutError."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if time.monotonic() > end:
                    raise TimeoutError("redis-server did not start") from None
                time.sleep(0.02)

    def kill(self) -> None:
        """Kills the server at once; whatever it held is gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

"""
Several server processes behind one socket: started, watched, restarted one by one without a gap, ended together.

SIGHUP restarts them in turn: each successor answers before its predecessor is told to end, and whatever the predecessor
was answering it finishes. SIGTERM and SIGINT end all the same way.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.clock import Clock, clock_from
from assistant.databases import open_databases
from assistant.settings import Settings
from assistant.worker import READY, drain_seconds

log = logging.getLogger(__name__)

LOOK = 0.1  # seconds between two looks at the workers
BACKLOG = 2048
START_SECONDS = 180.0  # for a model to load on a busy machine
SHORT_LIFE = 10.0  # a worker that dies sooner is started again more and more slowly
LONGEST_PAUSE = 30.0
TO_SPARE = 5.0  # seconds that an ending worker has beyond its own limit


@dataclass
class Worker:
    """One process, and the link over which it says that it is ready."""

    process: subprocess.Popen[bytes]
    link: socket.socket
    born: float = field(default_factory=time.monotonic)
    ready: bool = False

    def look(self) -> bool:
        """Whether it has said that it can answer."""
        if not self.ready and select.select([self.link], [], [], 0)[0]:
            self.ready = self.link.recv(1) == READY
        return self.ready


class Supervisor:
    """
    Keeps so many workers alive on a bound socket until told to end.

    ``model`` gives the model that a worker started now is to load; ``clock`` is the time that it starts with, where the
    settings name one; ``drain`` is how many seconds an ending worker is waited for; in ``metrics`` all of them count.
    """

    def __init__(
        self,
        listening: socket.socket,
        workers: int,
        model: Callable[[], Path],
        drain: float,
        metrics: Path,
        clock: Clock | None = None,
    ) -> None:
        self._metrics = metrics
        self._socket, self._model, self._drain, self._clock = listening, model, drain, clock
        self._wanted = workers
        self._workers: list[Worker] = []
        self._pause = 0.0
        self._ending = self._rolling = False

    def run(self) -> None:
        """Returns once all workers have ended."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._end)
        signal.signal(signal.SIGHUP, self._roll)
        # The first one takes connections at once, so that health is told while its model loads. The others come once it
        # answers: whoever was told that the service is ready must not meet a process that isn't.
        self._workers = [self._start(hold=False)]
        try:
            while not self._ending:
                self._replace_the_dead()
                if self._workers[0].ready:
                    self._workers += [self._start(hold=True) for _ in range(len(self._workers), self._wanted)]
                if self._rolling:
                    self._rolling = False
                    self._restart_in_turn()
                time.sleep(LOOK)
        finally:
            self._stop(self._workers)

    def _end(self, *_: object) -> None:
        self._ending = True

    def _roll(self, *_: object) -> None:
        self._rolling = True

    def _start(self, *, hold: bool) -> Worker:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "assistant.worker", "--model", str(self._model())]
        command += ["--socket", str(self._socket.fileno()), "--link", str(theirs.fileno())]
        command += ["--metrics", str(self._metrics)]
        command += ["--hold"] if hold else []
        environment = {**os.environ}
        if self._clock is not None:
            environment["CITIZEN_HOME_CLOCK"] = self._clock().isoformat()
        # A session of its own: Ctrl-C reaches the supervisor alone, which ends the workers in good order.
        process = subprocess.Popen(  # noqa: S603 (this interpreter with words of our own)
            command, env=environment, pass_fds=(self._socket.fileno(), theirs.fileno()), start_new_session=True
        )
        theirs.close()
        return Worker(process, ours)

    def _replace_the_dead(self) -> None:
        for slot, worker in enumerate(self._workers):
            worker.look()
            if worker.process.poll() is None:
                continue
            worker.link.close()
            self._bury(worker)
            lived = time.monotonic() - worker.born
            self._pause = 0.0 if lived > SHORT_LIFE else min(LONGEST_PAUSE, self._pause * 2 or LOOK)
            log.error("a worker ended by itself (%s); another is started", worker.process.returncode)
            self._sleep(self._pause)
            if not self._ending:
                self._workers[slot] = self._start(hold=True)

    def _restart_in_turn(self) -> None:
        for slot, old in enumerate(self._workers):
            new = self._start(hold=True)
            end = time.monotonic() + START_SECONDS
            while not new.look() and new.process.poll() is None and time.monotonic() < end and not self._ending:
                time.sleep(LOOK)
            if not new.ready:
                if not self._ending:
                    log.error("a restarted worker can't answer; the old ones go on")
                self._stop([new])
                return
            self._workers[slot] = new
            self._stop([old])

    def _sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self._ending:
            time.sleep(LOOK)

    def _stop(self, workers: list[Worker]) -> None:
        for worker in workers:
            worker.process.terminate()
        end = time.monotonic() + self._drain
        for worker in workers:
            try:
                worker.process.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                worker.process.kill()
                worker.process.wait()
            worker.link.close()
            self._bury(worker)

    def _bury(self, worker: Worker) -> None:
        """What the ended process counted stays counted; what it held (memory, open streams) is no longer there."""
        for file in self._metrics.glob(f"gauge_live*_{worker.process.pid}.db"):
            file.unlink(missing_ok=True)


def bind(host: str, port: int) -> socket.socket:
    """A listening socket that workers inherit. Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(address)
    listening.listen(BACKLOG)
    listening.setblocking(False)
    return listening


def supervise(
    settings: Settings, host: str, port: int, workers: int, model: Callable[[], Path], greet: Callable[[str, int], None]
) -> None:
    """Serves from so many processes. What each would refuse to start with is said here, before any is started."""
    clock = clock_from(settings.clock)
    databases = open_databases(settings, clock)
    databases.prepare()
    databases.close()
    listening = bind(host, port)
    greet(host, listening.getsockname()[1])
    drain = drain_seconds(settings) + TO_SPARE
    with TemporaryDirectory(prefix="citizen-home-metrics-") as metrics:
        Supervisor(listening, workers, model, drain, Path(metrics), clock if settings.clock else None).run()

"""A bell that is heard in every process: rung after a commit, so that whoever waits for news looks at once."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Protocol

log = logging.getLogger(__name__)

GAP = 0.05  # seconds between two rings over the wire: what happens in between is told by the second
FIRST_WAIT, LONGEST_WAIT = 0.5, 10.0  # seconds until a broken wire is tried again


class Bell(Protocol):
    """Rings in all processes. Whoever relies on it looks by itself too, now and then: a ring may be lost."""

    @property
    def up(self) -> bool:
        """Whether the other processes can hear."""

    def ring(self) -> None:
        """There is news. Never waits, never raises."""

    def listen(self, heard: Callable[[], None]) -> None:
        """Calls ``heard`` at each ring, from some thread; it must not block."""

    def close(self) -> None:
        """No more rings are heard."""


class HouseBell:
    """Heard in this process alone: the others find the news when they look."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[], None]] = []

    @property
    def up(self) -> bool:
        """There is no wire that could be cut."""
        return True

    def ring(self) -> None:
        """There is news."""
        for heard in self._listeners:
            heard()

    def listen(self, heard: Callable[[], None]) -> None:
        """Calls ``heard`` at each ring."""
        self._listeners.append(heard)

    def close(self) -> None:
        """No more rings are heard."""
        self._listeners.clear()


class WireBell(HouseBell, ABC):
    """
    Heard over a wire too. Two threads ring and listen, and mend the wire when it breaks, slower and slower.

    ``failed`` is called whenever it breaks.
    """

    def __init__(self, failed: Callable[[], None] = lambda: None) -> None:
        super().__init__()
        self._failed = failed
        self._rung, self._closed = threading.Event(), threading.Event()
        self._broken = {"ring": False, "listen": True}
        self._threads: list[threading.Thread] = []

    @abstractmethod
    def _send(self) -> None:
        """Rings over the wire. Raises whatever the wire raises."""

    @abstractmethod
    def _line(self) -> AbstractContextManager[Iterator[bool]]:
        """A line that gives True for each ring, and False now and then while there is none."""

    @property
    def up(self) -> bool:
        """Whether the wire held when it was last used."""
        return not any(self._broken.values())

    def ring(self) -> None:
        """There is news."""
        super().ring()
        self._rung.set()

    def listen(self, heard: Callable[[], None]) -> None:
        """Calls ``heard`` at each ring; the first listener opens the wire."""
        super().listen(heard)
        if not self._threads:
            works = (("ring", self._ring_on), ("listen", self._listen_on))
            self._threads = [
                threading.Thread(target=self._keep, args=work, name=f"bell-{work[0]}", daemon=True) for work in works
            ]
            for thread in self._threads:
                thread.start()

    def close(self) -> None:
        """No more rings are heard."""
        super().close()
        self._closed.set()
        self._rung.set()
        for thread in self._threads:
            thread.join(timeout=2)

    def _keep(self, end: str, work: Callable[[], None]) -> None:
        wait = FIRST_WAIT
        while not self._closed.is_set():
            try:
                work()
                wait = FIRST_WAIT
            except Exception as error:  # a wire breaks in many ways, and whatever comes over it is not to be trusted
                if not self._broken[end] or wait == FIRST_WAIT:
                    log.warning(
                        "signals between processes: %s failed (%s); they look by themselves", end, type(error).__name__
                    )
                self._broken[end] = True
                self._failed()
                self._closed.wait(wait)
                wait = min(LONGEST_WAIT, wait * 2)

    def _ring_on(self) -> None:
        """One ring, once there is one."""
        self._rung.wait()
        self._rung.clear()
        if not self._closed.is_set():
            self._send()
            self._broken["ring"] = False
            self._closed.wait(GAP)

    def _listen_on(self) -> None:
        with self._line() as line:
            for rung in line:
                self._broken["listen"] = False
                if self._closed.is_set():
                    return
                if rung:
                    super().ring()

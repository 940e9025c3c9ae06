"""Changes of several threads in one transaction: those that stand in line while one is committed share the next."""

import contextvars
import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from assistant.tickets.model import LedgerUnavailable

MOST_TOGETHER = 64  # changes of one transaction: other processes wait for the file meanwhile


class Change:
    """What one thread wants done, by whichever thread carries it out; then its result or its error."""

    def __init__(self, wish: Any) -> None:
        self.wish = wish
        self._context = contextvars.copy_context()  # so that what is logged names this request, not the carrier's
        self.result: Any = None
        self.error: BaseException | None = None
        self.leads = self.done = False
        self.told = threading.Lock()  # free once it leads or is done
        self.told.acquire()

    def run[T](self, step: Callable[..., T], *given: Any) -> T:
        """What a step for this change gives, in the context of the thread that wants it."""
        return self._context.run(step, *given)


Take = Callable[[], Sequence[Change]]


class SharedCommits:
    """
    A line of changes. The thread at its head carries out all that stand in it; then the next one is at the head.

    `carry_out` begins a transaction, takes the changes and does them; they are durable when it returns. It sets each
    one's result or error; what it raises is the error of all, and of all in line when it has taken none. Nobody is
    answered before. `patience`: seconds in line until LedgerUnavailable; `most`: changes of one transaction; `linger`:
    seconds that the first one waits for as many as there were before.
    """

    def __init__(
        self, carry_out: Callable[[Take], None], patience: float, most: int = MOST_TOGETHER, linger: float = 0.0
    ) -> None:
        self._carry_out = carry_out
        self._patience = patience
        self._most = most
        self._line: deque[Change] = deque()
        self._lock = threading.Lock()  # of the line; held for moments only
        self._led = False
        self._linger = linger
        self._usual = 1  # how many were under way or in line when the last ones were answered
        self._gathered = threading.Event()  # once as many are in line again

    def do(self, wish: Any) -> Any:
        """Has a wish carried out, perhaps with others; its result once that is durable."""
        change = Change(wish)
        with self._lock:
            self._line.append(change)
            change.leads, self._led = not self._led, True
            if self._linger and len(self._line) >= self._usual:
                self._gathered.set()
        if not change.leads:
            try:
                self._wait(change)
            except BaseException:
                self._leave(change)
                raise
        if change.leads and not change.done:
            self._lead(change)
        if change.error is not None:
            raise change.error
        return change.result

    def _wait(self, change: Change) -> None:
        if change.told.acquire(timeout=self._patience):
            return
        with self._lock:
            if change.leads:
                return
            if change in self._line:
                self._line.remove(change)  # here, for once the lock is free a leader could still take it
                raise LedgerUnavailable
        # One that is not in line any more is under way: what becomes of it is known soon, or nobody can say.
        if not change.told.acquire(timeout=self._patience):
            raise LedgerUnavailable

    def _leave(self, change: Change) -> None:
        """Takes a change back whose thread no longer waits, if nobody has begun it; somebody else leads instead."""
        with self._lock:
            if change in self._line:
                self._line.remove(change)
                if change.leads:
                    self._appoint()

    def _lead(self, own: Change) -> None:
        together: list[Change] = []

        def _take() -> Sequence[Change]:
            with self._lock:
                together.extend(self._line.popleft() for _ in range(min(len(self._line), self._most)))
            return together

        try:
            if self._linger:
                self._gather()
            self._carry_out(_take)
        except BaseException as error:
            if not together and isinstance(error, Exception):
                # The store could not be had: those behind are told now, instead of each after the same wait again.
                with self._lock:
                    together.extend(self._line)
                    self._line.clear()
            for change in together:
                change.error = LedgerUnavailable()
                change.error.__cause__ = error
            own.error = error
        self._tell(own, together)

    def _gather(self) -> None:
        """Waits a moment for as many as there were: whoever was answered just now may be back with the next wish."""
        with self._lock:
            if len(self._line) >= self._usual:
                return
            self._gathered.clear()
        self._gathered.wait(self._linger)

    def _tell(self, own: Change, together: Sequence[Change]) -> None:
        with self._lock:
            if own in self._line:  # it was interrupted before it had begun
                self._line.remove(own)
            for change in together:
                change.done = True
            self._usual = min(len(together) + len(self._line), self._most)
            self._appoint()
        for change in together:
            if change is not own:
                change.told.release()

    def _appoint(self) -> None:
        # The first of those left leads from now on; its thread begins as soon as it wakes.
        self._led = bool(self._line)
        if self._led:
            self._line[0].leads = True
            self._line[0].told.release()

"""What every part of the delivery's store stands on: queries, transactions, and a few threads of its own."""

from __future__ import annotations

import asyncio
import contextvars
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

SQL = Path(__file__).parent / "sql"
# Of a process: for receipts, the outbox, and the few calls of messengers into tickets and history. A slow engine or a
# slow messenger keeps no message from being noted; a slow database of tickets may.
THREADS = 4
Rows = Sequence[Mapping[str, Any]]
Run = Callable[[str, Mapping[str, object]], Rows]  # one statement of a transaction: a query's name and its values


class DeliveryUnavailable(RuntimeError):
    """The store of the delivery can't be reached; nothing was changed."""


class BaseStore(ABC):
    """Named queries over whatever database; ``clock`` gives aware times. Raises DeliveryUnavailable."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._threads = ThreadPoolExecutor(THREADS, "delivery")

    @abstractmethod
    def _rows(self, query: str, values: Mapping[str, object]) -> Rows:
        """All rows of one reading query."""

    @abstractmethod
    def _transaction(self, *, durable: bool = False) -> AbstractContextManager[Run]:
        """
        A transaction that commits at the end of the block, and rolls back on any exception. ``durable``: it outlives a
        power cut; without that some stores keep it only through the death of the process.
        """

    async def aside[T](self, work: Callable[..., T], *given: object, **named: object) -> T:
        """Does something that asks this store in one of its threads."""
        here = partial(contextvars.copy_context().run, work, *given, **named)
        return await asyncio.get_running_loop().run_in_executor(self._threads, here)

    def transaction(self, *, durable: bool) -> AbstractContextManager[Run]:
        """A transaction, as for the store's own methods."""
        return self._transaction(durable=durable)

    def close(self) -> None:
        """Ends the threads, and closes all connections of this process."""
        self._threads.shutdown()

    def _now(self) -> str:
        return stamp(self._clock())

    def _read(self, query: str, /, **values: object) -> Rows:
        return self._rows(query, values)

    def _write(self, query: str, /, **values: object) -> Rows:
        with self._transaction() as run:
            return run(query, values)


def stamp(moment: datetime) -> str:
    """A moment as the stores keep it: a text that sorts by time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")

"""Receipts of the same moment share a commit: each must outlive a power cut, and the disk takes its time for each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from connectors.delivery.base import BaseStore, Run

MOST = 64  # in one transaction


@dataclass(frozen=True)
class Change:
    """One change; ``address`` (channel and address) is locked for it, in the same order by everybody."""

    address: tuple[str, str]
    make: Callable[[Run], Any]
    done: asyncio.Future[Any] = field(compare=False)


class SharedCommits:
    """Changes of one process; while one commit waits for the disk, those that come meanwhile make up the next."""

    def __init__(self, store: BaseStore) -> None:
        self._store = store
        self._waiting: list[Change] = []
        self._worker: asyncio.Task[None] | None = None

    async def make[T](self, address: tuple[str, str], change: Callable[[Run], T]) -> T:
        """What a change gives once it is committed for ever. Raises DeliveryUnavailable: then it was not made."""
        mine = Change(address, change, asyncio.get_running_loop().create_future())
        self._waiting.append(mine)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work())
        made: T = await mine.done
        return made

    async def _work(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            some.sort(key=lambda change: change.address)
            try:
                made = await self._store.aside(self._made, some)
            except Exception as error:
                for change in some:
                    if not change.done.done():
                        change.done.set_exception(error)
            else:
                for change, given in zip(some, made, strict=True):
                    if not change.done.done():  # whoever waited may be gone
                        change.done.set_result(given)

    def _made(self, some: Sequence[Change]) -> list[Any]:
        with self._store.transaction(durable=True) as run:
            return [change.make(run) for change in some]

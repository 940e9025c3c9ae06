"""Whose turn it is in a conversation, over all processes that answer it: one message at a time."""

from __future__ import annotations

import asyncio
import fcntl
import os
import time
import zlib
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from assistant.history.store import HistoryBusy, HistoryUnavailable

STRIPES = 256  # files; two conversations of one stripe wait for each other now and then, which does no harm
LOOK = 0.01  # seconds between two looks whether the other process is done
PATIENCE = 30.0  # seconds until a message that never gets its turn is refused


class Turns(Protocol):
    """Keeps other processes out of a conversation while one of its messages is answered."""

    def hold(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Waits for the conversation's turn. Raises HistoryUnavailable when it does not come."""

    def close(self) -> None:
        """Gives everything back."""


class FileTurns:
    """Turns of the processes of one machine, by locks on files, which the system gives back when a process dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Waits for the conversation's turn. Raises HistoryUnavailable when it does not come."""
        stripe = zlib.crc32(conversation.encode()) % STRIPES
        try:
            file = os.open(self._folder / f"{stripe:03d}", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise HistoryUnavailable("turns can't be taken") from error
        try:
            end = time.monotonic() + PATIENCE
            while not _locked(file):
                await wait(end)
            yield
        finally:
            os.close(file)

    def close(self) -> None:
        """Nothing is held open."""


async def wait(end: float) -> None:
    """A moment's pause. Raises HistoryUnavailable after the end."""
    if time.monotonic() > end:
        raise HistoryBusy("another message of the conversation is not done")
    await asyncio.sleep(LOOK)


def _locked(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True

"""Whose turn it is in a conversation, over all processes that answer it: one message at a time."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import struct
import time
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Protocol

from assistant.history.store import HistoryBusy, HistoryUnavailable

LOOK = 0.01  # seconds between two looks whether the other process is done
PATIENCE = 30.0  # seconds until a message that never gets its turn is refused


class Turns(Protocol):
    """Keeps other processes out of a conversation while one of its messages is answered."""

    def hold(self, conversation: str) -> AbstractAsyncContextManager[None]:
        """Waits for the conversation's turn. Raises HistoryUnavailable when it does not come."""

    def close(self) -> None:
        """Gives everything back."""


class FileTurns:
    """
    Turns of the processes of one machine, by locks that the system gives back when a process dies: each conversation
    is a byte of one file, far apart enough that no two of them meet.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "turns"
        folder.mkdir(parents=True, exist_ok=True)

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Waits for the conversation's turn. Raises HistoryUnavailable when it does not come."""
        try:
            # Opened for each turn: the lock belongs to this opening, so that it ends with it whatever happens.
            file = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise HistoryUnavailable("turns can't be taken") from error
        try:
            place, end = place_of(conversation), time.monotonic() + PATIENCE
            while not _locked(file, place):
                await wait(end)
            yield
        finally:
            os.close(file)

    def close(self) -> None:
        """Nothing is held open."""


def place_of(conversation: str) -> int:
    """The byte that stands for a conversation: 62 bits of a hash; nothing is ever written there."""
    return int.from_bytes(hashlib.sha256(conversation.encode()).digest()[:8]) >> 2


async def wait(end: float) -> None:
    """A moment's pause. Raises HistoryUnavailable after the end."""
    if time.monotonic() > end:
        raise HistoryBusy("another message of the conversation is not done")
    await asyncio.sleep(LOOK)


def _locked(file: int, place: int) -> bool:
    # "Open file description" locks: unlike flock they name a byte, unlike lockf they belong to the opening.
    asked = struct.pack("@hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)
    try:
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, asked)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        raise HistoryUnavailable("turns can't be taken") from error
    return True

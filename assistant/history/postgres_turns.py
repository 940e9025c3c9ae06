"""Turns of conversations over processes and machines, by advisory locks of PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg import Connection

from assistant.history.store import HistoryUnavailable
from assistant.history.turns import PATIENCE, wait
from assistant.storage.postgres import PostgresDatabase

log = logging.getLogger(__name__)

# Seeded otherwise than the locks of tickets, which a conversation takes while it holds its turn.
TAKE = b"SELECT pg_try_advisory_lock(hashtextextended(%s, 1)) AS taken"
GIVE = b"SELECT pg_advisory_unlock(hashtextextended(%s, 1))"


class PostgresTurns:
    """
    All turns that this process holds, on one connection; the server gives them back when the connection ends.

    Within the process a conversation must be asked for once at a time: a session may take its own lock again.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._connection: Connection[Any] | None = None
        self._one_at_a_time = threading.Lock()
        # One connection, one thread: those who wait for a turn keep no other work waiting for a thread.
        self._thread = ThreadPoolExecutor(1, "turns")

    @asynccontextmanager
    async def hold(self, conversation: str) -> AsyncIterator[None]:
        """Waits for the conversation's turn. Raises HistoryUnavailable when it does not come."""
        end = time.monotonic() + PATIENCE
        while not await self._tried(conversation):
            await wait(end)
        try:
            yield
        finally:
            await asyncio.shield(self._aside(self._give, conversation))

    def close(self) -> None:
        """Gives all turns back."""
        with self._one_at_a_time:
            self._drop()

    def _aside[T](self, work: Callable[[str], T], conversation: str) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._thread, work, conversation)

    async def _tried(self, conversation: str) -> bool:
        trying = self._aside(self._take, conversation)
        try:
            return await asyncio.shield(trying)
        except asyncio.CancelledError:
            # Whoever asked is gone: what the thread may still get is given back.
            trying.add_done_callback(lambda done: self._give_back(done, conversation))
            raise

    def _give_back(self, done: asyncio.Future[bool], conversation: str) -> None:
        if not done.cancelled() and done.exception() is None and done.result():
            self._give(conversation)

    def _take(self, conversation: str) -> bool:
        with self._one_at_a_time:
            for connection in (self._connection, None):
                try:
                    self._connection = connection or self._database.connect()
                    row = self._connection.execute(TAKE, (conversation,)).fetchone()
                except psycopg.OperationalError as error:
                    self._drop()
                    if connection is None:
                        log.error("turns of conversations can't be taken: %s", type(error).__name__)
                        raise HistoryUnavailable("turns can't be taken") from error
                else:
                    return bool(row and row["taken"])
        return False

    def _give(self, conversation: str) -> None:
        with self._one_at_a_time:
            if self._connection is None:
                return
            try:
                self._connection.execute(GIVE, (conversation,))
            except psycopg.OperationalError:
                self._drop()  # the server gave them all back with the connection

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
        self._connection = None

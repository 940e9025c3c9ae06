"""
Conversations on SQLite: WAL, one connection a thread, each exchange one transaction.

Kept apart from the tickets' file: a message lost in a power cut is a pity, so commits here need not wait for the disk.
"""

from __future__ import annotations

import json
import logging
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.messages import Language, Turn

log = logging.getLogger(__name__)
SQL = Path(__file__).parent / "sql"
_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


class HistoryUnavailable(RuntimeError):
    """The store of conversations can't be reached."""


@dataclass(frozen=True)
class Message:
    """One stored message; ``content`` is the citizen's masked text or the assistant's turn."""

    id: int
    sender: str
    language: Language
    content: dict[str, Any]
    created_at: str
    message_id: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The message as the API lists it."""
        return {
            "id": self.id,
            "sender": self.sender,
            "language": self.language,
            "created_at": self.created_at,
            **({"message_id": self.message_id} if self.sender == "citizen" else {}),
            **self.content,
        }


def _queries() -> dict[str, str]:
    _, *parts = _NAME.split((SQL / "queries.sql").read_text(encoding="utf-8"))
    return dict(zip(parts[::2], (body.strip() for body in parts[1::2]), strict=True))


class SQLiteHistory:
    """The store of conversations; ``clock`` gives aware times."""

    def __init__(self, path: str | Path, clock: Callable[[], datetime]) -> None:
        self._path, self._clock = str(path), clock
        self._queries = _queries()
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        steps = sorted(path for path in SQL.glob("[0-9]*.sql"))
        with self._transaction() as connection:
            (done,) = connection.execute("PRAGMA user_version").fetchone()
            for number, step in enumerate(steps[done:], done + 1):
                for statement in step.read_text(encoding="utf-8").split(";\n"):
                    if statement.strip():
                        connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        return len(steps) - int(done)

    def answered(self, conversation: str, message_id: str) -> Turn | None:
        """The turn that answered this message id before, if one did."""
        row = self._one("answered", conversation=conversation, message_id=message_id)
        return Turn.from_dict(json.loads(row[0]), repeated=True) if row else None

    def record(self, conversation: str, message_id: str | None, text: str, turn: Turn) -> None:
        """Keeps one exchange: the masked text, the turn, and the choices it offers."""
        now = self._clock().isoformat()
        common = {"conversation": conversation, "language": turn.language, "created_at": now}
        asked = {**common, "message_id": message_id, "sender": "citizen", "content": _dumps({"text": text})}
        told = {**common, "message_id": None, "sender": "assistant", "content": _dumps(turn.as_dict())}
        with self._transaction() as connection:
            connection.execute(self._queries["add_message"], asked)
            connection.execute(self._queries["add_message"], told)
            for reply in turn.replies:
                for choice in reply.offered:
                    offered = {"conversation": conversation, "payload": choice.payload, "title": choice.title}
                    connection.execute(self._queries["add_choice"], offered)

    def messages_after(self, conversation: str, after: int, limit: int = 200) -> list[Message]:
        """The conversation after a message, oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                self._queries["messages_after"], {"conversation": conversation, "after": after, "limit": limit}
            ).fetchall()
        return [Message(row[0], row[1], row[2], json.loads(row[3]), row[4], row[5]) for row in rows]

    def choice_title(self, conversation: str, payload: str) -> str | None:
        """The title under which a payload was offered to this conversation; None when it never was."""
        row = self._one("choice_title", conversation=conversation, payload=payload)
        return str(row[0]) if row else None

    def load_tracker(self, conversation: str) -> dict[str, Any] | None:
        """The dialogue's state."""
        row = self._one("load_tracker", conversation=conversation)
        state: dict[str, Any] | None = json.loads(row[0]) if row else None
        return state

    def save_tracker(self, conversation: str, state: dict[str, Any]) -> None:
        """Keeps the dialogue's state."""
        values = {"conversation": conversation, "state": _dumps(state), "updated_at": self._clock().isoformat()}
        with self._transaction() as connection:
            connection.execute(self._queries["save_tracker"], values)

    def conversations(self) -> list[str]:
        """Ids of all conversations with a state."""
        with self._reading() as connection:
            return [row[0] for row in connection.execute(self._queries["conversations"])]

    def forget(self, conversation: str) -> None:
        """Deletes all that is kept of a conversation."""
        with self._transaction() as connection:
            for name in ("forget_messages", "forget_choices", "forget_tracker"):
                connection.execute(self._queries[name], {"conversation": conversation})

    def ping(self) -> None:
        """Raises HistoryUnavailable when the store can't be read."""
        self._one("choice_title", conversation="", payload="")

    def close(self) -> None:
        """Closes the connections of all threads."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _one(self, name: str, **values: object) -> Any:
        with self._reading() as connection:
            return connection.execute(self._queries[name], values).fetchone()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            yield self._connection()
        except sqlite3.DatabaseError as error:
            raise _unavailable("read", error) from error

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.rollback()
                raise
            connection.commit()
        except sqlite3.IntegrityError:
            raise  # a mistake of ours, not the store's
        except sqlite3.DatabaseError as error:
            raise _unavailable("written", error) from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            self._connections.append(connection)
        return connection


def _unavailable(verb: str, error: sqlite3.DatabaseError) -> HistoryUnavailable:
    # SQLite's own name of the error holds nothing of a user's text, and tells an operator what to look for.
    log.error("conversations can't be %s: %s", verb, getattr(error, "sqlite_errorname", type(error).__name__))
    return HistoryUnavailable(f"conversations can't be {verb}")


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

"""What is kept of conversations, on whatever store: each exchange is one transaction."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.messages import Language, Turn

SQL = Path(__file__).parent / "sql"
Run = Callable[[str, Mapping[str, object]], None]  # one statement of a transaction: a query's name and its values


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


class HistoryBusy(HistoryUnavailable):
    """Another message of the conversation is not done: the store may be well."""


class History(ABC):
    """The store of conversations. Every method may raise HistoryUnavailable."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        """``clock`` gives aware times."""
        self._clock = clock

    @abstractmethod
    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""

    @abstractmethod
    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""

    @abstractmethod
    def close(self) -> None:
        """Closes the connections of all threads."""

    @abstractmethod
    def _rows(self, name: str, **values: object) -> Sequence[Mapping[str, Any]]:
        """All rows of one reading query."""

    @abstractmethod
    def _transaction(self, *, soon: bool = False) -> AbstractContextManager[Run]:
        """Runs writing queries; all or none of them. What the next transaction will make durable may be so ``soon``."""

    def answered(self, conversation: str, message_id: str) -> Turn | None:
        """The turn that answered this message id before, if one did."""
        row = self._one("answered", conversation=conversation, message_id=message_id)
        return Turn.from_dict(json.loads(row["content"]), repeated=True) if row else None

    def record(self, conversation: str, message_id: str | None, text: str, turn: Turn) -> None:
        """Keeps one exchange: the masked text, the turn, and the choices it offers."""
        now = self._clock().isoformat()
        common = {"conversation": conversation, "language": turn.language, "created_at": now}
        asked = {**common, "message_id": message_id, "sender": "citizen", "content": _dumps({"text": text})}
        told = {**common, "message_id": None, "sender": "assistant", "content": _dumps(turn.as_dict())}
        with self._transaction() as run:
            run("add_message", asked)
            run("add_message", told)
            for reply in turn.replies:
                for choice in reply.offered:
                    offered = {"conversation": conversation, "payload": choice.payload, "title": choice.title}
                    run("add_choice", offered)

    def messages_after(self, conversation: str, after: int, limit: int = 200) -> list[Message]:
        """The conversation after a message, oldest first."""
        rows = self._rows("messages_after", conversation=conversation, after=after, limit=limit)
        return [Message(**{**row, "content": json.loads(row["content"])}) for row in rows]

    def spoken(self, conversation: str) -> Language | None:
        """The language of the newest message; None before the first."""
        row = self._one("spoken", conversation=conversation)
        return row["language"] if row else None

    def choice_title(self, conversation: str, payload: str) -> str | None:
        """The title under which a payload was offered to this conversation; None when it never was."""
        row = self._one("choice_title", conversation=conversation, payload=payload)
        return str(row["title"]) if row else None

    def load_tracker(self, conversation: str) -> dict[str, Any] | None:
        """The dialogue's state."""
        row = self._one("load_tracker", conversation=conversation)
        state: dict[str, Any] | None = json.loads(row["state"]) if row else None
        return state

    def save_tracker(self, conversation: str, state: dict[str, Any]) -> None:
        """Keeps the dialogue's state."""
        values = {"conversation": conversation, "state": _dumps(state), "updated_at": self._clock().isoformat()}
        with self._transaction(soon=True) as run:  # the exchange it belongs to is recorded next
            run("save_tracker", values)

    def conversations(self) -> list[str]:
        """Ids of all conversations with a state."""
        return [row["conversation"] for row in self._rows("conversations")]

    def forget(self, conversation: str) -> None:
        """Deletes all that is kept of a conversation."""
        with self._transaction() as run:
            for name in ("forget_messages", "forget_choices", "forget_tracker"):
                run(name, {"conversation": conversation})

    def retire(self, before: datetime, limit: int = 500) -> int:
        """
        Deletes messages from before a moment, and what else is kept of conversations of which no message is left.

        Gives the number of messages. Again does no harm.
        """
        moment, retired = before.astimezone(UTC).isoformat(), 0
        while some := self._rows("old_messages", before=moment, limit=limit):
            with self._transaction() as run:
                for row in some:
                    run("drop_message", {"id": row["id"]})
                for conversation in {row["conversation"] for row in some}:
                    for name in ("drop_silent_choices", "drop_silent_tracker"):
                        run(name, {"conversation": conversation})
            retired += len(some)
        return retired

    def ping(self) -> None:
        """Raises HistoryUnavailable when the store can't be read."""
        self._one("choice_title", conversation="", payload="")

    def _one(self, name: str, **values: object) -> Mapping[str, Any] | None:
        return next(iter(self._rows(name, **values)), None)


def _dumps(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

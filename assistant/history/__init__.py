"""What is kept of conversations: masked messages, the replies to them, the choices issued, the dialogue's state."""

from assistant.history.sqlite import SQLiteHistory
from assistant.history.store import History, HistoryUnavailable, Message

__all__ = ["History", "HistoryUnavailable", "Message", "SQLiteHistory"]

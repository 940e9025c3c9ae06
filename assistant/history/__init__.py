"""What is kept of conversations: masked messages, the replies to them, the choices issued, the dialogue's state."""

from assistant.history.store import HistoryUnavailable, Message, SQLiteHistory

__all__ = ["HistoryUnavailable", "Message", "SQLiteHistory"]

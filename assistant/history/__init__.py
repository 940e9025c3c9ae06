"""What is kept of conversations: masked messages, the replies to them, the choices issued, the dialogue's state."""

from assistant.history.sqlite import SQLiteHistory
from assistant.history.store import History, HistoryBusy, HistoryUnavailable, Message
from assistant.history.turns import FileTurns, Turns

__all__ = ["FileTurns", "History", "HistoryBusy", "HistoryUnavailable", "Message", "SQLiteHistory", "Turns"]

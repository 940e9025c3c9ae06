"""Rows that hold what SQLite's connection remembers to what the file says, at every look."""

from datetime import date

from assistant.tickets.memory import Memory
from assistant.tickets.sqlite_rows import SQLiteTransaction
from assistant.tickets.standing import Asked, Standing


class CheckedRows(SQLiteTransaction):
    """The same rows; each request for a number is also judged by what is read anew."""

    def standing(self, asked: Asked, day: date) -> Standing:
        found = super().standing(asked, day)
        kept, self.memory = self.memory, Memory()
        assert super().standing(asked, day) == found
        for queue, end in kept.ends.items() if kept else ():
            assert tuple(self._run("chain_end", queue=queue).fetchone()) == end
        self.memory = kept
        return found

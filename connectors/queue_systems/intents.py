"""What we want of the other machine and know of it: written before it is asked, so that nothing is forgotten."""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from connectors.queue_systems.protocol import PeerState, PeerTicket

_SCHEMA = (
    """CREATE TABLE IF NOT EXISTS intent (
        reference TEXT PRIMARY KEY,          -- of our ticket: one intent, so one number there
        marker TEXT NOT NULL UNIQUE,         -- under which it is found there
        service TEXT NOT NULL,
        office TEXT,
        language TEXT NOT NULL,
        asked_at TEXT NOT NULL,              -- the provisional place: the order in which numbers are asked for
        tried_at TEXT,                       -- when the machine was last asked; NULL: never, or it did nothing
        state TEXT NOT NULL,                 -- of PeerState
        ref TEXT, number TEXT, window TEXT,  -- as the machine confirmed it
        unwanted INTEGER NOT NULL DEFAULT 0, -- 1: given up here, so to be given up there
        refused TEXT                         -- why the machine said no
    ) STRICT""",
    "CREATE INDEX IF NOT EXISTS intent_open ON intent (asked_at) WHERE state IN ('unknown', 'waiting', 'called')",
    "CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY CHECK (one = 1), event INTEGER NOT NULL) STRICT",
)
_OPEN = (
    "SELECT * FROM intent WHERE state IN ('unknown', 'waiting', 'called') AND refused IS NULL ORDER BY asked_at, rowid"
)


@dataclass(frozen=True, slots=True)
class Intent:
    """A number that is wanted at the machine; `number` is None as long as it is not confirmed."""

    reference: str
    marker: str
    service: str
    office: str | None
    language: str
    asked_at: datetime
    tried_at: datetime | None = None
    state: PeerState = PeerState.UNKNOWN
    ref: str | None = None
    number: str | None = None
    window: str | None = None
    unwanted: bool = False
    refused: str | None = None

    @property
    def peer(self) -> PeerTicket | None:
        """The number as it was confirmed."""
        if self.ref is None or self.number is None:
            return None
        return PeerTicket(self.ref, self.number, self.state, self.marker, self.service, self.office, self.window)


class Intents:
    """The file of intents: SQLite with WAL, flushed at each change; for several threads and processes."""

    def __init__(self, path: str | Path) -> None:
        self._lock = Path(f"{path}.lock")
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)
        self._connection.row_factory = sqlite3.Row
        self._turn = threading.RLock()
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", *_SCHEMA):
            self._connection.execute(statement)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether no other process of this machine is at work with the file; a process's death frees it."""
        with self._lock.open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def want(self, intent: Intent, event: int) -> None:
        """Writes an intent and that the ledger's messages up to `event` are read; a known one is left as it is."""
        with self._change() as connection:
            row = (intent.reference, intent.marker, intent.service, intent.office, intent.language)
            connection.execute(
                "INSERT INTO intent (reference, marker, service, office, language, asked_at, state)"
                " VALUES (?, ?, ?, ?, ?, ?, 'unknown') ON CONFLICT (reference) DO NOTHING",
                (*row, intent.asked_at.isoformat()),
            )
            _read_until(connection, event)

    def unwant(self, reference: str, event: int) -> None:
        """Writes that our ticket is over: the number there is to be given up."""
        with self._change() as connection:
            connection.execute("UPDATE intent SET unwanted = 1 WHERE reference = ?", (reference,))
            _read_until(connection, event)

    def want_again(self, reference: str, event: int) -> None:
        """Writes that our ticket waits again; where its number there is over, one is asked for anew."""
        with self._change() as connection:
            connection.execute("UPDATE intent SET unwanted = 0 WHERE reference = ?", (reference,))
            connection.execute(
                "UPDATE intent SET state = 'unknown', ref = NULL, number = NULL, window = NULL, tried_at = NULL"
                " WHERE reference = ? AND state NOT IN ('unknown', 'waiting', 'called')",
                (reference,),
            )
            _read_until(connection, event)

    def read_until(self, event: int) -> None:
        """Writes that the ledger's messages up to `event` are read."""
        with self._change() as connection:
            _read_until(connection, event)

    def cursor(self) -> int:
        """The ledger's message up to which all are read."""
        rows = self._rows("SELECT event FROM cursor")
        return int(rows[0]["event"]) if rows else 0

    def trying(self, reference: str, at: datetime) -> None:
        """Writes, before the machine is asked, that it is."""
        with self._change() as connection:
            connection.execute("UPDATE intent SET tried_at = ? WHERE reference = ?", (at.isoformat(), reference))

    def nothing_done(self, reference: str) -> None:
        """The machine was not reached, or said that it did nothing: the try does not count as one."""
        with self._change() as connection:
            connection.execute("UPDATE intent SET tried_at = NULL WHERE reference = ?", (reference,))

    def confirmed(self, reference: str, ticket: PeerTicket) -> None:
        """What the machine told of the number; a state that can't be told leaves the one that was known."""
        with self._change() as connection:
            connection.execute(
                "UPDATE intent SET ref = :ref, number = :number, window = :window,"
                " state = CASE WHEN :state = 'unknown' THEN state ELSE :state END WHERE reference = :reference",
                {
                    "ref": ticket.ref,
                    "number": ticket.number,
                    "window": ticket.window,
                    "state": ticket.state.value,
                    "reference": reference,
                },
            )

    def ended(self, reference: str, state: PeerState, refused: str | None = None) -> None:
        """The number is over there, or the machine refused it."""
        with self._change() as connection:
            connection.execute(
                "UPDATE intent SET state = ?, refused = ? WHERE reference = ?", (state.value, refused, reference)
            )

    def of(self, reference: str) -> Intent | None:
        """The intent of our ticket."""
        return next(map(_intent, self._rows("SELECT * FROM intent WHERE reference = ?", reference)), None)

    def open(self) -> list[Intent]:
        """All that are not over, in the order in which they were asked for."""
        return [_intent(row) for row in self._rows(_OPEN)]

    def refused(self) -> int:
        """How many the machine refused for good."""
        return int(self._rows("SELECT count(*) AS found FROM intent WHERE refused IS NOT NULL")[0]["found"])

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _rows(self, sql: str, *values: object) -> list[sqlite3.Row]:
        with self._turn, closing(self._connection.execute(sql, values)) as found:
            return found.fetchall()

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._turn:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise


def _read_until(connection: sqlite3.Connection, event: int) -> None:
    connection.execute(
        "INSERT INTO cursor (one, event) VALUES (1, ?)"
        " ON CONFLICT (one) DO UPDATE SET event = max(event, excluded.event)",
        (event,),
    )


def _intent(row: sqlite3.Row) -> Intent:
    known = {name: row[name] for name in Intent.__dataclass_fields__}
    known["asked_at"] = datetime.fromisoformat(row["asked_at"])
    known["tried_at"] = datetime.fromisoformat(row["tried_at"]) if row["tried_at"] else None
    return Intent(**known | {"state": PeerState(row["state"]), "unwanted": bool(row["unwanted"])})

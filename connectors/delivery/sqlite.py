"""The delivery's store on SQLite: WAL, one connection a thread."""

from __future__ import annotations

import json
import re
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.messages import Language
from connectors.delivery.model import Button, Contact, DeadLetter, Draft, Parcel
from connectors.delivery.store import DeliveryUnavailable

SQL = Path(__file__).parent / "sql"
_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


def _queries() -> dict[str, str]:
    _, *parts = _NAME.split((SQL / "queries.sql").read_text(encoding="utf-8"))
    return dict(zip(parts[::2], (body.strip() for body in parts[1::2]), strict=True))


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class SQLiteDelivery:
    """A DeliveryStore; ``clock`` gives aware times."""

    def __init__(self, path: str | Path, clock: Callable[[], datetime]) -> None:
        self._path, self._clock = str(path), clock
        self._queries = _queries()
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []

    def migrate(self) -> int:
        """Brings the schema up to date; returns how many steps were taken."""
        steps = sorted(SQL.glob("[0-9]*.sql"))
        with self._transaction() as connection:
            (done,) = connection.execute("PRAGMA user_version").fetchone()
            for number, step in enumerate(steps[done:], done + 1):
                for statement in step.read_text(encoding="utf-8").split(";\n"):
                    if statement.strip():
                        connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        return len(steps) - int(done)

    def contact(self, channel: str, address: str) -> Contact | None:
        """Who is behind an address."""
        rows = self._read("contact", channel=channel, address=address)
        return _contact(rows[0]) if rows else None

    def meet(self, contact: Contact) -> Contact:
        """Notes that an address was heard of now; a known one keeps its conversation and language."""
        with self._transaction() as connection:
            self._run(connection, "meet", **_of(contact), conversation=contact.conversation, language=contact.language)
            return _contact(self._run(connection, "contact", **_of(contact)).fetchone())

    def contacts_of(self, conversation: str) -> list[Contact]:
        """The addresses at which a conversation is held."""
        return [_contact(row) for row in self._read("contacts_of", conversation=conversation)]

    def set_language(self, contact: Contact, language: Language) -> None:
        """The language the person has chosen."""
        self._write("set_language", **_of(contact), language=language)

    def hand_over(self, contact: Contact, conversation: str) -> None:
        """Continues another conversation at an address."""
        self._write("hand_over", **_of(contact), conversation=conversation)

    def lose(self, channel: str, address: str, reason: str) -> None:
        """The address is blocked: what waits for it is dropped."""
        with self._transaction() as connection:
            self._run(connection, "lose", channel=channel, address=address)
            self._run(connection, "drop_waiting", channel=channel, address=address, error=reason)

    def forget(self, contact: Contact, *, keep_address: bool) -> None:
        """Deletes what is kept of an address; the address itself stays where a ticket is still followed there."""
        with self._transaction() as connection:
            self._run(connection, "forget_buttons", conversation=contact.conversation)
            if not keep_address:
                self._run(connection, "forget_follower", **_of(contact))
                self._run(connection, "forget_contact", **_of(contact))

    def follow(self, contact: Contact, reference: str) -> None:
        """Tells the address of this ticket from now on."""
        self._write("follow", **_of(contact), reference=reference)

    def followers(self, reference: str) -> list[Contact]:
        """The addresses that follow a ticket by its link."""
        return [_contact(row) for row in self._read("followers", reference=reference)]

    def seen(self, channel: str, update_id: str) -> bool:
        """Whether an update has been dealt with."""
        return bool(self._read("seen", channel=channel, update_id=update_id))

    def post(
        self, drafts: Sequence[Draft], received: tuple[str, str] | None = None, read: tuple[str, int] | None = None
    ) -> bool:
        """Puts messages into the outbox, with the update they answer or the place up to which a source was read."""
        with self._transaction() as connection:
            if received is not None:
                channel, update_id = received
                if not self._run(connection, "receive", channel=channel, update_id=update_id).rowcount:
                    return False
            for draft in drafts:
                content = json.dumps(draft.packed.content, ensure_ascii=False)
                self._run(connection, "put", **_of(draft.to), key=draft.key, content=content)
                self._offer(connection, draft.to, draft.packed.buttons)
            if read is not None:
                self._run(connection, "set_place", source=read[0], place=read[1])
        return True

    def place(self, source: str) -> int:
        """How far a source was read; 0 at first."""
        rows = self._read("place", source=source)
        return int(rows[0][0]) if rows else 0

    def offer(self, contact: Contact, buttons: Sequence[Button]) -> None:
        """Notes buttons that are shown without the outbox."""
        with self._transaction() as connection:
            self._offer(connection, contact, buttons)

    def _offer(self, connection: sqlite3.Connection, contact: Contact, buttons: Sequence[Button]) -> None:
        for button in buttons:
            offered = {"id": button.id, "payload": button.payload, "title": button.title}
            self._run(connection, "offer", **offered, conversation=contact.conversation)

    def button(self, conversation: str, button: str) -> Button | None:
        """What a button of a conversation asks for."""
        rows = self._read("button", conversation=conversation, id=button)
        return Button(button, rows[0][0], rows[0][1]) if rows else None

    def claim(self, lease: timedelta, limit: int) -> list[Parcel]:
        """Parcels to send now, at most one an address; nobody else gets them before the lease ends."""
        now = self._clock()
        if not self._read("due", now=_stamp(now), limit=1):
            return []  # looking costs no lock
        with self._transaction() as connection:
            rows = self._run(connection, "due", now=_stamp(now), limit=limit).fetchall()
            for row in rows:
                self._run(connection, "lease", id=row[0], until=_stamp(now + lease))
        return [_parcel(row) for row in rows]

    def sent(self, parcel: Parcel) -> None:
        """The parcel has arrived."""
        self._write("close", id=parcel.id, state="sent", error=None)

    def postpone(self, parcel: Parcel, due_at: datetime, error: str, *, counted: bool) -> None:
        """The parcel is tried again at that time."""
        self._write("postpone", id=parcel.id, due_at=_stamp(due_at), error=error, counted=int(counted))

    def give_up(self, parcel: Parcel, error: str) -> None:
        """The parcel becomes a dead letter; those behind it go on."""
        self._write("close", id=parcel.id, state="dead", error=error)

    def counts(self) -> dict[tuple[str, str], int]:
        """Parcels by channel and state."""
        return {(channel, state): int(count) for channel, state, count in self._read("counts")}

    def dead_letters(self, limit: int = 20) -> list[DeadLetter]:
        """The newest dead letters."""
        rows = self._read("dead_letters", limit=limit)
        return [DeadLetter(row[0], row[1], row[2], datetime.fromisoformat(row[3])) for row in rows]

    def spend(self, digest: str, used_by: str) -> bool:
        """Uses a single-use link; True for whoever used it first, again too."""
        with self._transaction() as connection:
            self._run(connection, "spend", digest=digest, used_by=used_by)
            return bool(self._run(connection, "spent_by", digest=digest).fetchone()[0] == used_by)

    def keep(self, name: str, value: str, expires_at: datetime) -> None:
        """Keeps something that all processes share until it expires."""
        self._write("keep", name=name, value=value, expires_at=_stamp(expires_at))

    def lead(self, name: str, owner: str, lease: timedelta) -> bool:
        """Whether ``owner`` alone does what ``name`` says until the lease ends; asking again renews it."""
        wanted = {"name": name, "value": owner, "expires_at": _stamp(self._clock() + lease)}
        with self._transaction() as connection:
            return bool(self._run(connection, "lead", **wanted).rowcount)

    def kept(self, name: str) -> str | None:
        """What is kept under a name and has not expired."""
        rows = self._read("kept", name=name)
        return str(rows[0][0]) if rows else None

    def sweep(self) -> None:
        """Deletes what has had its time."""
        now = self._clock()
        ages = {"day_ago": timedelta(days=2), "week_ago": timedelta(days=7), "month_ago": timedelta(days=30)}
        limits = {name: _stamp(now - age) for name, age in ages.items()}
        with self._transaction() as connection:
            for name in (name for name in self._queries if name.startswith("sweep_")):
                self._run(connection, name, **limits)

    def close(self) -> None:
        """Closes the connections of all threads."""
        for connection in self._connections:
            connection.close()
        self._connections.clear()

    def _run(self, connection: sqlite3.Connection, query: str, /, **values: object) -> sqlite3.Cursor:
        return connection.execute(self._queries[query], {"at": _stamp(self._clock()), **values})

    def _read(self, query: str, /, **values: object) -> list[Any]:
        try:
            return self._run(self._connection(), query, **values).fetchall()
        except sqlite3.DatabaseError as error:
            raise DeliveryUnavailable("the delivery's store can't be read") from error

    def _write(self, query: str, /, **values: object) -> None:
        with self._transaction() as connection:
            self._run(connection, query, **values)

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
            raise DeliveryUnavailable("the delivery's store can't be written") from error

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, timeout=10, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            # A power cut takes mark and message back together: something may be sent again, nothing is lost.
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            self._connections.append(connection)
        return connection


def _of(contact: Contact) -> dict[str, str]:
    return {"channel": contact.channel, "address": contact.address}


def _contact(row: Any) -> Contact:
    return Contact(row[0], row[1], row[2], row[3], bool(row[4]))


def _parcel(row: Any) -> Parcel:
    return Parcel(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5], datetime.fromisoformat(row[6]))

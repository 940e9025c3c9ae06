"""The databases that the settings name: opened, looked at, migrated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.clock import Clock
from assistant.engine.models import ModelRefused
from assistant.history import FileTurns, History, HistoryUnavailable, SQLiteHistory, Turns
from assistant.retention.keeper import PART as UPKEEP, SQL as UPKEEP_SQL
from assistant.settings import Settings
from assistant.staff import StaffRoll, StaffUnavailable
from assistant.staff.roll import PART as STAFF, SQL as STAFF_SQL
from assistant.storage.named_store import NamedStore, SQLiteNamedStore
from assistant.tickets import LedgerUnavailable, SQLiteStore, TicketStore
from connectors.delivery.sqlite import SQLiteDelivery
from connectors.delivery.store import DeliveryStore, DeliveryUnavailable

DELIVERY = "messengers"
Migrated = TicketStore | History | StaffRoll | NamedStore | DeliveryStore

if TYPE_CHECKING:
    from assistant.storage.postgres import PostgresDatabase


class SchemaError(RuntimeError):
    """The database's schema is not this program's; the message says what to do."""


@dataclass(frozen=True)
class Databases:
    """The stores, and the ``server`` that several machines share, where there is one; ``where`` holds no password."""

    where: str
    tickets: TicketStore
    history: History
    staff: StaffRoll
    upkeep: NamedStore
    delivery: DeliveryStore
    turns: Turns
    server: PostgresDatabase | None = None

    @property
    def shared(self) -> bool:
        """Whether several machines use them."""
        return self.server is not None

    @property
    def _parts(self) -> dict[str, Migrated]:
        first: dict[str, Migrated] = {"tickets": self.tickets, "conversations": self.history}
        return first | {STAFF: self.staff, UPKEEP: self.upkeep, DELIVERY: self.delivery}

    def pending(self) -> dict[str, int]:
        """How many migrations each part lacks; negative when it is newer than this program."""
        return {name: part.pending() for name, part in self._parts.items()}

    def migrate(self) -> int:
        """Brings all schemas up to date and returns how many steps were taken."""
        return sum(part.migrate() for part in self._parts.values())

    def prepare(self) -> None:
        """Migrates files; a shared database only ever by `citizen-home db migrate`. Raises SchemaError."""
        if not self.shared:
            self.migrate()
            return
        pending = self.pending()
        if any(missing < 0 for missing in pending.values()):
            raise SchemaError("The database was written by a newer version of this program: install that version.")
        if missing := sum(pending.values()):
            said = f"lacks {missing} migration" + ("s" if missing > 1 else "")
            raise SchemaError(f"The database {said}: run `citizen-home db migrate`, then start again.")

    def close(self) -> None:
        """Closes all connections of this process."""
        self.turns.close()
        self.delivery.close()
        self.history.close()
        self.tickets.close()


def open_databases(settings: Settings, clock: Clock | Callable[[], datetime]) -> Databases:
    """The stores of the settings; nothing is read or written yet."""
    if settings.postgres_url is not None:
        opened = _on_postgres(settings.postgres_url, clock, settings.staff)
    else:
        opened = _in_files(settings, clock)
    opened.delivery.silence_days = settings.retain_address_days
    return opened


def _in_files(settings: Settings, clock: Clock | Callable[[], datetime]) -> Databases:
    settings.tickets_file.parent.mkdir(parents=True, exist_ok=True)
    tickets, history = SQLiteStore(settings.tickets_file), SQLiteHistory(settings.conversations_file, clock)
    where = f"{settings.tickets_file}, {settings.conversations_file}, {settings.staff_file}, {settings.delivery_file}"
    staff = StaffRoll(SQLiteNamedStore(settings.staff_file, STAFF_SQL), clock, settings.staff)
    upkeep = SQLiteNamedStore(settings.upkeep_file, UPKEEP_SQL)
    delivery = SQLiteDelivery(settings.delivery_file, clock)
    return Databases(where, tickets, history, staff, upkeep, delivery, FileTurns(settings.data_dir / "turns"))


def _on_postgres(url: str, clock: Callable[[], datetime], fixed: Sequence[str]) -> Databases:
    from assistant.history.postgres import PostgresHistory
    from assistant.history.postgres_turns import PostgresTurns
    from assistant.storage.named_store import PostgresNamedStore
    from assistant.storage.postgres import PostgresDatabase
    from assistant.tickets.postgres import PostgresStore
    from connectors.delivery.postgres import PostgresDelivery

    database = PostgresDatabase(url)
    tickets, history = PostgresStore(database), PostgresHistory(database, clock)
    staff = StaffRoll(PostgresNamedStore(database, STAFF, STAFF_SQL), clock, fixed)
    upkeep = PostgresNamedStore(database, UPKEEP, UPKEEP_SQL)
    delivery = PostgresDelivery(database, clock)
    return Databases(database.where, tickets, history, staff, upkeep, delivery, PostgresTurns(database), database)


def explained(error: Exception) -> str | None:
    """What an error of the databases or of the model means, in a sentence with its cause; None for any other error."""
    if isinstance(error, SchemaError):
        return str(error)
    if isinstance(error, ModelRefused):
        return f"{error} (`citizen-home model list`)"
    if not isinstance(error, LedgerUnavailable | HistoryUnavailable | StaffUnavailable | DeliveryUnavailable):
        return None
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    told = str(cause).strip().splitlines()
    return f"{error} ({told[0]})" if told and cause is not error else str(error)

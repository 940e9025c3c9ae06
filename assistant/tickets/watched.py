"""A ticket store that tells others of what it did: that something was committed, that it could not be used."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.tickets.model import LedgerUnavailable
from assistant.tickets.store import TicketStore, Transaction


class WatchedStore:
    """Any `TicketStore`; ``committed`` and ``failed`` are called after the fact, must not block and must not raise."""

    def __init__(self, store: TicketStore, committed: Callable[[], None], failed: Callable[[], None]) -> None:
        self._store, self._committed, self._failed = store, committed, failed

    def migrate(self) -> int:
        """Brings the schema up to date and returns how many steps that took."""
        return self._store.migrate()

    def pending(self) -> int:
        """How many steps of the schema are missing; negative when it is newer than this program."""
        return self._store.pending()

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that commits durably at the end of the block, and rolls back on any exception."""
        with self._watched(), self._store.write() as tx:
            yield tx
        self._committed()

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One consistent view for several reads."""
        with self._watched(), self._store.read() as tx:
            yield tx

    def close(self) -> None:
        """Closes all connections of this process."""
        self._store.close()

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except LedgerUnavailable:
            self._failed()
            raise

"""A ticket store that tells others of what it did: that something was committed, that it could not be used."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from assistant.tickets.model import LedgerUnavailable
from assistant.tickets.store import AtOnce, NewNumber, TicketStore, Transaction


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

    def change[T](self, body: Callable[[Transaction], T]) -> T:
        """Runs the body in such a transaction, perhaps with others, and gives its result once that is durable."""
        with self._watched():
            result = self._store.change(body)
        self._committed()
        return result

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """One consistent view for several reads."""
        with self._watched(), self._store.read() as tx:
            yield tx

    @property
    def gives_at_once(self) -> bool:
        """Whether the store has short calls for numbers."""
        return self._store.gives_at_once

    @contextmanager
    def at_once(self) -> Iterator[AtOnce | None]:
        """For numbers that are given by two short calls; None where a transaction costs no more than these."""
        with self._watched(), self._store.at_once() as calls:
            yield _WatchedCalls(calls, self._committed) if calls else None

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


class _WatchedCalls:
    """Tells of each number that was given."""

    def __init__(self, calls: AtOnce, committed: Callable[[], None]) -> None:
        self._calls, self._committed = calls, committed
        self.standing = calls.standing

    def give(self, numbers: Sequence[NewNumber]) -> list[int | None]:
        """Gives each its queue's next number; None where a request has to be judged again."""
        given = self._calls.give(numbers)
        for number in given:
            if number is not None:
                self._committed()
        return given

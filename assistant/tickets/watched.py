"""A ticket store that tells others of what it did: that something was committed, that it could not be used."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime

from assistant.tickets.at_once_calls import AtOnce, Given, NumberAsked, QueueAsked
from assistant.tickets.model import LedgerUnavailable
from assistant.tickets.standing import Lookback, View
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
        """For numbers that are given by a short call; None where a transaction costs no more than these."""
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
        self.views, self.promise = calls.views, calls.promise

    def give(
        self, numbers: Sequence[NumberAsked], queues: Sequence[QueueAsked], back: Lookback, at: datetime
    ) -> tuple[Mapping[int, Given], Mapping[str, View]]:
        """Gives each the next number of the queue, by place; left out is whoever has to be judged by a transaction."""
        given, views = self._calls.give(numbers, queues, back, at)
        for _ in given:
            self._committed()
        return given, views

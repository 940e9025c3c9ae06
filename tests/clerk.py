"""A clerk of the hall for the tests that share one assistant."""

import uuid
from datetime import timedelta
from typing import Any

from assistant.tickets import journal
from assistant.tickets.edges import Edge

ALL = 100_000


def call(stores: Any, ticket: Any) -> int:
    """Calls a number whose holder is in the hall, and whoever stands before it; gives the window."""
    ledger = stores.ledger
    ledger.check_in(ticket.reference)
    window: int = stores.catalog.transactions[ticket.transaction].windows[0]
    if ledger.at_window(window):  # what an earlier test left there
        ledger.missed(window)
    while (called := ledger.call_next(window, uuid.uuid4().hex)) and called.reference != ticket.reference:
        ledger.missed(window)
    assert called is not None
    return window


def clear(ledger: Any) -> None:
    """Closes every number of the day and opens every window, as if no earlier file had been there."""
    with ledger._store.write() as tx:
        now = ledger._now()
        day = now.date()
        for ticket in tx.open_before(day + timedelta(days=1), ALL):
            journal.move(tx, ticket, Edge.EXPIRED, "tests", now, finished_at=now)
        for window in tx.paused(day):
            tx.set_pause(window, day, None)

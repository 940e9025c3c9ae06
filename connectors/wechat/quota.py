"""
How many messages WeChat lets us send to a citizen of our own accord.

Five in two days after a message of theirs, three in a minute after a tap on the menu, a scan or a new follow.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from assistant.operations.hand_over import ConversationIds
from connectors.delivery.store import DeliveryStore

AFTER_MESSAGE = (5, timedelta(hours=48))
AFTER_EVENT = (3, timedelta(minutes=1))


class Quotas:
    """Counts in the delivery's store, by an id that tells no address."""

    def __init__(self, store: DeliveryStore, ids: ConversationIds, clock: Callable[[], datetime]) -> None:
        self._store, self._ids, self._clock = store, ids, clock

    def grant(self, address: str, *, event: bool) -> None:
        """The citizen has written or tapped; what is left of a longer grant stays."""
        count, time = AFTER_EVENT if event else AFTER_MESSAGE
        if not event or not self.left(address):
            self._keep(address, count, self._clock() + time)

    def left(self, address: str) -> int:
        """How many messages may be sent now."""
        return self._kept(address)[0]

    def use(self, address: str) -> None:
        """One was sent."""
        count, until = self._kept(address)
        if count:
            self._keep(address, count - 1, until)

    def exhaust(self, address: str) -> None:
        """WeChat says that none is left."""
        self._keep(address, 0, self._clock() + timedelta(seconds=1))

    def _name(self, address: str) -> str:
        return f"wechat-quota:{self._ids.of('wechat', address)}"

    def _keep(self, address: str, count: int, until: datetime) -> None:
        self._store.keep(self._name(address), json.dumps([count, until.isoformat()]), until)

    def _kept(self, address: str) -> tuple[int, datetime]:
        kept = self._store.kept(self._name(address))
        if kept is None:
            return 0, self._clock()
        count, until = json.loads(kept)
        return int(count), datetime.fromisoformat(until)

"""Updates between their receipt, which is acknowledged at once, and their answer: kept, so that no crash loses one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from connectors.delivery.base import BaseStore, stamp
from connectors.delivery.model import Arrival

IMPOSSIBLE = timedelta(hours=1)  # no lease is longer


class ArrivalStore(BaseStore):
    """Received updates. Each method is one transaction and may raise DeliveryUnavailable."""

    def accept(self, arrival: Arrival, lease: timedelta | None = None) -> int | None:
        """
        Notes an update for ever, power cuts included, and gives its id; None when it has its answer. With a ``lease``
        the caller has it in hand for so long, else anybody may take it at once.
        """
        with self._transaction(durable=True) as run:
            run("hold", {"channel": arrival.channel, "address": arrival.address})  # ids grow as they become visible
            rows = run("accept", self._row(arrival, lease)) or run("open_arrival", _key(arrival))
        return int(rows[0]["id"]) if rows else None

    def promise(self, arrival: Arrival, mark: str, lease: timedelta) -> bool:
        """
        Notes for ever that a messenger is told to wait for the answer: it then goes out by the outbox. False when the
        update has its answer. ``mark`` is the channel under which the inbox keeps promises.
        """
        with self._transaction(durable=True) as run:
            run("accept", self._row(arrival, lease))  # where even that took too long
            if not run("promise", _key(arrival)):
                return False
            run("receive", {"channel": mark, "update_id": arrival.update_id, "at": self._now()})
        return True

    def take(self, channel: str, lease: timedelta, limit: int) -> list[Arrival]:
        """Updates of a channel to answer now, the oldest first, at most one an address, held until the lease ends."""
        now = self._clock()
        times = {"now": stamp(now), "impossible": stamp(now + IMPOSSIBLE)}
        asked = {"channel": channel, "limit": limit, **times}
        if not self._rows("arrivals", asked | {"limit": 1}):
            return []  # looking costs no lock
        taken = []
        with self._transaction() as run:
            for row in run("arrivals", asked):
                got = run("take_arrival", {"id": row["id"], "until": stamp(now + lease), **times})
                received = datetime.fromisoformat(row["received_at"])
                found = (row["channel"], row["update_id"], row["address"], row["sealed"])
                taken += [Arrival(*found, row["id"], one["attempts"], received) for one in got]
        return taken

    def keep_arrivals(self, ids: Sequence[int], lease: timedelta) -> None:
        """Holds them for so long from now; with none they may be taken at once."""
        with self._transaction() as run:
            for one in ids:
                run("keep_arrival", {"id": one, "due_at": stamp(self._clock() + lease)})

    def arrivals_waiting(self) -> dict[str, tuple[int, float]]:
        """Updates without an answer, by channel, and the age of the oldest in seconds."""
        now = self._clock()
        return {
            row["channel"]: (row["arrivals"], (now - datetime.fromisoformat(row["oldest"])).total_seconds())
            for row in self._read("arrivals_waiting")
        }

    def _row(self, arrival: Arrival, lease: timedelta | None) -> dict[str, str]:
        due = stamp(self._clock() + (lease or timedelta()))
        told = {"address": arrival.address, "sealed": arrival.sealed}
        return {**_key(arrival), **told, "due_at": due, "at": self._now()}


def _key(arrival: Arrival) -> dict[str, str]:
    return {"channel": arrival.channel, "update_id": arrival.update_id}

"""Updates between their receipt, which is acknowledged at once, and their answer: kept, so that no crash loses one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from connectors.delivery.base import BaseStore, Rows, Run, stamp
from connectors.delivery.model import Arrival
from connectors.delivery.together import SharedCommits

IMPOSSIBLE = timedelta(hours=1)  # no lease is longer


class ArrivalStore(BaseStore):
    """Received updates. Each method is one transaction and may raise DeliveryUnavailable."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self._shared = SharedCommits(self)

    async def keep_arrival(self, arrival: Arrival) -> None:
        """Notes an update for ever, power cuts included, so that it may be acknowledged; again does nothing."""
        await self._shared.make(_place(arrival), lambda run: self._accept(run, arrival, timedelta()))

    def accept(self, arrival: Arrival, lease: timedelta) -> int | None:
        """
        Notes an update that the caller has in hand for so long, and gives its id; None when it has its answer. A power
        cut may take the note back, so nothing is acknowledged by it.
        """
        with self._transaction() as run:
            rows = self._accept(run, arrival, lease) or run("open_arrival", _key(arrival))
        return int(rows[0]["id"]) if rows else None

    async def promise(self, arrival: Arrival, mark: str, lease: timedelta) -> bool:
        """
        Notes for ever that a messenger is told to wait for the answer: it then goes out by the outbox. False when the
        update has its answer. ``mark`` is the channel under which the inbox keeps promises.
        """

        def promised(run: Run) -> bool:
            self._accept(run, arrival, lease)  # where even that took too long
            if not run("promise", _key(arrival)):
                return False
            run("receive", {"channel": mark, "update_id": arrival.update_id, "at": self._now()})
            return True

        return await self._shared.make(_place(arrival), promised)

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

    def hold_arrivals(self, ids: Sequence[int], lease: timedelta) -> None:
        """Holds them for so long from now; with none they may be taken at once."""
        with self._transaction() as run:
            for one in sorted(ids):  # rows are locked in one order
                run("hold_arrival", {"id": one, "due_at": stamp(self._clock() + lease)})

    def arrivals_waiting(self) -> dict[str, tuple[int, float]]:
        """Updates without an answer, by channel, and the age of the oldest in seconds."""
        now = self._clock()
        return {
            row["channel"]: (row["arrivals"], (now - datetime.fromisoformat(row["oldest"])).total_seconds())
            for row in self._read("arrivals_waiting")
        }

    def _accept(self, run: Run, arrival: Arrival, lease: timedelta) -> Rows:
        run("hold", {"channel": arrival.channel, "address": arrival.address})  # ids grow as they become visible
        return run("accept", self._row(arrival, lease))

    def _row(self, arrival: Arrival, lease: timedelta) -> dict[str, str]:
        due = stamp(self._clock() + lease)
        told = {"address": arrival.address, "sealed": arrival.sealed}
        return {**_key(arrival), **told, "due_at": due, "at": self._now()}


def _key(arrival: Arrival) -> dict[str, str]:
    return {"channel": arrival.channel, "update_id": arrival.update_id}


def _place(arrival: Arrival) -> tuple[str, str]:
    return arrival.channel, arrival.address

"""Metrics that are read in the stores at a scrape: lines of the queues, messages that wait, which store answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping

from prometheus_client.core import GaugeMetricFamily, Metric

from assistant.history import History, HistoryUnavailable
from assistant.tickets import LedgerUnavailable, TicketLedger
from connectors.delivery.store import DeliveryStore, DeliveryUnavailable

FRESH_SECONDS = 5.0  # however often somebody scrapes, the stores are looked into no more often


class StoreReadings:
    """What the stores say of themselves; one that does not answer is told as down, the others go on."""

    def __init__(
        self,
        ledger: TicketLedger,
        history: History,
        delivery: DeliveryStore,
        wires: Mapping[str, Callable[[], bool]] | None = None,
        fresh_seconds: float = FRESH_SECONDS,
    ) -> None:
        """``wires``: what joins processes, by name, and whether it holds; without it the service is only slower."""
        self._wires = wires or {}
        self._ledger, self._history, self._delivery = ledger, history, delivery
        self._fresh = fresh_seconds
        self._read: list[Metric] = []
        self._read_at = float("-inf")
        self._one_at_a_time = threading.Lock()

    def __call__(self) -> Iterable[Metric]:
        """The metrics of this moment, or of some seconds ago."""
        with self._one_at_a_time:
            if time.monotonic() - self._read_at >= self._fresh:
                self._read = list(self._looked())
                self._read_at = time.monotonic()
            return self._read

    def _looked(self) -> Iterable[Metric]:
        up = GaugeMetricFamily("citizen_home_store_up", "Whether a store answers (1) or not (0)", labels=["store"])
        parts: dict[str, Callable[[], Iterable[Metric]]] = {
            "tickets": self._queues,
            "conversations": self._conversations,
            "delivery": self._outbox,
        }
        for store, look in parts.items():
            try:
                yield from list(look())
            except (LedgerUnavailable, HistoryUnavailable, DeliveryUnavailable):
                up.add_metric([store], 0)
            else:
                up.add_metric([store], 1)
        for name, holds in self._wires.items():
            up.add_metric([name], int(holds()))
        yield up

    def _queues(self) -> Iterable[Metric]:
        waiting = GaugeMetricFamily("citizen_home_queue_waiting", "People in line", labels=["queue"])
        present = GaugeMetricFamily("citizen_home_queue_present", "Those of them who are checked in", labels=["queue"])
        windows = GaugeMetricFamily("citizen_home_queue_windows", "Windows that serve the queue", labels=["queue"])
        for line in self._ledger.lines():
            waiting.add_metric([line.queue], line.crowd.all)
            present.add_metric([line.queue], line.crowd.present)
            windows.add_metric([line.queue], line.serving)
        return waiting, present, windows

    def _conversations(self) -> Iterable[Metric]:
        self._history.ping()
        return ()

    def _outbox(self) -> Iterable[Metric]:
        waiting = GaugeMetricFamily("citizen_home_outbox_waiting", "Messages that wait to be sent", labels=["channel"])
        oldest = GaugeMetricFamily(
            "citizen_home_outbox_oldest_seconds", "Age of the oldest of them", labels=["channel"]
        )
        for channel, (count, age) in self._delivery.waiting().items():
            waiting.add_metric([channel], count)
            oldest.add_metric([channel], age)
        return waiting, oldest, *self._received()

    def _received(self) -> Iterable[Metric]:
        waiting = GaugeMetricFamily(
            "citizen_home_received_waiting", "Messages that were received and have no answer yet", labels=["channel"]
        )
        oldest = GaugeMetricFamily(
            "citizen_home_received_oldest_seconds", "Age of the oldest of them", labels=["channel"]
        )
        for channel, (count, age) in self._delivery.arrivals_waiting().items():
            waiting.add_metric([channel], count)
            oldest.add_metric([channel], age)
        return waiting, oldest

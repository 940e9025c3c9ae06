"""What Prometheus reads: counts and times, never a text or a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from assistant.messages import Turn

TURN_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
REQUEST_SECONDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10)
CONFIDENCE = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1)


class Reading(Protocol):
    """Gives metrics that are read where they stand, at each scrape; the same from every process."""

    def __call__(self) -> Iterable[Metric]:
        """The metrics of this moment."""


class Metrics:
    """
    The metrics of this process or, with ``folder``, of all processes that count into it.

    Several processes need the variable PROMETHEUS_MULTIPROC_DIR to name the folder before this module is imported; a
    scrape of any one of them then gives the sums of all, those of ended ones with them.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.registry = CollectorRegistry()
        self._folder = folder
        self._readings: list[Reading] = []
        self._turns = self._counter("turns", "Answered messages", "outcome", "language", "channel")
        self._seconds = self._histogram("turn_seconds", "Time to answer a message", TURN_SECONDS)
        self._confidence = self._histogram("confidence", "How sure the understanding was", CONFIDENCE, "outcome")
        self.unanswered = self._counter("turns_unanswered", "Messages that were told to come again", "reason")
        self.tickets = self._counter("tickets", "Tickets by what happened", "event")
        self.deliveries = self._counter(
            "deliveries", "Messages to messengers by channel and what became of them", "channel", "result"
        )
        self.store_errors = self._counter("store_errors", "Times that a store could not be used", "store")
        self.reranks = self._counter("reranks", "Unsure messages shown to the re-ranker by what came of it", "result")
        self._requests = self._counter("requests", "Answered requests", "method", "route", "status")
        self._request_seconds = self._histogram(
            "request_seconds", "Time to the first byte of an answer", REQUEST_SECONDS, "route"
        )
        self.streams = self._gauge("event_streams", "Event streams that are open")
        self._processes = self._gauge("processes", "Server processes")
        self._memory = self._gauge("resident_bytes", "Memory that the server processes hold")

    def turn(self, turn: Turn, seconds: float, channel: str = "api") -> None:
        """Counts one answered message."""
        outcome = turn.understanding.outcome
        self._turns.labels(outcome, turn.language, channel).inc()
        self._seconds.observe(seconds)
        if turn.unanswered:
            self.unanswered.labels(turn.unanswered).inc()
        else:
            self._confidence.labels(outcome).observe(turn.understanding.confidence)

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Counts one answered request; ``route`` is the template of its path, which names nobody."""
        self._requests.labels(method, route, str(status)).inc()
        self._request_seconds.labels(route).observe(seconds)

    def failing(self, store: str) -> Callable[[], None]:
        """What to call whenever the store could not be used."""
        return self.store_errors.labels(store).inc

    def beat(self) -> None:
        """Says that this process is alive, and how much memory it holds."""
        self._processes.set(1)
        statm = Path("/proc/self/statm")
        if statm.exists():
            self._memory.set(int(statm.read_text().split()[1]) * 4096)

    def add(self, reading: Reading) -> None:
        """Adds metrics that are read at each scrape."""
        self._readings.append(reading)

    def page(self) -> bytes:
        """The text that Prometheus scrapes. May block: readings look into the stores."""
        read = CollectorRegistry()
        for reading in self._readings:
            read.register(_Read(reading))
        return self._counted() + generate_latest(read)

    def _counted(self) -> bytes:
        if self._folder is None:
            return generate_latest(self.registry)
        summed = CollectorRegistry()
        MultiProcessCollector(summed, str(self._folder))  # type: ignore[no-untyped-call]
        return generate_latest(summed)

    def _counter(self, name: str, said: str, *labels: str) -> Counter:
        return Counter(f"citizen_home_{name}", said, labels, registry=self.registry)

    def _histogram(self, name: str, said: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"citizen_home_{name}", said, labels, buckets=buckets, registry=self.registry)

    def _gauge(self, name: str, said: str) -> Gauge:
        return Gauge(f"citizen_home_{name}", said, registry=self.registry, multiprocess_mode="livesum")


class _Read(Collector):
    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def collect(self) -> Iterable[Metric]:
        """The metrics of this moment."""
        return self._reading()

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: a registry must not look into the stores in order to know the names."""
        return []

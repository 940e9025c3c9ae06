"""What Prometheus reads: counts and times, never a text or a person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from assistant.messages import Turn


class Metrics:
    """The process's metrics in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._turns = Counter(
            "citizen_home_turns", "Answered messages", ["outcome", "language"], registry=self.registry
        )
        self._seconds = Histogram(
            "citizen_home_turn_seconds",
            "Time to answer a message",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
            registry=self.registry,
        )
        self.tickets = Counter("citizen_home_tickets", "Tickets by what happened", ["event"], registry=self.registry)

        self.deliveries = Counter(
            "citizen_home_deliveries",
            "Messages to messengers by channel and what became of them",
            ["channel", "result"],
            registry=self.registry,
        )

    def turn(self, turn: Turn, seconds: float) -> None:
        """Counts one answered message."""
        self._turns.labels(turn.understanding.outcome, turn.language).inc()
        self._seconds.observe(seconds)

    def page(self) -> bytes:
        """The text that Prometheus scrapes."""
        return generate_latest(self.registry)

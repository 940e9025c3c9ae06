"""What joins processes and machines, as the settings name it: Redis, else PostgreSQL, else nothing but the stores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.databases import Databases
from assistant.operations.metrics import Metrics
from assistant.operations.shared_counts import SharedCounts
from assistant.settings import Settings
from assistant.signals import Bell, HouseBell, WireBell


@dataclass(frozen=True)
class Signals:
    """The bell that tells of news, and the counts that limits share where there is a Redis."""

    bell: Bell
    counts: SharedCounts | None = None

    def wires(self) -> dict[str, Callable[[], bool]]:
        """What is to be watched, by name, and whether it holds."""
        if self.counts is not None:
            counts = self.counts
            return {"redis": lambda: self.bell.up and counts.up}
        return {"signals": lambda: self.bell.up} if isinstance(self.bell, WireBell) else {}


def signals_of(settings: Settings, databases: Databases, metrics: Metrics) -> Signals:
    """The signals of the settings; no wire is opened yet."""
    if settings.redis_url is not None:
        from assistant.signals.redis_bell import RedisBell

        url, failing = settings.redis_url.get_secret_value(), metrics.failing("redis")
        return Signals(RedisBell(url, failing), SharedCounts(url, failing))
    if databases.server is not None:
        from assistant.signals.postgres_bell import PostgresBell

        return Signals(PostgresBell(databases.server, metrics.failing("signals")))
    return Signals(HouseBell())

"""The process's clock: the machine's time, or one that starts at a given moment and runs on from there."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def machine_clock() -> datetime:
    """Now, aware, in UTC."""
    return datetime.now(UTC)


def clock_from(start: datetime | None) -> Clock:
    """A clock that reads ``start`` at this moment and then runs; the machine's clock where ``start`` is None."""
    if start is None:
        return machine_clock
    begun, origin = time.monotonic(), start.astimezone(UTC)
    return lambda: origin + timedelta(seconds=time.monotonic() - begun)

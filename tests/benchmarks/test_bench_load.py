"""The clients of the load measurements, against the real API: in turn, at a rate, in bursts, listening."""

import asyncio
from dataclasses import dataclass

import httpx
import pytest

from benchmarks.endurance import Watchers, is_sound, summed
from benchmarks.scaling import ask


@dataclass
class Served:
    """What the watchers look at of a service."""

    address: str
    port: int

    def cpu_seconds(self) -> float:
        """Not measured here."""
        return 0.0

    def memory_mb(self) -> float:
        """Not measured here."""
        return 0.0


@pytest.fixture
def served(http: httpx.Client) -> Served:
    """The session's API."""
    return Served(str(http.base_url).rstrip("/"), int(http.base_url.port or 0))


@pytest.mark.parametrize("how", [{}, {"rate": 4.0}, {"burst": 3}])
def test_every_message_is_answered_and_timed(served: Served, how: dict[str, float]) -> None:
    found = ask(served.port, 3, 1.0, **how)
    told = summed(found)
    assert set(told["statuses"]) == {"200"} and told["messages"] >= 3
    assert 0 < told["p50_ms"] <= told["p99_ms"] and found["cpu_seconds"]


def test_every_stream_is_told_of_its_ticket(served: Served) -> None:
    told = asyncio.run(Watchers(served, 20, idle_seconds=0.0).run())  # type: ignore[arg-type]
    assert (told["open"], told["tickets"], told["told"]) == (20, 2, 2)


@pytest.mark.parametrize(("statuses", "told", "growth", "sound"), [
    ({"200": 9}, 2, 0.01, True), ({"200": 9, "503": 1}, 2, 0.01, False), ({"200": 9}, 1, 0.01, False),
    ({"200": 9}, 2, 0.06, False),
])  # fmt: skip
def test_what_is_sound(statuses: dict[str, int], told: int, growth: float, sound: bool) -> None:
    found = {"steady": {"statuses": statuses}, "open": {"told": told, "tickets": 2}, "memory_mb": {"growth": growth}}
    assert is_sound(found) is sound

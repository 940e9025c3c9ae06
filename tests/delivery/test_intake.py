"""Who is answered when there is more than a process can have in hand."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.operations.sealing import Sealer
from connectors.delivery import intake as module
from connectors.delivery.intake import Intake, Taker
from connectors.delivery.model import Arrival
from connectors.delivery.sqlite import SQLiteDelivery

pytestmark = pytest.mark.asyncio


def now() -> datetime:
    return datetime(2026, 11, 23, 2, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteDelivery]:
    opened = SQLiteDelivery(tmp_path / "delivery.db", now)
    opened.migrate()
    yield opened
    opened.close()


async def rest(intake: Intake) -> None:
    """Until nothing is in hand."""
    while running := [task for task in intake._held.values() if task]:
        await asyncio.wait(running)


async def test_a_crowd_on_one_channel_leaves_the_others_their_turn(store: SQLiteDelivery, monkeypatch: Any) -> None:
    """As of a messenger that brings an hour's messages after an outage."""
    monkeypatch.setattr(module, "AT_ONCE", 1)
    intake = Intake(store, Sealer(b"a key"), lambda: True, now)
    answered: list[str] = []

    async def answer(arrival: Arrival, said: dict[str, Any]) -> None:
        answered.append(arrival.update_id)
        await store.aside(store.post, [], (arrival.channel, arrival.update_id))

    async def excuse(arrival: Arrival) -> None:
        raise AssertionError(arrival)

    for channel in ("crowded", "quiet"):
        intake.serve(channel, Taker(answer, excuse))
    for number in range(3):
        await intake.accept("crowded", f"crowd {number}", f"address {number}", {})
    await intake.accept("quiet", "quiet", "ann", {})
    for _ in range(2):
        await intake._take_due()
        await rest(intake)
    assert answered == ["crowd 0", "quiet"]


async def test_an_update_that_was_taken_up_meanwhile_stays_in_hand(store: SQLiteDelivery) -> None:
    """As after a holder that was slower than its lease: what takes over is renewed, and waited for at the end."""
    intake = Intake(store, Sealer(b"a key"), lambda: True, now)
    with intake.holding(1), intake.holding(None):
        task = intake._held[1] = asyncio.create_task(asyncio.sleep(0))
    assert intake._held == {1: task}
    await task

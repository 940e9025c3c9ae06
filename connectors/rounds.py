"""What a server does again and again beside answering: each round ends with the task."""

from __future__ import annotations

import asyncio
import logging

from assistant.retention import StoreUnavailable
from assistant.tickets import LedgerUnavailable
from catalog.reloading import LOOK_SECONDS
from connectors.api.state import Services

log = logging.getLogger(__name__)
BEAT_SECONDS = 5.0
CLOSE_SECONDS = 30.0
LOOK_FOR_OLD_SECONDS = 600.0
CARRY_SECONDS = 2.0  # between two rounds of the bridge to another ticket machine


async def _beat(services: Services) -> None:
    while True:
        services.metrics.beat()
        await asyncio.sleep(BEAT_SECONDS)


async def _close_old(services: Services) -> None:
    while True:
        try:
            await asyncio.to_thread(services.ledger.take_up_series)
            await asyncio.to_thread(services.ledger.expire_old)
            await asyncio.to_thread(services.ledger.release_absent)
        except LedgerUnavailable:
            log.warning("old tickets could not be closed; the next run will")
        await asyncio.sleep(CLOSE_SECONDS)


async def _delete_old(services: Services) -> None:
    """Once a day, by whichever process is first."""
    while services.retention is not None:
        try:
            await asyncio.to_thread(services.retention.run)
        except StoreUnavailable:
            log.warning("old data could not be deleted; the next run will")
        await asyncio.sleep(LOOK_FOR_OLD_SECONDS)


async def _carry_over(services: Services) -> None:
    """Keeps the hall's other ticket machine at what the ledger says; a fault is logged when it begins and ends."""
    trouble: str | None = None
    while services.bridge is not None:
        try:
            fault = (await asyncio.to_thread(services.bridge.round)).fault
        except LedgerUnavailable:
            fault = "our own ledger can't be read"
        if fault != trouble:
            trouble = fault
            log.warning("the other ticket machine: %s", fault or "answers again")
        await asyncio.sleep(CARRY_SECONDS if fault is None else CARRY_SECONDS * 5)


async def _follow_catalog(services: Services) -> None:
    if services.follower is None:
        return
    complained = False
    try:
        while True:
            try:
                await asyncio.to_thread(services.follower.look)
            except OSError as error:
                if not complained:
                    log.warning("`catalog reload` does not reach this process: %s", error)
                complained = True
            await asyncio.sleep(LOOK_SECONDS)
    finally:
        services.follower.leave()


ROUNDS = (_close_old, _follow_catalog, _delete_old, _carry_over, _beat)

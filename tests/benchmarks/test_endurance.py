"""The short form of benchmarks/endurance.py, over an engine that repeats what it hears; and that it can fail."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from echo import Echo
from fastapi import FastAPI

from assistant.bootstrap import open_stores
from assistant.conversation import Conversation
from assistant.settings import Settings
from benchmarks.endurance import command_line, faults, phases
from benchmarks.service import Service
from connectors.gateway import create_app, services_of

SHORT = "--rate 20 --seconds 2 --citizens 10 --burst 10 --burst-seconds 2 --open 20 --idle 0.5"
SOUND: dict[str, Any] = {
    "steady": {"statuses": {"200": 9}},
    "burst": {"statuses": {"200": 9}},
    "open": {"tickets": 2, "told": 2},
    "memory_mb": {"growth": 0.049},
}


def test_all_phases_come_to_their_end(
    settings_at: Callable[..., Settings], tmp_path: Path, serving: Callable[[FastAPI], AbstractContextManager[str]]
) -> None:
    """Every message is answered, and each open conversation that takes a number is told so by its stream."""
    stores = open_stores(settings_at(tmp_path))
    conversation = Conversation(Echo(), stores.history, stores.live)
    app = create_app(services_of(stores), lambda: conversation, stores.close)
    with serving(app) as address:
        while httpx.get(f"{address}/readyz").status_code != 200:
            pass
        here: Any = SimpleNamespace(pid=os.getpid())
        told = phases(Service(here, address, tmp_path / "log"), command_line().parse_args(SHORT.split()))
    assert (set(told["steady"]["statuses"]), set(told["burst"]["statuses"])) == ({"200"}, {"200"})
    assert told["steady"]["messages"] >= 35 and told["burst"]["messages"] >= 10
    assert (told["open"]["tickets"], told["open"]["told"]) == (2, 2)


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ({"steady": {"statuses": {"200": 9, "503": 1}}}, "steady: answers were"),
        ({"burst": {"statuses": {"0": 1, "200": 9}}}, "burst: answers were"),
        ({"open": {"tickets": 2, "told": 1}}, "1 of 2 streams"),
        ({"memory_mb": {"growth": 0.051}}, "memory grew by 5.1%"),
    ],
)
def test_what_does_not_hold_is_told(part: dict[str, Any], found: str) -> None:
    assert faults(SOUND) == []
    (fault,) = faults(SOUND | part)
    assert fault.startswith(found)

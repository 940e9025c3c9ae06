"""Another ticket machine that is set: what its operator is told, and what the holder of a number sees."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr, ValidationError

from assistant.bootstrap import open_stores
from assistant.machines import check_machine, open_bridge
from assistant.settings import Settings
from assistant.tickets import build_queues
from catalog import load_catalog
from connectors.gateway import create_app, services_of
from connectors.hall import en, zh

from .qminder_server import KEY, Qminder, app_of

Serving = Callable[[FastAPI], AbstractContextManager[str]]
QUEUES = build_queues(load_catalog())
PASSPORTS = QUEUES.by_transaction["passport_renewal"].id


@pytest.fixture
def machine(serving: Serving) -> Iterator[tuple[Qminder, str]]:
    """The machine, served."""
    qminder = Qminder()
    with serving(app_of(qminder)) as address:
        yield qminder, address


def set_to(settings: Settings, address: str, **more: Any) -> Settings:
    """Settings with the machine."""
    own = {"queue_system": "qminder", "queue_system_url": address, "queue_system_token": SecretStr(KEY)}
    own |= {"queue_system_location": "1", "queue_system_user": "77", "queue_system_services": f"{PASSPORTS}=501"}
    return settings.model_copy(update=own | more)


def test_the_holder_sees_the_machines_number_once_it_is_confirmed(
    settings_at: Callable[..., Settings], tmp_path: Path, machine: tuple[Qminder, str], serving: Serving
) -> None:
    """In the API's document and on the page; before, that it is not confirmed and the place holds."""
    stores = open_stores(set_to(settings_at(tmp_path), machine[1]))
    assert stores.bridge is not None
    reference = stores.ledger.issue("ann", "passport_renewal").ticket.reference
    stores.bridge._follow_ledger()  # what the app's own round begins with; the machine is not asked yet
    parts = services_of(stores)
    parts.bridge = None
    plain = create_app(parts, lambda: None, lambda: None)
    with serving(plain) as ours, httpx.Client(base_url=ours) as client:
        parts.bridge = stores.bridge
        asked = client.get(f"/api/v1/tickets/{reference}").json()["machine"]
        assert asked == {"system": "qminder", "state": "unknown", "number": None, "window": None}
        assert en.MACHINE_UNKNOWN.replace("'", "&#39;") in client.get(f"/t/{reference}?language=en").text
        assert stores.bridge.round().confirmed == 1
        assert client.get(f"/api/v1/tickets/{reference}").json()["machine"]["number"] == "A-1"
        assert zh.machine_number("A-1") in client.get(f"/t/{reference}?language=zh").text
    stores.close()


def test_the_app_carries_numbers_over_by_itself(
    settings_at: Callable[..., Settings], tmp_path: Path, machine: tuple[Qminder, str], serving: Serving
) -> None:
    """Nobody presses anything; another queue's number has no number there."""
    qminder, address = machine
    stores = open_stores(set_to(settings_at(tmp_path), address))
    ours = stores.ledger.issue("ann", "passport_renewal").ticket.reference
    other = stores.ledger.issue("ann", "gas_activation").ticket.reference
    app = create_app(services_of(stores), lambda: None, stores.close)
    with serving(app) as base, httpx.Client(base_url=base) as http:
        for _ in range(400):
            time.sleep(0.05)
            document = http.get(f"/api/v1/tickets/{ours}").json()
            if document["machine"] and document["machine"]["number"]:
                break
        assert document["machine"]["number"] == "A-1" and len(qminder.tickets) == 1
        assert http.get(f"/api/v1/tickets/{other}").json().get("machine") is None


def test_the_operator_is_told_what_is_missing_and_how_it_went(
    settings_at: Callable[..., Settings], tmp_path: Path, machine: tuple[Qminder, str]
) -> None:
    """Off, incomplete, unreachable, wrong key, wrong queue or service, fine."""
    _, address = machine
    plain = settings_at(tmp_path)

    def marks(**more: Any) -> list[str]:
        return [finding.mark for finding in check_machine(set_to(plain, address, **more), QUEUES)]

    assert [finding.mark for finding in check_machine(plain, QUEUES)] == ["off"]
    assert marks() == ["ok", "ok", "note"]
    assert marks(queue_system_token=None) == ["wrong"] == marks(queue_system_url="http://127.0.0.1:9")
    assert marks(queue_system_token=SecretStr("wrong")) == ["wrong"]
    assert marks(queue_system_services=f"{PASSPORTS}=999")[:2] == ["ok", "wrong"]
    assert marks(queue_system_services="nothing_1=501")[:2] == ["ok", "wrong"]
    said = [str(finding) for finding in check_machine(set_to(plain, address, queue_system_user=None), QUEUES)]
    assert "CITIZEN_HOME_QUEUE_SYSTEM_USER" in said[0] and KEY not in said[0]


def test_a_machine_that_is_set_wrong_stops_the_start(
    settings_at: Callable[..., Settings], tmp_path: Path, machine: tuple[Qminder, str]
) -> None:
    """Rather than to serve without it: names of settings, never their values."""
    stores = open_stores(settings_at(tmp_path))
    wrong = set_to(stores.settings, machine[1], queue_system_services="nothing_1=501")
    with pytest.raises(ValueError, match="nothing_1"):
        open_bridge(wrong, stores.ledger, stores.clock)
    with pytest.raises(ValueError, match="TOKEN"):
        open_bridge(set_to(stores.settings, machine[1], queue_system_token=None), stores.ledger, stores.clock)
    stores.close()


@pytest.mark.parametrize("written", ["passport", "a=b=c", "A=1", "a=1:2:3"])
def test_services_are_pairs(written: str) -> None:
    """queue=service or queue=service:office."""
    with pytest.raises(ValidationError):
        Settings(_env_file=None, queue_system_services=written)
    fine = Settings(_env_file=None, queue_system_services="exit_entry_7=1:2, water_58=3")
    assert fine.queue_services == {"exit_entry_7": ("1", "2"), "water_58": ("3", None)}

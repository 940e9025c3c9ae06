"""Malformed webhooks of every channel at the real connectors: no 5xx, and nothing is left of what was refused."""

import asyncio
import warnings
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from echo import Echo
from fastapi import FastAPI

from assistant.bootstrap import open_stores
from assistant.conversation import Conversation
from assistant.dialogue.own_data import OwnData
from assistant.messengers import build_channels
from assistant.settings import Settings
from benchmarks.webhook_fuzz import Kept, Outcome, attack
from benchmarks.webhooks import AES_KEY, Stubs
from connectors.gateway import create_app, services_of

CASES = 60  # of each channel; the long form: benchmarks/webhook_fuzz.py
Serving = Callable[[FastAPI], AbstractContextManager[str]]


def attacked(folder: Path, serving: Serving, *, aes: bool) -> dict[str, Outcome]:
    """What comes of the cases, over an engine that repeats what it hears."""
    with Stubs() as stubs, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # telegram.ext and wechatpy import old things
        named = {name.removeprefix("CITIZEN_HOME_").lower(): value for name, value in stubs.settings.items()}
        given: dict[str, Any] = named | ({"wechat_aes_key": AES_KEY} if aes else {})
        stores = open_stores(Settings(_env_file=None, data_dir=folder, rate_limit="off", **given))
        conversation = Conversation(Echo(), stores.history, stores.live, own=OwnData(stores.ledger, 30, 30))
        services = services_of(stores)
        app = create_app(services, lambda: conversation, stores.close, build_channels(stores, services))
        with serving(app) as address:
            stubs.wait()
            return asyncio.run(attack(address, stubs, Kept(folder), aes=aes, cases=CASES, seed=1))


@pytest.mark.parametrize(("aes", "channels"), [(False, ["telegram", "wechat", "twilio"]), (True, ["wechat-aes"])])
def test_malformed_webhooks_bring_nothing_about(
    serving: Serving, tmp_path: Path, aes: bool, channels: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    found = attacked(tmp_path, serving, aes=aes)
    assert list(found) == channels
    assert {name: outcome.faults for name, outcome in found.items()} == {name: {} for name in channels}
    assert all(set(outcome.forged) <= {403, 413} for outcome in found.values())
    assert all(outcome.spoiled[200] and outcome.spoiled.total() > outcome.spoiled[200] for outcome in found.values())
    assert "unforeseen" not in caplog.text


def test_a_webhook_that_lets_everybody_in_is_told(
    serving: Serving, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hmac.compare_digest", lambda *_: True)
    found = attacked(tmp_path, serving, aes=False)
    assert any("a forged call was answered" in fault for fault in found["telegram"].faults)
    assert any("left traces" in fault for fault in found["twilio"].faults)

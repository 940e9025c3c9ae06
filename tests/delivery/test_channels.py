"""What all messengers together are asked for: one that does not answer leaves the others theirs."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from connectors import channels as module
from connectors.channels import Channels


class Stub:
    """A messenger that gives its address at once, or never."""

    def __init__(self, name: str, *, answers: bool) -> None:
        self.name, self._answers = name, answers

    async def link(self, code: str) -> str | None:
        if not self._answers:
            await asyncio.Event().wait()
        return f"https://{self.name}.example/{code}"


@pytest.mark.asyncio
async def test_a_hand_over_does_not_wait_for_a_messenger_that_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands at the tablet has the other ways, however long WeChat takes for its code."""
    monkeypatch.setattr(module, "LINK_SECONDS", 0.05)
    parts: Any = SimpleNamespace(ledger=None, metrics=None)
    messengers: Any = (Stub("wechat", answers=False), Stub("telegram", answers=True))
    nothing: Any = None
    channels = Channels(parts, nothing, messengers, nothing, asyncio.Event(), nothing)
    async with asyncio.timeout(20):
        assert await channels.links("abc") == {"telegram": "https://telegram.example/abc"}

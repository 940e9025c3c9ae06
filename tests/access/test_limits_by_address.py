"""Somebody with many conversations is slowed down by address, and nobody elsewhere is."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from echo import Echo

from assistant.bootstrap import Stores, open_stores
from assistant.conversation import Conversation
from assistant.operations.limits import RULES
from assistant.settings import Settings
from connectors.gateway import create_app, services_of

MATTER = "housing_fund_rent_withdrawal"
BOT, CITIZEN = "203.0.113.66", "198.51.100.7"


@pytest.fixture
def stores(settings_at: Callable[..., Settings], tmp_path: Path) -> Iterator[Stores]:
    """Stores of a center whose limits are on."""
    opened = open_stores(settings_at(tmp_path).model_copy(update={"rate_limit": "on"}))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("path", "body", "rule"),
    [
        ("/api/v1/tickets", {"transaction": MATTER}, "tickets_from"),
        ("/api/v1/messages", {"text": "你好"}, "messages_from"),
    ],
)
def test_a_bot_with_a_conversation_for_each_request(
    stores: Stores, monkeypatch: pytest.MonkeyPatch, path: str, body: dict[str, str], rule: str
) -> None:
    """Beyond the limit 429 with Retry-After in the citizen's language; a citizen at another address is served."""
    allowed = 12
    monkeypatch.setitem(RULES, rule, f"{allowed}/minute")
    parts = services_of(stores)
    parts.conversation = Conversation(Echo(), stores.history, stores.live)
    app = create_app(parts, lambda: None, lambda: None)

    async def post(address: str, count: int) -> list[httpx.Response]:
        transport = httpx.ASGITransport(app, client=(address, 1))
        async with httpx.AsyncClient(transport=transport, base_url="http://home.test") as http:
            answers = []
            for _ in range(count):
                headers = {"Authorization": f"Bearer {stores.tokens.issue('en').token}"}
                answers.append(await http.post(path, json=body, headers=headers))
            return answers

    answers = asyncio.run(post(BOT, allowed + 3))
    assert [answer.status_code for answer in answers[:allowed]] == [answers[0].status_code] * allowed
    assert answers[0].status_code in (200, 201)
    refused = answers[-1]
    assert [answer.status_code for answer in answers[allowed:]] == [429] * 3
    assert int(refused.headers["retry-after"]) > 0 and refused.json()["detail"].isascii()
    assert asyncio.run(post(CITIZEN, 1))[0].status_code == answers[0].status_code


def test_a_hall_behind_one_address_has_room() -> None:
    """The limits by address are far above what one citizen may do: many phones share an address."""
    for one, many in (("tickets", "tickets_from"), ("messages", "messages_from")):
        assert int(RULES[many].split("/")[0]) >= 5 * int(RULES[one].split("/")[0])

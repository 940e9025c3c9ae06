"""The running assistant asks the re-ranker where it is unsure, nowhere else, and goes on without it."""

import asyncio
import json
import secrets
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from assistant.bootstrap import Assistant, start_assistant
from assistant.messages import Inbound, Turn
from assistant.settings import ROOT

UNCLEAR = ROOT / "benchmarks" / "dev" / "ambiguous.jsonl"
SURE = "护照快到期了怎么换"


@pytest.fixture
def reranked(chat_server: Any, model: Path, tmp_path: Path, settings_at: Any) -> Iterator[Assistant]:
    """The real assistant with an endpoint in its settings."""
    settings = settings_at(tmp_path, "2026-11-23T10:00:00+08:00")
    more = {"rerank_url": chat_server.url, "rerank_model": "qwen", "rerank_key": SecretStr("k3y")}
    with warnings.catch_warnings(record=True):  # Rasa's own deprecations while it loads
        warnings.simplefilter("ignore")
        running = start_assistant(settings.model_copy(update=more), model)
    yield running
    running.close()


def said(assistant: Assistant, text: str) -> Turn:
    """The first turn of a new conversation."""
    return asyncio.run(assistant.conversation.reply(Inbound(secrets.token_hex(8), text)))


def test_an_unsure_message_is_decided_by_the_choice_and_a_sure_one_is_not_shown(
    reranked: Assistant, chat_server: Any
) -> None:
    """The last of the candidates is chosen: ours was another. Without an answer the question back stands."""
    assert chat_server.heard == []  # the canaries are understood without it
    assert said(reranked, SURE).understanding.transaction == "passport_renewal"
    assert chat_server.heard == []
    chat_server.say('{"id": "none"}')
    lines = UNCLEAR.read_text(encoding="utf-8").splitlines()
    for text in (json.loads(line)["text"] for line in lines):
        asked = said(reranked, f"{text} 13800138000")
        if chat_server.heard and asked.understanding.outcome == "clarify":
            break
    offered = [candidate["id"] for candidate in chat_server.asked["candidates"]]
    assert 2 <= len(offered) <= 5
    assert "13800138000" not in json.dumps(chat_server.heard)

    chat_server.say(json.dumps({"id": offered[-1]}))
    chosen = said(reranked, f"{text} 13800138000")
    assert (chosen.understanding.outcome, chosen.understanding.transaction) == ("answer", offered[-1])
    assert chosen.understanding.confidence < 0.9
    name = reranked.stores.catalog.transactions[offered[-1]].name
    assert name.zh in chosen.replies[0].text or name.en in chosen.replies[0].text

    chat_server.answers = lambda _: (500, b"")
    assert said(reranked, f"{text} 13800138000").understanding == asked.understanding

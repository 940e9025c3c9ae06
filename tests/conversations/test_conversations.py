"""Every dialogue of this folder, spoken with the real assistant."""

import asyncio
import secrets
from pathlib import Path

import pytest
from dialogues import Dialogue, Step, differences, read_dialogues
from pydantic import ValidationError

from assistant.bootstrap import Assistant
from assistant.conversation import InputRefused
from assistant.messages import Choice

DIALOGUES = read_dialogues()


async def spoken(assistant: Assistant, dialogue: Dialogue) -> list[str]:
    """What went otherwise than the dialogue says; a turn that went wrong does not end it."""
    name = secrets.token_urlsafe(16)
    offered: tuple[Choice, ...] = ()
    wrong: list[str] = []
    for number, step in enumerate(dialogue.turns, 1):
        try:
            turn = await assistant.conversation.reply(step.inbound(name, offered))
        except InputRefused as refusal:
            found = [] if refusal.code == step.expect.refused else [f"refused as {refusal.code}"]
        else:
            found = differences(step.expect, turn)
            offered = tuple(choice for reply in turn.replies for choice in reply.choices)
        wrong += [f"turn {number} ({step.shown}): {fault}" for fault in found]
    return wrong


@pytest.mark.parametrize("dialogue", DIALOGUES, ids=lambda dialogue: dialogue.name)
def test_dialogue(assistant: Assistant, dialogue: Dialogue) -> None:
    assert asyncio.run(spoken(assistant, dialogue)) == []


def test_both_languages_are_spoken_alike() -> None:
    zh = {dialogue.name.removesuffix(" (zh)") for dialogue in DIALOGUES if dialogue.name.endswith(" (zh)")}
    en = {dialogue.name.removesuffix(" (en)") for dialogue in DIALOGUES if dialogue.name.endswith(" (en)")}
    assert zh == en != set()


@pytest.mark.parametrize(
    "written",
    [
        {"say": "你好", "expect": {"outcom": "smalltalk"}},
        {"say": "你好", "expect": {}},
        {"say": "你好", "tap": 1, "expect": {"outcome": "smalltalk"}},
        {"expect": {"outcome": "smalltalk"}},
    ],
)
def test_a_turn_that_could_not_fail_is_refused(written: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Step.model_validate(written)


def test_a_name_that_stands_twice_is_refused(tmp_path: Path) -> None:
    (tmp_path / "twice.yml").write_text(
        "- &one {name: a, turns: [{say: 你好, expect: {outcome: smalltalk}}]}\n- *one\n", encoding="utf-8"
    )
    with pytest.raises(AssertionError, match="twice"):
        read_dialogues(tmp_path)


def test_differences_are_seen(assistant: Assistant) -> None:
    written = {
        "name": "wrong in every way",
        "turns": [
            {
                "say": "我护照快到期了",
                "expect": {
                    "outcome": "clarify",
                    "transaction": "passport_first_issue",
                    "facet": "fee",
                    "language": "en",
                    "kind": "ticket",
                    "offers": 0,
                    "candidates": ["gas_account_transfer"],
                    "contains": ["B1"],
                    "lacks": ["1F"],
                    "refused": "empty",
                },
            }
        ],
    }
    found = asyncio.run(spoken(assistant, Dialogue.model_validate(written)))
    assert len(found) == len(written["turns"][0]["expect"])  # type: ignore[index]

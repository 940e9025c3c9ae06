"""What a talk's tracker keeps of what was said: of each matter, masked, bounded, and nothing once it starts over."""

import asyncio
import secrets
from typing import Any

from assistant.bootstrap import Assistant
from assistant.messages import Inbound

RENEWAL, LICENCE = "passport_renewal", "driver_license_replacement_lost"


def kept(assistant: Assistant, *texts: str) -> dict[str, Any]:
    """The slots kept of a new conversation in which these texts are said."""
    name = secrets.token_urlsafe(16)
    for text in texts:
        asyncio.run(assistant.conversation.reply(Inbound(name, text)))
    state = assistant.stores.history.load_tracker(name)
    assert state is not None
    return dict(state["slots"])


def test_what_was_said_of_each_matter_is_kept_with_it(assistant: Assistant) -> None:
    slots = kept(assistant, "我妈的护照快到期了，怎么换发", "要多少钱", "驾驶证遗失补证要带什么")
    assert set(slots["said"]) == {RENEWAL, LICENCE}
    assert "我妈" in slots["said"][RENEWAL] and "多少钱" in slots["said"][RENEWAL]
    assert "驾驶证遗失" in slots["said"][LICENCE] and "我妈" not in slots["said"][LICENCE]


def test_personal_numbers_are_kept_masked(assistant: Assistant) -> None:
    slots = kept(assistant, "我的护照快到期了，怎么换发，电话13812345678")
    assert "护照" in slots["said"][RENEWAL]
    assert "13812345678" not in str(slots)


def test_only_the_newest_words_are_kept(assistant: Assistant) -> None:
    slots = kept(assistant, "我妈的护照快到期了，怎么换发", *["那这个到底要收多少钱呢，麻烦再讲一遍"] * 16)
    assert len(slots["said"][RENEWAL]) == 240
    assert "我妈" not in slots["said"][RENEWAL]


def test_nothing_is_kept_of_what_came_before_a_new_beginning(assistant: Assistant) -> None:
    before, after = ("我妈的护照快到期了，怎么换发",), ("重新开始",)
    assert kept(assistant, *before)["said"]
    assert kept(assistant, *before, *after).get("said", {}) == {}

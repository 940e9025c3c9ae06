"""Two aspects in one question are both answered, once, in the order asked; one aspect stays one."""

import asyncio
import json
import secrets
from typing import Any

import pytest

from assistant.bootstrap import Assistant
from assistant.messages import Inbound, Turn
from assistant.nlu.joined import parts_of
from assistant.settings import ROOT

QUESTIONS = [
    json.loads(line)
    for line in (ROOT / "benchmarks" / "two_facets" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
OPEN = {"zh": "我的护照快到期了，怎么换新的", "en": "my passport is about to expire, how do I renew it"}


def asked(assistant: Assistant, question: dict[str, Any]) -> Turn:
    """The answer to a question, after the matter where it names none."""
    conversation = secrets.token_hex(8)
    if question["transaction"] is None:
        asyncio.run(assistant.conversation.reply(Inbound(conversation, OPEN[question["lang"]])))
    return asyncio.run(assistant.conversation.reply(Inbound(conversation, question["text"])))


def test_most_joined_questions_get_both_answers_in_order(assistant: Assistant) -> None:
    """Of 60 questions that are no training lines, half of them joined to a matter."""
    both = {"zh": 0, "en": 0}
    for question in QUESTIONS:
        both[question["lang"]] += asked(assistant, question).understanding.facets == tuple(question["facets"])
    assert len(QUESTIONS) == 60
    assert min(both.values()) >= 20, both


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("要带什么，多少钱", ["要带什么", "多少钱"]),
        ("在几楼和要带什么", ["在几楼", "要带什么"]),
        ("身份证和户口本都要带吗", []),
        ("where is it and what do I bring", ["where is it", "what do i bring"]),
        ("how much", []),
        ("，".join("一二三四五六"), []),
        ("一件很长的事，" * 40, []),
    ],
)
def test_parts(text: str, parts: list[str]) -> None:
    """A message is taken apart where people join what they ask, and left whole where there is too much of it."""
    assert parts_of(text) == parts


@pytest.mark.parametrize(
    ("text", "lead", "follow"),
    [
        ("换护照要带什么，多少钱", "要带：", "收费"),
        ("passport renewal, how much is it and what do I bring", "yuan", "bring:"),
    ],
)
def test_the_reply_holds_both_once_in_the_order_asked(text: str, lead: str, follow: str, assistant: Assistant) -> None:
    """And the closing line once."""
    said = asked(assistant, {"text": text, "transaction": "passport_renewal", "lang": "zh"}).replies[0].text
    assert said.index(lead) < said.index(follow)
    assert said.count(lead) == 1 and said.count(follow) == 1
    assert len([line for line in said.splitlines() if "以窗口为准" in line or "the last word" in line]) == 1


@pytest.mark.parametrize(
    ("text", "open_words"),
    [("换护照在几楼，几点关门", "现在开着。"), ("passport renewal: which floor, and when do you close", "Open now.")],
)
def test_whether_it_is_open_is_said_once(text: str, open_words: str, assistant: Assistant) -> None:
    """Place and hours both end with it."""
    turn = asked(assistant, {"text": text, "transaction": "passport_renewal", "lang": "zh"})
    assert turn.understanding.facets == ("location", "hours")
    assert turn.replies[0].text.count(open_words) == 1


def test_one_aspect_stays_one(assistant: Assistant) -> None:
    """A story with commas, papers joined by a word, and the same aspect asked twice."""
    for text, facet in (
        ("我护照下个月到期，年底要去日本玩，换新的要带什么", "materials"),
        ("换护照身份证和户口本都要带吗", "materials"),
        ("换护照多少钱，收费贵不贵", "fee"),
    ):
        found = asked(assistant, {"text": text, "transaction": "passport_renewal", "lang": "zh"}).understanding
        assert found.facets == (facet,), text

"""Hostile words at the real API, in the short form of `benchmarks/abuse.py`, and that each kind of fault is noticed."""

import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.settings import ROOT
from benchmarks.abuse import Abused
from benchmarks.abuse_texts import ADDRESSES, MARKUP, PROMPTS
from benchmarks.hostile_text import PAYLOADS
from benchmarks.outward import Outward
from benchmarks.unicode_tricks import QUESTIONS, tricks

SHARE = 40  # one text of so many


@pytest.fixture(scope="module")
def abused(http: httpx.Client) -> Abused:
    """The served assistant, whose usual answers are known."""
    found = Abused(http)
    found.prepare()
    return found


@pytest.fixture
def judged(abused: Abused) -> Callable[[str, tuple[str, ...]], list[str]]:
    """What is found wrong with an answer of these words to a text that wants to hear these."""

    def judge(said: str, baits: tuple[str, ...] = ()) -> list[str]:
        before, abused.faults = abused.faults, {}
        meant: dict[str, Any] = {"transaction": "passport_first_issue", "journey": None}
        turn = {"understanding": meant, "replies": [{"text": said, "card": None}]}
        abused.judge(turn, "a text", baits)
        found, abused.faults = list(abused.faults), before
        return found

    return judge


def test_there_are_as_many_as_the_goal_asks() -> None:
    assert len({one.text for one in tricks()}) >= 300
    assert len(set(PAYLOADS)) == 200
    assert len({prompt.text for prompt in PROMPTS}) == 200
    assert len(set(ADDRESSES)) == 50 and len(set(MARKUP)) == 20


def test_no_trick_of_unicode_does_harm(abused: Abused) -> None:
    """Some of them; those that leave the question readable are understood like the plain question."""
    for one in tricks()[::SHARE]:
        abused.first_words(one.text, means=abused.usual(one.question) if one.question else None)
    assert abused.faults == {}
    assert abused.understood[True] and not abused.understood[False]


def test_no_order_is_obeyed(abused: Abused) -> None:
    """Some of them, and some attacks and pieces of markup."""
    for prompt in PROMPTS[::SHARE]:
        abused.first_words(prompt.text, prompt.baits)
    for text in (*PAYLOADS[::SHARE], *MARKUP[::SHARE]):
        abused.first_words(text)
    assert abused.faults == {}


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("费用是 98765 元", "a number that stands in no record"),
        ("<b>护照</b>", "markup in an answer"),
        ("护\u202e照", "unseen characters in an answer"),
        ("HACKED", "said what it was told to say"),
    ],
)
def test_a_bad_answer_is_noticed(judged: Callable[..., list[str]], said: str, fault: str) -> None:
    assert [one.partition(":")[0] for one in judged(said, ("HACKED",))] == [fault]


def test_a_stranger_s_number_is_noticed(judged: Callable[..., list[str]], abused: Abused) -> None:
    assert "somebody else's number was told" in judged(f"您前面是 {abused.strangers[0]}")


def test_a_good_answer_is_none(judged: Callable[..., list[str]]) -> None:
    assert judged("请到窗口咨询。") == []


def test_the_watch_sees_every_call(tmp_path: Path) -> None:
    """A connection, a look-up and a program that a process starts."""
    outward = Outward(tmp_path, ROOT)
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        does = (
            f"import socket, subprocess; socket.create_connection(('127.0.0.1', {port})).close();"
            "socket.getaddrinfo('localhost', 80); subprocess.run(['true'])"
        )
        subprocess.run([sys.executable, "-c", does], env=outward.settings, check=True)
    seen = outward.seen()
    assert f"connect ('127.0.0.1', {port})" in seen
    assert "look up 'localhost'" in seen
    assert any(line.startswith("start") for line in seen)


def test_readable_questions_are_questions() -> None:
    assert {one.question for one in tricks() if one.question} == set(QUESTIONS)

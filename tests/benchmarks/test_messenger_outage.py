"""The short form of benchmarks/messenger_outage.py, and proof that it would find what it looks for."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks import messenger_outage
from benchmarks.messenger_outage import FIRST_CHAT, Town, checked, parser, run
from benchmarks.messengers import Messengers


def test_what_was_said_during_an_outage_arrives_once_and_in_order(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(messenger_outage, "LEAD", 1.0)
    asked = "--seconds 3 --rate 4 --chats 2 --followers 1"
    found = run(model, tmp_path, parser().parse_args(asked.split()))
    assert found["broken"] == []
    assert found["answers"] == 2 * found["answers_of_a_chat"] > 10
    assert found["calls"] == 1 and found["refused_by_the_messengers"] > 0


def town(*chats: list[str], pushes: list[str]) -> Any:
    """A town whose first chat was answered "a", "b", "c", and the others as given; K001 was called."""
    stubs = Messengers()
    for number, texts in enumerate([["a", "b", "c"], *chats]):
        stubs.sent[str(FIRST_CHAT + number)] = texts
    stubs.sent["oFollower1"] = pushes
    options = parser().parse_args(["--chats", str(len(chats))])
    running: Any = SimpleNamespace()
    return Town(running, stubs, options, ["?"] * 3, [1], called=["K001"])


def test_a_sound_outage_is_sound() -> None:
    assert checked(town(["a", "b", "c"], pushes=["K001 to window 1"]), 12.0)["broken"] == []


@pytest.mark.parametrize(
    ("answers", "pushes", "took", "said"),
    [
        (["a", "c"], ["K001"], 1.0, "other answers"),
        (["a", "c", "b"], ["K001"], 1.0, "other answers"),
        (["a", "b", "b", "c"], ["K001"], 1.0, "1 answers and 0 calls came twice"),
        (["a", "b", "c"], ["K001", "K001"], 1.0, "0 answers and 1 calls came twice"),
        (["a", "b", "c"], [], 1.0, "the call of K001 was never told"),
        (["a", "b", "c"], ["K001"], 301.0, "the outbox took 301 s"),
    ],
)
def test_what_is_lost_doubled_late_or_out_of_order_is_found(
    answers: list[str], pushes: list[str], took: float, said: str
) -> None:
    (fault,) = checked(town(answers, pushes=pushes), took)["broken"]
    assert said in fault

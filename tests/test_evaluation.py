"""How labelled questions are judged, and the figures that come of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import Assistant
from assistant.evaluation import calibration_bins, calibration_error, judge, read_cases, score

NOTHING: dict[str, Any] = {
    "outcome": "not_covered",
    "candidates": [],
    "transaction": None,
    "facet": None,
    "topic": None,
    "act": None,
}


def got(outcome: str, *candidates: str, **more: Any) -> dict[str, Any]:
    """An understanding."""
    return {**NOTHING, "outcome": outcome, "candidates": [{"id": i, "confidence": 0.5} for i in candidates], **more}


QUESTION = {"transactions": ["passport_renewal"], "facet": "materials"}


@pytest.mark.parametrize(
    ("understood", "right", "word", "facet"),
    [
        (got("answer", transaction="passport_renewal", facet="materials"), True, "right", True),
        (got("answer", transaction="passport_renewal", facet="fee"), True, "right", False),
        (got("answer", transaction="passport_first_issue", facet="materials"), False, "wrong", None),
        (got("clarify", "passport_first_issue", "passport_renewal"), False, "clarified", None),
        (got("clarify", "a", "b", "c", "d", "e", "passport_renewal"), False, "clarified_wrong", None),
        (got("not_covered"), False, "missed", None),
    ],
)
def test_a_question(understood: dict[str, Any], right: bool, word: str, facet: bool | None) -> None:
    verdict = judge(QUESTION, understood)
    assert (verdict.right, verdict.word, verdict.facet) == (right, word, facet)


def test_steps_are_accepted_where_the_whole_was_asked() -> None:
    asked = {"transactions": ["a"], "facet": "overview"}
    assert judge(asked, got("answer", transaction="a", facet="procedure")).facet
    assert not judge({**asked, "facet": "procedure"}, got("answer", transaction="a", facet="overview")).facet


@pytest.mark.parametrize(
    ("expect", "understood", "right"),
    [
        ({"expect": "clarify", "transactions": ["a", "b", "c"]}, got("clarify", "c", "x", "a"), True),
        ({"expect": "clarify", "transactions": ["a", "b", "c"]}, got("clarify", "c", "x"), False),
        ({"expect": "clarify", "transactions": ["a", "b"]}, got("answer", "a", transaction="a"), False),
        ({"expect": "not_covered"}, got("not_covered"), True),
        ({"expect": "not_covered"}, got("smalltalk"), True),
        ({"expect": "not_covered"}, got("answer", transaction="a"), False),
        ({"expect": "center", "topic": "parking"}, got("center", topic="parking"), True),
        ({"expect": "center", "topic": "parking"}, got("center", topic="hours"), False),
        ({"expect": "center", "topic": "human"}, got("handoff"), True),
        ({"expect": "center", "topic": "busy"}, got("ticket", act="wait_time"), True),
        (
            {"expect": "ticket", "act": "take_ticket", "transactions": ["a"]},
            got("ticket", act="take_ticket", transaction="a"),
            True,
        ),
        (
            {"expect": "ticket", "act": "take_ticket", "transactions": ["a"]},
            got("ticket", "a", act="take_ticket"),
            True,
        ),
        ({"expect": "ticket", "act": "take_ticket", "transactions": ["a"]}, got("ticket", act="take_ticket"), False),
        ({"expect": "ticket", "act": "take_ticket"}, got("ticket", act="cancel_ticket"), False),
        ({"act": "ticket_status"}, got("ticket", act="ticket_status"), True),
        ({"expect": "smalltalk"}, got("smalltalk"), True),
        ({"expect": "smalltalk"}, got("not_covered"), False),
    ],
)
def test_other_outcomes(expect: dict[str, Any], understood: dict[str, Any], right: bool) -> None:
    assert judge(expect, understood).right == right


def test_an_outcome_that_there_is_not_is_a_fault() -> None:
    with pytest.raises(ValueError, match="sing"):
        judge({"expect": "sing"}, got("smalltalk"))


def test_the_figures_of_a_few_cases(assistant: Assistant) -> None:
    cases = [
        {"lang": "zh", "text": "我的护照快到期了，怎么换新的", "style": "plain", **QUESTION, "facet": "overview"},
        {"lang": "en", "text": "where can I park", "style": "plain", **QUESTION},
        {"lang": "zh", "text": "\u200b", "expect": "not_covered", "kind": "hostile"},
        {
            "lang": "zh",
            "text": "过户",
            "expect": "clarify",
            "transactions": ["gas_account_transfer", "water_account_transfer"],
        },
    ]
    report = score(assistant.conversation, cases)
    rows = report.rows()
    assert rows["question"] == {
        **{
            "n": 2,
            "right": 0.5,
            "missed": 0,
            "clarified": 0,
            "clarified_wrong": 0,
            "wrong": 0,
            "resolved": 0.5,
            "facet": 1.0,
        },
        **{word: rows["question"][word] for word in ("missed", "wrong", "clarified_wrong", "calibration_error")},
    }
    assert rows["not_covered"] == {"n": 1, "right": 1.0}
    assert rows["clarify/zh"] == {"n": 1, "right": 1.0}
    assert [failure["text"] for failure in report.failures] == ["where can I park"]


def test_a_dialogue_is_right_when_every_turn_is(assistant: Assistant) -> None:
    passport = {"transactions": ["passport_renewal"]}
    turns = [
        {"user": "我护照快到期了", "expect": {**passport, "facet": "overview"}},
        {"user": "那要带啥", "expect": {**passport, "facet": "materials"}},
    ]
    wrong = [turns[0], {"user": "你好", "expect": passport}]
    rows = score(assistant.conversation, [{"lang": "zh", "turns": turns}, {"lang": "zh", "turns": wrong}]).rows()
    assert rows["dialogue (whole)"] == {"n": 2, "right": 0.5}
    assert rows["dialogue"]["n"] == 4


def test_a_pick_means_the_one_offered_at_that_place(assistant: Assistant) -> None:
    five = ["second_hand_home_transfer", "vehicle_ownership_transfer", "water_account_transfer"]
    turns = [
        {"user": "过户", "expect": {"expect": "clarify", "transactions": five}},
        {"user": "第二个", "expect": {"transactions": ["water_account_transfer"], "facet": "overview", "pick": 2}},
    ]
    assert score(assistant.conversation, [{"lang": "zh", "turns": turns}]).rows()["dialogue (whole)"]["right"] == 1.0


def test_a_line_that_is_not_json_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"lang": "zh", "text": "你好"}) + "\n\n{\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"cases\.jsonl:3"):
        read_cases([file])


@pytest.mark.parametrize("line", ['"text"', "7", '{"text": "你好"}', '{"lang": "zh"}'])
def test_a_line_that_is_no_case_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=r"cases\.jsonl:1"):
        read_cases([file])


def test_confidence_that_comes_true_has_no_error() -> None:
    claims = [(0.75, True)] * 3 + [(0.75, False)] + [(0.25, True)] + [(0.25, False)] * 3
    assert calibration_error(claims) == 0
    assert calibration_bins(claims) == [(0.25, 0.25, 4), (0.75, 0.75, 4)]


def test_confidence_that_never_comes_true_is_all_error() -> None:
    assert calibration_error([(1.0, False)]) == 1
    assert calibration_error([(0.9, True), (0.9, True)]) == pytest.approx(0.1)

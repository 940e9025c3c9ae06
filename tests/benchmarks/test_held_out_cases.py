"""The form of the held-out sets: a case with a misspelt id, facet or topic could never be right."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from assistant.nlu.labels import ACTS
from assistant.nlu.normaliser import fold
from catalog import FACETS, TOPICS, load_catalog

ROOT = Path(__file__).resolve().parents[2]
# Questions of each transaction, in each set; the second development set asks about some once and about others twice.
EVENLY = {"dev": 5, "held_out": 3}
SETS = (*EVENLY, "second", "third", "fourth")
STYLES = {"plain", "short", "indirect", "long", "typo", "spoken", "mixed", "traditional"}
KINDS = {"near", "chitchat", "hostile", "gibberish"}
# The fields beside lang, and what the case expects.
FORMS: dict[str, tuple[set[str], str | None]] = {
    "questions": ({"text", "transactions", "facet", "style"}, None),
    "ambiguous": ({"text", "transactions", "style", "expect"}, "clarify"),
    "not_covered": ({"text", "transactions", "kind", "expect"}, "not_covered"),
    "center": ({"text", "topic", "expect"}, "center"),
    "ticket": ({"text", "act", "transactions", "expect"}, "ticket"),
    "dialogues": ({"turns"}, None),
}
# The fields of a turn, by what it expects; one without "expect" is an answer, or a ticket where an act stands.
TURNS = {
    "clarify": {"transactions"},
    "center": {"topic"},
    "not_covered": set[str](),
    "smalltalk": set[str](),
    None: {"transactions", "facet"},
}
Case = dict[str, Any]


def read(name: str, file: str) -> list[Case]:
    lines = (ROOT / "benchmarks" / name / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def unknown_in(case: Case, matters: set[str]) -> list[str]:
    """Fields of a case or an expectation whose value is none of the known ones."""
    known = {"facet": FACETS, "topic": TOPICS, "act": ACTS, "style": STYLES, "kind": KINDS, "lang": ("zh", "en")}
    wrong = [name for name, values in known.items() if name in case and case[name] not in values]
    named = case.get("transactions", [])
    return wrong + ["transactions"] * (not set(named) <= matters or len(set(named)) != len(named))


def faults_of_turn(turn: Case, matters: set[str]) -> list[str]:
    expect = turn["expect"]
    found = unknown_in(expect, matters) + ["turn"] * (set(turn) != {"user", "expect"} or not turn["user"].strip())
    if "act" in expect:
        return found + ["fields"] * (not set(expect) <= {"act", "transactions"})
    if expect.get("expect") not in TURNS:
        return [*found, "expect"]
    fields = TURNS[expect.get("expect")] | ({"expect"} if "expect" in expect else set())
    if "pick" in expect:  # the aspect may be left out: it is the one asked for before, if any
        return found + ["fields"] * (set(expect) | {"facet"} != fields | {"pick"})
    return found + ["fields"] * (set(expect) != fields)


def faults_of(case: Case, file: str, matters: set[str]) -> list[str]:
    """What is wrong with the form of a case of that file; nothing if it can be scored as it is meant."""
    fields, expected = FORMS[file]
    found = unknown_in(case, matters)
    found += ["fields"] * (set(case) != fields | {"lang"}) + ["expect"] * (case.get("expect") != expected)
    found += ["text"] * ("text" in case and not 0 < len(case["text"].strip()) <= 1000)
    named = len(case.get("transactions", []))
    found += ["number"] * ({"questions": named != 1, "ambiguous": named < 2, "not_covered": named > 0}.get(file, False))
    found += ["turns"] * (file == "dialogues" and len(case["turns"]) < 2)
    return found + [fault for turn in case.get("turns", []) for fault in faults_of_turn(turn, matters)]


@pytest.fixture(scope="module")
def matters() -> set[str]:
    return set(load_catalog().transactions)


@pytest.mark.parametrize("file", FORMS)
@pytest.mark.parametrize("name", SETS)
def test_every_case_has_the_form_of_its_file(name: str, file: str, matters: set[str]) -> None:
    cases = read(name, file)
    assert len(cases) >= 40
    wrong = {number: faults_of(case, file, matters) for number, case in enumerate(cases, 1)}
    assert {number: faults for number, faults in wrong.items() if faults} == {}


def test_every_further_dialogue_has_the_form_of_one(matters: set[str]) -> None:
    """The second file of dialogues of the development set."""
    cases = read("dev", "dialogues_more")
    assert len(cases) >= 60
    assert [fault for case in cases for fault in faults_of(case, "dialogues", matters)] == []


@pytest.mark.parametrize("name", EVENLY)
def test_every_matter_is_asked_about_equally_often(name: str, matters: set[str]) -> None:
    counts = Counter(case["transactions"][0] for case in read(name, "questions"))
    assert counts == dict.fromkeys(matters, EVENLY[name])


def test_the_second_set_asks_about_every_matter(matters: set[str]) -> None:
    assert {case["transactions"][0] for case in read("second", "questions")} == matters


@pytest.mark.parametrize("name", SETS)
def test_each_facet_topic_act_and_style_is_there(name: str) -> None:
    questions = read(name, "questions")
    assert {case["facet"] for case in questions} == set(FACETS)
    assert {case["style"] for case in questions} == STYLES
    assert {case["topic"] for case in read(name, "center")} == set(TOPICS)
    assert {case["act"] for case in read(name, "ticket")} == set(ACTS)


def test_no_question_stands_twice() -> None:
    """Neither within a set nor in both: a question that counts twice weighs twice."""
    single = [file for file in FORMS if file != "dialogues"]
    texts = Counter(fold(case["text"]) for name in SETS for file in single for case in read(name, file))
    assert [text for text, count in texts.items() if count > 1] == []


GOOD = {
    "lang": "zh",
    "text": "换护照要带啥",
    "transactions": ["passport_renewal"],
    "facet": "materials",
    "style": "plain",
}


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"facet": "price"}, "facet"),
        ({"style": "rude"}, "style"),
        ({"lang": "fr"}, "lang"),
        ({"transactions": ["passport_renewel"]}, "transactions"),
        ({"transactions": []}, "number"),
        ({"text": " "}, "text"),
        ({"expect": "clarify"}, "expect"),
        ({"note": "x"}, "fields"),
    ],
)
def test_a_planted_fault_is_named(change: Case, fault: str, matters: set[str]) -> None:
    assert faults_of(GOOD, "questions", matters) == []
    assert fault in faults_of(GOOD | change, "questions", matters)


@pytest.mark.parametrize(
    ("expect", "fault"),
    [
        ({"transactions": ["passport_renewal"]}, "fields"),
        ({"expect": "center"}, "fields"),
        ({"expect": "centre", "topic": "hours"}, "expect"),
        ({"act": "take_number"}, "act"),
        ({"expect": "clarify", "transactions": ["passport_renewal"] * 2}, "transactions"),
    ],
)
def test_a_planted_fault_of_a_turn_is_named(expect: Case, fault: str, matters: set[str]) -> None:
    good = {"user": "多少钱", "expect": {"transactions": ["passport_renewal"], "facet": "fee"}}
    talk = {"lang": "zh", "turns": [good, good]}
    assert faults_of(talk, "dialogues", matters) == []
    assert fault in faults_of(talk | {"turns": [good, {"user": "多少钱", "expect": expect}]}, "dialogues", matters)

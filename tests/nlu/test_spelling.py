"""Slips in Latin words: an unknown word becomes the known one that one slip makes it of, and nothing else changes."""

import pytest
from hypothesis import given, strategies as st

from assistant.nlu.spelling import Spelling

KNOWN = Spelling({"passport": 90, "stolen": 40, "loan": 60, "load": 5, "approved": 20, "citzen": 2, "citizen": 80})


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("my pasport was stolne", "my passport was stolen"),
        ("is the laon aproved", "is the loan approved"),
        ("passports", "passports"),  # the same stem
        ("citzen card", "citzen card"),  # a slip that the questions have, and so teach, is a known word
        ("paspor", "paspor"),  # two letters off
        ("id", "id"),
        ("我的pasport丢了", "我的passport丢了"),
        ("a1pasport2", "a1passport2"),
        ("", ""),
    ],
)
def test_a_slip_is_repaired(typed: str, read: str) -> None:
    assert KNOWN.repaired(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("renewmy passport", "renew my passport"),
        ("howmuch is it", "how much is it"),
        ("doi need it", "do i need it"),
        ("needa photo", "need a photo"),
        ("apassport", "a passport"),
        ("passportphoto", "passport photo"),
        ("mypasport", "mypasport"),  # two faults at once
        ("rarepassport", "rarepassport"),  # few questions have one half
        ("xa", "xa"),
    ],
)
def test_words_run_together_are_taken_apart(typed: str, read: str) -> None:
    words = ("renew", "my", "how", "much", "do", "i", "need", "a", "photo", "passport", "is", "it")
    assert Spelling({**dict.fromkeys(words, 50), "rare": 6}).repaired(typed) == read


def test_the_word_that_more_questions_have_is_meant() -> None:
    assert KNOWN.repaired("loax") == "loan"


def test_a_word_that_few_questions_have_is_no_target() -> None:
    assert Spelling({"ebike": 1}).repaired("ebiek") == "ebiek"


def test_words_are_counted_once_a_question() -> None:
    learnt = Spelling.learnt(["loan loan id", "我要loan", "a loan's term"])
    assert learnt.counts == {"loan": 2, "id": 1, "a": 1, "term": 1}


@given(st.text())
def test_known_text_stays_as_it_is(text: str) -> None:
    assert Spelling.learnt([text]).repaired(text) == text


def test_slips_of_the_questions_are_no_words() -> None:
    """Else "plaet", once in a question, would count as a word and never be repaired."""
    texts = ["house plate"] * 40 + ["plaet", "hose", "zelb", "plats"] + ["platz"] * 4
    learnt = Spelling.learnt(texts)
    assert "plaet" not in learnt.counts and learnt.repaired("my plaet") == "my plate"
    assert learnt.repaired("hose") == "hose"  # in the dictionary
    assert learnt.repaired("zelb") == "zelb"  # near nothing
    assert learnt.repaired("platz") == "platz"  # said too often to be a slip

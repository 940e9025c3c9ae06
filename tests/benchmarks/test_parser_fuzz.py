"""The short form of the fuzz of the five parsers, and that it can fail."""

import random

import pytest

from benchmarks import parser_fuzz

RUNS = 1000  # the long form: python -m benchmarks.parser_fuzz --runs 1000000


@pytest.mark.parametrize("target", list(parser_fuzz.TARGETS))
def test_nothing_breaks_a_parser(target: str) -> None:
    outcome = parser_fuzz.fuzz(RUNS, 7, [target])
    assert (outcome.faults, outcome.runs) == ({}, {target: RUNS})


def test_a_parser_that_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the slash not stripped, or the masking gone, it would be seen at once."""

    def broken(chance: random.Random) -> None:
        assert not parser_fuzz.text_of(chance).startswith("/")

    monkeypatch.setitem(parser_fuzz.TARGETS, "normaliser", lambda: broken)
    assert "AssertionError" in parser_fuzz.fuzz(1500, 7, ["normaliser"]).faults["normaliser"]

"""The rush of benchmarks/rush.py: what it would find, and the hall in which it is held."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.rush import Rush, big_hall, faults


def rush(numbers: list[str], milliseconds: list[float]) -> Rush:
    return Rush(9, milliseconds=milliseconds, numbers=numbers)


def test_numbers_from_one_on_in_time_are_sound() -> None:
    assert faults(rush(["AB002", "AB001", "AB003"], [5.0, 9.0, 1999.0]), 3) == []


@pytest.mark.parametrize(
    ("numbers", "milliseconds", "said"),
    [
        (["AB001", "AB003"], [1.0, 1.0], "2 numbers, not 1 to 2; twice: []"),
        (["AB001", "AB001", "AB002"], [1.0] * 3, "3 numbers, not 1 to 3; twice: [1]"),
        (["AB001"], [1.0], "1 numbers, not 1 to 2; twice: []"),
        (["AB001", "AB002"], [1.0, 2000.0], "the 99th percentile is not under two seconds"),
    ],
)
def test_gaps_doubles_and_slow_answers_are_found(numbers: list[str], milliseconds: list[float], said: str) -> None:
    assert faults(rush(numbers, milliseconds), max(2, len(numbers))) == [said]


def test_the_big_hall_has_other_rules_and_the_same_matters(tmp_path: Path) -> None:
    path = big_hall(tmp_path)
    asked = (
        "from catalog import load_catalog; c = load_catalog(); r = c.center.tickets.rules;"
        "print(r.day_share, r.remote_share, r.immediate_minutes, len(c.transactions))"
    )
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["20.0", "1.0", "0.5", "187"]

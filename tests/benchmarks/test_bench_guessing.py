"""The short form of the guesses at references: the long one is `python -m benchmarks.guessing`."""

import asyncio

from benchmarks.guessing import guess


def test_guesses_hit_nothing_and_all_look_the_same() -> None:
    """Unknown, one letter off a real one, malformed: one status, one body, no hit."""
    answers, times, hits = asyncio.run(guess(300))
    assert hits == 0
    assert len(answers) == 1 and next(iter(answers)).startswith("404")
    assert set(times) == {"unknown", "one letter off", "malformed"}
    assert all(len(taken) > 50 for taken in times.values())

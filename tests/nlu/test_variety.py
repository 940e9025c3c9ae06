"""Planted repetitions are found, and what is only alike is let be."""

import pytest

from benchmarks.variety import (
    Line,
    as_table,
    frames_of,
    near_duplicates,
    report,
    shared_frames,
    variety_of,
)

NAMES = {f"t{number}" for number in range(10)}


def words(text: str) -> list[str]:
    return text.split()


def lines(intent: str, *texts: str) -> list[Line]:
    return [Line(text, intent, f"{intent}.yml") for text in texts]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("I lost my passport, what now", "i lost my passport what now?"),
        ("how do I renew my passport this week", "how do I renew my passports this week"),
        ("護照丟了怎麼辦，下週要出國", "护照丢了怎么办，下周要出国"),
    ],
)
def test_a_line_that_says_it_again_is_found(first: str, second: str) -> None:
    found = near_duplicates(lines("t1", first, "something else altogether", second))
    assert [(r.line.text, r.other.text) for r in found] == [(second, first)]


def test_a_line_is_named_once_however_many_it_repeats() -> None:
    assert len(near_duplicates(lines("t1", "lost my passport", "Lost my passport", "lost my passport!"))) == 2


def test_what_says_something_else_is_no_duplicate() -> None:
    assert near_duplicates(lines("t1", "I lost my passport", "my passport was stolen", "passport got wet")) == []
    assert near_duplicates([*lines("t1", "I lost it all"), *lines("t2", "I lost it all")]) == []
    assert near_duplicates(lines("t1", "👍", "🙏🙏", "?!")) == []


def frame_lines() -> list[Line]:
    """Each transaction asks twice in words that all use; two of them filled the same frame."""
    shared = [line for name in sorted(NAMES) for line in lines(name, "how long does it take to get a", "can i get it")]
    return [
        *shared,
        *lines("t1", "how long does it take to get a passport"),
        *lines("t2", "how long does it take to get a permit"),
    ]


def test_a_frame_filled_with_other_nouns_is_found() -> None:
    found = shared_frames(frames_of(frame_lines(), NAMES, words))
    assert {(r.line.intent, r.other.intent) for r in found} == {("t1", "t2"), ("t2", "t1")}
    assert found[0].why == "frame: how long does it take to get a …"


def test_a_frame_within_one_transaction_is_no_fault() -> None:
    own = [*frame_lines()[:-1], *lines("t1", "how long does it take to get a booklet")]
    assert shared_frames(frames_of(own, NAMES, words)) == []


def test_few_common_words_make_no_frame() -> None:
    """Keywords with one word for the aspect are how people type."""
    short = [*frame_lines()[:-2], *lines("t1", "passport take long"), *lines("t2", "permit take long")]
    assert shared_frames(frames_of(short, NAMES, words)) == []


def test_the_report_holds_goals_against_what_was_found() -> None:
    said, met = report(variety_of(frame_lines(), NAMES, words), NAMES)
    assert not met
    assert "10 transactions with fewer than 170" in said[1]
    assert said[-1].startswith("frames shared between transactions: 2 (9.09 %")


def test_the_goals_can_be_met() -> None:
    many = [
        Line(f"{name} asks of {chr(0x4E00 + 17 * n)}{n * 7919}{chr(0x5E00 + 13 * n)}", name)
        for name in sorted(NAMES)
        for n in range(170)
    ]
    found = variety_of(many, NAMES, words)
    assert (found.near, found.framed) == ((), ())
    assert report(found, NAMES)[1]


def test_the_table_is_for_the_writers() -> None:
    found = near_duplicates(lines("t1", "lost my passport", "Lost my passport"))
    assert as_table(found) == "t1\tt1.yml\tLost my passport\tt1\tlost my passport\tnear-duplicate\n"

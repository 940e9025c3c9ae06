"""The nearest term is the one that comparing with every term finds, though only a few are compared."""

import random

import pytest
from hypothesis import example, given, settings, strategies as st
from rapidfuzz import fuzz, process

from assistant.nlu.likeness import LIKE, Likeness, bounds, pairs_of
from assistant.nlu.linker import bare
from catalog import load_catalog

TERMS = list(
    dict.fromkeys(
        bare(term)
        for record in load_catalog().transactions.values()
        for term in (record.name.zh, record.name.en, *record.aliases.zh, *record.aliases.en)
    )
)
LIKENESS = Likeness(TERMS)


def compared_with_each(text: str, terms: list[str]) -> tuple[str, float] | None:
    near = process.extractOne(text, terms, scorer=fuzz.ratio, score_cutoff=LIKE)
    return None if near is None else (near[0], near[1])


def slipped(term: str, slips: int, chance: random.Random) -> str:
    letters = list(term)
    for _ in range(slips):
        at = chance.randrange(len(letters) + 1)
        letters[at : at + chance.randrange(2)] = chance.choice(["", "a", "市", "证", "e"])
    return "".join(letters)


def test_slips_of_the_catalogs_terms_find_what_comparing_with_each_finds() -> None:
    chance = random.Random(7)
    texts = [slipped(term, chance.randrange(1, 5), chance) for term in chance.sample(TERMS, 400)]
    found = [LIKENESS.nearest(text) for text in texts]
    assert found == [compared_with_each(text, TERMS) if text else None for text in texts]
    assert 100 < sum(one is not None for one in found) < 400  # both outcomes are met


@settings(deadline=None, max_examples=100)
@given(st.lists(st.text("ab市证", max_size=12), max_size=12), st.text("ab市证", min_size=1, max_size=14))
@example(["aaaaaaaa"], "aaaaaaaaa")  # one pair only
@example(["abababab", "babababa"], "abababa")  # equally like: the first
def test_whatever_the_terms_the_first_of_the_most_like_is_found(terms: list[str], text: str) -> None:
    assert Likeness(terms).nearest(text) == compared_with_each(text, terms)


@settings(deadline=None, max_examples=100)
@given(st.text("abcd", min_size=1, max_size=40), st.text("abcd", max_size=40))
def test_a_like_term_has_the_length_and_the_pairs_that_it_must_have(text: str, term: str) -> None:
    for other in (term, text + term[:3], text[2:] + term[:1]):
        if fuzz.ratio(text, other) >= LIKE:
            shortest, longest, lacking = bounds(len(text))
            assert shortest <= len(other) <= longest
            assert len(pairs_of(text) - pairs_of(other)) <= lacking


@pytest.mark.parametrize("text", ["", "我昨天在路上把护照弄丢了想问一下要怎么补", "zzzzzzzzzzzz"])
def test_what_is_like_no_term_finds_none(text: str) -> None:
    assert LIKENESS.nearest(text) is None


def test_few_terms_are_compared() -> None:
    near = LIKENESS._sharing(bare("withdraw housing fnd for rent"))
    assert 0 < len(near) < len(TERMS) / 20

"""
The term of a catalog that a text is most like, found without comparing it with each term.

A term that comes near a text shares most of its pairs of neighbouring characters. Terms are kept by these pairs, in
the order of their length, so that only the few that share enough are compared: what a hundred centers call their
matters costs little more than what one does. Nothing is lost: the same term is found as by comparing with each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

LIKE = 88  # of 100: rapidfuzz's ratio from which on a text is taken for a slip of a term
_Places = npt.NDArray[np.int32]


def pairs_of(text: str) -> set[str]:
    """Every two characters that stand side by side."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


@lru_cache(maxsize=256)
def bounds(length: int) -> tuple[int, int, int]:
    """
    For a text of so many characters: the shortest and the longest term that can be like it, and how many of its pairs
    such a term lacks at most.

    Of a text of a characters and a term of b, at least LIKE * (a + b) / 200 stand in both in one order. Each
    character of the text that is not among them takes two of its pairs away, each other one of the term parts a pair.
    """
    shortest = -(-LIKE * length // (200 - LIKE))
    longest = (200 - LIKE) * length // LIKE
    common = {b: -(-LIKE * (length + b) // 200) for b in range(shortest, longest + 1)}
    return shortest, longest, max(2 * (length - both) + b - both for b, both in common.items())


class Likeness:
    """Terms, to be found by a text that is nearly one of them; built once, safe to share between threads."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._rank = sorted(range(len(terms)), key=lambda place: len(terms[place]))
        self._terms = [terms[place] for place in self._rank]
        self._lengths = np.array([len(term) for term in self._terms], dtype=np.int32)
        found: dict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(self._terms):
            for pair in pairs_of(term):
                found[pair].append(place)
        self._having = {pair: np.array(places, dtype=np.int32) for pair, places in found.items()}

    def nearest(self, text: str) -> tuple[str, float] | None:
        """The most like term (of equally like ones the first) and its ratio, 0 to 100; None where none has LIKE."""
        if not text:
            return None
        alike = [self._terms[place] for place in sorted(self._sharing(text), key=self._rank.__getitem__)]
        near = process.extractOne(text, alike, scorer=fuzz.ratio, score_cutoff=LIKE)
        return None if near is None else (near[0], near[1])

    def _sharing(self, text: str) -> list[int]:
        """Where the terms stand that have the right length and enough of the text's pairs."""
        shortest, longest, lacking = bounds(len(text))
        first, end = np.searchsorted(self._lengths, (shortest, longest + 1)).tolist()
        pairs = pairs_of(text)
        enough = len(pairs) - lacking
        if enough <= 0:  # hardly any two characters differ: the pairs tell nothing
            return list(range(first, end))
        known = [self._having[pair] for pair in pairs if pair in self._having]
        if len(known) < enough:  # as of nearly every sentence
            return []
        having = [_within(places, first, end) for places in known]
        if sum(len(places) > 0 for places in having) < enough:
            return []
        shared = np.bincount(np.concatenate(having) - first)
        return [first + place for place in np.nonzero(shared >= enough)[0].tolist()]


def _within(places: _Places, first: int, end: int) -> _Places:
    start, stop = np.searchsorted(places, (first, end)).tolist()
    return places[start:stop]

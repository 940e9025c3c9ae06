"""Repairs slips in Latin words: one that no training question has becomes the known word that one slip makes it of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.nlu.words import stem

_WORD = re.compile(r"(?<![a-z'])[a-z]{4,}(?![a-z'])")
# A word is a target only where so many questions have it: the questions hold slips of their own.
_TRUSTED = 5


class Spelling:
    """Known words: how many training questions have each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self._stems = {stem(word) for word in self.counts}
        self._targets: dict[int, list[str]] = {}
        for word in sorted(word for word, count in self.counts.items() if count >= _TRUSTED):
            self._targets.setdefault(len(word), []).append(word)

    @classmethod
    def learnt(cls, folded: Iterable[str]) -> Spelling:
        """The words of four letters and more in folded texts."""
        return cls(Counter(word for text in folded for word in set(_WORD.findall(text))))

    def repaired(self, folded: str) -> str:
        """The text with each unknown word replaced that is one letter more, less or other, or two swapped, off."""
        return _WORD.sub(lambda found: self._nearest(found[0]), folded)

    def _nearest(self, word: str) -> str:
        if word in self.counts or stem(word) in self._stems:
            return word
        near = [target for size in (-1, 0, 1) for target in self._targets.get(len(word) + size, ())]
        slips = [found for found, _, _ in process.extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=None)]
        # Few slip on the first letter; among the others the word that more questions have.
        return max(slips, key=lambda target: (target[0] == word[0], self.counts[target], target), default=word)

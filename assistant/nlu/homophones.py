"""
Repairs Chinese words typed with a character that sounds like the right one: 燃器 becomes 燃气, 身粉证 身份证.

What nobody writes, and what sounds like a word that many questions have, becomes that word where the characters around
it make it far likelier.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

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
# So many candidates of a message are weighed, and so often a run of characters is read again: enough for what people
# type, and a bound to what somebody can make the reader do.
_WEIGHED, _PASSES = 48, 3


@dataclass(frozen=True)
class _Repair:
    gain: float
    start: int
    word: str


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
        """The text with each such word replaced; of a text that is full of them, the first."""
        left, parts, end = _WEIGHED, [], 0
        for found in _HAN_RUN.finditer(folded):
            run, left = self._repaired(found[0], left)
            parts += [folded[end : found.start()], run]
            end = found.end()
        return "".join([*parts, folded[end:]])

    def _repaired(self, run: str, left: int) -> tuple[str, int]:
        """A run repaired with at most ``left`` candidates weighed, and how many may still be."""
        for _ in range(_PASSES):
            found = list(islice(self._candidates(run), left))
            left -= len(found)
            weighed = self._weighed(run, found)
            sure = sorted((repair for repair in weighed if repair.gain >= _LIKELIER), key=lambda repair: -repair.gain)
            if not sure:
                break
            run = _with(run, sure)
        return run, left

    def _candidates(self, run: str) -> Iterator[tuple[int, str]]:
        """Where a known word may have been meant, and which."""
        syllables = tuple(map(syllable_of, run))
        for size in range(_SHORTEST, _LONGEST + 1):
            for start in range(len(run) - size + 1):
                typed = run[start : start + size]
                words = self._sounding.get(syllables[start : start + size])
                if words and not self._is_known(typed):
                    yield from ((start, word) for word in words if self._fits(run, start, word))

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

    def _weighed(self, run: str, found: Sequence[tuple[int, str]]) -> list[_Repair]:
        asked = []
        for start, word in found:
            first, end = max(0, start - ORDER + 1), start + len(word)
            before, behind = run[first:start], run[end : end + ORDER - 1]
            asked += [(before, text + behind, first == 0) for text in (word, run[start:end])]
        logs = self._logs(asked) if asked else []
        return [_Repair(logs[2 * n] - logs[2 * n + 1], *each) for n, each in enumerate(found)]

    def _logs(self, asked: Sequence[tuple[str, str, bool]]) -> list[float]:
        """
        For each (before, text, begins) the logarithm of the text's characters, each after those before it; ``begins``:
        nothing stands before those. All at once: asking the model costs the same for one character and for hundreds.
        """
        contexts: list[int] = []
        characters: list[int] = []
        ends = [0]
        for before, text, begins in asked:
            lead = [START] * (ORDER - 1) if begins else []
            ids = lead + [self._model.ids.get(character, OTHER) for character in before + text]
            at = range(len(ids) - len(text), len(ids))
            contexts += [self._model.context(ids[place - ORDER + 1 : place]) for place in at]
            characters += ids[len(ids) - len(text) :]
            ends.append(len(contexts))
        logs = self._model.log(np.array(contexts, dtype=np.int64), np.array(characters, dtype=np.int64))
        return [float(logs[first:end].sum()) for first, end in pairwise(ends)]


def _with(run: str, repairs: list[_Repair]) -> str:
    """A run with the repairs made that don't touch one made before, the likeliest first."""
    characters, touched = list(run), [False] * len(run)
    for repair in repairs:
        place = slice(repair.start, repair.start + len(repair.word))
        if not any(touched[place]):
            characters[place] = repair.word
            touched[place] = [True] * len(repair.word)
    return "".join(characters)

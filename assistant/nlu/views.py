"""Three views of a text as bags of features: words, characters, pinyin. Pure functions; the components count them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin

from assistant.nlu.words import stem

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z][a-z']*[a-z]|[a-z]")
_NUMBER = re.compile(r"\d+")
# Sounds that pinyin input and southern speech mix up; both spellings fall on one feature.
_FUZZY_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"))
_FUZZY_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


def word_features(tokens: Sequence[str]) -> Iterator[str]:
    """Words and word pairs; Latin words stemmed, numbers as one word, punctuation as nothing."""
    words = []
    for token in tokens:
        if _HAN.search(token):
            words.append(token)
        elif _NUMBER.fullmatch(token):
            words.append("#" if len(token) > 2 else token)
        else:
            words.extend(stem(w) for w in _LATIN.findall(token))
    yield from words
    padded = ["^", *words, "$"]
    for left, right in pairwise(padded):
        yield f"{left}_{right}"


def character_features(folded: str) -> Iterator[str]:
    """Chinese characters 1-3 within runs, Latin characters 3-5 inside words."""
    for run in _HAN_RUN.findall(folded):
        for size in (1, 2, 3):
            for start in range(len(run) - size + 1):
                yield run[start : start + size]
    for word in _LATIN.findall(folded):
        marked = f"<{word}>"
        for size in (3, 4, 5):
            for start in range(len(marked) - size + 1):
                yield marked[start : start + size]


def fuzzy_syllable(syllable: str) -> str:
    """A pinyin syllable with the sounds folded that input slips mix up."""
    for full, short in _FUZZY_INITIALS:
        if syllable.startswith(full):
            syllable = short + syllable[len(full) :]
    for full, short in _FUZZY_FINALS:
        if syllable.endswith(full):
            syllable = syllable[: -len(full)] + short
    return syllable


@lru_cache(maxsize=32_768)
def syllable_of(character: str) -> str:
    """How a Chinese character sounds, with mixed-up sounds folded."""
    # By single characters: readings that depend on the word would split what a slip of the input joins.
    return fuzzy_syllable(lazy_pinyin(character)[0])


def pinyin_features(folded: str) -> Iterator[str]:
    """Pinyin syllables 1-2 of each Chinese run, with mixed-up sounds folded."""
    for run in _HAN_RUN.findall(folded):
        syllables = [syllable_of(character) for character in run]
        for size in (1, 2):
            for start in range(len(syllables) - size + 1):
                yield "'".join(syllables[start : start + size])

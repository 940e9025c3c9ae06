"""
Places that a text names, by kind, with the words around them: whose passport, which city's insurance it speaks of.

Of a hundred cities and nationalities each stands in a few training questions; what is learnt of one holds for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

import yaml
from pypinyin import lazy_pinyin

from assistant.nlu.words import stem

NO_PLACE = "no_place"  # the kind of words that only look like one
_NEAR = 6  # so many words before and after a place may be about it
_LONGEST = 5  # characters of a Chinese name
# The pinyin of these places is an English word, or a name that many people have.
_NO_PINYIN = frozenset({"jian", "wenshan", "lishan", "heping"})
# Words between a place and the thing that is of it.
_BETWEEN = frozenset(
    ("的", "那", "这", "本", "张", "个", "那本", "那张", "那个", "这本", "这张", "籍", "人", "s", "own")
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z][a-z']*")


@lru_cache(maxsize=1)
def known_places() -> Mapping[str, str]:
    """The kind of each place, by its Chinese or English name; a space stands within an English one."""
    listed: dict[str, str] = yaml.safe_load(files(__package__).joinpath("origins.yml").read_text(encoding="utf-8"))
    kinds: dict[str, str] = {}
    for kind, names in listed.items():
        for name in names.split():
            kinds[name.replace("_", " ")] = kind
            if _HAN.match(name) and kind in ("here", "inland", "province"):
                kinds.setdefault("".join(lazy_pinyin(name)), kind)
    return {name: kind for name, kind in kinds.items() if name not in _NO_PINYIN}


def origin_features(words: Sequence[str]) -> Iterator[str]:
    """Kinds of the places named among the words of a folded text, each with the words before, behind and near it."""
    said = [word for token in words for word in _plain(token)]
    found = list(_places_in(said))
    if not found:
        return
    stems = [stem(word) if _LATIN.match(word) else word for word in said]
    taken = {i for start, stop, _ in found for i in range(start, stop)}
    yield from dict.fromkeys(kind for _, _, kind in found)
    for start, stop, kind in found:
        before = stems[start - 1] if start else "^"
        behind = next((i for i in range(stop, len(said)) if i not in taken and said[i] not in _BETWEEN), None)
        yield f"{before}>{kind}"
        yield f"{kind}>{'$' if behind is None else stems[behind]}"
        near = range(max(0, start - _NEAR), min(len(said), stop + _NEAR))
        yield from dict.fromkeys(f"{kind}*{stems[i]}" for i in near if i not in taken and _says(stems[i]))


def _says(word: str) -> bool:
    return len(word) > 1 or (word not in _BETWEEN and _HAN.match(word) is not None)


def _plain(token: str) -> list[str]:
    return [token] if _HAN.search(token) else _LATIN.findall(token)


def _places_in(said: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Where a place begins and ends among the words, and its kind."""
    known = known_places()
    start = 0
    while start < len(said):
        pair = " ".join(said[start : start + 2])
        kind, stop = (known[pair], start + 2) if " " in pair and pair in known else (_kind_of(said[start]), start + 1)
        if kind is not None:
            yield start, stop, kind
        start = stop


def _kind_of(word: str) -> str | None:
    """The kind of the place that a word names or, in Chinese, begins with."""
    known = known_places()
    if _HAN.match(word):
        bare = word.removeprefix("中国")
        starts = (bare[:size] for size in range(min(len(bare), _LONGEST), 1, -1))
        kind = next((known[start] for start in starts if start in known), None)
    else:
        kind = known.get(word.removesuffix("'s").removesuffix("'"))
    return None if kind == NO_PLACE else kind

"""
Which Chinese character follows which: an n-gram model over the questions' characters, in a few sorted arrays.

Interpolated Kneser-Ney (absolute discount, continuation counts for the lower orders), kept in the back-off form of
ARPA files: a character's logarithm where the n-gram was seen, else the context's back-off plus the shorter one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Logs = NDArray[np.float32]
ORDER = 4
START, OTHER = 0, 1  # before the first character; any word or number that is not Chinese
_DISCOUNT = 0.75
_KEPT_WHOLE = 2  # so long n-grams are kept also where they stand once
_BASE = 1 << 13  # of the keys: 8,192 characters at most, so that four fit in 52 bits


@dataclass(frozen=True)
class _Grams:
    """The n-grams of one length: their keys, sorted, the last character's logarithm, and the back-off behind each."""

    keys: Ids
    logs: Logs
    behind: Logs


def _places(keys: Ids, wanted: Ids) -> tuple[Ids, NDArray[np.bool_]]:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


class CharacterModel:
    """Logarithms of characters after up to three others."""

    def __init__(self, vocabulary: str, grams: list[_Grams]) -> None:
        self.vocabulary = vocabulary
        self.ids = {character: number for number, character in enumerate(vocabulary, 2)}
        self._grams = grams

    @classmethod
    def learnt(cls, lines: Iterable[str]) -> CharacterModel:
        """The model of lines in which a space stands for what is not Chinese. Raises ValueError without characters."""
        lines = list(lines)
        vocabulary = "".join(sorted({c for line in lines for c in line} - {" "}))
        if not vocabulary or len(vocabulary) + 2 > _BASE:
            raise ValueError(f"{len(vocabulary)} different characters")
        ids = {c: number for number, c in enumerate(vocabulary, 2)} | {" ": OTHER}
        stream = [START] * (ORDER - 1)
        for line in lines:
            stream += [ids[c] for c in line]
            stream += [START] * (ORDER - 1)
        return cls(vocabulary, _estimated(np.array(stream, dtype=np.int64), len(vocabulary) + 2))

    def log(self, context: Ids, character: Ids) -> Logs:
        """
        For each pair of a context (its last three characters as one key) and a character the natural logarithm of the
        character's probability.
        """
        total = np.zeros(len(context), dtype=np.float32)
        open_ = np.arange(len(context))
        for length in range(ORDER, 1, -1):
            before = context[open_] % _BASE ** (length - 1)
            grams = self._grams[length - 1]
            at, found = _places(grams.keys, before * _BASE + character[open_])
            total[open_[found]] += grams.logs[at[found]]
            open_, before = open_[~found], before[~found]
            shorter = self._grams[length - 2]
            at, known = _places(shorter.keys, before)
            total[open_[known]] += shorter.behind[at[known]]
        total[open_] += self._grams[0].logs[character[open_]]
        return total

    @staticmethod
    def context(before: Sequence[int]) -> int:
        """The key of the characters (numbers, the last one last) that stand before another."""
        return sum(character * _BASE**power for power, character in enumerate(reversed(before)))

    @staticmethod
    def after(context: Ids, character: Ids) -> Ids:
        """The contexts with a character more."""
        longer: Ids = (context % _BASE ** (ORDER - 2)) * _BASE + character
        return longer

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """All that the model consists of, for an archive."""
        kept: dict[str, NDArray[np.generic]] = {"vocabulary": np.array(self.vocabulary)}
        for length, grams in enumerate(self._grams, 1):
            steps = np.diff(grams.keys, prepend=0)  # of sorted keys: small numbers, which an archive packs well
            kept |= {f"steps{length}": steps, f"logs{length}": grams.logs.astype(np.float16)}
            kept[f"behind{length}"] = grams.behind.astype(np.float16)
        return kept

    @classmethod
    def from_arrays(cls, kept: Mapping[str, NDArray[np.generic]]) -> CharacterModel:
        """The model that ``arrays`` describes."""
        grams = [
            _Grams(
                np.cumsum(kept[f"steps{n}"].astype(np.int64)),
                kept[f"logs{n}"].astype(np.float32),
                kept[f"behind{n}"].astype(np.float32),
            )
            for n in range(1, ORDER + 1)
        ]
        return cls(str(kept["vocabulary"]), grams)


def _estimated(stream: Ids, size: int) -> list[_Grams]:
    keys = [stream]
    for length in range(2, ORDER + 1):
        keys.append(keys[-1][:-1] * _BASE + stream[length - 1 :])
    real = [k[(k % _BASE) != START] for k in keys]  # nothing is predicted to be before the first character
    counted = [np.unique(real[-1], return_counts=True)]
    for length in range(ORDER - 1, 0, -1):  # how many different characters stand before an n-gram
        counted.insert(0, np.unique(counted[0][0] % _BASE**length, return_counts=True))
    grams: list[_Grams] = []
    below = np.full(1, 1 / size)
    for length, (keys_of_it, counts) in enumerate(counted, 1):
        own, context = keys_of_it, keys_of_it // _BASE
        contexts, place = np.unique(context, return_inverse=True)
        sums = np.bincount(place, weights=counts)
        kinds = np.bincount(place)
        left = _DISCOUNT * kinds / sums
        lower = below[np.searchsorted(grams[-1].keys, own % _BASE ** (length - 1))] if grams else below
        share = (counts - _DISCOUNT) / sums[place] + left[place] * lower
        if grams:
            at, found = _places(grams[-1].keys, contexts)
            grams[-1].behind[at[found]] = np.log(left[found])
        if length == 1:
            every = np.arange(size, dtype=np.int64)
            shares = np.full(size, left[0] / size)
            shares[own] = share
            own, share = every, shares
        grams.append(_Grams(own, np.log(share).astype(np.float32), np.zeros(len(own), dtype=np.float32)))
        below = share
    raw = [np.unique(k, return_counts=True) for k in keys]
    return [own if n <= _KEPT_WHOLE else _said_again(own, *raw[n - 1]) for n, own in enumerate(grams, 1)]


def _said_again(grams: _Grams, keys: Ids, counts: Ids) -> _Grams:
    """The n-grams that stand more than once in the questions: the others are most of the size and tell little."""
    kept = counts[np.searchsorted(keys, grams.keys)] > 1
    return _Grams(grams.keys[kept], grams.logs[kept], grams.behind[kept])

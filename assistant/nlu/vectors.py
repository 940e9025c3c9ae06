"""
Meanings of words as vectors, Chinese and English in one space: what was never asked in these words still comes near.

The table (word_vectors.npz) was distilled once from a sentence encoder: benchmarks/experiments/distil.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]
TABLE = Path(__file__).with_name("word_vectors.npz")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z][a-z']*[a-z]|[a-z]")


class WordVectors:
    """``words`` with their ``vectors`` (words x size, whole numbers from -127 to 127 on one scale)."""

    def __init__(self, words: Sequence[str], vectors: npt.NDArray[np.int8]) -> None:
        self._place = {word: place for place, word in enumerate(words)}
        self.vectors = vectors

    def __len__(self) -> int:
        return len(self._place)

    @property
    def size(self) -> int:
        """Numbers in a vector."""
        return int(self.vectors.shape[1])

    def places(self, tokens: Sequence[str]) -> Places:
        """Where the words of a tokenized, folded text stand; Chinese words that are not there count by characters."""
        return np.array(list(self._found(tokens)), dtype=np.int64)

    def _found(self, tokens: Sequence[str]) -> Iterator[int]:
        for token in tokens:
            if token in self._place:
                yield self._place[token]
            elif _HAN.search(token):
                yield from (self._place[character] for character in token if character in self._place)
            else:
                yield from (self._place[word] for word in _LATIN.findall(token) if word in self._place)

    def mean(self, places: Places, weights: Floats) -> Floats:
        """The weighed mean of the words at ``places`` as a vector of unit length; zeros for no word."""
        total = weights[places] @ self.vectors[places].astype(np.float32)
        length = np.sqrt(np.square(total, dtype=np.float64).sum())
        return np.asarray(total / length if length > 0 else total, dtype=np.float32)


@lru_cache(maxsize=1)
def word_vectors() -> WordVectors:
    """The table of the installation."""
    with np.load(TABLE, allow_pickle=False) as stored:
        return WordVectors(stored["words"].tobytes().decode().split("\n"), stored["vectors"])

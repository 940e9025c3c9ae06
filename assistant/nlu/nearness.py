"""
Scores in a space of dense vectors: ridge regression on random features, which stand for a Gaussian nearness.

A label is scored by how near a message comes to its training questions, yet neither they nor a comparison with each of
them is kept: the training is one linear system, a message costs two small products.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.blas import ssyrk

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_BLOCK = 4096
_SEED = 7


class Nearness:
    """``waves`` (size x features) and ``phases`` make random features, ``weights`` (features + 1 x labels) scores."""

    def __init__(self, waves: npt.NDArray[Any], phases: Floats, weights: npt.NDArray[Any]) -> None:
        self._waves, self._phases, self._weights = (
            np.ascontiguousarray(part, dtype=np.float32) for part in (waves, phases, weights)
        )

    @classmethod
    def fit(
        cls,
        vectors: Floats,
        targets: Ints,
        shares: Floats,
        labels: int,
        *,
        features: int = 2000,
        width: float = 1.5,
        ridge: float = 0.02,
    ) -> Nearness:
        """
        Trains on ``vectors`` (n x size), each with a target and its share of weight, 1 for it and -1 for all others.

        ``width`` is the spread of the waves: the larger, the nearer a question must come to count; ``ridge`` holds the
        weights small.
        """
        rng = np.random.default_rng(_SEED)
        waves = (rng.normal(size=(vectors.shape[1], features)) * width).astype(np.float16)
        phases = rng.uniform(0, 2 * np.pi, features).astype(np.float32)
        fitted = cls(waves, phases, np.zeros((features + 1, labels)))
        squares = np.zeros((features + 1, features + 1), dtype=np.float64)
        wanted = np.zeros((labels, features + 1), dtype=np.float64)
        # A question that may mean several stands once for each, one after the other: it is spread once.
        new = np.concatenate([[True], (vectors[1:] != vectors[:-1]).any(axis=1)])
        place, distinct = np.cumsum(new) - 1, vectors[new]
        weight_of = np.bincount(place, shares).astype(np.float32)
        aims = sp.csc_matrix((shares, (targets, place)), shape=(labels, len(distinct)))
        for start in range(0, len(distinct), _BLOCK):
            own = slice(start, start + _BLOCK)
            rows = fitted.spread(distinct[own])
            weighed = rows * np.sqrt(weight_of[own])[:, None]
            # Of one matrix, so half of it is enough; SciPy's product takes a quarter of the time that NumPy's takes.
            squares += ssyrk(1.0, weighed.T, lower=True)
            wanted += 2 * (aims[:, own] @ rows) - weight_of[own] @ rows  # 1 for the target, -1 for all others
        squares[np.diag_indices(features + 1)] += ridge
        return cls(waves, phases, cho_solve(cho_factor(squares, lower=True), wanted.T))

    def spread(self, vectors: Floats) -> Floats:
        """Random features of vectors, and a 1 at the end of each row."""
        waves = np.cos(vectors @ self._waves + self._phases) * np.float32(np.sqrt(2 / len(self._phases)))
        return np.column_stack([waves, np.ones(len(waves), dtype=np.float32)])

    def scores(self, vectors: Floats) -> Floats:
        """Scores (n x labels) of vectors (n x size), about 1 for a label that is met and -1 for one that is not."""
        return np.asarray(self.spread(vectors) @ self._weights, dtype=np.float32)

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Arrays to store."""
        return {
            "waves": self._waves.astype(np.float16),
            "phases": self._phases,
            "weights": self._weights.astype(np.float16),
        }

    @classmethod
    def from_state(cls, state: dict[str, npt.NDArray[Any]]) -> Nearness:
        """From stored arrays."""
        return cls(state["waves"], state["phases"], state["weights"])


def even_shares(targets: Ints, shares: Floats, enough: int = 250) -> Floats:
    """Shares in which labels with more than ``enough`` questions weigh no more than those with so many."""
    counts = np.bincount(targets)
    return np.asarray(shares * np.minimum(1.0, enough / counts[targets]), dtype=np.float32)


def rarity_of_words(found: Sequence[npt.NDArray[np.integer[Any]]], words: int) -> Floats:
    """How much each word of the table tells: more, the fewer of the texts (``found``: their words' places) have it."""
    counts = np.zeros(words, dtype=np.int64)
    for places in found:
        counts[np.unique(places)] += 1
    return np.asarray(np.round(np.log((len(found) + 1) / (counts + 1)) + 1, 3), dtype=np.float32)

"""
Linear scores over sparse features: one squared-hinge machine a label, all in one matrix.

Weights stay in one C-ordered half-precision matrix, features x labels, so that scoring a message adds up the few rows
it names and memory stays small.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

_THREADS = 2
_turns = BoundedSemaphore(_THREADS)  # heads may be learnt side by side; more blocks at once only share the cache
_BLOCK = 56  # so many labels are learnt together: 220 labels in four blocks, two for each thread
Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
_SIGN_AND_NUMBER = np.int32(0x0FFFFFFF - 2**31)  # all bits but three of an exponent that half precision does not have
_EXPONENTS = np.float32(2.0**112)  # 127 - 15: what the two kinds count their exponents from


def widened(halves: Halves) -> Floats:
    """
    Finite numbers of half precision in single precision, to the bit what ``astype`` makes of them.

    NumPy converts them one by one; moved as whole numbers they are there in an eighth of the time, which for the few
    hundred rows of weights that a message names is most of what scoring it costs.
    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= 13  # the sign was drawn out over four bits: it stays in the highest, the three below are cleared
    bits &= _SIGN_AND_NUMBER
    wide: Floats = bits.view(np.float32)
    wide *= _EXPONENTS
    return wide


def softmax(scores: Floats) -> Floats:
    """Softmax of ``scores`` along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


class LinearScores:
    """``weights`` (features x labels) and ``bias`` (labels)."""

    def __init__(self, weights: npt.NDArray[np.float16], bias: Floats) -> None:
        self.weights = np.ascontiguousarray(weights, dtype=np.float16)
        self.bias = np.asarray(bias, dtype=np.float32)

    @classmethod
    def fit(
        cls, rows: sp.csr_matrix, wanted: Sequence[Mapping[int, float]], cost: float, tolerance: float
    ) -> LinearScores:
        """
        Trains on ``rows`` (n x d), each with the labels (numbers from 0, all of them taught) that it may mean and its
        weight for each. A row that may mean several labels stands for each of them, and against none of them.
        """
        from assistant.nlu.descent import Claims, descend  # only training needs the compiler

        labels = 1 + max(label for own in wanted for label in own)
        block = min(_BLOCK, -(-labels // _THREADS))

        def fit_block(start: int) -> tuple[Floats, Floats]:
            end = min(start + block, labels)
            with _turns:
                return descend(rows, Claims.of(wanted, start, end, cost), end - start, cost, tolerance)

        with ThreadPoolExecutor(_THREADS) as pool:
            blocks = list(pool.map(fit_block, range(0, labels, block)))
        weights = np.hstack([weights.astype(np.float16) for weights, _ in blocks])
        return cls(weights, np.concatenate([bias for _, bias in blocks]))

    def scores(self, columns: npt.NDArray[np.int32], values: Floats) -> Floats:
        """Scores (one a label) of a message given by its feature columns and their values."""
        if not len(columns):
            return self.bias.copy()
        return np.asarray(values @ widened(self.weights.take(columns, axis=0)) + self.bias, dtype=np.float32)

    def pruned(self, keep: float) -> LinearScores:
        """A copy in which only the ``keep`` share of weights with the largest size is left; the others are 0."""
        size = np.abs(self.weights)
        place = int(size.size * (1 - keep))
        cut = np.partition(size.ravel(), place)[place]
        return LinearScores(np.where(size >= cut, self.weights, np.float16(0)), self.bias)

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Arrays to store: the weights that are not 0, row by row; no pickled objects."""
        row, column = np.nonzero(self.weights)
        return {
            "data": self.weights[row, column],
            "columns": column.astype(np.int16),
            "counts": np.bincount(row, minlength=len(self.weights)).astype(np.int16),
            "bias": self.bias,
        }

    @classmethod
    def from_state(cls, state: dict[str, npt.NDArray[Any]]) -> LinearScores:
        """A model from its stored arrays."""
        counts = state["counts"].astype(np.int64)
        weights = np.zeros((len(counts), len(state["bias"])), dtype=np.float16)
        weights[np.repeat(np.arange(len(counts)), counts), state["columns"]] = state["data"]
        return cls(weights, state["bias"])

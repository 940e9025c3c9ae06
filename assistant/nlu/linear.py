"""
Linear scores over sparse features: one squared-hinge machine a label, all in one matrix.

Weights stay in one C-ordered half-precision matrix, features x labels, so that scoring a message adds up the few rows
it names and memory stays small.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.svm import LinearSVC

_THREADS = 2
Floats = npt.NDArray[np.float32]


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
        cls, rows: sp.csr_matrix, targets: npt.NDArray[np.int64], shares: Floats, cost: float, tolerance: float
    ) -> LinearScores:
        """
        Trains on ``rows`` (n x d), each with one target label and its share of weight.

        Needs three labels and more: with two, the machine would keep one row for both. A message that may mean several
        labels stands once for each of them, with the share divided.
        """
        labels = int(targets.max()) + 1
        parts = [np.arange(part, labels, _THREADS) for part in range(_THREADS)]

        def fit_part(own: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
            # One machine for each label of this part; the others' rows only stand against them.
            machine = LinearSVC(C=cost, tol=tolerance, dual=True, random_state=7)
            machine.fit(rows, np.where(np.isin(targets, own), targets, labels), sample_weight=shares)
            return machine.coef_[: len(own)], machine.intercept_[: len(own)]

        weights, bias = np.zeros((labels, rows.shape[1]), dtype=np.float16), np.zeros(labels, dtype=np.float32)
        with ThreadPoolExecutor(_THREADS) as pool:
            for own, (part_weights, part_bias) in zip(parts, pool.map(fit_part, parts), strict=True):
                weights[own], bias[own] = part_weights, part_bias
        return cls(weights.T, bias)

    def scores(self, columns: npt.NDArray[np.int32], values: Floats) -> Floats:
        """Scores (one a label) of a message given by its feature columns and their values."""
        if not len(columns):
            return self.bias.copy()
        return np.asarray(values @ self.weights[columns].astype(np.float32) + self.bias, dtype=np.float32)

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

"""
Linear scores over sparse features: one squared-hinge machine a label, all in one matrix.

Weights stay in one C-ordered half-precision matrix, features x labels, so that scoring a message adds up the few rows
it names and memory stays small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import combinations
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


def apart(together: Sequence[Sequence[int]], labels: int, least: int) -> list[npt.NDArray[np.int64]]:
    """
    The labels below ``labels`` in parts, no part with two that stand in one of ``together``; ``least`` parts and more,
    about equally large, the more entangled labels placed first.
    """
    rivals: dict[int, set[int]] = defaultdict(set)
    for group in together:
        for one, other in combinations(group, 2):
            rivals[one].add(other)
            rivals[other].add(one)
    parts: list[set[int]] = [set() for _ in range(least)]
    for label in sorted(range(labels), key=lambda label: (-len(rivals[label]), label)):
        free = [part for part in parts if not part & rivals[label]]
        if not free:
            parts.append(set())
            free = parts[-1:]
        min(free, key=len).add(label)
    return [np.array(sorted(part), dtype=np.int64) for part in parts]


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
        weight for each.

        Needs three labels and more: with two, the machine would keep one row for both. A row that may mean several
        labels stands for each of them, and against none of them.
        """
        labels = 1 + max(label for own in wanted for label in own)
        parts = apart([tuple(own) for own in wanted if len(own) > 1], labels, _THREADS)
        numbers = np.zeros(labels, dtype=np.int64)
        for own in parts:
            numbers[own] = np.arange(len(own))

        def fit_part(own: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
            # One machine for each label of this part; the others' rows only stand against them.
            here = set(own.tolist())
            targets, shares = np.full(len(wanted), len(own)), np.ones(len(wanted), dtype=np.float32)
            for row, means in enumerate(wanted):
                for label in means.keys() & here:
                    targets[row], shares[row] = numbers[label], means[label]
            machine = LinearSVC(C=cost, tol=tolerance, dual=True, random_state=7)
            machine.fit(rows, targets, sample_weight=shares)
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

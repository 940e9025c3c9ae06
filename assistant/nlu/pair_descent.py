"""
Dual coordinate descent for one squared-hinge machine over pairs of a text and a matter, compiled by numba.

Each pair has the text's own columns and the same columns once more as that matter has them, hashed where they are
read: written out, the pairs would take a gigabyte.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from numba import njit

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Salts = npt.NDArray[np.uint64]
_SEED = 7
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Pairs:
    """Pair i is row ``rows[i]`` beside the matter of ``salts[i]``; ``fits[i]`` is 1 or -1, and counts ``costs[i]``."""

    rows: Ints
    salts: Salts
    fits: Floats
    costs: Floats


@njit(nogil=True)
def place_of(column: int, salt: np.uint64, last: np.uint64) -> np.uint64:
    """Where a matter has a column, from 0 to ``last``, which is a power of two less one."""
    return (((np.uint64(column) + salt) * _SPREAD) >> np.uint64(24)) & last


@njit(nogil=True)
def _one_pass(
    starts: Ints, columns: Ints, values: Floats, norms: Floats, order: Ints,
    rows: Ints, salts: Salts, fits: Floats, costs: Floats,
    share: np.float32, shared: Floats, own: Floats, bias: Floats, dual: Floats,
) -> float:  # fmt: skip
    last, low, high = np.uint64(len(own) - 1), np.float32(0), np.float32(0)
    for pair in order:
        row, salt, fit, half = rows[pair], salts[pair], fits[pair], np.float32(0.5) / costs[pair]
        margin = bias[0]
        for at in range(starts[row], starts[row + 1]):
            margin += values[at] * (share * shared[columns[at]] + own[place_of(columns[at], salt, last)])
        before = dual[pair]
        slope = fit * margin - np.float32(1) + half * before
        after = max(before - slope / (norms[row] + half), np.float32(0))
        projected = slope if before > 0 or slope < 0 else np.float32(0)
        low, high = min(low, projected), max(high, projected)
        step = fit * (after - before)
        if step != 0:
            dual[pair] = after
            bias[0] += step
            for at in range(starts[row], starts[row + 1]):
                shared[columns[at]] += step * share * values[at]
                own[place_of(columns[at], salt, last)] += step * values[at]
    return float(high - low)


def descend_pairs(
    rows: sp.csr_matrix, pairs: Pairs, width: int, share: float, tolerance: float, most: int = 40
) -> tuple[Floats, Floats, float]:
    """
    Weights of the columns (as many as ``rows`` has), of the matters' columns (``width``, a power of two), and the bias.

    ``share`` is how much the columns of all matters count beside those of one. Ends after the pass in which the
    projected gradient spans less than ``tolerance``, or after ``most`` passes; the order depends on nothing but the
    number of pairs.
    """
    share32 = np.float32(share)
    shared, own = np.zeros(rows.shape[1], np.float32), np.zeros(width, np.float32)
    bias, dual = np.zeros(1, np.float32), np.zeros(len(pairs.rows), np.float32)
    values = np.asarray(rows.data, dtype=np.float32)
    squares = np.concatenate([[0.0], np.cumsum(np.square(values, dtype=np.float64))])
    norms = (squares[rows.indptr[1:]] - squares[rows.indptr[:-1]]) * (1 + share * share) + 1  # 1: the bias
    shuffled = np.random.default_rng(_SEED)
    for _ in range(most):
        span = _one_pass(
            rows.indptr, rows.indices, values, norms.astype(np.float32), shuffled.permutation(len(pairs.rows)),
            pairs.rows, pairs.salts, pairs.fits, pairs.costs, share32, shared, own, bias, dual,
        )  # fmt: skip
        if span <= tolerance:
            break
    return shared * share32, own, float(bias[0])

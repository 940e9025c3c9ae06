"""
Dual coordinate descent for squared-hinge machines (Hsieh et al. 2008), many labels at a time and compiled by numba.

A library trains one machine after the other and reads every question for each of 220 labels; here a question is read
once for a whole block of labels, whose weights lie side by side (docs/decisions/0027-training-time.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from numba import njit

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
_SEED = 7


@dataclass(frozen=True)
class Claims:
    """Which rows stand for which labels: those of row i are ``labels[starts[i]:starts[i + 1]]``, with their costs."""

    starts: Ints
    labels: Ints
    costs: Floats

    @classmethod
    def of(cls, wanted: Sequence[Mapping[int, float]], first: int, end: int, cost: float) -> Claims:
        """Those of the labels from ``first`` to before ``end``, counted from 0; ``wanted`` has each row's shares."""
        own = [[(label - first, share) for label, share in row.items() if first <= label < end] for row in wanted]
        flat = [claim for row in own for claim in row]
        return cls(
            np.cumsum([0, *map(len, own)], dtype=np.int64),
            np.array([label for label, _ in flat], dtype=np.int64),
            np.array([cost * share for _, share in flat], dtype=np.float32),
        )


@njit(nogil=True)
def _step(norm: float, margin: Floats, sign: Floats, half: Floats, dual: Floats, step: Floats, span: Floats) -> None:
    # Without a branch, so that the processor takes many labels at once. Every number in single precision.
    zero, one = np.float32(0), np.float32(1)
    for label in range(len(dual)):
        before = dual[label]
        slope = sign[label] * margin[label] - one + half[label] * before
        after = before - slope / (norm + half[label])
        after = after if after > zero else zero
        step[label] = sign[label] * (after - before)
        dual[label] = after
        projected = slope if (before > zero) | (slope < zero) else zero
        span[0, label] = projected if projected < span[0, label] else span[0, label]
        span[1, label] = projected if projected > span[1, label] else span[1, label]


@njit(nogil=True)
def _one_pass(
    starts: Ints, columns: Ints, values: Floats, norms: Floats, order: Ints, cost: float,
    claim_starts: Ints, claimed: Ints, costs: Floats, weights: Floats, bias: Floats, dual: Floats, span: Floats,
) -> None:  # fmt: skip
    labels = len(bias)
    step, changed = np.zeros(labels, np.float32), np.zeros(labels, np.int64)
    against, half = np.float32(0.5 / cost), np.full(labels, np.float32(0.5 / cost))
    margin, sign = np.zeros(labels, np.float32), np.full(labels, np.float32(-1))
    for row in order:
        for at in range(claim_starts[row], claim_starts[row + 1]):
            sign[claimed[at]], half[claimed[at]] = np.float32(1), np.float32(0.5) / costs[at]
        margin[:] = bias
        for at in range(starts[row], starts[row + 1]):
            column, value = columns[at], values[at]  # read once: the compiler can't know that nothing changes them
            for label in range(labels):
                margin[label] += value * weights[column, label]
        _step(norms[row], margin, sign, half, dual[row], step, span)
        count = 0
        for label in range(labels):
            bias[label] += step[label]
            changed[count] = label
            count += step[label] != 0
        for at in range(starts[row], starts[row + 1] if count else starts[row]):
            column, value = columns[at], values[at]
            for place in range(count):
                weights[column, changed[place]] += value * step[changed[place]]
        for at in range(claim_starts[row], claim_starts[row + 1]):
            sign[claimed[at]], half[claimed[at]] = np.float32(-1), against


def descend(
    rows: sp.csr_matrix, claims: Claims, labels: int, cost: float, tolerance: float, most: int = 60
) -> tuple[Floats, Floats]:
    """
    Weights (columns x ``labels``) and bias of machines that each tell the rows of one label from all others.

    A row costs ``cost`` where it stands against a label and what ``claims`` says where it stands for one. Rows are
    taken in an order that depends on nothing but their number. Ends after the pass in which the projected gradient of
    every label spans less than ``tolerance``, or after ``most`` passes.
    """
    order = np.argsort(-np.bincount(rows.indices, minlength=rows.shape[1]), kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    columns = place[rows.indices]  # those that many rows have stand together: they stay in the processor's cache
    weights = np.zeros((rows.shape[1], labels), dtype=np.float32)
    bias = np.zeros(labels, dtype=np.float32)
    dual = np.zeros((rows.shape[0], labels), dtype=np.float32)
    values = np.asarray(rows.data, dtype=np.float32)
    squares = np.concatenate([[0.0], np.cumsum(np.square(values, dtype=np.float64))])
    norms = np.asarray(squares[rows.indptr[1:]] - squares[rows.indptr[:-1]] + 1, dtype=np.float32)  # 1: the bias
    shuffled = np.random.default_rng(_SEED)
    for _ in range(most):
        span = np.zeros((2, labels), dtype=np.float32)
        _one_pass(
            rows.indptr, columns, values, norms, shuffled.permutation(rows.shape[0]), cost,
            claims.starts, claims.labels, claims.costs, weights, bias, dual, span,
        )  # fmt: skip
        if (span[1] - span[0]).max() <= tolerance:
            break
    return weights[place], bias


def compile_ahead() -> None:
    """Compiles what ``descend`` needs, which takes some seconds: while other processes cut the questions."""
    one = sp.csr_matrix(np.ones((1, 1), dtype=np.float32))
    descend(one, Claims.of([{0: 1.0}], 0, 1, 1.0), 1, 1.0, 1.0)

"""
Dual coordinate descent for squared-hinge machines (Hsieh et al. 2008), many labels at a time and compiled by numba.

A library trains one machine after the other and reads every question for each of 220 labels; here a question is read
once for a whole block of labels, whose weights lie side by side. Few rows hold a label up: between two such passes its
machine goes on among these alone (docs/decisions/0049-among-few.md).
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
_TOLERANCE_FACTORS = (5.0, 1.7, 0.5)  # between the first passes roughly: the rows that hold a label up still change
_MOST_AMONG_CHOSEN = 60  # as many as of all rows; from 3 to 12 are needed


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


@njit(nogil=True)
def _settle(
    starts: Ints, columns: Ints, values: Floats, norms: Floats, chosen: Ints, sign: Floats, half: Floats,
    dual: Floats, weights: Floats, bias: Floats, tolerance: float,
) -> None:  # fmt: skip
    # One label's weights fit a processor's own cache, which those of a block don't.
    zero, one, order = np.float32(0), np.float32(1), np.arange(len(chosen))
    np.random.seed(_SEED)
    for _ in range(_MOST_AMONG_CHOSEN):
        low, high = zero, zero
        np.random.shuffle(order)
        for at_row in order:
            row, before = chosen[at_row], dual[at_row]
            margin = bias[0]
            for at in range(starts[row], starts[row + 1]):
                margin += values[at] * weights[columns[at]]
            slope = sign[at_row] * margin - one + half[at_row] * before
            after = max(before - slope / (norms[row] + half[at_row]), zero)
            projected = slope if before > zero or slope < zero else zero
            low, high = min(low, projected), max(high, projected)
            step = sign[at_row] * (after - before)
            if step != zero:
                dual[at_row] = after
                bias[0] += step
                for at in range(starts[row], starts[row + 1]):
                    weights[columns[at]] += values[at] * step
        if high - low <= tolerance:
            break


@dataclass
class _Machines:
    """The rows of a descent and how far the machines of its block have come."""

    starts: Ints
    columns: Ints
    values: Floats
    norms: Floats
    claims: Claims
    cost: float
    weights: Floats
    bias: Floats
    dual: Floats

    def pass_over(self, order: Ints) -> Floats:
        """Takes each row once for all labels; how far each label's projected gradient spans."""
        span = np.zeros((2, len(self.bias)), dtype=np.float32)
        _one_pass(
            self.starts, self.columns, self.values, self.norms, order, self.cost,
            self.claims.starts, self.claims.labels, self.claims.costs, self.weights, self.bias, self.dual, span,
        )  # fmt: skip
        return np.asarray(span[1] - span[0], dtype=np.float32)

    def settle(self, label: int, tolerance: float) -> None:
        """Goes on with one label, among the rows that hold it up only, until they span less than the tolerance."""
        chosen = np.flatnonzero(self.dual[:, label])
        own = np.flatnonzero(self.claims.labels == label)
        costs = np.zeros(len(self.dual), dtype=np.float32)
        costs[np.searchsorted(self.claims.starts, own, side="right") - 1] = self.claims.costs[own]
        claimed = costs[chosen] > 0
        sign = np.where(claimed, np.float32(1), np.float32(-1))
        against = np.float32(0.5 / self.cost)  # rounded as in a pass over all rows
        half = np.full(len(chosen), against)
        half[claimed] = np.float32(0.5) / costs[chosen[claimed]]
        weights, bias = np.ascontiguousarray(self.weights[:, label]), self.bias[label : label + 1].copy()
        dual = self.dual[chosen, label]
        _settle(
            self.starts, self.columns, self.values, self.norms, chosen, sign, half, dual, weights, bias, tolerance
        )  # fmt: skip
        self.weights[:, label], self.bias[label], self.dual[chosen, label] = weights, bias[0], dual


def descend(
    rows: sp.csr_matrix, claims: Claims, labels: int, cost: float, tolerance: float, most: int = 60
) -> tuple[Floats, Floats]:
    """
    Weights (columns x ``labels``) and bias of machines that each tell the rows of one label from all others.

    A row costs ``cost`` where it stands against a label and what ``claims`` says where it stands for one. Rows are
    shuffled by fixed seeds, so that the same rows give the same bits. Ends after the pass over all rows in which the
    projected gradient of every label spans less than ``tolerance``, or after ``most`` passes.
    """
    order = np.argsort(-np.bincount(rows.indices, minlength=rows.shape[1]), kind="stable")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    values = np.asarray(rows.data, dtype=np.float32)
    squares = np.concatenate([[0.0], np.cumsum(np.square(values, dtype=np.float64))])
    machines = _Machines(
        starts=rows.indptr,
        columns=place[rows.indices],  # those that many rows have stand together: they stay in the processor's cache
        values=values,
        norms=np.asarray(squares[rows.indptr[1:]] - squares[rows.indptr[:-1]] + 1, dtype=np.float32),  # 1: the bias
        claims=claims,
        cost=cost,
        weights=np.zeros((rows.shape[1], labels), dtype=np.float32),
        bias=np.zeros(labels, dtype=np.float32),
        dual=np.zeros((rows.shape[0], labels), dtype=np.float32),
    )
    shuffled = np.random.default_rng(_SEED)
    for number in range(most):
        spans = machines.pass_over(shuffled.permutation(rows.shape[0]))
        if spans.max() <= tolerance or number == most - 1:
            break
        tolerated = tolerance * _TOLERANCE_FACTORS[min(number, len(_TOLERANCE_FACTORS) - 1)]
        for label in np.flatnonzero(spans > tolerance):
            machines.settle(int(label), tolerated)
    return machines.weights[place], machines.bias


def compile_ahead() -> None:
    """Compiles what ``descend`` needs, which takes some seconds: while other processes cut the questions."""
    two = sp.csr_matrix(np.array([[1.0, 0.5], [0.5, 1.0]], dtype=np.float32))
    descend(two, Claims.of([{0: 1.0}, {}], 0, 1, 1.0), 1, 1.0, 0.01)

"""Features as a sparse row of fixed width: hashed, so that there is no vocabulary to load or to outgrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import lru_cache
from itertools import batched, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

Columns = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


def columns_of(views: Sequence[tuple[Iterable[str], int]]) -> list[Columns]:
    """The columns that each view's features fall on, in order; views stand side by side, each with its own width."""
    present: list[int] = []
    start, starts = 0, [0]
    for features, buckets in views:
        hashed = {code % buckets for code in map(crc32, map(str.encode, features))}
        present += [start + column for column in sorted(hashed)]
        start += buckets
        starts.append(len(present))
    columns = np.array(present, dtype=np.int32)  # as one: making an array costs more than filling it
    return [columns[first:end] for first, end in pairwise(starts)]


def rarity(counts: npt.NDArray[np.int64], messages: int) -> Floats:
    """How much a column tells: 1 where every one of ``messages`` has it, more the fewer have it.

    Rounded, so that processors which calculate logarithms a little differently train the same model.
    """
    return np.asarray(np.round(np.log((messages + 1) / (counts + 1)) + 1, 3), dtype=np.float32)


def weighed_row(views: Sequence[Columns], weights: Floats) -> sp.csr_matrix:
    """One csr row: each column with its weight, each view of unit length."""
    columns = np.concatenate(views)
    values = weights[columns]
    squares = np.square(values, dtype=np.float64)
    end = 0
    for view in views:
        start, end = end, end + len(view)
        if start < end:
            # Summed in double precision: the order in which a processor adds then no longer shows.
            values[start:end] /= np.float32(np.sqrt(squares[start:end].sum()))
    return _row(_empty_row(len(weights)), values, columns)


@lru_cache(maxsize=8)
def _empty_row(width: int) -> sp.csr_matrix:
    return sp.csr_matrix((1, width), dtype=np.float32)


def _row(empty: sp.csr_matrix, values: Floats, columns: Columns) -> sp.csr_matrix:
    row = copy(empty)  # without the checks of scipy's constructor, which cost ten times as much
    row.data, row.indices, row.indptr = values, columns, np.array([0, len(columns)], dtype=np.int32)
    return row


def weighed_rows(lines: Sequence[Sequence[Columns]], weights: Floats, block: int = 4096) -> Iterator[sp.csr_matrix]:
    """What ``weighed_row`` makes of each of many texts, ``block`` of them at a time: a fifth of its time."""
    empty = _empty_row(len(weights))
    for together in batched(lines, block):
        parts = [view for line in together for view in line]
        owner = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
        indices = np.concatenate(parts)
        values = weights[indices]
        squares = np.bincount(owner, np.square(values, dtype=np.float64), len(parts))
        values = values / np.sqrt(squares).astype(np.float32)[owner]
        end = 0
        for line in together:
            start, end = end, end + sum(map(len, line))
            yield _row(empty, values[start:end], indices[start:end])


def stacked(rows: Sequence[sp.csr_matrix]) -> sp.csr_matrix:
    """Single rows as one csr matrix; what scipy's vstack does, without its checks of each of 40,000 rows."""
    indptr = np.cumsum([0, *(len(row.indices) for row in rows)])
    data = np.concatenate([row.data for row in rows])
    indices = np.concatenate([row.indices for row in rows])
    return sp.csr_matrix((data, indices, indptr), shape=(len(rows), rows[0].shape[1]))


def weighed(matrix: sp.csr_matrix, weights: Floats, widths: Sequence[int]) -> sp.csr_matrix:
    """Many rows at once, as ``weighed_row`` makes one of them; ``widths`` are the views' numbers of columns."""
    parts = []
    for start, end in pairwise(np.cumsum([0, *widths])):
        part = matrix[:, start:end] @ sp.diags(weights[start:end])
        length = np.sqrt(np.asarray(part.multiply(part).sum(axis=1)).ravel())
        parts.append(sp.diags(1 / np.where(length > 0, length, 1)) @ part)
    return sp.hstack(parts, format="csr").astype(np.float32)

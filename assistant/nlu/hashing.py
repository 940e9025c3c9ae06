"""Features as a sparse row of fixed width: hashed, so that there is no vocabulary to load or to outgrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from zlib import crc32

import numpy as np
import scipy.sparse as sp


def joined_row(views: Sequence[tuple[Iterable[str], int]]) -> sp.csr_matrix:
    """Views side by side in one csr row; each is of unit length over its own ``buckets`` columns."""
    columns: list[int] = []
    values: list[float] = []
    start = 0
    for features, buckets in views:
        present = sorted({crc32(feature.encode()) % buckets for feature in features})
        if present:
            columns.extend(start + column for column in present)
            values.extend([len(present) ** -0.5] * len(present))
        start += buckets
    data, indices = np.array(values, dtype=np.float32), np.array(columns, dtype=np.int32)
    return sp.csr_matrix((data, indices, np.array([0, len(columns)], dtype=np.int32)), shape=(1, start))


def stacked(rows: Sequence[sp.csr_matrix]) -> sp.csr_matrix:
    """Single rows as one csr matrix; what scipy's vstack does, without its checks of each of 40,000 rows."""
    indptr = np.cumsum([0, *(len(row.indices) for row in rows)])
    data = np.concatenate([row.data for row in rows])
    indices = np.concatenate([row.indices for row in rows])
    return sp.csr_matrix((data, indices, indptr), shape=(len(rows), rows[0].shape[1]))

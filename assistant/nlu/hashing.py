"""Features as a sparse row of fixed width: hashed, so that there is no vocabulary to load or to outgrow."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

import numpy as np
import scipy.sparse as sp


def hashed_row(features: Iterable[str], buckets: int) -> sp.csr_matrix:
    """Features present, as one unit-length csr row of ``buckets`` columns; empty where there are none."""
    columns = np.array(sorted({crc32(feature.encode()) % buckets for feature in features}), dtype=np.int32)
    size = len(columns)
    values = np.full(size, 1.0 / np.sqrt(size) if size else 0.0, dtype=np.float32)
    return sp.csr_matrix((values, columns, np.array([0, size])), shape=(1, buckets))

"""
How well a message fits the one matter it looks most like: whether the detail that tells is there, and whether it is
the center's business at all; and of an unclear one, which matters a clerk would offer.

The heads ask what sets an unclear message apart from all others. Beside a candidate the question is narrower: a loss
reported and a card replaced share most words, and what tells them apart stands in the clear lines of each alone. So
pairs are learnt, of a line and a matter: clear lines fit theirs; unclear ones fit none of those they may mean, and
what is not covered fits not those it resembles (docs/decisions/0039-beside-the-candidate.md). Of unclear lines alone is
learnt what they may mean, against what they only resemble (docs/decisions/0041-what-is-offered.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

from assistant.nlu.linear import widened

if TYPE_CHECKING:
    from assistant.nlu.pair_descent import Pairs

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
Ints = npt.NDArray[np.int64]
# What is asked of a message beside its candidate: against which lines each is learnt stands in ``fit``.
SETTLED, COVERED, POSSIBLE = "settled", "covered", "possible"
_AGAINST = 2.0  # so much more a line counts that does not fit: there are fewer
_NEAR = 2  # what is not covered stands against so many matters that it resembles
_LIKE = 10  # of so many matters that an unclear line resembles ...
_NOT_MEANT = 6  # ... so many that it can't mean stand against it
_OFFERABLE = 8  # so many of the best matters are looked at when something is to be offered
_SPREAD = np.uint64(0x9E3779B97F4A7C15)


def salt_of(matter: str) -> np.uint64:
    """What sets a matter's columns apart from another's."""
    return np.uint64(crc32(matter.encode())) << np.uint64(20)


def places_of(columns: npt.NDArray[np.int32], matter: str, width: int) -> Ints:
    """Where a matter has these columns, among ``width`` (a power of two)."""
    places: Ints = places_of_each(columns, [matter], width)[0]
    return places


def places_of_each(columns: npt.NDArray[np.int32], matters: Sequence[str], width: int) -> Ints:
    """The same for several matters, a row for each."""
    salts = np.array([salt_of(matter) for matter in matters], dtype=np.uint64)
    spread = (columns.astype(np.uint64) + salts[:, None]) * _SPREAD
    return np.asarray((spread >> np.uint64(24)) & np.uint64(width - 1), dtype=np.int64)


def nearest(rows: sp.csr_matrix, of: Mapping[str, Sequence[int]], asked: Ints, many: int) -> list[list[str]]:
    """For each row ``asked`` the matters whose rows (``of``) it resembles most, by the cosine to their mean."""
    names = sorted(of)
    means = np.stack([np.asarray(rows[list(of[name])].mean(axis=0), dtype=np.float32).ravel() for name in names])
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    near = np.asarray(rows[asked] @ means.T)
    return [[names[place] for place in np.argsort(-line, kind="stable")[:many]] for line in near]


class Fitness:
    """One question asked of a pair: weights of the columns, of the matters' own columns, and a bias."""

    def __init__(self, shared: Halves, own: Halves, bias: float) -> None:
        self.shared, self.own, self.bias = shared, own, bias

    @classmethod
    def fit(cls, rows: sp.csr_matrix, pairs: Pairs, width: int, share: float, tolerance: float) -> Fitness:
        """Learns it from ``pairs``; the parameters are those of ``descend_pairs``."""
        from assistant.nlu.pair_descent import descend_pairs  # only training needs the compiler

        shared, own, bias = descend_pairs(rows, pairs, width, share, tolerance)
        return cls(shared.astype(np.float16), own.astype(np.float16), bias)

    def pruned(self, keep: float) -> Fitness:
        """A copy in which only the ``keep`` share of the matters' own weights with the largest size is left."""
        size = np.abs(self.own)
        place = int(size.size * (1 - keep))
        cut = np.partition(size, place)[place]
        return Fitness(self.shared, np.where(size >= cut, self.own, np.float16(0)), self.bias)

    def margin(self, row: sp.csr_matrix, matter: str) -> float:
        """How well the row fits the matter: above 0 it does."""
        return self.margins(row, places_of_each(row.indices, [matter], len(self.own)))[0]

    def margins(self, row: sp.csr_matrix, places: Ints) -> list[float]:
        """How well the row fits each of some matters, which have its columns at ``places``, a row for each."""
        both = widened(self.own.take(places)) + widened(self.shared.take(row.indices))
        # One by one: a product with the whole matrix would add in another order, and round otherwise.
        return [float(row.data @ each + self.bias) for each in both]

    def state(self) -> dict[str, npt.NDArray[Any]]:
        """Arrays to store."""
        return {"shared": self.shared, "own": self.own, "bias": np.array([self.bias])}

    @classmethod
    def from_state(cls, state: Mapping[str, npt.NDArray[Any]]) -> Fitness:
        """From its stored arrays."""
        return cls(state["shared"], state["own"], float(state["bias"][0]))


def pairs_of(clear: Mapping[str, Sequence[int]], against: Mapping[str, Sequence[int]], cost: float) -> Pairs:
    """The pairs of each matter with the rows that fit it and with those that do not."""
    from assistant.nlu.pair_descent import Pairs

    rows: list[int] = []
    salts: list[np.uint64] = []
    fits: list[int] = []
    for matter in sorted(clear):
        for fit, own in ((1, clear[matter]), (-1, against.get(matter, ()))):
            rows.extend(own)
            salts.extend([salt_of(matter)] * len(own))
            fits.extend([fit] * len(own))
    sides = np.array(fits, dtype=np.float32)
    costs = np.where(sides > 0, np.float32(cost), np.float32(cost * _AGAINST)).astype(np.float32)
    return Pairs(np.array(rows, dtype=np.int64), np.array(salts, dtype=np.uint64), sides, costs)


def not_meant(
    rows: sp.csr_matrix, clear: Mapping[str, Sequence[int]], unclear: Mapping[str, Sequence[int]]
) -> dict[str, list[int]]:
    """For each matter the unclear rows that resemble it most and can't mean it."""
    meant: dict[int, set[str]] = {}
    for matter, own in unclear.items():
        for row in own:
            meant.setdefault(row, set()).add(matter)
    asked = sorted(meant)
    found: dict[str, list[int]] = {}
    if asked:
        for row, matters in zip(asked, nearest(rows, clear, np.array(asked), _LIKE), strict=True):
            for matter in [name for name in matters if name not in meant[row]][:_NOT_MEANT]:
                found.setdefault(matter, []).append(row)
    return found


class Candidacy:
    """The questions asked of a message beside its candidate, by name."""

    def __init__(self, matters: Sequence[str], asked: Mapping[str, Fitness]) -> None:
        self.matters, self.asked = list(matters), dict(asked)

    @classmethod
    def fit(
        cls,
        rows: sp.csr_matrix,
        clear: Mapping[str, Sequence[int]],
        unclear: Mapping[str, Sequence[int]],
        elsewhere: Ints,
        *,
        cost: float,
        share: float,
        width: int,
        tolerance: float,
    ) -> Candidacy:
        """
        Learns from ``rows``: those that are clear on each matter, those that may mean it and others, and those that
        are not covered. ``share``, ``width`` and ``tolerance`` are those of ``descend_pairs``.
        """
        resembling: dict[str, list[int]] = {}
        for row, matters in zip(elsewhere, nearest(rows, clear, elsewhere, _NEAR), strict=True):
            for matter in matters:
                resembling.setdefault(matter, []).append(int(row))
        questions = {
            SETTLED: pairs_of(clear, unclear, cost),
            COVERED: pairs_of(clear, resembling, cost),
            POSSIBLE: pairs_of({name: unclear.get(name, ()) for name in clear}, not_meant(rows, clear, unclear), cost),
        }
        learnt = {name: Fitness.fit(rows, pairs, width, share, tolerance) for name, pairs in questions.items()}
        return cls(sorted(clear), learnt)

    def beside(self, row: sp.csr_matrix, matter: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
        """
        What a row's best matter by ``matter`` (margins of labels) is worth; and the best matters, each with its margin
        there and its margin as a meaning of an unclear row. Nothing where none is known.
        """
        known = [name for name in self.matters if name in matter]
        if not known:
            return {}, {}
        best = sorted(known, key=matter.__getitem__, reverse=True)[:_OFFERABLE]
        places = places_of_each(row.indices, best, len(self.asked[POSSIBLE].own))  # all are learnt at one width
        worth = {name: self.asked[name].margins(row, places[:1])[0] for name in (SETTLED, COVERED)}
        meant = self.asked[POSSIBLE].margins(row, places)
        return worth, {name: matter[name] + margin for name, margin in zip(best, meant, strict=True)}

    def margins(self, row: sp.csr_matrix, matter: Mapping[str, float]) -> dict[str, float]:
        """What a row's best matter by ``matter`` is worth."""
        return self.beside(row, matter)[0]

"""What kind of message this is: a matter, an unclear one, about the center, a queue number, not the center's business.

A small softmax over the heads' margins. Its weights were fitted on questions that the heads had not seen
(benchmarks/experiments/scope.py) and stand in scope.json; retraining the heads does not change them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.nlu.labels import ACT_ALONE, CENTER_PREFIX, FOLLOWUP, HUMAN, MOVES, NO_ACT, NOT_COVERED, SMALLTALK

WEIGHTS = Path(__file__).with_name("scope.json")
MATTER, AMBIGUOUS_KIND, CENTER, ACT, MOVE, SMALLTALK_KIND = "matter", "ambiguous", "center", "act", "move", "smalltalk"
Margins = Mapping[str, float]


def _best(margins: Margins, labels: Sequence[str]) -> float:
    return max((margins[label] for label in labels if label in margins), default=-1.0)


def scope_features(matter: Margins, kind: Margins, act: Margins, transactions: Sequence[str]) -> list[float]:
    """The numbers the kind is told from: the best margins of each sort, and how far the best stands out."""
    top = sorted((matter.get(t, -1.0) for t in transactions), reverse=True)[:5]
    top += [-1.0] * (5 - len(top))
    center = [label for label in matter if label.startswith(CENTER_PREFIX)]
    return [
        top[0],
        top[0] - top[1],
        top[1] - top[4],
        _best(matter, center),
        _best(matter, SMALLTALK),
        _best(matter, MOVES),
        *(matter.get(label, -1.0) for label in (FOLLOWUP, ACT_ALONE, HUMAN, NOT_COVERED)),
        *(kind[label] for label in sorted(kind)),
        act.get(NO_ACT, 1.0),
    ]


class Scope:
    """Probabilities of the kinds; ``lean`` adds to a kind's score where missing it is the worse mistake."""

    def __init__(self, kinds: list[str], weights: npt.NDArray[np.float64], bias: npt.NDArray[np.float64]) -> None:
        self.kinds, self._weights, self._bias = kinds, weights, bias

    def probabilities(self, features: Sequence[float], lean: Mapping[str, float]) -> dict[str, float]:
        """Kind -> probability. Raises ValueError when the heads are not those the weights were fitted on."""
        scores = self._weights @ np.asarray(features) + self._bias
        scores = scores + np.array([lean.get(kind, 0.0) for kind in self.kinds])
        shares = np.exp(scores - scores.max())
        return dict(zip(self.kinds, (shares / shares.sum()).tolist(), strict=True))


@lru_cache(maxsize=1)
def load_scope() -> Scope:
    """The fitted scope."""
    stored = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Scope(stored["kinds"], np.array(stored["weights"]), np.array(stored["bias"]))

"""What kind of message this is, and which facet it asks: two small softmaxes over the heads' margins.

Their weights were fitted on questions that the heads had not seen (benchmarks/experiments/decision.py) and stand in
fitted.json; retraining the heads does not change them. Inputs go by name, so that a label more or less does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from math import exp, log1p
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assistant.nlu.candidacy import COVERED, SETTLED
from assistant.nlu.labels import (
    ACT_ALONE,
    ACTS,
    CENTER_PREFIX,
    FOLLOWUP,
    HUMAN,
    JOURNEY_PREFIX,
    MOVES,
    NO_ACT,
    NOT_COVERED,
    SMALLTALK,
)

FITTED = Path(__file__).with_name("fitted.json")
MATTER, AMBIGUOUS_KIND, CENTER, ACT, MOVE, SMALLTALK_KIND = "matter", "ambiguous", "center", "act", "move", "smalltalk"
Margins = Mapping[str, float]
_NEVER = -1.0  # the margin of a label that a head does not know
# Below this a margin tells how long and how common the words are, not what is meant: "how do I renew my passport" was
# half taken for another office's business because it is so surely no wish to begin anew.
_LEAST = -1.5


@dataclass(frozen=True)
class Sorts:
    """The labels of the matter head by sort, each in the head's own order; ``rivals``: all that are no life event."""

    centers: tuple[str, ...]
    smalltalk: tuple[str, ...]
    moves: tuple[str, ...]
    journeys: tuple[str, ...]
    rivals: tuple[str, ...]


@lru_cache(maxsize=4)  # the labels of a model, which are those of every message
def sorts_of(labels: tuple[str, ...]) -> Sorts:
    """The labels by sort."""
    journeys = tuple(label for label in labels if label.startswith(JOURNEY_PREFIX))
    return Sorts(
        centers=tuple(label for label in labels if label.startswith(CENTER_PREFIX)),
        smalltalk=tuple(label for label in SMALLTALK if label in labels),
        moves=tuple(label for label in MOVES if label in labels),
        journeys=journeys,
        rivals=tuple(label for label in labels if label not in journeys),
    )


def best_of(margins: Margins, labels: Iterable[str]) -> float:
    """The highest margin of ``labels``, all of which are known; that of an unknown label where there are none."""
    return max(map(margins.__getitem__, labels), default=_NEVER)


def length_of(text: str) -> float:
    """How long a text is, on a scale where a Chinese character counts as three letters."""
    return log1p(sum(2.0 if "\u3400" <= c <= "\u9fff" else 0.7 if c.isalpha() else 0.0 for c in text))


def scope_features(
    matter: Margins, kind: Margins, act: Margins, shares: Margins, length: float, candidacy: Margins
) -> dict[str, float]:
    """The numbers the kind is told from: the best margins of each sort, how far the best stands out, the length.

    ``shares`` are the transactions' probabilities among themselves; ``candidacy`` is how well the best one fits.
    """
    sorts = sorts_of(tuple(matter))
    top = sorted(map(matter.__getitem__, shares), reverse=True)[:5]
    top += [_NEVER] * (5 - len(top))
    among = np.fromiter(shares.values(), np.float64, len(shares))
    likely = among[among > 0]
    told = {
        "first": top[0],
        "center": best_of(matter, sorts.centers),
        "smalltalk": best_of(matter, sorts.smalltalk),
        "move": best_of(matter, sorts.moves),
        **{label: matter.get(label, _NEVER) for label in (FOLLOWUP, ACT_ALONE, HUMAN, NOT_COVERED)},
        **{f"kind {label}": margin for label, margin in kind.items()},
        **{name: candidacy.get(name, _NEVER) for name in (SETTLED, COVERED)},
        "act": best_of(act, (label for label in ACTS if label in act)),
        "no act": act.get(NO_ACT, 1.0),
    }
    return {name: margin if margin > _LEAST else _LEAST for name, margin in told.items()} | {
        "first over second": top[0] - top[1],
        "second over fifth": top[1] - top[4],
        "doubt": -float((likely * np.log(likely)).sum()),
        "share": max(shares.values(), default=0.0),
        "length": length,
    }


def facet_features(whole: Margins, in_clauses: Margins, named: Margins, length: float) -> dict[str, float]:
    """The numbers the facet is told from: its margins on the whole message and on its last clauses, the words named."""
    return {
        **named,
        **{f"whole {facet}": margin for facet, margin in whole.items()},
        **{f"clauses {facet}": in_clauses[facet] for facet in whole},
        "length": length,
    }


def shared_out(margins: Margins, labels: Sequence[str], sharpness: float) -> dict[str, float]:
    """Probabilities of ``labels`` among themselves: a softmax of their margins times ``sharpness``."""
    if not labels:
        return {}
    own = list(map(margins.__getitem__, labels))
    highest = max(own)
    raised = [exp((margin - highest) * sharpness) for margin in own]
    total = sum(raised)
    return dict(zip(labels, [value / total for value in raised], strict=True))


class Softmax:
    """Probabilities over ``labels`` from named inputs; one that is missing counts as -1, one too many as nothing."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.labels: list[str] = list(stored["labels"])
        self._inputs: list[str] = list(stored["inputs"])
        self._weights: npt.NDArray[np.float64] = np.array(stored["weights"])
        self._bias: npt.NDArray[np.float64] = np.array(stored["bias"])

    def probabilities(self, features: Mapping[str, float]) -> dict[str, float]:
        """Label -> probability."""
        told = np.array(list(map(features.get, self._inputs, repeat(_NEVER))), dtype=np.float64)
        scores = self._weights @ told + self._bias
        shares = np.exp(scores - scores.max())
        return dict(zip(self.labels, (shares / shares.sum()).tolist(), strict=True))


@dataclass(frozen=True)
class Thresholds:
    """Where the decision turns: probabilities, but for ``second_facet``, which is a margin."""

    answer: float
    answer_margin: float
    clear: float
    candidate: float
    second_facet: float


@dataclass(frozen=True)
class Fitted:
    """All that was fitted on folds of the training questions; ``sharpness`` turns margins into probabilities."""

    kinds: Softmax
    facets: Softmax
    sharpness: float
    thresholds: Thresholds


def read_fitted(stored: Mapping[str, Any]) -> Fitted:
    """From the stored form."""
    return Fitted(
        Softmax(stored["kinds"]),
        Softmax(stored["facets"]),
        float(stored["sharpness"]),
        Thresholds(**stored["thresholds"]),
    )


@lru_cache(maxsize=1)
def load_fitted() -> Fitted:
    """What stands in fitted.json."""
    return read_fitted(json.loads(FITTED.read_text(encoding="utf-8")))

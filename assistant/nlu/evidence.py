"""What the heads and the linker found about one message, as probabilities that can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

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
from assistant.nlu.scope import (
    ACT,
    AMBIGUOUS_KIND,
    CENTER,
    MATTER,
    MOVE,
    SMALLTALK_KIND,
    Margins,
    Scope,
    scope_features,
)

# Margins to probabilities: fitted on questions that the heads had not seen (docs/evaluation.md).
SHARPNESS = 10.0
# Missing one of these kinds is worse than asking once too often.
LEAN: Mapping[str, float] = {NOT_COVERED: 0.8, AMBIGUOUS_KIND: 0.2}
# A life event is told by the matter head alone: how sure it must be, and how far before every other label.
JOURNEY_FLOOR, JOURNEY_LEAD = -0.5, 0.05


@dataclass(frozen=True)
class Evidence:
    """``kind`` and ``matter`` are probabilities that sum to 1, ``act`` and ``facet`` margins (above 0: claimed)."""

    matter: Mapping[str, float]
    kind: Mapping[str, float]
    act: Margins
    facet: Margins
    linked: Mapping[str, Any] | None = field(default=None)
    best_margin: float = -1.0
    open_margin: float = 1.0
    transactions: tuple[str, ...] = ()
    journeys: Margins = field(default_factory=dict)
    rival_margin: float = -1.0

    @classmethod
    def from_scores(
        cls, scores: Mapping[str, Margins], linked: Mapping[str, Any] | None, scope: Scope, transactions: Iterable[str]
    ) -> Evidence:
        """Evidence from what the components noted on a message; an empty message is not covered."""
        matter = scores.get("matter")
        if not matter:
            return cls({NOT_COVERED: 1.0}, {NOT_COVERED: 1.0}, {}, {}, linked)
        act, known = scores["act"], [t for t in transactions if t in matter]
        features = scope_features(matter, scores["kind"], act, known)
        kind = scope.probabilities(features, LEAN)
        groups: dict[str, list[str]] = {
            MATTER: known,
            CENTER: [label for label in matter if label.startswith(CENTER_PREFIX)],
            SMALLTALK_KIND: [label for label in SMALLTALK if label in matter],
            MOVE: [label for label in MOVES if label in matter],
        }
        shares = {label: kind.get(label, 0.0) for label in (FOLLOWUP, HUMAN, NOT_COVERED)}
        shares[ACT_ALONE] = kind.get(ACT_ALONE, 0.0) + kind.get(ACT, 0.0)
        for group, labels in groups.items():
            whole = kind.get(group, 0.0) + (kind.get(AMBIGUOUS_KIND, 0.0) if group == MATTER else 0.0)
            shares.update(_shared_out(matter, labels, whole))
        best = max((matter[t] for t in known), default=-1.0)
        open_ = max(matter.get(ACT_ALONE, -1.0), matter.get(FOLLOWUP, -1.0))
        asked = {label: margin for label, margin in scores.get("act_in_clauses", act).items() if label != NO_ACT}
        asked[NO_ACT] = act[NO_ACT]
        facet = scores.get("facet_in_clauses", scores["facet"])
        journeys = {label: margin for label, margin in matter.items() if label.startswith(JOURNEY_PREFIX)}
        rival = max((margin for label, margin in matter.items() if label not in journeys), default=-1.0)
        return cls(shares, kind, asked, facet, linked, best, open_, tuple(known), journeys, rival)

    @property
    def asked_journey(self) -> str | None:
        """The life event whose margin beats that of everything else, so that no single matter is asked; else None."""
        best = max(self.journeys, key=lambda label: self.journeys[label], default=None)
        if best is None or self.journeys[best] <= max(JOURNEY_FLOOR, self.rival_margin + JOURNEY_LEAD):
            return None
        return best.removeprefix(JOURNEY_PREFIX)

    @property
    def asked_act(self) -> str | None:
        """The act on a queue number that the message most likely asks for; None where none is claimed."""
        best = max(ACTS, key=lambda name: self.act.get(name, -1.0))
        if self.kind.get(ACT, 0.0) >= 0.5:
            return best
        return best if self.act.get(best, -1.0) > max(0.0, self.act.get(NO_ACT, 1.0) - 0.3) else None

    @property
    def names_no_matter(self) -> bool:
        """Whether a message about a queue number leaves the matter open."""
        if self.best_margin > max(-0.5, self.open_margin):
            return False
        named = sum(self.matter.get(t, 0.0) for t in self.transactions)
        stands_out = named > 0 and max(self.matter.get(t, 0.0) for t in self.transactions) / named >= 0.9
        return not (stands_out and self.best_margin > max(-0.6, self.open_margin - 0.5))


def _shared_out(margins: Margins, labels: list[str], whole: float) -> dict[str, float]:
    if not labels:
        return {}
    scores = np.array([margins[label] for label in labels]) * SHARPNESS
    shares = np.exp(scores - scores.max())
    return dict(zip(labels, (whole * shares / shares.sum()).tolist(), strict=True))

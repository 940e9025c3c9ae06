"""What the heads and the linker found about one message, as probabilities that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from assistant.nlu.aspects import aspects_named, questions_put
from assistant.nlu.cues import counts_days, cued_facet
from assistant.nlu.labels import (
    ACT_ALONE,
    ACTS,
    AMBIGUOUS,
    FOLLOWUP,
    HUMAN,
    JOURNEY_PREFIX,
    NO_ACT,
    NOT_COVERED,
)
from assistant.nlu.normaliser import fold
from assistant.nlu.scope import (
    ACT,
    AMBIGUOUS_KIND,
    CENTER,
    MATTER,
    MOVE,
    SMALLTALK_KIND,
    Fitted,
    Margins,
    best_of,
    facet_features,
    length_of,
    scope_features,
    shared_out,
    sorts_of,
)
from assistant.nlu.within import Within

# So surely it is about a matter that "how long is the waiting" is not about the queue.
_SURELY_MATTER = 0.9
# A life event is told by the matter head alone: how sure it must be, and how far before every other label.
JOURNEY_FLOOR, JOURNEY_LEAD = -0.5, 0.05
# So surely it must be another office's business that a life event told with it, or a number for it, is not answered.
ELSEWHERE, _SURELY_ELSEWHERE = 0.5, 0.8


@dataclass(frozen=True)
class Evidence:
    """``kind``, ``matter`` and ``facet_share`` are probabilities that sum to 1, ``act`` and ``facet`` margins (above 0:
    claimed). ``names_several``: what it names may be several matters, rather than one. ``asked``: the aspects that its
    parts ask, in order; None where they were not read one by one. ``folded``: the text, as names are compared.
    ``offerable``: which matters it may mean should it be unclear; the higher the likelier.
    ``kind_of_whole``: the kinds before a part of it made clear what it is about.
    ``within``: what it means in the talk that it stands in.
    """

    matter: Mapping[str, float]
    kind: Mapping[str, float]
    act: Margins
    facet: Margins
    linked: Mapping[str, Any] | None = field(default=None)
    best_margin: float = -1.0
    open_margin: float = 1.0
    transactions: tuple[str, ...] = ()
    facet_share: Mapping[str, float] = field(default_factory=dict)
    journeys: Margins = field(default_factory=dict)
    rival_margin: float = -1.0
    elsewhere_margin: float = -1.0
    cued: str | None = None
    names_several: bool = False
    counts_days: bool = False
    names_an_aspect: bool = True
    asked: tuple[str, ...] | None = None
    folded: str = ""
    offerable: Margins = field(default_factory=dict)
    kind_of_whole: Mapping[str, float] = field(default_factory=dict)
    within: Within = field(default_factory=Within)

    @classmethod
    def from_scores(
        cls, scores: Mapping[str, Margins], linked: Mapping[str, Any] | None, fitted: Fitted,
        order: Mapping[str, int], text: str,
    ) -> Evidence:  # fmt: skip
        """What the components noted; an empty message is not covered. ``order``: each transaction's place."""
        matter = scores.get("matter")
        if not matter:
            return cls({NOT_COVERED: 1.0}, {NOT_COVERED: 1.0}, {}, {}, linked)
        folded = fold(text)
        named = aspects_named(folded)
        labels, act = tuple(matter), scores["act"]
        sorts, known = sorts_of(labels), _in_order(labels, tuple(order), tuple(order.values()))
        among, length = shared_out(matter, known, fitted.sharpness), length_of(text)
        beside = scores.get("candidacy") or {}
        kind = fitted.kinds.probabilities(scope_features(matter, scores["kind"], act, among, length, beside))
        facet = scores.get("facet_in_clauses", scores["facet"])
        told = facet_features(scores["facet"], facet, {**named, **questions_put(folded)}, length)
        return cls(
            matter=_shares(matter, kind, among, fitted.sharpness),
            kind=kind,
            kind_of_whole=kind,
            act={**scores.get("act_in_clauses", act), NO_ACT: act[NO_ACT]},
            facet=facet,
            linked=linked,
            best_margin=best_of(matter, known),
            open_margin=max(matter.get(ACT_ALONE, -1.0), matter.get(FOLLOWUP, -1.0)),
            transactions=known,
            facet_share=fitted.facets.probabilities(told),
            names_an_aspect=max(named.values()) > 0,
            journeys={label: matter[label] for label in sorts.journeys},
            folded=folded,
            offerable=scores.get("offerable") or {},
            elsewhere_margin=matter.get(NOT_COVERED, -1.0),
            cued=cued_facet(folded),
            counts_days=counts_days(folded),
            names_several=scores["kind"].get(AMBIGUOUS, -1.0) > scores["kind"].get(MATTER, -1.0),
            rival_margin=best_of(matter, sorts.rivals),
        )

    @property
    def asked_journey(self) -> str | None:
        """
        The life event whose margin beats that of everything else, so that no single matter is asked; else None.

        "How do I enrol my son in a school" tells of one, and yet is another office's business.
        """
        if self.kind.get(NOT_COVERED, 0.0) > ELSEWHERE and self.elsewhere_margin > -1.0:
            return None
        best = max(self.journeys, key=lambda label: self.journeys[label], default=None)
        if best is None or self.journeys[best] <= max(JOURNEY_FLOOR, self.rival_margin + JOURNEY_LEAD):
            return None
        return best.removeprefix(JOURNEY_PREFIX)

    @property
    def asked_act(self) -> str | None:
        """
        The act on a queue number that the message most likely asks for; None where none is claimed.

        "Draw me a number for the tax office" claims one, and yet is another office's business.
        """
        if self.kind.get(NOT_COVERED, 0.0) > _SURELY_ELSEWHERE:
            return None
        best = max(ACTS, key=lambda name: self.act.get(name, -1.0))
        if self.cued is not None or (best == "wait_time" and self.counts_days):
            return None
        if self.kind.get(ACT, 0.0) >= 0.5:
            return best
        if self.kind.get(MATTER, 0.0) > _SURELY_MATTER:
            return None
        return best if self.act.get(best, -1.0) > max(0.0, self.act.get(NO_ACT, 1.0) - 0.3) else None

    @property
    def names_no_matter(self) -> bool:
        """Whether a message about a queue number leaves the matter open."""
        if self.best_margin > max(-0.5, self.open_margin):
            return False
        named = sum(self.matter.get(t, 0.0) for t in self.transactions)
        stands_out = named > 0 and max(self.matter.get(t, 0.0) for t in self.transactions) / named >= 0.9
        return not (stands_out and self.best_margin > max(-0.6, self.open_margin - 0.5))


@lru_cache(maxsize=4)  # a model's labels and a catalog's order, which are those of every message
def _in_order(labels: tuple[str, ...], ids: tuple[str, ...], places: tuple[int, ...]) -> tuple[str, ...]:
    """The labels that are transactions (``ids`` with their ``places``), in the order of their places."""
    order = dict(zip(ids, places, strict=True))
    return tuple(sorted((label for label in labels if label in order), key=order.__getitem__))


def _shares(matter: Margins, kind: Margins, among: Margins, sharpness: float) -> dict[str, float]:
    """Every label of the matter head with its probability: that of its kind, shared out among the kind's labels."""
    shares = {label: kind.get(label, 0.0) for label in (FOLLOWUP, HUMAN, NOT_COVERED)}
    shares[ACT_ALONE] = kind.get(ACT_ALONE, 0.0) + kind.get(ACT, 0.0)
    whole = kind.get(MATTER, 0.0) + kind.get(AMBIGUOUS_KIND, 0.0)
    shares.update({label: whole * share for label, share in among.items()})
    sorts = sorts_of(tuple(matter))
    for group, labels in ((CENTER, sorts.centers), (SMALLTALK_KIND, sorts.smalltalk), (MOVE, sorts.moves)):
        within = shared_out(matter, labels, sharpness)
        shares.update((label, kind.get(group, 0.0) * share) for label, share in within.items())
    return shares

"""A second opinion on a message that the model is unsure of: what may be asked of one, and what comes of its answer.

It may only choose among the matters that our own model found likely. Where it says nothing, the decision stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from assistant.messages import Understanding
from assistant.nlu.decision import Decided
from assistant.nlu.scope import Thresholds

# An answer counts as unsure where its lead is above the threshold by less than this.
JUST_ABOVE = 0.1
MOST_OFFERED = 5


class Reranker(Protocol):
    """Something that reads a message and the ids of the matters that it may mean."""

    async def choose(self, text: str, offered: Sequence[str]) -> str | None:
        """The one of ``offered`` that is meant; None for none of them and where there is no answer. Never raises."""


def offered_for(decided: Decided, thresholds: Thresholds) -> tuple[str, ...]:
    """
    The ids to choose from, likeliest first, where the model is unsure of a single matter; else none.

    Unsure is a question back over several matters, and an answer whose lead is just above the threshold. A life event,
    a move of the talk, an answer that the talk gave, a queue number are not asked about.
    """
    understanding = decided.understanding
    if decided.move is not None or understanding.journey is not None:
        return ()
    if understanding.outcome == "clarify":
        ids = [candidate.id for candidate in understanding.candidates]
    elif understanding.outcome == "answer" and _is_just_above(decided, thresholds):
        ids = [candidate.id for candidate in decided.ranking if candidate.confidence >= thresholds.candidate]
    else:
        return ()
    return tuple(ids[:MOST_OFFERED]) if len(ids) > 1 else ()


def _is_just_above(decided: Decided, thresholds: Thresholds) -> bool:
    best, *others = decided.ranking or (None,)
    understanding = decided.understanding
    if best is None or (best.id, best.confidence) != (understanding.transaction, understanding.confidence):
        return False  # a linked term, or what the talk is about: not told from the ranking
    named = sum(candidate.confidence for candidate in decided.ranking) or 1.0
    lead = (best.confidence - (others[0].confidence if others else 0.0)) / named
    return lead < thresholds.answer_margin + JUST_ABOVE or best.confidence / named < thresholds.answer + JUST_ABOVE


def chosen_in(decided: Decided, chosen: str) -> Decided:
    """The answer about ``chosen``, which is one of the candidates; the probability stays that of our own model."""
    understanding = decided.understanding
    shares = {c.id: c for c in (*decided.ranking, *understanding.candidates)}
    others = (c for c in understanding.candidates if c.id != chosen)
    answer = Understanding(
        "answer",
        chosen,
        understanding.facets or ("overview",),
        (shares[chosen], *others),
        confidence=shares[chosen].confidence,
    )
    return replace(decided, understanding=answer)

"""Which way a message goes whatever a further reading of it would say: then that reading is not made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.dialogue.behind import Behind, Span

# The names under which the weights of what a reading behind the topics tells stand.
CURRENT, KIN, WHOLE, GAIN = "current within", "kin within", "any within", "gain of kin"
_ROUNDING = 1e-6  # sums of floating numbers differ by their order

Weights = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Reach:
    """Where the logarithms lie of the shares that the open matter, its sibling and all together have in the topics, and
    those of the shares that their gains are measured by.
    """

    current: Span
    kin: Span
    whole: Span
    current_before: Span
    kin_before: Span


def reach_of(within: Behind, current: str, sibling: str | None) -> Reach:
    """Where they lie, from what of the topics has been read so far."""
    return Reach(
        within.log_share(current),
        within.log_share(sibling),
        within.log_whole(),
        within.log_share_over_gain(current),
        within.log_share_over_gain(sibling),
    )


def foregone(scores: Mapping[str, float], weights: Weights, reach: Reach) -> str | None:
    """The way that has the highest score wherever in their reach the numbers lie; None where that depends on them.

    ``scores``: of each way that is open, without what the topics tell.
    """
    for way in scores:
        others = [other for other in scores if other != way]
        leads = (scores[way] - scores[other] + _least(weights[way], weights[other], reach) for other in others)
        if all(lead > _ROUNDING for lead in leads):
            return way
    return None


def _least(one: Mapping[str, float], other: Mapping[str, float], reach: Reach) -> float:
    """The least that the topics may add to one way's lead over another.

    A gain is a share over what it was before, and together the matters have no less than one of them. So the lead falls
    and rises in straight pieces; its least stands at a corner of these.
    """
    of_current, of_kin, of_whole, of_gain = (one[name] - other[name] for name in (CURRENT, KIN, WHOLE, GAIN))
    before = _lowest(of_gain, reach.current_before) + _lowest(-of_gain, reach.kin_before)
    corners = {reach.current.low, reach.current.high, reach.kin.low, reach.kin.high, reach.whole.low}
    least = min(
        (of_current - of_gain) * current
        + (of_kin + of_gain) * kin
        + of_whole * (max(reach.whole.low, current, kin) if of_whole > 0 else reach.whole.high)
        for current in {_into(reach.current, corner) for corner in corners}
        for kin in {_into(reach.kin, corner) for corner in corners}
    )
    return before + least


def _lowest(weight: float, span: Span) -> float:
    return min(weight * span.low, weight * span.high)


def _into(span: Span, value: float) -> float:
    return min(max(value, span.low), span.high)

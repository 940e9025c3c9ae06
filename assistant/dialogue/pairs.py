"""Two matters in one question: "护照换发和补办要什么材料", "renew and replace my passport". Each is read by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.dialogue import several
from assistant.dialogue.kin import kin_of
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP
from assistant.nlu.normaliser import fold
from assistant.nlu.segmenting import words_of
from catalog import Catalog

PAIR, BOTH, TWO = "pair", "pair_both", 2
_OF_BOTH = re.compile(
    r"^(?:那|就|先|请|我)*(?:(?:两|二|俩)(?:个|件|项|样)?(?:事|事情)?(?:都|一起|全)|全都?|都)"
    r"(?:要|说|讲|办|问|想知道|想了解|告诉我)(?:一下|说)?(?:吧|呀|啊|的)*$"
    r"|^(?:i (?:need|want|meant?) |for |tell me about )?(?:both|the two)(?: of (?:them|those|these))?(?: please)?$"
)
# What one comes after the other by says by itself that there are two.
_IN_TURN = (
    r"然后再?|接着再?|之后再?|顺便再?|再(?=[办去换补领申登开])|,?\s*\b(?:and then|then also|and after that|and also)\b"
)
_JOINT = re.compile(
    rf"(?P<in_turn>{_IN_TURN})|以及|还有|还是|或者?|和|与|跟|及|、|(?<=[\u3400-\u9fff])\s*[/&+]\s*(?=[\u3400-\u9fff])"
    r"|(?:,\s*)?\b(?:and|or|plus|as well as)\b|(?<=[a-z])\s*[/&+]\s*(?=[a-z])"
)
_MOST_ZH, _MOST_EN = 24, 14
# So many words of the other one are left out at most on each side of the joint.
_LEFT_OUT = 4
# So sure must each matter be; siblings less, as one of them leaves the other to be meant. Of two that come in turn
# each may be as unclear as a question of its own leaves it: so many are offered of each.
_SURE, _SURE_OF_KIN, _OF_EACH = 0.55, 0.5, 2
_HAN = re.compile(r"[\u3400-\u9fff]")
# Asked of the center and of matters in the same few words.
_ALSO_OF_MATTERS, _FEW = frozenset({"floor_guide", "hours"}), 6


@dataclass(frozen=True)
class Readings:
    """What is asked if only the first of two joined things stood in a text, and if only the second; several ways each,
    as what they share ("护照", "passport") may stand before, behind or with either. ``in_turn``: one after the other.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    in_turn: bool


def readings_of(text: str) -> Readings | None:
    """How a text may be read that joins two things; None for a long one, or one that joins none or too many."""
    folded = fold(text)
    short = len(_HAN.findall(folded)) <= _MOST_ZH if _HAN.search(folded) else len(folded.split()) <= _MOST_EN
    joints = list(_JOINT.finditer(folded))
    if not short or len(joints) != 1:
        return None
    before, behind = words_of(folded[: joints[0].start()]), words_of(folded[joints[0].end() :])
    if not before or not behind:
        return None
    first = [_joined(before), *(_joined(before + behind[n:]) for n in range(1, min(_LEFT_OUT, len(behind)) + 1))]
    second = [_joined(behind), *(_joined(before[:-n] + behind) for n in range(1, min(_LEFT_OUT, len(before)) + 1))]
    return Readings(tuple(dict.fromkeys(first)), tuple(dict.fromkeys(second)), joints[0]["in_turn"] is not None)


def _joined(words: Sequence[str]) -> str:
    return re.sub(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])", "", " ".join(words))


def may_be_two(decided: Decided) -> bool:
    """Whether a message that was read as a whole may be about two matters."""
    understanding = decided.understanding
    of_matters = understanding.outcome in ("answer", "clarify", "not_covered")
    return decided.move is None and of_matters and understanding.journey is None


def in_context(decided: Decided, context: Context) -> Decided:
    """Two matters named; where a number is wanted, they are the visit that it is wanted for."""
    ids = [candidate.id for candidate in decided.understanding.candidates]
    if context.pending_act == "take_ticket" and len(ids) == TWO:
        return several.planned(tuple((i,) for i in ids))
    return decided


def wanted_for_both(decided: Decided, evidence: Evidence, context: Context) -> Decided | None:
    """The visit that numbers are wanted for right after two matters were named; None for any other message."""
    asked = decided.understanding.act == "take_ticket" and evidence.names_no_matter
    return several.planned(tuple((i,) for i in context.pending)) if context.pair and asked else None


def of_both(
    decided: Decided, evidence: Evidence, facets: tuple[str, ...], context: Context, folded: str
) -> Decided | None:
    """What a message asks of both matters that were named before: "both", or an aspect and nothing else."""
    bare = folded.strip(" .。!！?？,，~～")
    of_center = decided.understanding.outcome == "center" and decided.understanding.topic in _ALSO_OF_MATTERS
    goes_on = decided.move == FOLLOWUP or (of_center and len(bare.split()) <= _FEW and len(_HAN.findall(bare)) <= _FEW)
    asks = goes_on and evidence.names_an_aspect and facets != ("overview",)
    if not asks and not _OF_BOTH.match(bare):
        return None
    candidates = tuple(Candidate(i, 1.0 / TWO) for i in context.pending)
    found = Understanding("clarify", None, facets if asks else context.facets, candidates, confidence=1.0 / TWO)
    return replace(decided, understanding=found, move=PAIR if asks else BOTH)


def pair_of(
    catalog: Catalog, whole: Decided, first: Sequence[Decided], second: Sequence[Decided], *, in_turn: bool
) -> Decided | None:
    """The decision about both matters; None where the readings do not name two different ones."""
    two = _two(catalog, first, second) or (_in_turn(first, second) if in_turn else ())
    understanding = whole.understanding
    if not two or (understanding.outcome == "answer" and understanding.transaction not in two):
        return None
    facets = understanding.facets or ("overview",)
    candidates = tuple(Candidate(i, 1.0 / len(two)) for i in two)
    found = Understanding("clarify", None, facets, candidates, confidence=1.0 / len(two))
    return replace(whole, understanding=found, move=PAIR)


def _two(catalog: Catalog, first: Sequence[Decided], second: Sequence[Decided]) -> tuple[str, ...]:
    """The one matter of each side, in the order said; () where not both are clear, or both are the same."""
    one, other = _surest(first), _surest(second)
    if one is not None and other is not None and one.id != other.id:
        least = _SURE_OF_KIN if other.id in kin_of(catalog, one.id) else _SURE
        return (one.id, other.id) if min(one.confidence, other.confidence) >= least else ()
    known = one or other
    if known is None or (one is not None and other is not None) or known.confidence < _SURE:
        return ()
    left = _left(catalog, known.id, second if one is not None else first)
    return () if left is None else (known.id, left) if one is not None else (left, known.id)


def _surest(readings: Sequence[Decided]) -> Candidate | None:
    named = [d.understanding for d in readings if d.understanding.outcome == "answer"]
    best = max(named, key=lambda understanding: understanding.confidence, default=None)
    return Candidate(str(best.transaction), best.confidence) if best is not None else None


def _left(catalog: Catalog, known: str, readings: Sequence[Decided]) -> str | None:
    """The sibling that an unclear side means, since it does not mean what the other side names."""
    kin = kin_of(catalog, known)
    share: dict[str, float] = {}
    for decided in readings:
        if decided.understanding.outcome == "clarify" and decided.move is None:
            for candidate in decided.understanding.candidates:
                share[candidate.id] = max(share.get(candidate.id, 0.0), candidate.confidence)
    others = {i: confidence for i, confidence in share.items() if i != known}
    best = max(others, key=lambda i: others[i], default=None)
    clear = best in kin and others[best] >= _SURE_OF_KIN * sum(others.values()) and others[best] >= 0.1
    return best if clear else None


def _in_turn(first: Sequence[Decided], second: Sequence[Decided]) -> tuple[str, ...]:
    """The likeliest of each side where each is a question of its own."""
    sides = [_likeliest(side[0].understanding) for side in (first, second)]
    if not all(sides) or set(sides[0]) & set(sides[1]):
        return ()
    return (*sides[0], *sides[1])


def _likeliest(understanding: Understanding) -> tuple[str, ...]:
    if understanding.outcome == "answer" and understanding.transaction is not None:
        return (understanding.transaction,)
    of_matters = understanding.outcome == "clarify" and understanding.journey is None
    known = [c for c in understanding.candidates if of_matters and c.confidence >= 0.1]
    return tuple(c.id for c in known[:_OF_EACH])

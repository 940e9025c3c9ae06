"""Whether a message stays with the open matter, goes on to a sibling of it, or leaves them for something else."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from assistant.dialogue import references
from assistant.dialogue.behind import Behind
from assistant.dialogue.choosing import answered
from assistant.dialogue.foregone import CURRENT, GAIN, KIN, WHOLE, foregone, reach_of
from assistant.dialogue.kin import kin_of, said_among
from assistant.dialogue.recalling import Recalled, recalled
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import CENTER_PREFIX, FOLLOWUP, NOT_COVERED
from assistant.nlu.normaliser import fold
from assistant.nlu.within import among, log_of
from catalog import Catalog
from catalog.live import CatalogSource

FITTED = Path(__file__).parent / "staying.json"  # made by benchmarks.experiments.staying
STAYS, TO_KIN, LEAVES, BACK = "stays", "to_kin", "leaves", "back"
# A message that only asks an aspect is short; a long one tells a new story.
_SHORT_ZH, _SHORT_EN = 14, 9
_WORD_OR_TWO = 0.3  # of that length
_NAMED = 0.1  # so likely a matter is named in them
# So surely another office's business, a message leaves the open matter whatever else speaks for it.
_SURELY_ELSEWHERE = 0.98
# The sibling that a family's words name is meant, unless another one has so many times its probability.
_SAID = 20.0
# Amid a talk a matter so much likelier than all others is not asked about.
_PLAINLY = 0.75  # so surely a message that tells a sibling's need does not stay
_CLEAR = 0.9
# What is asked of a matter itself: a marriage certificate that is only brought along is asked for as a paper.
_OF_A_MATTER = ("overview", "procedure", "fee", "duration")
# What names the center itself, or a place in it that no matter has.
_NAMES_CENTER = re.compile(
    r"市民之家|市民中心|中心|大厅|大楼|你们|咱们|部门|哪些|厕所|卫生间|食堂|咖啡|停车|母婴|楼层图|平面图"
    r"|citizen home|cent(?:er|re)|\bhall\b|building|\byou\b|\byour\b|department|what(?:.s| is) on|toilet|restroom"
    r"|floor ?plan|\bmap\b|directory"
)


@dataclass(frozen=True)
class Heard:
    """A message beside the open matter: the sibling that it is likeliest about (None: there are none), how likely each
    transaction is among all of them. ``named``: the sibling's own words are said; ``likened``:
    the message only says "and what about …". ``recalled``: what it has of the talk so far.
    """

    current: str
    sibling: str | None
    among: Mapping[str, float]
    named: bool
    likened: bool
    recalled: Recalled = field(default_factory=Recalled)


def heard(catalog: Catalog, decided: Decided, evidence: Evidence, context: Context, text: str) -> Heard:
    """What a message says of the open matter, of its siblings and of the matters of before."""
    current = context.transaction or ""
    shares = among(evidence.matter, catalog.transactions)
    asks = evidence.names_an_aspect or decided.understanding.journey is not None
    said = None if asks else references.likened(fold(text))
    kin = kin_of(catalog, current)
    likeliest = max(kin, key=lambda i: shares[i], default=None)
    named = said_among(catalog, kin, fold(text), said=said or "")
    is_named = likeliest is not None and named is not None and shares[named] * _SAID >= shares[likeliest]
    memory = recalled(catalog, context, shares, text, named if is_named else likeliest)
    if likeliest is None or named is None or shares[named] * _SAID < shares[likeliest]:
        return Heard(current, likeliest, shares, named=False, likened=said is not None, recalled=memory)
    return Heard(current, named, shares, named=True, likened=said is not None, recalled=memory)


def staying_features(
    decided: Decided, evidence: Evidence, beside: Heard, facets: tuple[str, ...], text: str
) -> dict[str, float]:
    """What tells where a message goes: margins, log odds, how the matters compare, its length (1: short), its words."""
    within = evidence.within
    return features_alone(decided, evidence, beside, facets, text) | {
        CURRENT: log_of(within.share(beside.current)),
        KIN: log_of(within.share(beside.sibling)),
        WHOLE: log_of(within.whole()),
        GAIN: within.gain(beside.sibling) - within.gain(beside.current),
    }


def features_alone(
    decided: Decided, evidence: Evidence, beside: Heard, facets: tuple[str, ...], text: str
) -> dict[str, float]:
    """What tells it without another reading."""
    shares, found = beside.among, decided.understanding
    current, kin = shares.get(beside.current, 0.0), shares.get(beside.sibling or "", 0.0)
    stranger = max((p for i, p in shares.items() if i not in (beside.current, beside.sibling)), default=0.0)
    is_act = found.outcome == "ticket"
    by_itself = found.outcome == "answer" and found.transaction not in (beside.current, beside.sibling)
    known = {beside.current, beside.sibling}
    apart = found.outcome in ("answer", "clarify") and known.isdisjoint(c.id for c in found.candidates)
    of_center = found.outcome in ("center", "handoff", "smalltalk")
    return {
        "best": evidence.best_margin,
        "open": evidence.open_margin,
        "current": _log_odds(evidence.matter.get(beside.current, 0.0)),
        "follows": _log_odds(evidence.matter.get(FOLLOWUP, 0.0)),
        "elsewhere": _log_odds(evidence.matter.get(NOT_COVERED, 0.0)),
        "center": _log_odds(sum(p for label, p in evidence.matter.items() if label.startswith(CENTER_PREFIX))),
        "length": min(_length(text), 3.0),
        "asks": float(facets[0] != "overview"),
        "kin over current": log_of(kin) - log_of(current),
        "kin over stranger": log_of(kin) - log_of(stranger),
        "stranger over current": log_of(stranger) - log_of(current),
        "kin is named": float(beside.named),
        "likened": float(beside.likened),
        "another by itself": found.confidence if by_itself else 0.0,
        "others by their words": float(apart) * beside.recalled.of_stranger,
        "others, not as papers": float(apart and facets[0] in _OF_A_MATTER) * beside.recalled.of_stranger,
        "of the center": found.confidence if of_center else 0.0,
        "names the center": float(_NAMES_CENTER.search(fold(text)) is not None),
        "an act": float(is_act),
        "an act of what it names": float(is_act and evidence.best_margin > evidence.open_margin),
    } | _of_the_talk(beside.recalled, shares, current, stranger)


def _of_the_talk(memory: Recalled, shares: Mapping[str, float], current: float, stranger: float) -> dict[str, float]:
    """What the message has of the talk so far, and the matter of before beside the others."""
    former = memory.former
    back = log_of(shares.get(former.transaction, 0.0)) if former else 0.0
    return {
        "words of current": memory.words,
        "words of kin": memory.of_sibling,
        "words of stranger": memory.of_stranger,
        "person of current": memory.person,
        "points": float(memory.points),
        "again": float(memory.again),
        "there is a former": float(former is not None),
        "words of former": former.words if former else 0.0,
        "person of former": former.person if former else 0.0,
        "former over current": back - log_of(current) if former else 0.0,
        "former over stranger": back - log_of(stranger) if former else 0.0,
    }


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The fitted weights by feature, and ``bias``, for each way that a message may go."""
    loaded: Mapping[str, Mapping[str, float]] = json.loads(FITTED.read_text(encoding="utf-8"))
    return loaded


class Staying:
    """Reads a message that points at nothing, with or without a matter open."""

    def __init__(self, catalog: CatalogSource, decider: Decider) -> None:
        self._live = catalog
        self._decider = decider
        self._fitted = load_weights()

    def read(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided:
        """The decision with the matter that the message is about; the same one where it says so itself."""
        if context.transaction is None:
            return self._of_the_center(decided, evidence)
        beside = heard(self._live.now, decided, evidence, context, text)
        ways = self.readings(decided, evidence, context, beside)
        open_ways = [way for way in ways if self._may_go(way, decided, evidence, text)]
        if STAYS in open_ways and TO_KIN in open_ways and _is_of_the_sibling(decided.understanding, beside):
            open_ways.remove(STAYS)
        best = self._foregone(open_ways, decided, evidence, beside, text)
        if best is None:
            chances = self.chances(decided, evidence, beside, text)
            best = max(open_ways, key=lambda way: chances[way])
        return ways[best]

    def readings(self, decided: Decided, evidence: Evidence, context: Context, beside: Heard) -> dict[str, Decided]:
        """The decision for each way that the message may go."""
        facets = context.facets or ("overview",) if beside.likened else self._decider.facets(evidence)
        found, share = decided.understanding, evidence.matter
        if found.outcome == "ticket":
            return _acts(decided, beside)
        stays = max(found.confidence if decided.move == FOLLOWUP else share.get(FOLLOWUP, 0.0), 0.3)
        if found.outcome == "clarify" and decided.move is None and found.journey is None:
            surest = max(found.candidates, key=lambda candidate: candidate.confidence)
            if surest.confidence >= _CLEAR:
                decided = answered(surest.id, facets, decided, surest.confidence)
        ways = {STAYS: answered(beside.current, facets, decided, stays), LEAVES: decided}
        if beside.likened and found.outcome == "answer":
            ways[LEAVES] = replace(decided, understanding=replace(found, facets=facets))
        if beside.sibling is not None:
            same = found.outcome == "answer" and found.transaction == beside.sibling
            confidence = found.confidence if same else max(share.get(beside.sibling, 0.0), 0.3)
            ways[TO_KIN] = answered(beside.sibling, facets, decided, confidence)
        if former := beside.recalled.former:
            ways[BACK] = answered(former.transaction, facets, decided, max(share.get(former.transaction, 0.0), 0.3))
        return ways

    def chances(self, decided: Decided, evidence: Evidence, beside: Heard, text: str) -> dict[str, float]:
        """How likely each way is, 0 to 1; together 1."""
        scores = self._scores(staying_features(decided, evidence, beside, self._decider.facets(evidence), text))
        highest = max(scores.values())
        raised = {way: math.exp(score - highest) for way, score in scores.items()}
        return {way: value / sum(raised.values()) for way, value in raised.items()}

    def _scores(self, features: Mapping[str, float]) -> dict[str, float]:
        return {
            way: weights["bias"] + sum(weights[name] * x for name, x in features.items())
            for way, weights in self._fitted.items()
        }

    def _foregone(
        self, open_ways: Sequence[str], decided: Decided, evidence: Evidence, beside: Heard, text: str
    ) -> str | None:
        """The way that wins whatever the topics that are not read yet would say; None where all were read for it."""
        within = evidence.within
        if not isinstance(within, Behind):
            return None
        scores = self._scores(features_alone(decided, evidence, beside, self._decider.facets(evidence), text))
        of_open = {way: scores[way] for way in open_ways}
        while True:
            best = foregone(of_open, self._fitted, reach_of(within, beside.current, beside.sibling))
            if best is not None or not within.read_one(beside.current, beside.sibling):
                return best

    @staticmethod
    def _may_go(way: str, decided: Decided, evidence: Evidence, text: str) -> bool:
        """Whether nothing in the message says plainly that it goes another way."""
        found = decided.understanding
        if found.outcome == "ticket":
            return True
        if way == LEAVES:  # what only asks on has nowhere to go
            return decided.move != FOLLOWUP
        if decided.move == FOLLOWUP:
            return True
        of_center = found.outcome in ("center", "handoff") and _NAMES_CENTER.search(fold(text)) is not None
        # "Great, which counter is that" thanks and asks.
        only_talks = found.outcome == "smalltalk" and not evidence.names_an_aspect
        elsewhere = evidence.matter.get(NOT_COVERED, 0.0) >= _SURELY_ELSEWHERE
        return found.journey is None and not (only_talks or of_center or elsewhere)

    def _of_the_center(self, decided: Decided, evidence: Evidence) -> Decided:
        """With no matter open, opening times are those of the center: of what only asks on, or is a bare word."""
        if self._decider.facets(evidence)[0] != "hours":
            return decided
        if decided.move != FOLLOWUP and not self._only_says_hours(decided, evidence):
            return decided
        confidence = decided.understanding.confidence
        return Decided(Understanding("center", topic="hours", confidence=confidence), ranking=decided.ranking)

    def _only_says_hours(self, decided: Decided, evidence: Evidence) -> bool:
        """Whether a word or two plainly ask opening times, and those of nothing else ("周日", "open now?")."""
        if decided.understanding.outcome not in ("not_covered", "clarify") or _length(evidence.folded) > _WORD_OR_TWO:
            return False
        likeliest = max((evidence.matter.get(i, 0.0) for i in self._live.now.transactions), default=0.0)
        elsewhere = evidence.matter.get(NOT_COVERED, 0.0)
        return evidence.facet_share.get("hours", 0.0) >= _CLEAR and likeliest < _NAMED and elsewhere < _CLEAR


def _acts(decided: Decided, beside: Heard) -> dict[str, Decided]:
    """An act on a number, for each matter that it may be about; for the one that it names where it names any."""
    former = beside.recalled.former
    found = decided.understanding
    names = found.transaction is not None or bool(found.candidates)
    sibling = beside.sibling if names else None  # no word of one was said
    about = {STAYS: beside.current, TO_KIN: sibling, BACK: former.transaction if former else None}
    ways = {
        way: replace(decided, understanding=replace(found, transaction=i, candidates=(Candidate(i, found.confidence),)))
        for way, i in about.items()
        if i is not None
    }
    return ways | ({LEAVES: decided} if names else {})


def _is_of_the_sibling(found: Understanding, beside: Heard) -> bool:
    """Whether a message tells by itself what the sibling is for: "my passport runs out soon" after a lost one."""
    tells = found.outcome == "answer" and found.facets == ("overview",)
    return tells and found.transaction == beside.sibling and found.confidence >= _PLAINLY


def _log_odds(share: float) -> float:
    kept = min(max(share, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def _length(text: str) -> float:
    """How long a message is beside a short one."""
    folded = fold(text)
    han = sum("\u3400" <= c <= "\u9fff" for c in folded)
    return han / _SHORT_ZH if han else len(folded.split()) / _SHORT_EN

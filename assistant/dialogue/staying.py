"""Whether a message stays with the open matter, goes on to a sibling of it, or leaves them for something else."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.dialogue.behind import Behind
from assistant.dialogue.beside import NAMES_CENTER, Heard, features_alone, heard, length, staying_features
from assistant.dialogue.choosing import answered
from assistant.dialogue.foregone import foregone, reach_of
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import CENTER_PREFIX, FOLLOWUP, NOT_COVERED
from assistant.nlu.normaliser import fold
from catalog.live import CatalogSource

FITTED = Path(__file__).parent / "staying.json"  # made by benchmarks.experiments.staying
STAYS, TO_KIN, LEAVES, BACK, ANOTHER = "stays", "to_kin", "leaves", "back", "another"
_WORD_OR_TWO = 0.3  # of that length
_HOURS = f"{CENTER_PREFIX}hours"
_HINTED, _LIKELY, _BEYOND_DOUBT = 0.1, 0.2, 0.99
_NAMED = 0.1  # so likely a matter is named in them
_PLAINLY = 0.75  # so surely a message that tells a sibling's need does not stay
_CLEAR = 0.9


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
            return self._of_the_center(decided, evidence, text)
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
        ways = {STAYS: answered(beside.current, facets, decided, stays), LEAVES: decided}
        if beside.likened and found.outcome == "answer":
            ways[LEAVES] = replace(decided, understanding=replace(found, facets=facets))
        if beside.sibling is not None:
            same = found.outcome == "answer" and found.transaction == beside.sibling
            confidence = found.confidence if same else max(share.get(beside.sibling, 0.0), 0.3)
            ways[TO_KIN] = answered(beside.sibling, facets, decided, confidence)
        if former := beside.recalled.former:
            ways[BACK] = answered(former.transaction, facets, decided, max(share.get(former.transaction, 0.0), 0.3))
        if beside.stranger is not None and found.outcome in ("clarify", "not_covered") and decided.move is None:
            ways[ANOTHER] = answered(beside.stranger, facets, decided, max(share.get(beside.stranger, 0.0), 0.3))
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
        of_center = found.outcome in ("center", "handoff") and NAMES_CENTER.search(fold(text)) is not None
        # "Great, which counter is that" thanks and asks.
        only_talks = found.outcome == "smalltalk" and not evidence.names_an_aspect
        return found.journey is None and not (only_talks or of_center)

    def _of_the_center(self, decided: Decided, evidence: Evidence, text: str) -> Decided:
        """With no matter open, opening times are those of the center: of what only asks on, or is a bare word."""
        if decided.move == "pick":
            return _of_nothing_offered(decided, evidence)
        hours = self._decider.facets(evidence)[0] == "hours"
        only_asks_on = hours and (decided.move == FOLLOWUP or self._only_says_hours(decided, evidence))
        if not only_asks_on and not _asks_rather_than_greets(decided, evidence, text):
            return decided
        confidence = decided.understanding.confidence
        return Decided(Understanding("center", topic="hours", confidence=confidence), ranking=decided.ranking)

    def _only_says_hours(self, decided: Decided, evidence: Evidence) -> bool:
        """Whether a word or two plainly ask opening times, and those of nothing else ("周日", "lunch time?")."""
        found = decided.understanding
        unsure = found.outcome in ("not_covered", "clarify") or _may_be_no_small_talk(found)
        if not unsure or length(evidence.folded) > _WORD_OR_TWO:
            return False
        likeliest = max((evidence.matter.get(i, 0.0) for i in self._live.now.transactions), default=0.0)
        elsewhere = evidence.matter.get(NOT_COVERED, 0.0)
        return evidence.facet_share.get("hours", 0.0) >= _CLEAR and likeliest < _NAMED and elsewhere < _CLEAR


def _of_nothing_offered(decided: Decided, evidence: Evidence) -> Decided:
    """Nothing is offered, so nothing is chosen: what else a word may be, where that is about the house. What can be
    nothing but a choice ("the second one") is asked about.
    """
    others = {label: share for label, share in evidence.matter.items() if label != decided.move}
    best, left = max(others, key=lambda label: others[label], default=""), sum(others.values())
    share = others[best] / left if left else 0.0
    if not best.startswith(CENTER_PREFIX) or left < 1 - _BEYOND_DOUBT or share < _LIKELY:
        return decided
    found = Understanding("center", topic=best.removeprefix(CENTER_PREFIX), confidence=share)
    return Decided(found, ranking=decided.ranking)


def _may_be_no_small_talk(found: Understanding) -> bool:
    return found.outcome == "smalltalk" and found.confidence < _CLEAR


def _asks_rather_than_greets(decided: Decided, evidence: Evidence, text: str) -> bool:
    """Whether what looks like small talk ends as a question on the center's hours ("closing now?", "open later?"):
    nobody asks a farewell, unless the words are one beyond doubt.
    """
    if not text.rstrip().endswith(("?", "？")):
        return False
    found = decided.understanding
    brief = length(evidence.folded) <= _WORD_OR_TWO and evidence.facet_share.get("hours", 0.0) >= _HINTED
    farewell = decided.move == "goodbye" and found.confidence < _BEYOND_DOUBT and brief
    return farewell or (_may_be_no_small_talk(found) and evidence.matter.get(_HOURS, 0.0) >= _LIKELY)


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

"""Whether a message stays with the open matter: a question that names none, a sibling, a matter named anew."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.dialogue.choosing import answered
from assistant.messages import Understanding
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP, NOT_COVERED
from assistant.nlu.normaliser import fold
from catalog import Catalog
from catalog.live import CatalogSource

FITTED = Path(__file__).parent / "staying.json"  # made by benchmarks.experiments.staying
# A message that only asks an aspect is short; a long one tells a new story.
_SHORT_ZH, _SHORT_EN = 14, 9
# A short question for an aspect is about the open matter, unless it is clearly about another or about another office's.
_SWITCH_BY_AN_ASPECT, _ELSEWHERE = 0.85, 0.9
# So surely another office's business, a message leaves the open matter whatever else speaks for it.
_SURELY_ELSEWHERE = 0.95
# A sibling of the present matter is likelier than a stranger: by so much its probability counts more.
_KIN = 6.0
# A topic of the center counts as a follow-up where that is at least so likely beside it.
_FOLLOWS_ANYWAY = 0.3
# Asked of the center and of a matter in the same words: topic and the facet that it is with a matter open ...
_ALSO_A_FACET = {"floor_guide": "location", "hours": "hours"}
# ... unless the message names the center itself, or a place in it that no matter has.
_NAMES_CENTER = re.compile(
    r"市民之家|市民中心|中心|大厅|大楼|你们|咱们|部门|哪些|厕所|卫生间|食堂|咖啡|停车|母婴|楼层图|平面图"
    r"|citizen home|cent(?:er|re)|\bhall\b|building|\byou\b|\byour\b|department|what(?:.s| is) on|toilet|restroom"
    r"|floor ?plan|\bmap\b|directory"
)


def staying_features(evidence: Evidence, current: str, facets: tuple[str, ...], text: str) -> dict[str, float]:
    """What tells whether a message stays with ``current``: margins, log odds, and its length (1: short)."""
    return {
        "best": evidence.best_margin,
        "open": evidence.open_margin,
        "current": _log_odds(evidence.matter.get(current, 0.0)),
        "follows": _log_odds(evidence.matter.get(FOLLOWUP, 0.0)),
        "elsewhere": _log_odds(evidence.matter.get(NOT_COVERED, 0.0)),
        "length": min(_length(text), 3.0),
        "asks": float(facets[0] != "overview"),
    }


@lru_cache(maxsize=1)
def load_weights() -> Mapping[str, Any]:
    """The fitted weights: ``bias``, ``weights`` by feature, and ``enough``, the chance from which a message stays."""
    loaded: Mapping[str, Any] = json.loads(FITTED.read_text(encoding="utf-8"))
    return loaded


class Staying:
    """Reads a message that points at nothing, with or without a matter open."""

    def __init__(self, catalog: CatalogSource, decider: Decider) -> None:
        self._live = catalog
        self._decider = decider
        self._fitted = load_weights()

    @property
    def _catalog(self) -> Catalog:
        return self._live.now

    def read(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided:
        """The decision with the matter that the message is about; the same one where it says so itself."""
        current = context.transaction
        if current is None:
            return self._of_the_center(decided, evidence)
        facets = self._decider.facets(evidence)
        if decided.move == FOLLOWUP:
            return answered(current, facets, decided, decided.understanding.confidence)
        understanding = decided.understanding
        chance = self.chance(evidence, current, facets, text)
        if chance >= self._fitted["enough"] and self._may_stay(understanding, evidence, text):
            return answered(current, facets, decided, chance)
        follows = self._follows(evidence, facets, text)
        enough = _SWITCH_BY_AN_ASPECT if follows else self._decider.thresholds.switch
        if understanding.outcome == "answer" and understanding.confidence >= enough:
            return decided
        of_center = self._of_center_or_matter(decided, evidence, current, facets, text)
        if of_center is not None:
            return of_center
        if understanding.outcome in ("center", "smalltalk", "handoff") or understanding.journey is not None:
            return decided
        return self._weak(decided, evidence, current, facets, follows=follows)

    def chance(self, evidence: Evidence, current: str, facets: tuple[str, ...], text: str) -> float:
        """How likely the message stays with ``current``, 0 to 1."""
        features = staying_features(evidence, current, facets, text)
        weights = self._fitted["weights"]
        return 1 / (1 + math.exp(-self._fitted["bias"] - sum(weights[name] * x for name, x in features.items())))

    @staticmethod
    def _may_stay(understanding: Understanding, evidence: Evidence, text: str) -> bool:
        """Whether nothing in the message says plainly that it is about something else."""
        of_center = understanding.outcome in ("center", "handoff") and _NAMES_CENTER.search(fold(text))
        elsewhere = of_center or evidence.matter.get(NOT_COVERED, 0.0) >= _SURELY_ELSEWHERE
        return understanding.journey is None and understanding.outcome != "smalltalk" and not elsewhere

    def _of_the_center(self, decided: Decided, evidence: Evidence) -> Decided:
        """With no matter open, opening times are those of the center."""
        if decided.move != FOLLOWUP or self._decider.facets(evidence)[0] != "hours":
            return decided
        confidence = decided.understanding.confidence
        return Decided(Understanding("center", topic="hours", confidence=confidence), ranking=decided.ranking)

    def _follows(self, evidence: Evidence, facets: tuple[str, ...], text: str) -> bool:
        """Whether the message is a short question for an aspect that names no matter clearly."""
        named = evidence.best_margin > max(0.0, evidence.open_margin) or facets[0] == "procedure"
        return facets != ("overview",) and _length(text) <= 1 and not named

    def _of_center_or_matter(
        self, decided: Decided, evidence: Evidence, current: str, facets: tuple[str, ...], text: str
    ) -> Decided | None:
        """
        "Which floor and window" fits the center too; with a matter open it more likely asks about that. "Great, which
        counter is that" thanks and asks.
        """
        understanding = decided.understanding
        if understanding.outcome not in ("center", "smalltalk") or facets == ("overview",):
            return None
        following = evidence.matter.get(FOLLOWUP, 0.0)
        same = _ALSO_A_FACET.get(understanding.topic or "") == facets[0]
        if same and _length(text) <= 1 and not _NAMES_CENTER.search(fold(text)):
            return answered(current, facets, decided, max(following, _FOLLOWS_ANYWAY))
        if following >= _FOLLOWS_ANYWAY * understanding.confidence:
            return answered(current, facets, decided, following)
        return None

    def _weak(
        self, decided: Decided, evidence: Evidence, current: str, facets: tuple[str, ...], *, follows: bool
    ) -> Decided:
        """What the message says of matters is weak: within the families of the present one it may be a correction."""
        siblings = {i for family in self._catalog.families_of(current) for i in family.members} | {current}
        share = {i: evidence.matter.get(i, 0.0) for i in siblings}
        best = max(share, key=lambda i: share[i])
        stranger = max((c.confidence for c in decided.ranking if c.id not in siblings), default=0.0)
        if best != current and share[best] >= max(0.1, 0.5 * sum(share.values())) and share[best] * _KIN >= stranger:
            return answered(best, facets, decided, share[best])
        stays = evidence.matter.get(FOLLOWUP, 0.0) + share[current]
        covered = evidence.matter.get(NOT_COVERED, 0.0)
        if stays >= self._decider.thresholds.stay and stays > covered:
            return answered(current, facets, decided, stays)
        if follows and covered < _ELSEWHERE:
            return answered(current, facets, decided, max(stays, 0.3))
        return decided


def _log_odds(share: float) -> float:
    kept = min(max(share, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def _length(text: str) -> float:
    """How long a message is beside a short one."""
    folded = fold(text)
    han = sum("\u3400" <= c <= "\u9fff" for c in folded)
    return han / _SHORT_ZH if han else len(folded.split()) / _SHORT_EN

"""A message beside the open matter, its siblings and the matters of before, and what of it tells where it goes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.dialogue import references
from assistant.dialogue.foregone import CURRENT, GAIN, KIN, WHOLE
from assistant.dialogue.kin import kin_of, said_among
from assistant.dialogue.recalling import Recalled, recalled
from assistant.nlu.decision import Context, Decided
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import CENTER_PREFIX, FOLLOWUP, NOT_COVERED
from assistant.nlu.normaliser import fold
from assistant.nlu.scope import AMBIGUOUS_KIND, MATTER
from assistant.nlu.within import among, log_of
from catalog import Catalog

# A message that only asks an aspect is short; a long one tells a new story.
_SHORT_ZH, _SHORT_EN = 14, 9
# The sibling that a family's words name is meant, unless another one has so many times its probability.
_SAID = 20.0
# What is asked of a matter itself: a marriage certificate that is only brought along is asked for as a paper.
_OF_A_MATTER = ("overview", "procedure", "fee", "duration")
# What names the center itself, or a place in it that no matter has.
NAMES_CENTER = re.compile(
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

    @property
    def stranger(self) -> str | None:
        """The likeliest of all other matters."""
        others = (i for i in self.among if i not in (self.current, self.sibling))
        return max(others, key=lambda i: self.among[i], default=None)


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
    stranger = shares.get(beside.stranger or "", 0.0)
    is_act, asks = found.outcome == "ticket", facets[0] != "overview"
    by_itself = found.outcome == "answer" and found.transaction not in (beside.current, beside.sibling)
    known = {beside.current, beside.sibling}
    apart = found.outcome in ("answer", "clarify") and known.isdisjoint(c.id for c in found.candidates)
    of_center = found.outcome in ("center", "handoff", "smalltalk")
    features = {
        "current": _log_odds(evidence.matter.get(beside.current, 0.0)),
        "sure": found.confidence,
        "stranger": _log_odds(stranger),
        "asks": float(asks),
        "asks in its words": float(evidence.names_an_aspect),
        "asked back": float(found.outcome == "clarify"),
        "kin over current": log_of(kin) - log_of(current),
        "kin over stranger": log_of(kin) - log_of(stranger),
        "stranger over current": log_of(stranger) - log_of(current),
        "kin is named": float(beside.named),
        "likened": float(beside.likened),
        "another by itself": found.confidence if by_itself else 0.0,
        "others by their words": float(apart) * beside.recalled.of_stranger,
        "others, not as papers": float(apart and facets[0] in _OF_A_MATTER) * beside.recalled.of_stranger,
        "of the center": found.confidence if of_center else 0.0,
        "names the center": float(NAMES_CENTER.search(fold(text)) is not None),
        "an act": float(is_act),
        "an act of what it names": float(is_act and evidence.best_margin > evidence.open_margin),
    }
    return features | _of_itself(evidence, text) | _of_the_talk(beside.recalled, shares, current, stranger)


def _of_itself(evidence: Evidence, text: str) -> dict[str, float]:
    """What kind of message it is, whatever the talk is about."""
    follows, size = _log_odds(evidence.matter.get(FOLLOWUP, 0.0)), min(length(text), 3.0)
    return {
        "best": evidence.best_margin,
        "open": evidence.open_margin,
        "follows": follows,
        "elsewhere": _log_odds(evidence.matter.get(NOT_COVERED, 0.0)),
        "center": _log_odds(sum(p for label, p in evidence.matter.items() if label.startswith(CENTER_PREFIX))),
        # Of the whole message: its parts are read only where that can change what is decided.
        "of a matter": evidence.kind_of_whole.get(MATTER, 0.0),
        "unclear": evidence.kind_of_whole.get(AMBIGUOUS_KIND, 0.0),
        "length": size,
        "follows at length": follows * size,
    }


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


def _log_odds(share: float) -> float:
    kept = min(max(share, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def length(text: str) -> float:
    """How long a message is beside a short one."""
    folded = fold(text)
    han = sum("\u3400" <= c <= "\u9fff" for c in folded)
    return han / _SHORT_ZH if han else len(folded.split()) / _SHORT_EN

"""Which of the offered matters a message after a question means: by place, by name, by what is said of it."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

from assistant.dialogue.kin import said_among
from assistant.dialogue.picking import position
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import MOST_ASPECTS, Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import ACT_ALONE, FOLLOWUP, MOVES, NOT_COVERED
from assistant.nlu.normaliser import fold
from catalog import Catalog
from catalog.live import CatalogSource

# What people put around the few words that name one of several matters.
_FILLING = re.compile(
    r"^(?:the|that|about|就|要|办|先办|选)\s*|\s*(?:one|please|那(?:件|个|项|条)(?:事)?|的|吧|呢)$|[\s。.!！?？]+$"
)
_NAME_WORDS = 24
# Single characters that say of which thing one is.
_THINGS = frozenset("人车房水电气")
_SAY_NOTHING = frozenset(("没有", "不是", "是的", "可以", "什么", "哪个", "这个", "那个"))
# After a question one of the offered matters is meant far more often than any other. By so much its probability counts
# more; where the message is few words that leave open what they mean, it is read as an answer wherever it can be one.
_OFFERED, _OFFERED_TO_FEW_WORDS = 20.0, 500.0
_FEW_ZH, _FEW_EN = 6, 4
# Few answer a question by what is none of the center's business.
_ABRUPT = 6.0
# With the topic named before it, a description fits an offered matter that has so much, and so many times the next one;
# one that names another matter by itself, or another office's business, is no description.
_FITS, _BEFORE_THE_NEXT, _BY_ITSELF = 0.5, 3.0, 0.75
# So much where by itself it would be another office's business.
_FITS_THOUGH = 0.9
# Labels that speak for no other matter.
_NO_OTHER = {FOLLOWUP, ACT_ALONE, NOT_COVERED, *MOVES}
# An aspect asked without a word on the question is asked of the matter that was likeliest, unless another has so much,
# or a little, and so many times as much as every other that was offered.
_SAYS_WHICH, _HINTS_AT, _BEFORE_OTHERS = 0.1, 0.02, 20.0


def answered(transaction: str, facets: tuple[str, ...], decided: Decided, confidence: float) -> Decided:
    """The decision that answers these facets of a transaction."""
    candidates = (Candidate(transaction, confidence),)
    found = Understanding("answer", transaction, facets or ("overview",), candidates, confidence=confidence)
    return Decided(found, ranking=decided.ranking)


class Chooser:
    """Reads a message as the answer to the question that was asked."""

    def __init__(self, catalog: CatalogSource, decider: Decider) -> None:
        self._live = catalog
        self._decider = decider

    @property
    def _catalog(self) -> Catalog:
        return self._live.now

    def chosen(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided | None:
        """The offered matter that is meant, with the aspect asked; None where the message chooses none."""
        folded = fold(text)
        place = position(folded, len(context.pending))
        short = len(folded) <= 12 or decided.move == "pick"
        if place is not None and (short or self._leads_with_position(folded)):
            return answered(context.pending[place], self._facets(evidence, context), decided, 0.95)
        if decided.move in ("affirm", "deny", "restart", "repeat") or decided.understanding.journey is not None:
            return None
        named = self._named_among(context.pending, folded)
        if named is not None:
            return answered(named, context.facets, decided, 0.9)
        share = self._share_among(self._in_question(context.pending), evidence, folded)
        best = max(share, key=lambda i: share[i])
        if not _says_which(share) and self._only_asks(decided, evidence, context, folded):
            return self._of_the_likeliest(decided, evidence, context)
        others = [p for label, p in evidence.matter.items() if label not in share and label not in _NO_OTHER]
        others.append(evidence.matter.get(NOT_COVERED, 0.0) / _ABRUPT)
        few = decided.understanding.outcome == "clarify" and decided.move is None and _is_few(folded)
        weight = _OFFERED_TO_FEW_WORDS if few else _OFFERED
        if share[best] * weight < max(others) or share[best] < 0.5 * sum(share.values()):
            said = said_among(self._catalog, context.pending, folded) if decided.move in ("pick", FOLLOWUP) else None
            if said is None:
                return self._described(decided, evidence, context, tuple(share))
            return answered(said, self._facets(evidence, context), decided, 0.6)
        facets = self._decider.facets(evidence)
        facets = facets if facets != ("overview",) and decided.move is None else context.facets or facets
        return answered(best, facets, decided, min(1.0, share[best] / sum(share.values())))

    def _described(
        self, decided: Decided, evidence: Evidence, context: Context, ids: tuple[str, ...]
    ) -> Decided | None:
        """The one of ``ids`` that the message fits once the topic is named before it ("for my son, he is 7")."""
        found = decided.understanding
        by_itself = found.outcome == "answer" and found.confidence >= _BY_ITSELF
        no_move = decided.move in (None, "pick") or (decided.move == FOLLOWUP and found.facets in ((), ("overview",)))
        tells = found.outcome in ("answer", "clarify", "not_covered") and no_move and not by_itself
        says = sum(c.isalpha() for c in evidence.folded) > 1
        if not (tells and says):
            return None
        if self._names_a_topic_beside(ids, evidence.folded):
            return None
        first, second, *_ = sorted(ids, key=lambda i: -evidence.within.share(i)) if len(ids) > 1 else (*ids, "")
        share = evidence.within.share(first)
        elsewhere = evidence.matter.get(NOT_COVERED, 0.0) >= _BY_ITSELF
        if share < (_FITS_THOUGH if elsewhere else _FITS) or share < _BEFORE_THE_NEXT * evidence.within.share(second):
            return None
        return answered(first, self._facets(evidence, context), decided, share)

    def _names_a_topic_beside(self, ids: tuple[str, ...], folded: str) -> bool:
        """Whether a text has the name of a family that none of ``ids`` is in: "市民卡" beside household matters."""
        others = [family for family in self._catalog.families.values() if not set(family.members) & set(ids)]
        named = (_any_of((*family.generic_zh, *family.generic_en)) for family in others)
        return any(words.search(folded) for words in named)

    def named(self, offered: tuple[str, ...], folded: str) -> str | None:
        """The offered matter that a short answer names, by its place or a word of its name."""
        place = position(folded, len(offered))
        if place is not None and (len(folded) <= 12 or self._leads_with_position(folded)):
            return offered[place]
        return self._named_among(offered, folded)

    def asked_again(self, decided: Decided, evidence: Evidence, context: Context) -> Decided:
        """The question once more, as it was put, for a message that does not say which of the offered matters it means.

        What was asked before and is not answered yet is kept beside what is asked now.
        """
        offered = context.pending[:5]
        candidates = tuple(Candidate(i, 1.0 / len(offered)) for i in offered)
        asked = [facet for facet in (*context.facets, *self._facets(evidence, context)) if facet != "overview"]
        facets = tuple(dict.fromkeys(asked))[-MOST_ASPECTS:] or ("overview",)
        family = next((f.id for f in self._catalog.families_of(*offered) if set(offered) <= set(f.members)), None)
        again = Understanding("clarify", None, facets, candidates, confidence=1.0 / len(offered), family=family)
        return Decided(again, ranking=decided.ranking)

    def _facets(self, evidence: Evidence, context: Context) -> tuple[str, ...]:
        """The aspect that the message asks in so many words, else the one asked before."""
        facets = self._decider.facets(evidence)
        return facets if evidence.names_an_aspect and facets != ("overview",) else context.facets

    def _only_asks(self, decided: Decided, evidence: Evidence, context: Context, folded: str) -> bool:
        """Whether a message asks for an aspect and says nothing of a matter."""
        found = decided.understanding
        if decided.move not in (None, FOLLOWUP) or found.outcome not in ("clarify", "not_covered"):
            return False
        if decided.move is None and found.candidates and not {c.id for c in found.candidates} & set(context.pending):
            return False  # unclear too, but about something else
        asks = evidence.names_an_aspect and self._decider.facets(evidence) != ("overview",)
        return asks and evidence.best_margin <= 0 and len(folded) <= _NAME_WORDS * 3

    def _of_the_likeliest(self, decided: Decided, evidence: Evidence, context: Context) -> Decided:
        if context.likeliest is None:
            return self.asked_again(decided, evidence, context)
        return answered(context.likeliest, self._decider.facets(evidence), decided, 0.5)

    @staticmethod
    def _leads_with_position(folded: str) -> bool:
        head = folded[:16]
        return any(
            mark in head for mark in ("第", "the last", "the first", "the second", "the third", "最后", "option")
        )

    def _named_among(self, ids: tuple[str, ...], folded: str) -> str | None:
        """The one offered matter in whose name the few words of the text stand ("the housing fund"), or in the words
        that choose it ("车的" of "车辆").
        """
        said = _FILLING.sub("", folded).strip()
        if len(said) > _NAME_WORDS or said in _SAY_NOTHING or not (len(said) >= 2 or said in _THINGS):
            return None
        names = {i: self._catalog.transactions[i].name for i in ids}
        word = re.compile(rf"\b{re.escape(said)}\b")
        found = [i for i, name in names.items() if said in name.zh or word.search(name.en.lower())]
        if not found and "\u3400" <= said[0] <= "\u9fff":
            families = self._catalog.families_of(*ids)
            chosen = {i: [a.zh for f in families for a in f.answers if a.transaction == i] for i in ids}
            found = [i for i, words in chosen.items() if any(said in word for word in words)]
        return found[0] if len(found) == 1 else None

    def _in_question(self, offered: tuple[str, ...]) -> tuple[str, ...]:
        """What was offered, and the members of its families for which the question had no room."""
        families = [family.members for family in self._catalog.families_of(*offered)]
        whole = [set(members) for members in families if len(set(members) & set(offered)) == len(offered) > 1]
        return tuple(dict.fromkeys([*offered, *sorted(set().union(*whole))]))

    def _share_among(self, ids: tuple[str, ...], evidence: Evidence, folded: str) -> dict[str, float]:
        """Probabilities of the offered ids, raised where the text resembles the words that choose one."""
        share = {i: evidence.matter.get(i, 0.0) + 1e-4 for i in ids}
        for family in self._catalog.families_of(*ids):
            for answer in family.answers:
                if answer.transaction in share:
                    for words in (answer.zh.lower(), answer.en.lower()):
                        if len(words) > 1 and (words in folded or fuzz.ratio(words, folded) >= 75):
                            share[answer.transaction] += 0.5
        return share


@lru_cache(maxsize=512)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?<![a-z]){re.escape(fold(word))}(?![a-z])" for word in words) or "(?!)")


def _says_which(share: dict[str, float]) -> bool:
    first, second = sorted([0.0, *share.values()], reverse=True)[:2]
    return first >= _SAYS_WHICH or first >= max(_HINTS_AT, _BEFORE_OTHERS * second)


def _is_few(folded: str) -> bool:
    han = sum("\u3400" <= c <= "\u9fff" for c in folded)
    return han <= _FEW_ZH if han else len(folded.split()) <= _FEW_EN

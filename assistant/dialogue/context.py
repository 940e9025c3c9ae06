"""Reads a message in the light of the talk so far: follow-ups, picks, corrections, a matter named late."""

from __future__ import annotations

import re
from dataclasses import replace

from rapidfuzz import fuzz

from assistant.dialogue import arriving, giving_up, several
from assistant.dialogue.picking import position, rejects_all
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import ACT_ALONE, FOLLOWUP, MOVES, NONE_OFFERED, NOT_COVERED
from assistant.nlu.normaliser import fold
from assistant.rendering.offers import SEPARATOR
from catalog import Catalog
from catalog.live import CatalogSource

# A message that only asks an aspect is short; a long one tells a new story.
_SHORT_ZH, _SHORT_EN = 14, 9
# Longer than that, a message is no mere yes, no or "that one".
_BRIEF_ZH, _BRIEF_EN = 6, 5
# A short question for an aspect is about the open matter, unless it is clearly about another or about another office's.
_SWITCH_BY_AN_ASPECT, _ELSEWHERE = 0.85, 0.9
# What people put around the few words that name one of several matters.
_FILLING = re.compile(
    r"^(?:the|that|about|就|要|办|先办|选)\s*|\s*(?:one|please|那(?:件|个|项|条)(?:事)?|的|吧|呢)$|[\s。.!！?？]+$"
)
_NAME_WORDS = 24
# After a question one of the offered matters is meant far more often than any other; a sibling of the present matter
# is likelier than a stranger. By so much their probabilities count more.
_OFFERED, _KIN = 20.0, 6.0
# Few answer a question by what is none of the center's business.
_ABRUPT = 6.0
# Labels that speak for no other matter.
_NO_OTHER = {FOLLOWUP, ACT_ALONE, NOT_COVERED, *MOVES}
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


class ContextReader:
    """Turns a decision on a message by itself into a decision in its conversation."""

    def __init__(self, catalog: CatalogSource, decider: Decider) -> None:
        self._live = catalog
        self._decider = decider

    @property
    def _catalog(self) -> Catalog:
        return self._live.now

    def read(
        self, decided: Decided, evidence: Evidence, context: Context, text: str, *, corrected: bool = False
    ) -> Decided:
        """The decision in context; the same one where the context adds nothing.

        ``corrected``: the text is what a correction affirms, so the matter is not the present one.
        """
        context = self._still_there(context)
        if several.is_open(context.pending_act):
            visit = self._visit(decided, evidence, context, text)
            if visit is not None:
                return visit
            context = replace(context, pending_act=None)
        about_numbers = self._of_numbers(decided, context, text)
        if about_numbers is not None:
            return about_numbers
        if giving_up.is_open(context.pending_act):
            context = replace(context, pending_act=None, pending=())
        if decided.understanding.outcome == "ticket":
            return self._ticket(decided, evidence, context)
        if corrected and context.transaction is not None and decided.move != FOLLOWUP:
            sibling = self._sibling(context.transaction, evidence, decided)
            if sibling is not None:
                return self._with_open_act(sibling, context)
        if context.pending and rejects_all(fold(text)):
            refused = Understanding("not_covered", confidence=1.0)
            return Decided(refused, move=NONE_OFFERED, ranking=decided.ranking)
        if context.pending:
            picked = self._picked(decided, evidence, context, text)
            if picked is not None:
                return self._with_open_act(picked, context)
        if decided.move in ("affirm", "deny", "pick") and not context.pending and not self._is_brief(text):
            # With nothing to pick or confirm, so many words say more than yes, no or that one.
            decided = self._as_a_matter(decided, evidence)
        if decided.move in ("affirm", "deny", "restart", "repeat", "pick"):
            return self._move(decided, context)
        return self._with_open_act(self._about_the_same(decided, evidence, context, text), context)

    def _as_a_matter(self, decided: Decided, evidence: Evidence) -> Decided:
        """What the message would be were it no move: the likeliest matters, asked about."""
        ranking = self._decider.ranking(evidence)
        facets = self._decider.facets(evidence)
        asked = Understanding("clarify", None, facets, ranking[:3], confidence=decided.understanding.confidence)
        return Decided(asked, ranking=ranking)

    def _of_the_center(self, decided: Decided, evidence: Evidence) -> Decided:
        """With no matter open, opening times are those of the center."""
        if decided.move != FOLLOWUP or self._decider.facets(evidence)[0] != "hours":
            return decided
        confidence = decided.understanding.confidence
        return Decided(Understanding("center", topic="hours", confidence=confidence), ranking=decided.ranking)

    def _visit(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided | None:
        """The next step of a visit that was planned: confirmed, or made clear which matter was meant."""
        _, written, journey, *_ = (context.pending_act or "").split(SEPARATOR)
        groups = several.groups_in(written)
        if any(i not in self._catalog.transactions for group in groups for i in group):
            return None
        if not several.unclear_in(groups):
            yes = several.confirmed(decided, fold(text))
            return several.planned(groups, journey, kind=several.TAKE) if yes else None
        chosen = self._picked(decided, evidence, context, text)
        if chosen is None or chosen.understanding.transaction is None:
            return None
        return several.planned(several.made_clear(groups, chosen.understanding.transaction), journey)

    def _of_numbers(self, decided: Decided, context: Context, text: str) -> Decided | None:
        """What a short message of somebody who holds numbers does with them; None for any other message."""
        folded = fold(text)
        if giving_up.is_open(context.pending_act):
            answer = giving_up.answered(decided, folded, context, self._offered(context.pending, text))
            if answer is not None:
                return answer
        if context.ticket is None:
            return None
        if (gives_up := giving_up.move_of(folded)) is not None:
            return giving_up.given_up(gives_up)
        if (said := arriving.move_of(folded)) is not None:
            about = Understanding("ticket", context.transaction, act="ticket_status", confidence=1.0)
            return Decided(about, move=said)
        act = arriving.act_of(folded)
        return Decided(Understanding("ticket", context.transaction, act=act, confidence=1.0)) if act else None

    def _offered(self, offered: tuple[str, ...], text: str) -> str | None:
        """The offered matter that a short answer names, by its place or a word of its name."""
        folded = fold(text)
        place = position(folded, len(offered))
        if place is not None and (len(folded) <= 12 or self._leads_with_position(folded)):
            return offered[place]
        return self._named_among(offered, folded)

    def _still_there(self, context: Context) -> Context:
        """The context without transactions that a reload of the catalog took out."""
        known = self._catalog.transactions
        pending = tuple(transaction for transaction in context.pending if transaction in known)
        return replace(
            context, transaction=context.transaction if context.transaction in known else None, pending=pending
        )

    def _ticket(self, decided: Decided, evidence: Evidence, context: Context) -> Decided:
        understanding = decided.understanding
        named = understanding.transaction or understanding.candidates
        if context.transaction is None or (named and evidence.best_margin > evidence.open_margin):
            one = understanding.act == "cancel_ticket" and understanding.transaction is not None
            return replace(decided, move=giving_up.ONE) if one else decided
        same = (Candidate(context.transaction, understanding.confidence),)
        return replace(decided, understanding=replace(understanding, transaction=context.transaction, candidates=same))

    def _with_open_act(self, decided: Decided, context: Context) -> Decided:
        """A matter named after "take me a number" is what the number is for."""
        understanding = decided.understanding
        if context.pending_act is None or understanding.outcome not in ("answer", "clarify") or decided.move:
            return decided
        return replace(
            decided, understanding=replace(understanding, outcome="ticket", act=context.pending_act, facets=())
        )

    def _picked(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided | None:
        folded = fold(text)
        place = position(folded, len(context.pending))
        short = len(folded) <= 12 or decided.move == "pick"
        if place is not None and (short or self._leads_with_position(folded)):
            return self._answer(context.pending[place], context.facets, decided, 0.95)
        if decided.move in ("affirm", "deny", "restart", "repeat") or decided.understanding.journey is not None:
            return None
        named = self._named_among(context.pending, folded)
        if named is not None:
            return self._answer(named, context.facets, decided, 0.9)
        share = self._share_among(self._in_question(context.pending), evidence, folded)
        best = max(share, key=lambda i: share[i])
        others = [p for label, p in evidence.matter.items() if label not in share and label not in _NO_OTHER]
        others.append(evidence.matter.get(NOT_COVERED, 0.0) / _ABRUPT)
        if share[best] * _OFFERED < max(others) or share[best] < 0.5 * sum(share.values()):
            return None
        facets = self._decider.facets(evidence)
        facets = facets if facets != ("overview",) and decided.move is None else context.facets or facets
        return self._answer(best, facets, decided, min(1.0, share[best] / sum(share.values())))

    @staticmethod
    def _leads_with_position(folded: str) -> bool:
        head = folded[:16]
        return any(
            mark in head for mark in ("第", "the last", "the first", "the second", "the third", "最后", "option")
        )

    def _named_among(self, ids: tuple[str, ...], folded: str) -> str | None:
        """The one offered matter in whose name the few words of the text stand: "the housing fund", "公积金那件"."""
        said = _FILLING.sub("", folded).strip()
        if not 2 <= len(said) <= _NAME_WORDS:
            return None
        names = {i: self._catalog.transactions[i].name for i in ids}
        found = [i for i, name in names.items() if said in name.zh or said in name.en.lower()]
        return found[0] if len(found) == 1 else None

    def _in_question(self, offered: tuple[str, ...]) -> tuple[str, ...]:
        """What was offered, and the members of its families for which the question had no room."""
        families = [family.members for family in self._catalog.families.values()]
        whole = [set(members) for members in families if len(set(members) & set(offered)) == len(offered) > 1]
        return tuple(dict.fromkeys([*offered, *sorted(set().union(*whole))]))

    def _share_among(self, ids: tuple[str, ...], evidence: Evidence, folded: str) -> dict[str, float]:
        """Probabilities of the offered ids, raised where the text resembles the words that choose one."""
        share = {i: evidence.matter.get(i, 0.0) + 1e-4 for i in ids}
        for family in self._catalog.families.values():
            for answer in family.answers:
                if answer.transaction in share:
                    for words in (answer.zh.lower(), answer.en.lower()):
                        if len(words) > 1 and (words in folded or fuzz.ratio(words, folded) >= 75):
                            share[answer.transaction] += 0.5
        return share

    def _answer(self, transaction: str, facets: tuple[str, ...], decided: Decided, confidence: float) -> Decided:
        candidates = (Candidate(transaction, confidence),)
        found = Understanding("answer", transaction, facets or ("overview",), candidates, confidence=confidence)
        return Decided(found, ranking=decided.ranking)

    def _sibling(self, current: str, evidence: Evidence, decided: Decided) -> Decided | None:
        """The likeliest other member of the present matter's families, where it stands out among them."""
        members = {i for family in self._catalog.families_of(current) for i in family.members} - {current}
        share = {i: evidence.matter.get(i, 0.0) for i in members}
        best = max(share, key=lambda i: share[i], default=None)
        if best is None or share[best] < 0.4 * (sum(share.values()) or 1.0):
            return None
        return self._answer(best, self._decider.facets(evidence), decided, share[best])

    def _move(self, decided: Decided, context: Context) -> Decided:
        if decided.move == "deny" and context.ticket is not None:
            matter = context.transaction
            given_up = Understanding("ticket", matter, act="cancel_ticket", confidence=decided.understanding.confidence)
            return Decided(given_up, ranking=decided.ranking)
        if decided.move == "repeat" and context.transaction is not None:
            return self._answer(context.transaction, context.facets, decided, 0.9)
        if decided.move == "pick" and context.transaction is not None:
            return replace(decided, move=FOLLOWUP)
        return replace(decided, understanding=Understanding("smalltalk", confidence=decided.understanding.confidence))

    def _about_the_same(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided:
        current = context.transaction
        if current is None:
            return self._of_the_center(decided, evidence)
        understanding = decided.understanding
        facets = self._decider.facets(evidence)
        if decided.move == FOLLOWUP:
            return self._answer(current, facets, decided, understanding.confidence)
        asked = facets != ("overview",)
        named = evidence.best_margin > max(0.0, evidence.open_margin) or facets[0] == "procedure"
        follows = asked and self._is_short(text) and not named
        enough = _SWITCH_BY_AN_ASPECT if follows else self._decider.thresholds.switch
        if understanding.outcome == "answer" and understanding.confidence >= enough:
            return decided
        if understanding.outcome == "center" and facets != ("overview",):
            # "Which floor and window" fits the center too; with a matter open it more likely asks about that.
            following = evidence.matter.get(FOLLOWUP, 0.0)
            same = _ALSO_A_FACET.get(understanding.topic or "") == facets[0]
            if same and self._is_short(text) and not _NAMES_CENTER.search(fold(text)):
                return self._answer(current, facets, decided, max(following, _FOLLOWS_ANYWAY))
            if following >= _FOLLOWS_ANYWAY * understanding.confidence:
                return self._answer(current, facets, decided, following)
        if understanding.outcome in ("center", "smalltalk", "handoff") or understanding.journey is not None:
            return decided
        # What the message says of matters is weak. Within the families of the current one it may still be a correction.
        siblings = {i for family in self._catalog.families_of(current) for i in family.members} | {current}
        share = {i: evidence.matter.get(i, 0.0) for i in siblings}
        best = max(share, key=lambda i: share[i])
        mass = sum(share.values())
        stranger = max((c.confidence for c in decided.ranking if c.id not in siblings), default=0.0)
        if best != current and share[best] >= max(0.1, 0.5 * mass) and share[best] * _KIN >= stranger:
            return self._answer(best, facets, decided, share[best])
        stays = evidence.matter.get(FOLLOWUP, 0.0) + share[current]
        covered = evidence.matter.get(NOT_COVERED, 0.0)
        if stays >= self._decider.thresholds.stay and stays > covered:
            return self._answer(current, facets, decided, stays)
        if follows and covered < _ELSEWHERE:
            return self._answer(current, facets, decided, max(stays, 0.3))
        return decided

    @staticmethod
    def _is_brief(text: str) -> bool:
        folded = fold(text)
        han = sum("\u3400" <= c <= "\u9fff" for c in folded)
        return han <= _BRIEF_ZH if han else len(folded.split()) <= _BRIEF_EN

    @staticmethod
    def _is_short(text: str) -> bool:
        folded = fold(text)
        han = sum("\u3400" <= c <= "\u9fff" for c in folded)
        return han <= _SHORT_ZH if han else len(folded.split()) <= _SHORT_EN

"""Answer, ask or say not covered: one decision over what the heads and the linker found, with or without a context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import itemgetter
from typing import Any

from assistant.messages import Candidate, Understanding
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import ACT_ALONE, CENTER_PREFIX, FOLLOWUP, HUMAN, MOVES, NOT_COVERED, SMALLTALK
from assistant.nlu.normaliser import fold
from assistant.nlu.ranking import Ranking
from assistant.nlu.scope import ACT, AMBIGUOUS_KIND, MATTER, Fitted, load_fitted
from catalog import Catalog
from catalog.live import CatalogSource

# An aspect without one of its usual words needs more of the head than this margin.
_UNNAMED = -0.4
MOST_ASPECTS = 2  # so many a question is answered at once
# What may be meant so much less than the likeliest is not offered: a choice that nobody means spoils "the last one".
_FAR_BEHIND = 1.7
_OVERLOOKED = 4  # so many choices a question offers where the likely ones are fewer and have siblings


@dataclass(frozen=True)
class Context:
    """What the talk is about so far: the last transaction and facets, what was just offered, an act left open.

    ``former``: transactions of before, the latest first. ``said``: what was said of each. ``held``: those of the
    numbers held, the newest last. ``likeliest``: the offered one with more than half.
    ``refused``: what was asked last is no business of the center. ``last``: the outcome of the message before.
    ``pair``: what is offered are two matters that were named together.
    """

    transaction: str | None = None
    facets: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()
    pending_act: str | None = None
    ticket: str | None = None
    former: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    likeliest: str | None = None
    refused: bool = False
    last: str | None = None
    pair: bool = False


@dataclass(frozen=True)
class Decided:
    """The understanding, with the move (pick, deny, followup, greeting, ...) that dialogue still has to resolve."""

    understanding: Understanding
    move: str | None = None
    ranking: Sequence[Candidate] = field(default=())


@lru_cache(maxsize=1024)
def _folded_name(name: str) -> str:
    """A name of the catalog (never what somebody typed), as texts are compared with it."""
    return fold(name)


class Decider:
    """Decides with a catalog's families and with what was fitted on folds (``fitted``; that of the installation)."""

    def __init__(self, catalog: CatalogSource, fitted: Fitted | None = None) -> None:
        self._live = catalog
        self._fitted = fitted or load_fitted()
        self.thresholds = self._fitted.thresholds

    @property
    def _catalog(self) -> Catalog:
        return self._live.now

    def evidence(self, scores: Mapping[str, Any], linked: Mapping[str, Any] | None, text: str) -> Evidence:
        """What the components noted on a message, ready to decide on."""
        return Evidence.from_scores(scores, linked, self._fitted, self._catalog.order, text)

    def decide(self, evidence: Evidence) -> Decided:
        """The decision on a message by itself."""
        ranking = self.ranking(evidence)
        facets = self.facets(evidence)
        act = evidence.asked_act
        if act is not None:
            return Decided(self._ticket(act, evidence, ranking), ranking=ranking)
        journey = evidence.linked.get("journey") if evidence.linked is not None else evidence.asked_journey
        if journey is not None and journey in self._catalog.journeys:
            return Decided(self.journey(journey), ranking=ranking)
        if evidence.linked is not None:
            return Decided(self._linked(evidence.linked, ranking, facets), ranking=ranking)
        label, share = max(evidence.matter.items(), key=itemgetter(1), default=(NOT_COVERED, 1.0))
        kind = max(evidence.kind, key=lambda name: evidence.kind[name])
        # "Phone number for …" has the words of a queue number, and names its aspect plainly.
        # So has "how long is the wait for a new passport": an act that the act head does not claim leaves the matter.
        named = evidence.cued is not None or (label == ACT_ALONE and evidence.best_margin > 0)
        plain = kind == ACT and named and not evidence.names_no_matter
        if kind not in (MATTER, AMBIGUOUS_KIND) and label not in self._catalog.transactions and not plain:
            return self._other(label, share, facets, ranking)
        unclear = evidence.kind.get(AMBIGUOUS_KIND, 0.0) > max(self.thresholds.clear, evidence.kind.get(MATTER, 0.0))
        unclear = unclear and not self.called_by_name(ranking[0].id, evidence.folded)
        if unclear:
            return Decided(self._open(ranking, evidence, facets), ranking=ranking)
        return Decided(self._transaction(ranking, facets), ranking=ranking)

    def called_by_name(self, transaction: str, folded: str) -> bool:
        """Whether a text holds the whole name that the catalog gives a matter: then nothing is left open."""
        name = self._catalog.transactions[transaction].name
        return any(_folded_name(whole) in folded for whole in (name.zh, name.en))

    def journey(self, journey: str, confidence: float = 0.9) -> Understanding:
        """A life event: its first transactions are the candidates."""
        steps = self._catalog.journeys[journey].transactions[:5]
        candidates = tuple(Candidate(step, confidence / len(steps)) for step in steps)
        return Understanding("clarify", candidates=candidates, confidence=confidence, journey=journey)

    def ranking(self, evidence: Evidence) -> Ranking:
        """Transactions by probability, best first."""
        return Ranking(evidence.matter, self._catalog.transactions)

    def facets(self, evidence: Evidence) -> tuple[str, ...]:
        """The facet asked, or the two in the order asked; overview where none is."""
        found, parts = self._asked(evidence), evidence.asked
        if parts is None:
            return found
        if len(parts) == 2 or (len(parts) > 2 and (found[0] in parts[:2] or found == ("overview",))):
            return parts[:2]
        return found[:1]

    def _asked(self, evidence: Evidence) -> tuple[str, ...]:
        """What the message as a whole asks, and a second facet that it claims as well."""
        share = evidence.facet_share
        if evidence.cued is not None:
            return (evidence.cued,)
        asked = sorted((name for name in share if name != "overview"), key=lambda name: -share[name])
        # The head's own word counts where it claims an aspect more clearly than none.
        margin = evidence.facet
        unasked = share.get("overview", 0.0) > 0.5
        if not asked or (unasked and margin.get(asked[0], -1.0) <= max(0.0, margin.get("overview", 0.0))):
            return ("overview",)
        if not evidence.names_an_aspect and margin.get(asked[0], -1.0) < _UNNAMED:
            return ("overview",)
        claimed = [name for name in asked[1:3] if evidence.facet[name] >= self.thresholds.second_facet]
        return (asked[0], *claimed[:1])

    def _ticket(self, act: str, evidence: Evidence, ranking: Ranking) -> Understanding:
        confidence = min(1.0, max(0.0, (1 + evidence.act[act]) / 2))
        if not ranking or evidence.names_no_matter:
            return Understanding("ticket", act=act, confidence=confidence)
        shared = ranking.alone()
        if evidence.names_several:
            asked = self._open(shared, evidence, ())
            return replace(asked, outcome="ticket", act=act, confidence=confidence)
        close = [candidate for candidate in shared[:5] if candidate.confidence >= 0.1]
        chosen = shared[0].id if shared[0].confidence >= 0.55 else None
        return Understanding("ticket", chosen, (), tuple(close) or shared[:1], act=act, confidence=confidence)

    def _linked(self, linked: Mapping[str, Any], ranking: Ranking, facets: tuple[str, ...]) -> Understanding:
        ids = tuple(linked["transactions"])
        if len(ids) == 1:
            sure = Candidate(ids[0], 0.97 * linked["score"])
            return Understanding("answer", ids[0], facets, (sure,), confidence=sure.confidence)
        share = {c.id: c.confidence for c in ranking.of(ids)}
        ordered = sorted(ids, key=lambda i: -share.get(i, 0.0)) if len(ids) > 5 else list(ids)
        return self._ask([Candidate(i, 1 / len(ids)) for i in ordered], linked["family"], facets)

    def _other(self, label: str, share: float, facets: tuple[str, ...], ranking: Ranking) -> Decided:
        if label.startswith(CENTER_PREFIX):
            return Decided(Understanding("center", topic=label.removeprefix(CENTER_PREFIX), confidence=share))
        if label == HUMAN:
            return Decided(Understanding("handoff", topic="human", confidence=share))
        if label in SMALLTALK:
            return Decided(Understanding("smalltalk", confidence=share), move=label)
        if label in MOVES or label in (FOLLOWUP, ACT_ALONE):
            asked = Understanding("clarify", facets=facets, candidates=self._nearest(ranking), confidence=share)
            return Decided(asked, move=FOLLOWUP if label == ACT_ALONE else label, ranking=ranking)
        nearest = self._nearest(ranking)
        return Decided(
            Understanding("not_covered", facets=facets, candidates=nearest, confidence=share), ranking=ranking
        )

    def _nearest(self, ranking: Ranking) -> tuple[Candidate, ...]:
        return ranking[:3]

    def _transaction(self, ranking: Ranking, facets: tuple[str, ...]) -> Understanding:
        best, named = ranking[0], ranking.total or 1.0
        second = ranking[1].confidence if len(ranking) > 1 else 0.0
        sure = best.confidence / named >= self.thresholds.answer
        if sure and (best.confidence - second) / named >= self.thresholds.answer_margin:
            return Understanding("answer", best.id, facets, ranking[:3], confidence=best.confidence)
        return self._close(ranking, facets)

    def _open(self, ranking: Ranking, evidence: Evidence, facets: tuple[str, ...]) -> Understanding:
        """A question over what an unclear message may mean; what it looks most like is always among it."""
        meant = ranking.of(evidence.offerable)
        if not meant:
            return self._close(ranking, facets)
        others = sorted(meant[1:], key=lambda candidate: -evidence.offerable[candidate.id])[: _OVERLOOKED - 1]
        ordered = sorted([meant[0], *others], key=lambda candidate: -evidence.offerable[candidate.id])
        least = evidence.offerable[ordered[0].id] - _FAR_BEHIND
        near = [c for place, c in enumerate(ordered) if place < 2 or evidence.offerable[c.id] >= least]
        offered = near if meant[0] in near else [*near, meant[0]]
        return self._ask(offered, self._shared_family([c.id for c in offered[:3]]), facets)

    def _close(self, ranking: Ranking, facets: tuple[str, ...]) -> Understanding:
        """A question over the likely candidates, filled up with the best one's siblings to what a reader overlooks."""
        close = [c for c in ranking[:5] if c.confidence >= self.thresholds.candidate] or list(ranking[:1])
        kin = {i for family in self._catalog.families_of(close[0].id) for i in family.members}
        siblings = [c for c in ranking.of(kin) if c not in close]
        offered = [*close, *siblings[: max(0, _OVERLOOKED - len(close))]]
        if len(offered) < 2:
            offered = list(ranking[:2])
        return self._ask(offered, self._shared_family([c.id for c in offered[:3]]), facets)

    def _shared_family(self, ids: list[str]) -> str | None:
        for size in range(len(ids), 1, -1):
            for family in self._catalog.families_of(ids[0]):
                if set(ids[:size]) <= set(family.members):
                    return family.id
        return None

    def _ask(self, close: list[Candidate], family: str | None, facets: tuple[str, ...]) -> Understanding:
        """A question over the close candidates; a small family of theirs is offered whole."""
        if family is not None:
            share = {c.id: c.confidence for c in close}
            members = self._catalog.families[family].members
            if len(members) <= 5:
                members_first = sorted(members, key=lambda i: -share.get(i, 0.0))
                offered = [Candidate(i, share.get(i, 0.0)) for i in members_first]
                strangers = [c for c in close if c.id not in members]
                close = [*offered, *strangers][:5]
        close = close[:5]
        surest = max(candidate.confidence for candidate in close)
        return Understanding("clarify", None, facets, tuple(close), confidence=surest, family=family)

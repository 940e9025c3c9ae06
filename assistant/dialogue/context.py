"""Reads a message in the light of the talk so far: follow-ups, picks, corrections, a matter named late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import (
    arriving,
    explaining,
    foreigners,
    giving_up,
    pairs,
    plainer,
    references,
    several,
    unanswered,
    whereabouts,
)
from assistant.dialogue.behind import Behind, Read, Shares
from assistant.dialogue.choosing import Chooser, answered
from assistant.dialogue.kin import kin_of, said_among
from assistant.dialogue.picking import rejects_all
from assistant.dialogue.puzzled import asks_why, is_brief, is_puzzled, is_wordless
from assistant.dialogue.staying import Staying
from assistant.dialogue.topics import topics_of
from assistant.messages import Understanding
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP, NONE_OFFERED
from assistant.nlu.normaliser import fold
from assistant.rendering.offers import SEPARATOR
from catalog import Catalog
from catalog.live import CatalogSource

# "How long for a new one" has the words of other matters too; so clearly another one has to be named.
_NAMES_ANOTHER = 0.5
# By so much more is a matter named than none, where an act is of that one and of no other.
_NAMED = 1.0
# A correction with the words of a follow-up names a sibling only if that has so much.
_CORRECTS = 0.02


class ContextReader:
    """Turns a decision on a message by itself into a decision in its conversation."""

    def __init__(self, catalog: CatalogSource, decider: Decider) -> None:
        self._live = catalog
        self._decider = decider
        self._chooser = Chooser(catalog, decider)
        self._staying = Staying(catalog, decider)
        self._named_in, self._named = catalog.now, dict[str, Shares]()

    @property
    def _catalog(self) -> Catalog:
        return self._live.now

    def read(
        self, decided: Decided, evidence: Evidence, context: Context, text: str, *, corrected: bool = False
    ) -> Decided:
        """The decision in context; the same one where the context adds nothing.

        ``corrected``: the text is what a correction affirms, so the matter is not the present one.
        """
        if decided.move == pairs.PAIR:
            return pairs.in_context(decided, context)
        term = explaining.asked_of(text, self._catalog)
        if term is not None:
            return explaining.explained(term, decided)
        aside = self._aside(decided, evidence, self._still_there(context), fold(text))
        read = aside or self._read(decided, evidence, context, text, corrected=corrected)
        return self._placed(read, fold(text))

    def informed(self, evidence: Evidence, context: Context, text: str, read: Read) -> Evidence:
        """What was found about a message, with what is found about it behind the name of each topic of the talk.

        ``read``: what is found about a text; a topic is read when something is asked of it.
        """
        catalog = self._catalog
        if self._named_in is not catalog:
            self._named_in, self._named = catalog, {}
        topics = topics_of(catalog, self._still_there(context), text)
        behind = Behind(catalog=catalog, topics=topics, read=read, named=self._named)
        return replace(evidence, within=behind) if topics else evidence

    def paired(
        self, whole: Decided, first: Sequence[Decided], second: Sequence[Decided], *, in_turn: bool
    ) -> Decided | None:
        """The decision about two matters that a message joins; None where it names no two (see pairs.py)."""
        return pairs.pair_of(self._catalog, whole, first, second, in_turn=in_turn)

    def _read(self, decided: Decided, evidence: Evidence, context: Context, text: str, *, corrected: bool) -> Decided:
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
            return self._ticket(decided, evidence, context, text)
        facets = self._decider.facets(evidence)
        again = unanswered.of_what_was_refused(decided, evidence, facets, context, self._catalog, text)
        if again is not None:
            return again
        if context.pending and not corrected and rejects_all(fold(text)):
            refused = Understanding("not_covered", confidence=1.0)
            return Decided(refused, move=NONE_OFFERED, ranking=decided.ranking)
        if context.pair and not corrected:
            both = pairs.of_both(decided, evidence, facets, context, fold(text))
            if both is not None:
                return both
        pointed = self._pointed(decided, evidence, context, text, corrected=corrected)
        if pointed is not None:
            return self._with_open_act(pointed, context)
        gives_up = decided.move == "deny" and context.ticket is not None
        decided = self._likened(decided, context, text)
        if decided.move in ("affirm", "deny", "pick") and not (context.pending or gives_up or is_brief(fold(text))):
            # With nothing to pick or confirm, so many words say more than yes, no or that one.
            decided = self._as_a_matter(decided, evidence)
        nothing_open = context.transaction is None and not context.pending
        if decided.move in ("affirm", "deny", "restart", "repeat", "pick"):
            read = self._staying.read(decided, evidence, context, text) if nothing_open else decided
            return read if read is not decided else self._move(decided, context)
        return self._with_open_act(self._staying.read(decided, evidence, context, text), context)

    def _aside(self, decided: Decided, evidence: Evidence, context: Context, folded: str) -> Decided | None:
        """What a message asks of the answer before: to be told shorter, or what there is for a foreigner instead."""
        talked_of = context.pending or ((context.transaction,) if context.transaction else ())
        if context.pending_act or context.last == "ticket":
            return None
        of_a_matter = context.last in (None, "answer", "smalltalk", "clarify")
        if of_a_matter and talked_of and foreigners.says_foreign(folded):
            return foreigners.read(decided, talked_of, context.facets, self._catalog)
        puzzled = is_puzzled(folded)
        if context.pending:
            again = puzzled or is_wordless(folded)
            return self._chooser.asked_again(decided, evidence, context) if again else None
        if context.transaction is not None and of_a_matter and asks_why(folded):
            # No record gives reasons: what holds is said once more, and who may be asked.
            return answered(
                context.transaction, tuple(dict.fromkeys(((context.facets or ("overview",))[0], "phone"))), decided, 0.9
            )
        if puzzled or is_wordless(folded) or plainer.wants_shorter(folded):
            if context.transaction is None or not of_a_matter or is_wordless(folded):
                move = None if is_wordless(folded) else plainer.SHORTER
                return Decided(Understanding("smalltalk", confidence=1.0), move=move)
            asked = self._decider.facets(evidence)
            facets = asked if evidence.names_an_aspect and asked != ("overview",) else context.facets
            return replace(answered(context.transaction, facets, decided, 0.9), move=plainer.SHORTER)
        return None

    def _placed(self, decided: Decided, folded: str) -> Decided:
        """The decision, with the paper or step of the matter whose place is asked rather than the window's."""
        understanding = decided.understanding
        record = self._catalog.transactions.get(understanding.transaction or "")
        asks = "location" in understanding.facets and set(understanding.facets) <= {"location", "materials"}
        if record is None or decided.move is not None or not asks:
            return decided
        place = whereabouts.place_of(folded, record)
        if place is None:
            return decided
        return replace(decided, understanding=replace(understanding, facets=("location",)), move=place)

    def _pointed(
        self, decided: Decided, evidence: Evidence, context: Context, text: str, *, corrected: bool
    ) -> Decided | None:
        """What the message points at: what it corrects to, one of the offered, another than the present matter."""
        pointed = None
        if corrected and context.transaction is not None:
            pointed = self._sibling(context.transaction, evidence, decided, fold(text))
        if pointed is None and context.pending:
            pointed = self._chooser.chosen(decided, evidence, context, text)
            lost = decided.move == FOLLOWUP and context.transaction is None
            if pointed is None and (decided.move == "pick" or lost):
                pointed = self._chooser.asked_again(decided, evidence, context)
        return pointed

    @staticmethod
    def _likened(decided: Decided, context: Context, text: str) -> Decided:
        """No yes is "丢了也一样吗": what it names is looked for beside the open matter."""
        goes_on = context.transaction is not None and references.likened(fold(text)) is not None
        return replace(decided, move=FOLLOWUP) if goes_on and decided.move in ("affirm", "repeat", "pick") else decided

    def _as_a_matter(self, decided: Decided, evidence: Evidence) -> Decided:
        """What the message would be were it no move: the likeliest matters, asked about."""
        ranking = self._decider.ranking(evidence)
        facets = self._decider.facets(evidence)
        asked = Understanding("clarify", None, facets, ranking[:3], confidence=decided.understanding.confidence)
        return Decided(asked, ranking=ranking)

    def _visit(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided | None:
        """The next step of a visit that was planned: confirmed, or made clear which matter was meant."""
        _, written, journey, *_ = (context.pending_act or "").split(SEPARATOR)
        groups = several.groups_in(written)
        if any(i not in self._catalog.transactions for group in groups for i in group):
            return None
        if not several.unclear_in(groups):
            yes = several.confirmed(decided, fold(text))
            return several.planned(groups, journey, kind=several.TAKE) if yes else None
        chosen = self._chooser.chosen(decided, evidence, context, text)
        if chosen is None or chosen.understanding.transaction is None:
            return None
        return several.planned(several.made_clear(groups, chosen.understanding.transaction), journey)

    def _of_numbers(self, decided: Decided, context: Context, text: str) -> Decided | None:
        """What a short message of somebody who holds numbers does with them; None for any other message."""
        folded = fold(text)
        if giving_up.is_open(context.pending_act):
            answer = giving_up.answered(decided, folded, context, self._chooser.named(context.pending, folded))
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
        matter = _of_the_number(context, act).transaction
        return Decided(Understanding("ticket", matter, act=act, confidence=1.0)) if act else None

    def _still_there(self, context: Context) -> Context:
        """The context without transactions that a reload of the catalog took out."""
        known = self._catalog.transactions
        pending = tuple(transaction for transaction in context.pending if transaction in known)
        return replace(
            context,
            transaction=context.transaction if context.transaction in known else None,
            pending=pending,
            former=tuple(i for i in context.former if i in known),
            held=tuple(i for i in context.held if i in known),
            likeliest=context.likeliest if context.likeliest in pending else None,
        )

    def _ticket(self, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided:
        visit = pairs.wanted_for_both(decided, evidence, context)
        if visit is not None:
            return visit
        understanding = decided.understanding
        if context.transaction and understanding.act == "wait_time" and references.awaits_a_result(fold(text)):
            other = understanding.transaction if evidence.best_margin > _NAMES_ANOTHER else None
            return answered(other or context.transaction, ("duration",), decided, understanding.confidence)
        named = understanding.transaction is not None and evidence.best_margin - evidence.open_margin > _NAMED
        read = decided
        if context.transaction is not None and not named:
            read = self._staying.read(decided, evidence, _of_the_number(context, understanding.act), text)
        meant = read.understanding.transaction
        another = meant != _of_the_number(context, understanding.act).transaction
        one = understanding.act == "cancel_ticket" and meant is not None and (named or another)
        return replace(read, move=giving_up.ONE) if one else read

    def _with_open_act(self, decided: Decided, context: Context) -> Decided:
        """A matter named after "take me a number" is what the number is for."""
        understanding = decided.understanding
        if context.pending_act is None or understanding.outcome not in ("answer", "clarify") or decided.move:
            return decided
        return replace(
            decided, understanding=replace(understanding, outcome="ticket", act=context.pending_act, facets=())
        )

    def _sibling(self, current: str, evidence: Evidence, decided: Decided, folded: str) -> Decided | None:
        """The other member of the present matter's families that is named, or that stands out among them."""
        members = kin_of(self._catalog, current)
        asked = evidence.cued is not None or evidence.names_an_aspect
        said = said_among(self._catalog, members, folded) if not asked else None
        share = {i: evidence.matter.get(i, 0.0) for i in members}
        best = said or max(share, key=lambda i: share[i], default=None)
        if best is None or (said is None and share[best] < 0.4 * (sum(share.values()) or 1.0)):
            return None
        if said is None and decided.move == FOLLOWUP and share[best] < _CORRECTS:
            return None
        return answered(best, self._decider.facets(evidence), decided, max(share[best], 0.5 if said else 0.0))

    def _move(self, decided: Decided, context: Context) -> Decided:
        if decided.move == "deny" and context.ticket is not None:
            matter = _of_the_number(context, "cancel_ticket").transaction
            given_up = Understanding("ticket", matter, act="cancel_ticket", confidence=decided.understanding.confidence)
            return Decided(given_up, ranking=decided.ranking)
        if decided.move == "repeat" and context.transaction is not None:
            return answered(context.transaction, context.facets, decided, 0.9)
        if decided.move == "pick" and context.transaction is not None:
            return replace(decided, move=FOLLOWUP)
        return replace(decided, understanding=Understanding("smalltalk", confidence=decided.understanding.confidence))


def _of_the_number(context: Context, act: str | None) -> Context:
    """The talk as it is for an act on a number that was taken: of the open matter if there is a number for it, else of
    the newest number's, whatever was spoken of since.
    """
    if act not in ("cancel_ticket", "ticket_status") or not context.held or context.transaction in context.held:
        return context
    before = (context.transaction, *context.former) if context.transaction else context.former
    newest = context.held[-1]
    return replace(context, transaction=newest, former=tuple(i for i in before if i != newest))

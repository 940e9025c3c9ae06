"""Understands a message in its talk: which texts of it are read by the model, and what is decided on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.dialogue import pairs, several
from assistant.dialogue.context import ContextReader
from assistant.dialogue.corrections import affirmed as affirmed_part
from assistant.dialogue.dismissing import rest_of
from assistant.nlu import joined
from assistant.nlu.courtesies import asks, without_courtesies
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.normaliser import fold
from assistant.nlu.reranking import Reranker, chosen_in, offered_for
from assistant.nlu.texting import in_full

# What is longer tells enough of its own: each topic costs a reading more.
_READ_AGAIN = 200
# Of these a sentence that is done with the matter before may be why: what is asked behind it is read alone.
_LEFT_BEHIND = ("not_covered", "clarify", "smalltalk")
_OF_NO_MATTER = ("ticket", "smalltalk", "handoff")


@dataclass
class MessageReader:
    """Reads one message; ``read`` finds what a text means by itself."""

    decider: Decider
    reader: ContextReader
    reranker: Reranker | None
    read: Callable[[str], Evidence]
    _found: dict[str, Evidence] = field(default_factory=dict)

    async def understood(self, message: str, context: Context | None) -> Decided:
        """The decision on a message; in its talk where there is one (``context``)."""
        if (visit := self._visit(message)) is not None:
            return visit
        whole = in_full(message)
        affirmed = affirmed_part(fold(whole)) if context is not None and context.transaction else None
        text = affirmed or without_courtesies(whole)
        evidence, decided = self._alone(text)
        unclear = ("not_covered", "clarify") if asks(text) else ("not_covered", "clarify", "center")
        of_nothing = decided.move is None and decided.understanding.outcome in unclear
        if affirmed is None and text != whole and of_nothing and evidence.linked is None:
            text, evidence, decided = self._courtesy(whole, (text, evidence, decided))
        if context is None:
            return decided
        goes_on = context.transaction is not None and not context.pending and affirmed is None
        if goes_on and decided.understanding.outcome in _LEFT_BEHIND and (rest := rest_of(whole)) is not None:
            text, context = rest, replace(context, refused=False)
            evidence, decided = self._alone(text)
        decided = self._pair(text, decided) if affirmed is None else decided
        if decided.understanding.outcome not in _OF_NO_MATTER and len(text) <= _READ_AGAIN:
            evidence = self.reader.informed(evidence, context, text, self._part)
        decided = self.reader.read(decided, evidence, context, text, corrected=affirmed is not None)
        return await self._second_opinion(decided, evidence, text)

    def _alone(self, text: str) -> tuple[Evidence, Decided]:
        """What is found about a text, its aspects read one by one where there may be two, and the decision on it."""
        evidence = self._part(text)
        if joined.may_ask_two(evidence) and (parts := joined.parts_of(text)):
            evidence = self._apart(evidence, parts)
        return evidence, self.decider.decide(evidence)

    def _apart(self, whole: Evidence, parts: list[str]) -> Evidence:
        """
        What is found about a message, with what its parts ask. They are read until those left can neither ask a second
        aspect nor change the decision by making clear what the message is about; questions come last, as they ask.
        """
        read: dict[str, Evidence] = {}
        for part in sorted(parts, key=joined.asks):
            left = len(set(parts) - read.keys())
            if len(joined.asked_in(read, read.values())) + left < 2 and self._is_clear(whole, list(read.values())):
                break
            read[part] = self._part(part)
        told = [part for part in parts if part in read]
        found = [read[part] for part in told]
        return replace(joined.made_clear(whole, found), asked=joined.asked_in(told, found))

    def _is_clear(self, whole: Evidence, read: list[Evidence]) -> bool:
        """Whether no part that is left can change the decision on a message by making clear what it is about."""
        if not joined.may_be_made_clear(whole) or joined.made_clear(whole, read) is not whole:
            return True
        return self.decider.decide(whole) == self.decider.decide(joined.as_if_clear(whole))

    def _courtesy(self, whole: str, bare: tuple[str, Evidence, Decided]) -> tuple[str, Evidence, Decided]:
        """The whole message where it is thanks of which a name or a kind word was left ("thanks, Peter")."""
        evidence, decided = self._alone(whole)
        return (whole, evidence, decided) if decided.move in ("thanks", "goodbye") else bare

    async def _second_opinion(self, decided: Decided, evidence: Evidence, text: str) -> Decided:
        """The decision, or the re-ranker's choice; a bare word that several matters share is asked about anyway."""
        offered = offered_for(decided, self.decider.thresholds) if self.reranker and evidence.linked is None else ()
        chosen = await self.reranker.choose(text, offered) if self.reranker and offered else None
        return chosen_in(decided, chosen) if chosen in offered else decided

    def _visit(self, text: str) -> Decided | None:
        """The visit that a message asks numbers for, its matters understood one by one; None for any other message."""
        return several.visit_of([self.decider.decide(self._part(part)) for part in several.parts_of(fold(text))])

    def _pair(self, text: str, whole: Decided) -> Decided:
        """The decision on a text, or on the two matters that it joins, each read with what it shares with the other."""
        readings = pairs.readings_of(text) if pairs.may_be_two(whole) else None
        named = whole.understanding.transaction
        # Some names hold an "and" of their own: "市民卡损坏或到期换领".
        if readings is None or (named is not None and self.decider.called_by_name(named, fold(text))):
            return whole
        sides = [
            [self.decider.decide(self._part(reading)) for reading in side] for side in (readings.first, readings.second)
        ]
        return self.reader.paired(whole, *sides, in_turn=readings.in_turn) or whole

    def _part(self, text: str) -> Evidence:
        """What is found about a part of a message by itself; one that comes twice is read once."""
        part = text.lstrip("/ ") or "-"  # Rasa takes what begins with a slash for an intent's payload
        if part not in self._found:
            self._found[part] = self.read(part)
        return self._found[part]

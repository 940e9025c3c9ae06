"""What a tapped choice asks for. Payloads are looked up among those issued to the conversation before they are read."""

from __future__ import annotations

from assistant.dialogue import arriving, giving_up, several
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import MOST_ASPECTS, Decided
from assistant.nlu.labels import ACTS, NONE_OFFERED
from assistant.rendering import offers
from assistant.rendering.offers import SEPARATOR, act, answer, none_of_these, person
from catalog import FACETS, TOPICS, Catalog

__all__ = ["act", "answer", "none_of_these", "person", "read"]


def read(payload: str, catalog: Catalog) -> Decided | None:
    """What an issued payload means, as a decision; None where the catalog no longer has what it names."""
    kind, *rest = payload.split(SEPARATOR)
    sure = 1.0
    if kind == "human":
        return Decided(Understanding("handoff", topic="human", confidence=sure))
    if kind == "none":
        return Decided(Understanding("not_covered", confidence=sure), move=NONE_OFFERED)
    if kind == "center" and rest and rest[0] in TOPICS:
        return Decided(Understanding("center", topic=rest[0], confidence=sure))
    if kind in (offers.GIVE_UP_NOW, offers.KEEP_NUMBERS) or (kind == "cancel_ticket" and any(rest)):
        return giving_up.read(kind, rest, catalog)
    if kind in ACTS and len(rest) == 1 and (not rest[0] or rest[0] in catalog.transactions):
        candidates = (Candidate(rest[0], sure),) if rest[0] else ()
        return Decided(Understanding("ticket", rest[0] or None, (), candidates, act=kind, confidence=sure))
    if kind in (*arriving.MOVES, arriving.LACKS) and rest and rest[0] in catalog.transactions:
        about = Understanding("ticket", rest[0], (), (Candidate(rest[0], sure),), act="ticket_status", confidence=sure)
        if kind != arriving.LACKS:
            return Decided(about, move=kind)
        place = int(rest[1]) if len(rest) == 2 and rest[1].isascii() and rest[1].isdecimal() else -1
        known = 0 <= place < len(catalog.transactions[rest[0]].materials)
        return Decided(about, move=SEPARATOR.join((kind, rest[1]))) if known else None
    if kind in (several.PLAN, several.TAKE):
        return several.read(kind, rest, catalog)
    if kind == "answer" and len(rest) == 2 and rest[0] in catalog.transactions:
        facets = tuple(rest[1].split(offers.AND))
        known = set(facets) <= set(FACETS) and len(set(facets)) == len(facets) <= MOST_ASPECTS
        about = Understanding("answer", rest[0], facets, (Candidate(rest[0], sure),), confidence=sure)
        return Decided(about) if known else None
    return None

"""What a tracker says of the talk so far, as the context that the next message is read in."""

from __future__ import annotations

from typing import Any

from rasa.shared.core.trackers import DialogueStateTracker

from assistant.dialogue import pairs, unanswered
from assistant.dialogue.actions import MOVE, UNDERSTANDING
from assistant.engine.trackers import FORMER, SAID
from assistant.messages import Understanding
from assistant.nlu.decision import Context


def context_of(tracker: DialogueStateTracker) -> Context:
    """What the slots say of the talk so far."""
    pending, facets = tracker.get_slot("pending") or (), tracker.get_slot("facets") or ()
    return Context(
        transaction=tracker.get_slot("transaction"),
        facets=tuple(facets),
        pending=tuple(pending),
        pending_act=tracker.get_slot("pending_act"),
        ticket=tracker.get_slot("ticket"),
        former=tuple(i for i in tracker.get_slot(FORMER) or () if i != tracker.get_slot("transaction")),
        said=tracker.get_slot(SAID) or {},
        held=tuple(tracker.get_slot("held") or ()),
        likeliest=_likeliest(tracker),
        refused=_refused(tracker),
        last=_last_understood(tracker).get("outcome"),
        pair=_last_parsed(tracker).get(MOVE) in (pairs.PAIR, pairs.BOTH) and len(pending) == pairs.TWO,
    )


def _refused(tracker: DialogueStateTracker) -> bool:
    """Whether the message before asked for what is no business of the center."""
    said = tracker.latest_message
    if said is None or _last_understood(tracker).get("outcome") != "not_covered":
        return False
    return unanswered.can_go_on((said.parse_data or {}).get(MOVE), said.text or "")


def _last_understood(tracker: DialogueStateTracker) -> dict[str, Any]:
    """How the message before was understood; empty where there was none."""
    return _last_parsed(tracker).get(UNDERSTANDING) or {}


def _last_parsed(tracker: DialogueStateTracker) -> dict[str, Any]:
    return (tracker.latest_message.parse_data if tracker.latest_message is not None else None) or {}


def _likeliest(tracker: DialogueStateTracker) -> str | None:
    """What the message before most likely meant, where a question was asked and one had more than half."""
    found = _last_understood(tracker)
    if not found or found["outcome"] != "clarify" or not found["candidates"]:
        return None
    surest = max(Understanding.from_dict(found).candidates, key=lambda candidate: candidate.confidence)
    return surest.id if surest.confidence > 0.5 else None

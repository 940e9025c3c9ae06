"""What the intents of nlu_data mean to each head. Intents that are no transaction are named here, once."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

Label = dict[str, float]

ACTS = ("take_ticket", "ticket_status", "cancel_ticket", "wait_time")
NO_ACT = "no_act"
SMALLTALK = ("greeting", "thanks", "goodbye")
MOVES = ("pick", "affirm", "deny", "restart", "repeat")
CENTER_PREFIX = "center_"
JOURNEY_PREFIX = "journey_"
HUMAN = "human"
FOLLOWUP = "followup"
AMBIGUOUS = "ambiguous"
NOT_COVERED = "not_covered"
CLARIFY = "clarify"
ACT_ALONE = "act_alone"
# A move that needs no training lines: what was offered is not it (assistant/dialogue/picking.py).
NONE_OFFERED = "none_offered"


def intent_metadata(message: Message) -> dict[str, Any]:
    """What stands under ``metadata:`` beside the message's intent in nlu_data."""
    metadata = message.get("metadata") or {}
    return metadata.get("intent") or {}


def is_matter(intent: str) -> bool:
    """Whether an intent is one of the center's transactions."""
    others = {*ACTS, *SMALLTALK, *MOVES, HUMAN, FOLLOWUP, AMBIGUOUS, NOT_COVERED}
    return intent not in others and not intent.startswith((CENTER_PREFIX, JOURNEY_PREFIX))


def matter_label(message: Message) -> Label | None:
    """Target of the matter head."""
    intent, metadata = message.get(INTENT), intent_metadata(message)
    candidates = metadata.get("candidates")
    if intent in ACTS and not candidates:
        return {metadata.get("transaction") or ACT_ALONE: 1.0}
    if candidates:
        return {candidate: 1.0 / len(candidates) for candidate in candidates}
    return {intent: 1.0}


def act_label(message: Message) -> Label | None:
    """Target of the act head."""
    intent = message.get(INTENT)
    return {intent if intent in ACTS else NO_ACT: 1.0}


def facet_label(message: Message) -> Label | None:
    """Target of the facet head; only messages whose facet was labelled teach it."""
    facet = intent_metadata(message).get("facet")
    return {facet: 1.0} if facet else None


def kind_label(message: Message) -> Label | None:
    """Target of the kind head."""
    intent, metadata = message.get(INTENT), intent_metadata(message)
    if intent in ACTS:
        named = {"transaction": "matter", "candidates": AMBIGUOUS}
        return {next((kind for key, kind in named.items() if metadata.get(key)), ACT_ALONE): 1.0}
    if intent.startswith(CENTER_PREFIX):
        return {"center": 1.0}
    if intent.startswith(JOURNEY_PREFIX):
        return None  # told by the matter head alone: the scope was fitted on kinds without life events
    if intent in SMALLTALK:
        return {"smalltalk": 1.0}
    if intent in (AMBIGUOUS, HUMAN, FOLLOWUP, NOT_COVERED, *MOVES):
        return {intent: 1.0}
    return {"matter": 1.0}

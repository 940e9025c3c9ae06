"""What the rules chose for a course of a talk, so that Rasa works it out once for each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from copy import copy
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.shared.core.events import (
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization as Featurized,
    Event,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

_MOST = 1000  # there are some fifty courses: an outcome after an outcome
Step = tuple[str | bool, ...]
Course = tuple[Step, ...]


class RememberedChoices:
    """
    Choices of Rasa's rules by what they look at.

    Rules that look at nothing but intents and actions choose the same after the same intents and actions. Where one
    looks at more (a slot, a form, words, entities), nothing is remembered.
    """

    def __init__(self, rules: Iterable[str]) -> None:
        """``rules``: the states of each as JSON, as RulePolicy keeps them."""
        self._all_of_course = all(_is_of_course(json.loads(states)) for states in rules)
        self._chosen: dict[Course, PolicyPrediction] = {}

    def course(self, tracker: DialogueStateTracker) -> Course | None:
        """What rules look at in a talk; None where they may look at more of it."""
        if not self._all_of_course or tracker.active_loop is not None or tracker.followup_action:
            return None
        steps = [_step(event) for event in tracker.applied_events() if not isinstance(event, SlotSet | BotUttered)]
        return None if None in steps else tuple(step for step in steps if step is not None)

    def of(self, course: Course) -> PolicyPrediction | None:
        """What was chosen after such a course; None where none came yet."""
        chosen = self._chosen.get(course)
        return None if chosen is None else _copied(chosen)

    def keep(self, course: Course, chosen: PolicyPrediction) -> None:
        """Remembers a choice."""
        if len(self._chosen) < _MOST:
            self._chosen[course] = _copied(chosen)


def _is_of_course(states: list[dict[str, dict[str, Any]]]) -> bool:
    """Whether a rule's states hold nothing but an intent and the action before."""
    keys = {(kind, key) for state in states for kind, values in state.items() for key in values}
    return keys <= {("prev_action", "action_name"), ("user", "intent")}


def _step(event: Event) -> Step | None:
    """What rules look at of an event; None where they may look at more of it."""
    if isinstance(event, UserUttered) and not event.entities and event.intent_name is not None:
        # Whether it has words: these are looked at before the intent.
        return ("user", event.intent_name, bool(event.text))
    if isinstance(event, ActionExecuted) and event.action_name is not None:
        return ("action", event.action_name)
    if isinstance(event, Featurized) and not event.use_text_for_featurization:
        return ("by intent",)
    return None


def _copied(one: PolicyPrediction) -> PolicyPrediction:
    """The same, with lists and events of its own: whoever gets it adds to them."""
    return PolicyPrediction(
        list(one.probabilities),
        one.policy_name,
        one.policy_priority,
        [copy(event) for event in one.events],
        [copy(event) for event in one.optional_events],
        is_end_to_end_prediction=one.is_end_to_end_prediction,
        is_no_user_prediction=one.is_no_user_prediction,
        diagnostic_data=dict(one.diagnostic_data),
        hide_rule_turn=one.hide_rule_turn,
        action_metadata=one.action_metadata,
    )

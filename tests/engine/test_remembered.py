"""What rules chose is remembered by what they look at, and by nothing where they look at more."""

import json

from assistant.bootstrap import prepare_rasa

prepare_rasa()

from rasa.core.policies.policy import PolicyPrediction  # noqa: E402
from rasa.shared.core.events import (  # noqa: E402
    ActionExecuted,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    Restarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker  # noqa: E402

from assistant.engine.remembered import RememberedChoices  # noqa: E402

LISTENING = {"prev_action": {"action_name": "action_listen"}}
RULES = [json.dumps([{**LISTENING, "user": {"intent": "outcome_answer"}}])]


def talk(*events: Event) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("talk", [ActionExecuted("action_listen"), *events])


def said(intent: str, text: str = "护照怎么办", **more: object) -> UserUttered:
    return UserUttered(text, {"name": intent}, **more)


def test_other_words_and_slots_are_the_same_course() -> None:
    choices = RememberedChoices(RULES)
    one = talk(said("outcome_answer"), SlotSet("facets", ["fee"]), BotUttered("好"))
    other = talk(said("outcome_answer", "how much"))
    assert choices.course(one) == choices.course(other) is not None


def test_another_intent_or_action_is_another_course() -> None:
    choices = RememberedChoices(RULES)
    courses = {
        choices.course(talk(said("outcome_answer"))),
        choices.course(talk(said("outcome_center"))),
        choices.course(talk(said("outcome_answer"), ActionExecuted("action_answer"))),
        choices.course(talk(said("outcome_answer"), DefinePrevUserUtteredFeaturization(False))),
    }
    assert len(courses) == 4
    assert None not in courses


def test_what_rules_may_look_at_beside_is_asked_of_rasa() -> None:
    choices = RememberedChoices(RULES)
    assert choices.course(talk(said("outcome_answer", entities=[{"entity": "city", "value": "杭州"}]))) is None
    assert choices.course(talk(DefinePrevUserUtteredFeaturization(True))) is None
    assert choices.course(talk(said("outcome_answer"), Restarted())) is None


def test_nothing_is_remembered_of_rules_that_look_at_slots_or_words() -> None:
    for more in ({"slots": {"ticket": [1.0]}}, {"user": {"text": "好"}}, {"active_loop": {"name": "form"}}):
        rules = [*RULES, json.dumps([{**LISTENING, **more}])]
        assert RememberedChoices(rules).course(talk(said("outcome_answer"))) is None


def test_a_choice_comes_back_with_events_of_its_own() -> None:
    """They get their time and the model's name when a talk takes them."""
    choices = RememberedChoices(RULES)
    course = choices.course(talk(said("outcome_answer")))
    assert course is not None
    assert choices.of(course) is None
    chosen = PolicyPrediction([0.0, 1.0], "rules", events=[DefinePrevUserUtteredFeaturization(False)])
    choices.keep(course, chosen)
    first, second = choices.of(course), choices.of(course)
    assert first is not None
    assert first == second == chosen
    assert first.events[0] is not chosen.events[0]
    first.events[0].metadata = {"model_id": "of the first"}
    assert second is not None
    assert second.events[0].metadata != first.events[0].metadata

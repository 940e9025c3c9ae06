"""A second opinion is asked for where the model is unsure of a single matter, and can only choose what was offered."""

from dataclasses import replace
from typing import Any

import pytest

from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Decided
from assistant.nlu.reranking import chosen_in, offered_for
from assistant.nlu.scope import Thresholds

A, B, C = Candidate("a", 0.5), Candidate("b", 0.3), Candidate("c", 0.01)
THRESHOLDS = Thresholds(0.3, 0.3, 0.3, 0.03, 0.1)


def test_a_question_back_is_shown() -> None:
    """Its candidates are what may be chosen."""
    asked = Decided(Understanding("clarify", candidates=(A, B), facets=("fee",), confidence=0.5), ranking=(A, B, C))
    assert offered_for(asked, THRESHOLDS) == ("a", "b")
    chosen = chosen_in(asked, "b").understanding
    assert (chosen.outcome, chosen.transaction, chosen.facets) == ("answer", "b", ("fee",))
    assert (chosen.candidates, chosen.confidence) == ((B, A), 0.3)


@pytest.mark.parametrize(("best", "second", "shown"), [(0.6, 0.25, True), (0.8, 0.1, False)])
def test_an_answer_is_shown_only_just_above_the_threshold(best: float, second: float, shown: bool) -> None:
    """A lead of 0.35 where 0.3 is asked for, and one of 0.7."""
    ranking = (Candidate("a", best), Candidate("b", second), Candidate("c", 1 - best - second))
    answer = Decided(Understanding("answer", "a", ("overview",), ranking, confidence=best), ranking=ranking)
    assert bool(offered_for(answer, THRESHOLDS)) is shown


@pytest.mark.parametrize(
    "other",
    [
        {"understanding": Understanding("clarify", candidates=(A,), confidence=0.5)},
        {"understanding": Understanding("clarify", candidates=(A, B), confidence=0.5, journey="having_a_baby")},
        {"understanding": Understanding("clarify", candidates=(A, B), confidence=0.5), "move": "followup"},
        {"understanding": Understanding("ticket", candidates=(A, B), act="take_ticket", confidence=0.5)},
        {"understanding": Understanding("answer", "a", ("fee",), (Candidate("a", 0.95),), confidence=0.95)},
        {"understanding": Understanding("not_covered", candidates=(A, B), confidence=0.5)},
    ],
)
def test_nothing_else_is_shown(other: dict[str, Any]) -> None:
    """One candidate, a life event, a move of the talk, a queue number, what the talk is about, what is not ours."""
    unsure = Decided(Understanding("clarify", candidates=(A, B), confidence=0.5), ranking=(A, B, C))
    assert offered_for(unsure, THRESHOLDS)
    assert offered_for(replace(unsure, **other), THRESHOLDS) == ()

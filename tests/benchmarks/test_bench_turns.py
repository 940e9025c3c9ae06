"""The in-process row on the real assistant; what it measures, not how fast."""

import asyncio

from benchmarks.metrics import METRICS
from benchmarks.questions import QUESTIONS, alternating
from benchmarks.turns import ask, measure_turns

FEW = alternating()[:4]


def test_turns_are_real_answers_and_every_row_is_filled(assistant):
    figures = {figure.key: figure.value for figure in measure_turns(assistant.conversation, FEW, repeats=2, warm_up=1)}
    assert set(figures) == {
        "turn_new_p50",
        "turn_new_p95",
        "turn_running_p50",
        "turn_running_p95",
        "turn_late_p50",
        "turn_processor",
        "fixed_right",
    }
    assert set(figures) <= set(METRICS)
    assert 0 < figures["turn_new_p50"] <= figures["turn_new_p95"]
    assert 0 < figures["fixed_right"] <= 100


def test_a_running_conversation_is_one_and_new_ones_are_many(assistant):
    history = assistant.stores.history
    before = set(history.conversations())
    asyncio.run(ask(assistant.conversation, FEW, running=True, repeats=2))
    one = set(history.conversations()) - before
    asyncio.run(ask(assistant.conversation, FEW, running=False, repeats=2))
    many = set(history.conversations()) - before - one
    assert (len(one), len(many)) == (1, 2 * len(FEW))


def test_right_means_the_questions_own_transaction(assistant):
    (timed,) = asyncio.run(ask(assistant.conversation, QUESTIONS[2:3], running=False, repeats=1))
    assert timed.turn.understanding.transaction == QUESTIONS[2].transaction
    assert timed.right

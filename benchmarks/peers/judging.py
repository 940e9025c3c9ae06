"""One judge for the intent that any system names: right, another transaction, or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.metrics import OURS, Figure
from benchmarks.questions import QUESTIONS

Ranking = Sequence[tuple[str, float]]  # intents with their confidence, the named one first


@dataclass(frozen=True)
class Asked:
    """A question and the transactions that are right for it."""

    text: str
    transactions: tuple[str, ...]


def asked_of(cases: Sequence[dict[str, Any]]) -> list[Asked]:
    """The single questions in scope among development cases; the fixed questions where there are none."""
    questions = [
        Asked(case["text"], tuple(case["transactions"]))
        for case in cases
        if "turns" not in case and "expect" not in case and case.get("transactions")
    ]
    return questions or [Asked(question.text, (question.transaction,)) for question in QUESTIONS]


def judged(
    asked: Sequence[Asked], rankings: Sequence[Sequence[str]], known: set[str], system: str, data: str
) -> list[Figure]:
    """
    Shares of right intents and of wrong transactions; anything else is a question back or a refusal.

    A ranking starts with the intent that the system names. Beside that, the best transaction of each ranking is judged
    alone: a system that rather asks back than guesses names less, which says nothing about what it has learnt; and how
    often what is named is wrong: who names next to nothing is seldom wrong among all questions.
    """
    pairs = list(zip(asked, rankings, strict=True))
    right = sum(ranking[0] in question.transactions for question, ranking in pairs)
    wrong = sum(ranking[0] in known and ranking[0] not in question.transactions for question, ranking in pairs)
    first = sum(
        next((intent for intent in ranking if intent in known), None) in question.transactions
        for question, ranking in pairs
    )
    note = f"{len(pairs)} questions"
    return [
        Figure("intent_right", 100 * right / len(pairs), note, system, data),
        Figure("intent_wrong", 100 * wrong / len(pairs), note, system, data),
        Figure("named_wrong", 100 * wrong / max(1, right + wrong), note, system, data),
        Figure("ranked_right", 100 * first / len(pairs), note, system, data),
    ]


def beside_each(
    asked: Sequence[Asked], ranked: Sequence[Ranking], known: set[str], figures: Iterable[Figure], data: str
) -> list[Figure]:
    """
    What ours would come to if it named the transaction as often as each peer did on the same ``data``, and no oftener:
    where it is surest. How often something is named is a choice of thresholds; at as many, who knows more shows.
    A peer that was asked a part of the questions counts by its shares of them.
    """
    shares: dict[str, dict[str, float]] = {"intent_right": {}, "intent_wrong": {}}
    for figure in figures:
        if figure.key in shares and figure.data == data and figure.system != OURS:
            shares[figure.key][figure.system] = figure.value
    best = [next((intent for intent in ranking if intent[0] in known), None) for ranking in ranked]
    candidates = [
        (candidate[1], candidate[0] in question.transactions)
        for question, candidate in zip(asked, best, strict=True)
        if candidate is not None  # nothing to name: taken for a greeting, or a matter of the center itself
    ]
    surest = [right for _, right in sorted(candidates, key=lambda one: one[0], reverse=True)]
    found = []
    for system, theirs in shares["intent_right"].items():
        named = surest[: round((theirs + shares["intent_wrong"][system]) / 100 * len(asked))]
        note = f"{len(named)} of {len(asked)} questions"
        found += [
            Figure("as_many_right", 100 * sum(named) / len(asked), note, system, data),
            Figure("as_many_wrong", 100 * (len(named) - sum(named)) / len(asked), note, system, data),
        ]
    return found

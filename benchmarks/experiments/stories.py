"""Stories of two training questions, what happened and what is asked of it: training lines are mostly one clause."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from assistant.nlu import labels
from assistant.nlu.aspects import aspects_named, questions_put
from assistant.nlu.clauses import last_clauses
from assistant.nlu.labels import FOLLOWUP
from assistant.nlu.language import detect_language
from assistant.nlu.normaliser import fold
from assistant.nlu.scope import facet_features, length_of
from benchmarks.experiments.folds import Targets, rows_of, squared_hinge
from benchmarks.experiments.questions import Questions, bags_of

MADE = 4000


@dataclass(frozen=True)
class Story:
    """A text and the facet that it asks."""

    text: str
    facet: str


def stories_of(questions: Questions, fold: int, transactions: frozenset[str]) -> list[Story]:
    """Stories from the questions of one fold: an overview line, then an aspect or another line about the same."""
    rng = np.random.default_rng(9)
    told: dict[tuple[str, str], list[str]] = defaultdict(list)
    asked: dict[tuple[str, str], list[Story]] = defaultdict(list)
    for i in np.where((questions.folds == fold) & questions.written)[0]:
        message = questions.messages[i]
        intent, text = message.get("intent"), message.get("text").strip(" .。！!?？")
        facet = next(iter(labels.facet_label(message) or {}), None)
        language = detect_language(text)
        if intent in transactions and facet == "overview":
            told[intent, language].append(text)
        elif facet and facet != "overview" and (intent == FOLLOWUP or intent in transactions):
            asked[intent, language].append(Story(text, facet))
    groups = sorted(group for group, lines in told.items() if len(lines) > 1)
    found = []
    for number in range(MADE):
        intent, spoken = groups[rng.integers(len(groups))]
        lines = told[intent, spoken]
        first, second = (lines[j] for j in rng.choice(len(lines), 2, replace=False))
        comma = "，" if spoken == "zh" else ", "
        source = asked[FOLLOWUP if number % 3 else intent, spoken]
        if (number % 3 == 0 and number % 2) or not source:
            found.append(Story(f"{first}{comma}{second}", "overview"))
            continue
        aspect = source[rng.integers(len(source))]
        found.append(Story(f"{first}{comma}{aspect.text}", aspect.facet))
    return found


def facet_inputs(
    questions: Questions, transactions: frozenset[str], scored: int = 0
) -> tuple[list[dict[str, float]], list[str]]:
    """Inputs of the softmax over facets and the facets wanted: one fold's questions and stories, by an unseen head."""
    stories = stories_of(questions, scored, transactions)
    own = np.where((questions.folds == scored) & questions.written)[0]
    single = [i for i in own if labels.facet_label(questions.messages[i])]
    texts = [questions.messages[i].get("text") for i in single] + [story.text for story in stories]
    wanted = [next(iter(labels.facet_label(questions.messages[i]) or {})) for i in single]
    wanted += [story.facet for story in stories]
    parts = [(place, clause) for place, text in enumerate(texts) for clause in last_clauses(text)]
    learned = questions.folds != scored
    targets = Targets.read(questions, "facet")
    weights, bias = targets.trained(squared_hinge(), rows_of(questions.bags, learned, questions), learned)
    whole = rows_of(bags_of(texts), learned, questions) @ weights + bias
    best = whole.copy()
    clauses = rows_of(bags_of(clause for _, clause in parts), learned, questions) @ weights + bias
    np.maximum.at(best, np.array([place for place, _ in parts]), clauses)
    inputs = [
        facet_features(
            dict(zip(targets.names, line.tolist(), strict=True)),
            dict(zip(targets.names, high.tolist(), strict=True)),
            {**aspects_named(fold(text)), **questions_put(fold(text))},
            length_of(text),
        )
        for line, high, text in zip(whole, best, texts, strict=True)
    ]
    return inputs, wanted

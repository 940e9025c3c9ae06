"""What the assistant would have decided on training questions, from margins of heads that had not seen them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from assistant.evaluation import judge
from assistant.nlu.candidacy_component import CANDIDACY
from assistant.nlu.decision import Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import ACTS, AMBIGUOUS, CENTER_PREFIX, HUMAN, NOT_COVERED, intent_metadata
from assistant.nlu.language import detect_language
from assistant.nlu.linker import TermIndex
from assistant.nlu.scope import Fitted
from benchmarks.experiments.folds import Margins, scored
from benchmarks.experiments.questions import Questions
from catalog import Catalog


@dataclass(frozen=True)
class Case:
    """One question: what was expected, and what the heads would have found on it."""

    text: str
    language: str
    group: str
    expect: dict[str, Any]
    scores: dict[str, Any]
    linked: dict[str, Any] | None
    evidence: Evidence


def expectation(intent: str, metadata: Mapping[str, Any], catalog: Catalog) -> tuple[str, dict[str, Any]] | None:
    """The group and the expectation of a training question, as docs/evaluation.md has them; None for moves."""
    if intent in catalog.transactions:
        return "question", {"transactions": [intent], "facet": metadata.get("facet")}
    if intent == AMBIGUOUS:
        return "clarify", {"expect": "clarify", "transactions": list(metadata["candidates"])}
    if intent == NOT_COVERED:
        return "not_covered", {"expect": "not_covered"}
    if intent == HUMAN or intent.startswith(CENTER_PREFIX):
        return "center", {"expect": "center", "topic": intent.removeprefix(CENTER_PREFIX)}
    if intent in ACTS:
        named = metadata.get("transaction")
        return "ticket", {"expect": "ticket", "act": intent, "transactions": [named] if named else []}
    return None


def cases_of(
    questions: Questions, margins: dict[str, Margins], catalog: Catalog, fitted: Fitted, sample: int
) -> list[Case]:
    """About ``sample`` of the scored questions written by hand, half of them on transactions."""
    index, rng, decider = TermIndex(catalog), np.random.default_rng(5), Decider(catalog, fitted)
    clauses = {head: margins[head].best_in_clauses(questions) for head in ("act", "facet")}
    written = rng.permutation(scored(questions))
    found: list[Case] = []
    left = {"question": sample // 2}
    for i in written:
        message = questions.messages[i]
        expected = expectation(message.get("intent"), intent_metadata(message), catalog)
        if expected is None or left.setdefault(expected[0], sample // 8) == 0:
            continue
        left[expected[0]] -= 1
        scores = {head: margins[head].named(i) for head in ("matter", "kind", "act", "facet")}
        scores[CANDIDACY] = margins[CANDIDACY].named(i)
        for head, best in clauses.items():
            scores[f"{head}_in_clauses"] = dict(zip(margins[head].names, best[i].tolist(), strict=True))
        text = message.get("text")
        linked = index.link(text)
        noted = linked.as_dict() if linked else None
        evidence = decider.evidence(scores, noted, text)
        found.append(Case(text, detect_language(text), *expected, scores, noted, evidence))
    return found


def weighed_again(cases: list[Case], fitted: Fitted, catalog: Catalog) -> list[Case]:
    """The same cases, with their evidence as ``fitted`` weighs it."""
    decider = Decider(catalog, fitted)
    return [replace(case, evidence=decider.evidence(case.scores, case.linked, case.text)) for case in cases]


def figures(cases: list[Case], fitted: Fitted, catalog: Catalog) -> dict[str, dict[str, float]]:
    """Share of each verdict, by group, and for questions by language as well; the facet's where it is labelled."""
    decider = Decider(catalog, fitted)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in cases:
        decided = decider.decide(case.evidence)
        verdict = judge(case.expect, decided.understanding.as_dict())
        word = verdict.word if case.group == "question" else "right" if verdict.right else "not right"
        counts[case.group][word] += 1
        if case.group == "question":
            counts[f"question/{case.language}"][word] += 1
            if verdict.facet is not None and case.expect["facet"]:
                counts[f"facet/{case.language}"]["right" if verdict.facet else "not right"] += 1
    return {
        group: {word: count / found.total() for word, count in sorted(found.items())}
        for group, found in sorted(counts.items())
    }

"""Fits assistant/nlu/fitted.json: python -m benchmarks.experiments.decision [--share K F]

Heads are trained on four fifths of the questions and score the last fifth, five times. From these margins are fitted:
what kind of message it is, which facet it asks, how margins become probabilities, and where the decision turns. Needs
no held-out file. Takes some ten minutes of one core; margins are kept under var/experiments, so that a second run is
quick. Rare kinds weigh more in the fitting (square root of their rarity), as missing them would else cost nothing.
One fit differs by a point from the next: ``--share`` lets the new weights of kinds and of facets count so much (0 to 1)
beside those of the present file, which know other lines.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from assistant.nlu import labels
from assistant.nlu.candidacy_component import CANDIDACY
from assistant.nlu.labels import ACTS, AMBIGUOUS, JOURNEY_PREFIX, MOVES
from assistant.nlu.scope import (
    ACT,
    AMBIGUOUS_KIND,
    FITTED,
    MOVE,
    length_of,
    read_fitted,
    scope_features,
    shared_out,
)
from benchmarks.experiments.folds import Margins, out_of_fold_kept, scored
from benchmarks.experiments.outcomes import Case, cases_of, figures, weighed_again
from benchmarks.experiments.questions import Questions, load_questions
from benchmarks.experiments.stories import facet_inputs
from catalog import Catalog, load_catalog

Stored = dict[str, Any]
# Wrong answers are the worst, then a matter missed, then a question too many.
COSTS = {"wrong": 2.4, "missed": 1.6, "clarified_wrong": 1.3, "clarified": 1.0, "right": 0.0, "not right": 1.5}
# How much each sort of message counts. Of what citizens say three in four are questions; but training questions are
# three times as often misread as those of citizens (the writers look for the hard ones), so theirs count a third.
EXPECTED = {"question": 25, "clarify": 6, "not_covered": 16, "center": 5, "ticket": 5}
# Citizens name an aspect more often than the training lines, which are to teach the matters.
ASKED = {"overview": 0.2}
START: Stored = {
    "answer": 0.45,
    "answer_margin": 0.1,
    "clear": 0.5,
    "candidate": 0.05,
    "second_facet": 0.1,
}
# Other offices' matters are more various in life than in our lines, and so is what is said vaguely: both are taken for
# likelier by so much more than the folds ask for; what is asked of queue numbers and of the center less, as they have
# many lines. Chosen on the development sets, of 0 to 1.4, of -0.9 to 0.9, of -2.4 to 0 and of -0.9 to 0; so is that
# the best matter need not have more than half of what all matters have.
BEYOND = {"not_covered": 0.4, "ambiguous": -0.1, "act": -1.3, "center": -0.5}
MOST_ASKED = {"answer": 0.5}
SHIFTED = ("not_covered", "ambiguous", "center")
SHIFTS = (0.5, 1.0, 1.5)
TRIED: dict[str, Sequence[float]] = {
    "answer": (0.3, 0.38, 0.46, 0.54, 0.62),
    "answer_margin": (0.0, 0.1, 0.2, 0.3),
    "clear": (0.2, 0.3, 0.4),
    "candidate": (0.03, 0.06, 0.12),
}


def kind_of(intent: str, label: dict[str, float] | None) -> str:
    """The kind that a training question's intent stands for."""
    if intent in ACTS:
        return ACT
    if intent in MOVES:
        return MOVE
    return AMBIGUOUS_KIND if intent == AMBIGUOUS else next(iter(label or {}))


def softmax_of(
    inputs: list[dict[str, float]], wanted: list[str], *, even: float, expected: Mapping[str, float] | None = None
) -> Stored:
    """
    A fitted softmax in its stored form; ``even`` is the power of a label's rarity that it is weighed by. A label with
    an ``expected`` share is weighed as if it were that share of the messages.
    """
    names = sorted(inputs[0])
    rarity = {label: (len(wanted) / count) ** even for label, count in Counter(wanted).items()}
    rarity |= {label: share * len(wanted) / wanted.count(label) for label, share in (expected or {}).items()}
    table = [[line[name] for name in names] for line in inputs]
    fitted = LogisticRegression(C=1, max_iter=1500, class_weight=rarity).fit(table, wanted)
    return {
        "labels": [str(label) for label in fitted.classes_],
        "inputs": names,
        "weights": [[round(float(x), 4) for x in line] for line in fitted.coef_],
        "bias": [round(float(x), 4) for x in fitted.intercept_],
    }


def fit_sharpness(questions: Questions, matter: Margins, catalog: Catalog) -> float:
    """The factor on the margins under which the right transactions are likeliest."""
    place = {name: number for number, name in enumerate(matter.names)}
    known = [place[t] for t in catalog.transactions if t in place]
    chosen = [i for i in scored(questions) if questions.messages[i].get("intent") in catalog.transactions]
    right = np.array([known.index(place[questions.messages[i].get("intent")]) for i in chosen])
    margins = matter.of[np.array(chosen)][:, known]

    def loss(sharpness: float) -> float:
        scores = margins * sharpness
        highest = scores.max(axis=1)
        total = np.log(np.exp(scores - highest[:, None]).sum(axis=1)) + highest
        return float((total - scores[np.arange(len(right)), right]).mean())

    return round(float(minimize_scalar(loss, bounds=(2, 20), method="bounded").x), 2)


def fit_softmaxes(questions: Questions, margins: dict[str, Margins], catalog: Catalog, sharpness: float) -> Stored:
    """The softmaxes over kinds and over facets."""
    kinds, inputs = [], []
    for i in scored(questions):
        message = questions.messages[i]
        if message.get("intent").startswith(JOURNEY_PREFIX):
            continue  # told before the kind is asked
        matter = margins["matter"].named(i)
        among = shared_out(matter, [t for t in catalog.transactions if t in matter], sharpness)
        length = length_of(message.get("text"))
        beside = margins[CANDIDACY].named(i)
        inputs.append(scope_features(matter, margins["kind"].named(i), margins["act"].named(i), among, length, beside))
        kinds.append(kind_of(message.get("intent"), labels.kind_label(message)))
    facets = facet_inputs(questions, frozenset(catalog.transactions))
    return {"kinds": softmax_of(inputs, kinds, even=0.5), "facets": softmax_of(*facets, even=0.0, expected=ASKED)}


def cost(cases: list[Case], stored: Stored, catalog: Catalog) -> float:
    """What the decision costs on the cases, each sort of message as often as it is expected."""
    found = figures(cases, read_fitted(stored), catalog)
    return sum(
        share * sum(COSTS[verdict] * part for verdict, part in found[group].items())
        for group, share in EXPECTED.items()
    )


def shifted(stored: Stored, kind: str, by: float) -> Stored:
    """``stored`` with one kind of message taken for likelier (``by`` > 0, a logarithm) or less likely."""
    kinds = stored["kinds"]
    bias = list(kinds["bias"])
    place = kinds["labels"].index(kind)
    bias[place] = round(bias[place] + by, 4)
    return {**stored, "kinds": {**kinds, "bias": bias}}


def fit_shifts(cases: list[Case], stored: Stored, catalog: Catalog) -> Stored:
    """How much likelier than it looks each kind of SHIFTED is to be taken for: to where the decision costs least."""
    best = cost(cases, stored, catalog)
    for kind in SHIFTED:
        start = stored
        for by in SHIFTS:
            tried = shifted(start, kind, by)
            found = cost(weighed_again(cases, read_fitted(tried), catalog), tried, catalog)
            print(f"{kind} {by:+}: cost {found:.2f}", flush=True)
            if found < best - 1e-9:
                best, stored = found, tried
    return stored


def fit_thresholds(cases: list[Case], stored: Stored, catalog: Catalog) -> Stored:
    """One threshold after the other, twice round, to where the decision costs least."""
    best = cost(cases, stored, catalog)
    for _ in range(2):
        for name, values in TRIED.items():
            for value in values:
                tried = {**stored, "thresholds": {**stored["thresholds"], name: value}}
                found = cost(cases, tried, catalog)
                if found < best - 1e-9:
                    best, stored = found, tried
        print(f"cost {best:.2f}: {stored['thresholds']}", flush=True)
    return stored


def mixed(present: Any, new: Any, share: float) -> Any:
    """Weights between the present and the new ones, which count so much."""
    if isinstance(new, list):
        return [mixed(one, other, share) for one, other in zip(present, new, strict=True)]
    return round((1 - share) * present + share * new, 4)


def main() -> None:
    """Fits and writes everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--share", nargs=2, type=float, default=(1.0, 1.0), metavar=("KINDS", "FACETS"))
    options = parser.parse_args()
    catalog, questions = load_catalog(), load_questions()
    margins = out_of_fold_kept(questions)
    sharpness = fit_sharpness(questions, margins["matter"], catalog)
    stored: Stored = {
        "about": "Fitted by benchmarks/experiments/decision.py on folds of the training questions; do not edit.",
        "sharpness": sharpness,
        **fit_softmaxes(questions, margins, catalog, sharpness),
        "thresholds": START,
    }
    cases = cases_of(questions, margins, catalog, read_fitted(stored), sample=3000)
    stored = fit_thresholds(cases, stored, catalog)
    stored = fit_shifts(cases, stored, catalog)
    cases = weighed_again(cases, read_fitted(stored), catalog)
    stored = fit_thresholds(cases, stored, catalog)
    for kind, by in BEYOND.items():
        stored = shifted(stored, kind, by)
    stored["thresholds"] |= MOST_ASKED
    present = json.loads(FITTED.read_text(encoding="utf-8"))
    for name, share in zip(("kinds", "facets"), options.share, strict=True):
        stored[name] |= {part: mixed(present[name][part], stored[name][part], share) for part in ("weights", "bias")}
    FITTED.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    for group, found in figures(cases, read_fitted(stored), catalog).items():
        print(group, {verdict: round(100 * share, 1) for verdict, share in found.items()})


if __name__ == "__main__":
    main()

"""Fits assistant/nlu/scope.json: python -m benchmarks.experiments.scope

The heads are trained on 85 % of the questions; a softmax learns, from their margins on the other 15 %, what kind of
message each is. Rare kinds weigh more (square root of their rarity). Needs no held-out file; takes a few minutes.
"""

from __future__ import annotations

import json
from collections import Counter

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from assistant.bootstrap import prepare_rasa, quiet_logs

prepare_rasa()  # before anything imports Rasa

from rasa.shared.nlu.training_data.message import Message  # noqa: E402

from assistant.nlu import labels, views  # noqa: E402
from assistant.nlu.hashing import joined_row, stacked  # noqa: E402
from assistant.nlu.importer import read_questions  # noqa: E402
from assistant.nlu.labels import ACTS, AMBIGUOUS, MOVES  # noqa: E402
from assistant.nlu.linear import Floats, LinearScores  # noqa: E402
from assistant.nlu.normaliser import fold  # noqa: E402
from assistant.nlu.scope import ACT, AMBIGUOUS_KIND, MOVE, WEIGHTS, scope_features  # noqa: E402
from assistant.nlu.tokenizer import words_of  # noqa: E402
from assistant.settings import ROOT  # noqa: E402
from catalog import load_catalog  # noqa: E402

HELD_OUT = 0.15


def _head(rows: sp.csr_matrix, wanted: list[dict[str, float]]) -> tuple[list[str], Floats, Floats]:
    """Labels, weights and bias of one head, trained as the component trains it."""
    labels = sorted({name for label in wanted for name in label})
    place = {label: position for position, label in enumerate(labels)}
    repeated = np.repeat(np.arange(len(wanted)), [len(label) for label in wanted])
    targets = np.array([place[name] for label in wanted for name in label], dtype=np.int64)
    shares = np.array([share for label in wanted for share in label.values()], dtype=np.float32)
    fitted = LinearScores.fit(rows[repeated], targets, shares, 0.5, 0.1)
    return labels, fitted.weights.astype(np.float32), fitted.bias


def _kind(intent: str, kind: dict[str, float] | None) -> str:
    if intent in ACTS:
        return ACT
    if intent in MOVES:
        return MOVE
    return AMBIGUOUS_KIND if intent == AMBIGUOUS else next(iter(kind or {}))


def _questions() -> tuple[list[Message], sp.csr_matrix]:
    """The training questions and their rows, made as the components make them."""
    messages, rows = [], []
    for file in sorted((ROOT / "nlu_data").rglob("*.yml")):
        for text, intent, metadata in read_questions(file):
            if intent.startswith(labels.JOURNEY_PREFIX):
                continue  # told before the scope is asked
            folded = fold(text)
            words = words_of(folded)
            bags = (views.word_features(words), views.character_features(folded), views.pinyin_features(folded))
            messages.append(Message.build(text, intent, intent_metadata=metadata))
            rows.append(joined_row(list(zip(bags, (65536, 65536, 32768), strict=True))))
    return messages, stacked(rows)


def main() -> None:
    """Fits and writes the weights."""
    quiet_logs()
    transactions = list(load_catalog().transactions)
    messages, matrix = _questions()
    held = np.random.default_rng(3).random(len(messages)) < HELD_OUT
    learned, unseen = np.where(~held)[0], np.where(held)[0]
    margins: dict[str, list[dict[str, float]]] = {}
    for name, label_of in (("matter", labels.matter_label), ("kind", labels.kind_label), ("act", labels.act_label)):
        known, weights, bias = _head(matrix[learned], [label_of(messages[i]) or {} for i in learned])
        scores = np.asarray(matrix[unseen] @ weights + bias)
        margins[name] = [dict(zip(known, line.tolist(), strict=True)) for line in scores]
    inputs = [
        scope_features(matter, kind, act, transactions)
        for matter, kind, act in zip(margins["matter"], margins["kind"], margins["act"], strict=True)
    ]
    kinds = [_kind(messages[i].get("intent"), labels.kind_label(messages[i])) for i in unseen]
    rarity = {kind: (len(kinds) / count) ** 0.5 for kind, count in Counter(kinds).items()}
    fitted = LogisticRegression(C=1, max_iter=3000, class_weight=rarity).fit(inputs, kinds)
    stored = {
        "about": "Fitted by benchmarks/experiments/scope.py on questions held out from the heads; do not edit.",
        "kinds": [str(kind) for kind in fitted.classes_],
        "weights": [[round(float(x), 5) for x in line] for line in fitted.coef_],
        "bias": [round(float(x), 5) for x in fitted.intercept_],
    }
    WEIGHTS.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    print(f"{len(kinds)} questions, {len(inputs[0])} margins, kinds {dict(Counter(kinds))}: {WEIGHTS.name} written")


if __name__ == "__main__":
    main()

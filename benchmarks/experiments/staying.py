"""
Fits assistant/dialogue/staying.json: python -m benchmarks.experiments.staying

Whether a message stays with the open matter is learnt from the turns of the development dialogues, each in its talk:
a logistic regression over what `assistant.dialogue.staying` notes on a message. To be run anew after the heads have
been trained anew. Prints what folds of whole dialogues say; the held-out dialogues are not read.
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from assistant import evaluation
from assistant.conversation import Conversation
from assistant.dialogue.staying import FITTED, Staying, staying_features
from assistant.nlu.decision import Context, Decided
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP

# A message that leaves the matter although it stays is worse answered than one that stays although it leaves.
ENOUGH = 0.6
STRENGTH = 0.3  # inverse of the regularisation: turns are few
BENCHMARKS = Path(__file__).parents[1]
SETS = ("dev", "second")


@dataclass
class Turns:
    """Features of messages without a pointer, and whether each should have stayed; ``talk`` numbers the dialogues."""

    features: list[dict[str, float]] = field(default_factory=list)
    stays: list[bool] = field(default_factory=list)
    talks: list[int] = field(default_factory=list)


class Listener:
    """Notes what the reader of messages is asked while dialogues run, and what their labels say to it."""

    def __init__(self) -> None:
        self.turns, self._talk, self._before_right = Turns(), 0, True
        self._noted: tuple[str, dict[str, float], bool] | None = None

    def read(self, staying: Staying, decided: Decided, evidence: Evidence, context: Context, text: str) -> None:
        """Notes a message that is read with a matter open."""
        if context.transaction is not None:
            facets = staying._decider.facets(evidence)
            features = staying_features(evidence, context.transaction, facets, text)
            self._noted = (context.transaction, features, decided.move == FOLLOWUP)

    def judged(self, expect: dict[str, Any], *, right: bool) -> None:
        """Labels what was noted, unless the talk had gone astray before, so that the label is about another matter."""
        noted, self._noted = self._noted, None
        before, self._before_right = self._before_right, right
        if noted is None or expect.get("act") or expect.get("expect") == "clarify":
            return
        current, features, follows = noted
        stays = not expect.get("expect") and expect["transactions"][0] == current
        if stays or before or not follows:
            self.turns.features.append(features)
            self.turns.stays.append(stays)
            self.turns.talks.append(self._talk)

    def next_talk(self) -> None:
        """Another dialogue begins."""
        self._talk, self._before_right = self._talk + 1, True


def collected(conversation: Conversation, cases: list[dict[str, Any]]) -> Turns:
    """Runs the dialogues and gives their turns."""
    listener, read, judge = Listener(), Staying.read, evaluation.judge

    def reading(self: Staying, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided:
        listener.read(self, decided, evidence, context, text)
        return read(self, decided, evidence, context, text)

    def judging(expect: dict[str, Any], got: dict[str, Any]) -> evaluation.Verdict:
        verdict = judge(expect, got)
        listener.judged(expect, right=verdict.right)
        return verdict

    Staying.read, evaluation.judge = reading, judging  # type: ignore[method-assign]
    try:
        for case in cases:
            listener.next_talk()
            evaluation.score(conversation, [case])
    finally:
        Staying.read, evaluation.judge = read, judge  # type: ignore[method-assign]
    return listener.turns


def fitted(turns: Turns) -> dict[str, Any]:
    """The stored form, of weights for features as they come."""
    names = list(turns.features[0])
    rows = np.array([[row[name] for name in names] for row in turns.features])
    stays = np.array(turns.stays)
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = (rows - middle) / spread
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    chance = cross_val_predict(model, scaled, stays, cv=GroupKFold(10), groups=turns.talks, method="predict_proba")
    said = chance[:, 1] >= ENOUGH
    print(f"{len(stays)} turns, {stays.sum()} stay; in folds {np.mean(said == stays):.1%} right,", end=" ")
    print(f"{np.sum(stays & ~said)} leave that should stay, {np.sum(~stays & said)} stay that should leave")
    model.fit(scaled, stays)
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - np.sum(weights * middle))
    rounded = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return {"bias": round(bias, 4), "weights": rounded, "enough": ENOUGH}


def main() -> None:
    """Fits with the model of the present sources and writes the file."""
    from assistant.commands.starting import command_settings, present_model
    from benchmarks.bench import started

    files = [file for name in SETS for file in sorted((BENCHMARKS / name).glob("dialogues*.jsonl"))]
    settings = command_settings()
    with (
        tempfile.TemporaryDirectory() as folder,
        started(settings, present_model(settings), Path(folder)) as (conversation, _),
    ):
        turns = collected(conversation, evaluation.read_cases(files))
    FITTED.write_text(json.dumps(fitted(turns), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

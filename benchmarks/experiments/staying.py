"""
Fits assistant/dialogue/staying.json: python -m benchmarks.experiments.staying

Whether a message stays with the open matter, goes on to a sibling or leaves them is learnt from the turns of the
development dialogues, each in its talk: a softmax over what `assistant.dialogue.staying` notes on a message. To be run
anew after the heads have been trained anew. Prints what folds of whole dialogues say; the held-out dialogues are not
read.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, logsumexp
from sklearn.model_selection import GroupKFold

from assistant import evaluation
from assistant.conversation import Conversation
from assistant.dialogue.beside import heard, staying_features
from assistant.dialogue.staying import ANOTHER, BACK, FITTED, LEAVES, STAYS, TO_KIN, Staying
from assistant.evaluation import judge
from assistant.nlu.decision import Context, Decided
from assistant.nlu.evidence import Evidence

STRENGTH = 3.0  # of the regularisation: turns are few
NO_WAY = -1e9
BENCHMARKS = Path(__file__).parents[1]
SETS = ("dev", "second", "third", "fourth", "fifth", "sixth", "talks")
WAYS = (STAYS, TO_KIN, LEAVES, BACK, ANOTHER)


@dataclass
class Turns:
    """Features of messages, which ways there were and would have been right; ``talks`` numbers the dialogues."""

    features: list[dict[str, float]] = field(default_factory=list)
    open: list[tuple[bool, ...]] = field(default_factory=list)
    right: list[tuple[bool, ...]] = field(default_factory=list)
    talks: list[int] = field(default_factory=list)


class Listener:
    """Notes what the reader of messages is asked while dialogues run, and which ways their labels call right.

    It lets each message go where its label has it, so that one that is read wrongly leads no later one astray.
    """

    def __init__(self) -> None:
        self.turns, self._talk, self._before_right = Turns(), 0, True
        self._expected: Iterator[dict[str, Any]] = iter(())
        self._ways: tuple[bool, ...] | None = None
        self._open: tuple[bool, ...] = ()
        self._features: dict[str, float] = {}

    def next_talk(self, case: dict[str, Any]) -> None:
        """Another dialogue begins."""
        self._talk, self._before_right = self._talk + 1, True
        self._expected = iter([turn["expect"] for turn in case["turns"]])
        self._expect = next(self._expected)

    def read(
        self, staying: Staying, decided: Decided, evidence: Evidence, context: Context, text: str
    ) -> Decided | None:
        """Notes a message that is read with a matter open; where it should go, None if no way is right."""
        if context.transaction is None:
            return None
        beside = heard(staying._live.now, decided, evidence, context, text)
        readings = staying.readings(decided, evidence, context, beside)
        self._features = staying_features(decided, evidence, beside, staying._decider.facets(evidence), text)
        self._open = tuple(way in readings for way in WAYS)
        self._ways = tuple(
            way in readings and judge(self._expect, readings[way].understanding.as_dict()).right for way in WAYS
        )
        return next((readings[way] for way in WAYS if self._ways[WAYS.index(way)]), None)

    def judged(self, *, right: bool) -> None:
        """Keeps what was noted, unless the talk has gone astray before, so that the label is about another matter."""
        ways, before = self._ways, self._before_right
        self._ways, self._before_right = None, right
        self._expect = next(self._expected, {})
        if ways is not None and before and any(ways):
            self.turns.features.append(self._features)
            self.turns.open.append(self._open)
            self.turns.right.append(ways)
            self.turns.talks.append(self._talk)


def collected(conversation: Conversation, cases: list[dict[str, Any]]) -> Turns:
    """Runs the dialogues and gives their turns."""
    listener, read = Listener(), Staying.read

    def reading(self: Staying, decided: Decided, evidence: Evidence, context: Context, text: str) -> Decided:
        should = listener.read(self, decided, evidence, context, text)
        return should or read(self, decided, evidence, context, text)

    def judging(expect: dict[str, Any], got: dict[str, Any]) -> evaluation.Verdict:
        verdict = judge(expect, got)
        listener.judged(right=verdict.right)
        return verdict

    Staying.read, evaluation.judge = reading, judging  # type: ignore[method-assign]
    try:
        for case in cases:
            listener.next_talk(case)
            evaluation.score(conversation, [case])
    finally:
        Staying.read, evaluation.judge = read, judge  # type: ignore[method-assign]
    return listener.turns


def fitted(turns: Turns) -> dict[str, Any]:
    """The stored form, of weights for features as they come."""
    names = list(turns.features[0])
    rows = np.array([[row[name] for name in names] for row in turns.features])
    right, closed = np.array(turns.right), ~np.array(turns.open)
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.hstack([(rows - middle) / spread, np.ones((len(rows), 1))])
    said = np.zeros(len(rows), dtype=bool)
    for known, asked in GroupKFold(10).split(scaled, groups=turns.talks):
        weights = learnt(scaled[known], right[known], closed[known])
        chosen = np.where(closed[asked], NO_WAY, scaled[asked] @ weights).argmax(axis=1)
        said[asked] = right[asked, chosen]
    print(f"{len(rows)} turns; in folds {said.mean():.1%} right;", end=" ")
    print({way: f"{said[right[:, n]].sum()} of {right[:, n].sum()}" for n, way in enumerate(WAYS)})
    weights = learnt(scaled, right, closed)
    per_feature = weights[:-1] / spread[:, None]
    bias = weights[-1] - middle @ per_feature
    return {
        way: {"bias": round(float(bias[n]), 4)}
        | {name: round(float(weight), 4) for name, weight in zip(names, per_feature[:, n], strict=True)}
        for n, way in enumerate(WAYS)
    }


def learnt(rows: Any, right: Any, closed: Any) -> Any:
    """Weights by feature (the last one: the bias) and way, by which the right ways have the most of those open."""
    shape = (rows.shape[1], len(WAYS))

    def loss(flat: Any) -> tuple[float, Any]:
        weights = flat.reshape(shape)
        logs = log_softmax(np.where(closed, NO_WAY, rows @ weights), axis=1)
        of_right = np.where(right, logs, NO_WAY)
        hit = logsumexp(of_right, axis=1)
        slope = np.exp(logs) - np.exp(of_right - hit[:, None])
        kept = STRENGTH / 2 * (weights[:-1] ** 2).sum()
        penalty = np.vstack([STRENGTH * weights[:-1], np.zeros((1, shape[1]))])
        return kept - hit.sum(), (rows.T @ slope + penalty).ravel()

    return minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B").x.reshape(shape)


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

"""
Our components on published intent sets, beside plain scikit-learn: python -m benchmarks.public_sets PATH…

A path is CLINC150's data_full.json, the folder with BANKING77's train.csv and test.csv, or a folder that holds either.
The sets are not part of this project; where they come from and under which licence: docs/evaluation.md.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.bootstrap import prepare_rasa

OOS = "oos"
COLUMNS = (
    "set", "system", "in scope", "told out of scope", "of these rightly", "training s", "ms a message",
)  # fmt: skip
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"
Line = tuple[str, str]
Lines = list[Line]
Floats = npt.NDArray[np.float32]


class SetUnreadable(ValueError):
    """A file is not of the form in which the set is published; the message names the file."""


@dataclass(frozen=True)
class IntentSet:
    """Questions with their intents; those of no intent carry ``OOS``. ``held`` is what a threshold may be fitted on."""

    name: str
    train: Lines
    held: Lines
    test: Lines

    def first(self, each: int) -> IntentSet:
        """With so many training questions of each intent, those that come first."""
        seen: Counter[str] = Counter()
        kept: Lines = []
        for text, intent in self.train:
            seen[intent] += 1
            if seen[intent] <= each:
                kept.append((text, intent))
        return IntentSet(f"{self.name}, {each} an intent", kept, self.held, self.test)


def read_clinc(path: Path) -> IntentSet:
    """CLINC150 as published: one JSON object of six lists of [text, intent]. Raises SetUnreadable."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        parts = {key: [(str(text), str(intent)) for text, intent in found[key]] for key in _CLINC}
    except (ValueError, KeyError, TypeError) as error:
        raise SetUnreadable(f"{path}: not CLINC150's form ({type(error).__name__}: {error})") from error
    train, held, test = (parts[key] + parts[f"oos_{key}"] for key in ("train", "val", "test"))
    return _whole(IntentSet("CLINC150", train, held, test), path)


_CLINC = ("train", "val", "test", "oos_train", "oos_val", "oos_test")


def read_banking(folder: Path) -> IntentSet:
    """BANKING77 as published: train.csv and test.csv with the columns text and category. Raises SetUnreadable."""

    def lines(path: Path) -> Lines:
        try:
            with path.open(encoding="utf-8", newline="") as file:
                return [(row["text"], row["category"]) for row in csv.DictReader(file, strict=True)]
        except (OSError, UnicodeDecodeError, csv.Error, KeyError) as error:
            raise SetUnreadable(f"{path}: not BANKING77's form ({type(error).__name__}: {error})") from error

    return _whole(IntentSet("BANKING77", lines(folder / "train.csv"), [], lines(folder / "test.csv")), folder)


def _whole(found: IntentSet, path: Path) -> IntentSet:
    taught = {intent for _, intent in found.train}
    if len(taught - {OOS}) < 2:
        raise SetUnreadable(f"{path}: fewer than two intents to tell apart")
    if not found.test or not all(text and intent for text, intent in (*found.train, *found.held, *found.test)):
        raise SetUnreadable(f"{path}: no test questions, or a line without text or intent")
    if strangers := {intent for _, intent in found.test} - taught - {OOS}:
        raise SetUnreadable(f"{path}: intents that no training question has: {', '.join(sorted(strangers)[:5])}")
    return found


def read(path: Path) -> IntentSet:
    """The set at a path. Raises SetUnreadable where there is none."""
    if (path / "data_full.json").is_file():
        return read_clinc(path / "data_full.json")
    if (path / "train.csv").is_file():
        return read_banking(path)
    if path.is_file() and path.suffix == ".json":
        return read_clinc(path)
    if path.is_file() and path.name == "train.csv":
        return read_banking(path.parent)
    raise SetUnreadable(f"{path}: neither CLINC150's data_full.json nor a folder with BANKING77's train.csv")


@dataclass(frozen=True)
class Margins:
    """What a system makes of questions: ``of`` (questions x labels), the higher the likelier."""

    labels: list[str]
    of: Floats

    def best(self) -> tuple[list[str], Floats]:
        """Each question's likeliest label, ``OOS`` among them where it is taught, and its margin."""
        return [self.labels[place] for place in self.of.argmax(axis=1)], self.of.max(axis=1)


def fitted_floor(held: Margins, lines: Lines) -> float:
    """The margin under which a question counts as out of scope, by which most held questions are judged rightly."""
    named, margins = held.best()
    wanted = [intent for _, intent in lines]

    def right(floor: float) -> int:
        judged = (OOS if margin < floor else name for name, margin in zip(named, margins, strict=True))
        return sum(name == intent for name, intent in zip(judged, wanted, strict=True))

    floors = [float("-inf"), *np.quantile(margins, np.linspace(0, 1, 201)).tolist()]
    best: float = max(floors, key=right)
    return best


@dataclass(frozen=True)
class Score:
    """Shares: right of the questions in scope; told of those out of scope; right of those said to be so."""

    in_scope: float
    recall: float | None
    precision: float | None


def score(named: Sequence[str], lines: Lines) -> Score:
    """Of judged questions; None for a share of nothing."""
    pairs = list(zip(named, (intent for _, intent in lines), strict=True))

    def share(of: Iterable[bool]) -> float | None:
        counted = list(of)
        return sum(counted) / len(counted) if counted else None

    return Score(
        share(name == intent for name, intent in pairs if intent != OOS) or 0.0,
        share(name == OOS for name, intent in pairs if intent == OOS),
        share(intent == OOS for name, intent in pairs if name == OOS),
    )


def judged(test: Margins, floor: float) -> list[str]:
    """The label of each question, out of scope where its margin is under the floor."""
    return [OOS if margin < floor else name for name, margin in zip(*test.best(), strict=True)]


def row(name: str, system: str, found: Score, training: float, milliseconds: float) -> str:
    """One line of the table."""
    shares = (found.in_scope, found.recall, found.precision)
    cells = ["" if share is None else f"{100 * share:.1f} %" for share in shares]
    return f"| {name} | {system} | {' | '.join(cells)} | {training:.1f} | {milliseconds:.2f} |"


def rows(intents: IntentSet) -> list[str]:
    """Every system on one set, each trained in this run on the same questions and fitted in the same way."""
    from benchmarks.set_systems import Ours, Plain

    found = []
    for system in (Ours(), Plain()):
        training = system.train(intents.train)
        held, _ = system.margins([text for text, _ in intents.held]) if intents.held else ({}, 0.0)
        test, milliseconds = system.margins([text for text, _ in intents.test])
        for variant, margins in test.items():
            floor = fitted_floor(held[variant], intents.held) if held else float("-inf")
            scored = score(judged(margins, floor), intents.test)
            found.append(row(intents.name, variant, scored, training, milliseconds))
    return found


def main(arguments: Sequence[str] | None = None, show: Callable[[str], None] = print) -> int:
    """Reads all sets before it trains on the first; ends with 2 where one is not readable."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.public_sets", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    parser.add_argument("--each", type=int, help="so many training questions an intent instead of all")
    asked = parser.parse_args(arguments)
    try:
        sets = [read(path) for path in asked.paths]
    except SetUnreadable as error:
        show(str(error))
        return 2
    prepare_rasa()  # before anything imports Rasa
    show(HEAD)
    for intents in sets:
        for line in rows(intents.first(asked.each) if asked.each else intents):
            show(line)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

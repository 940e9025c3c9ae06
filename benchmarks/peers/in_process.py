"""Asks a trained Rasa model in process, stock or ours, in the environment that belongs to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.metrics import Figure, spread
from benchmarks.peers import rasa_driver
from benchmarks.peers.judging import Asked, Ranking, judged
from benchmarks.processes import MeasurementError, run_measured, tail
from benchmarks.questions import alternating

LIMIT = 1800.0
SPOKEN = "spoken.json"


@dataclass(frozen=True)
class Interpreter:
    """A Python with Rasa in it, its environment, and what must run there before Rasa is imported."""

    python: str
    environment: Mapping[str, str]
    prepare: str | None = None


@dataclass(frozen=True)
class Spoken:
    """
    Ranked intents of each question asked, with their confidence; milliseconds of each fixed one; turns only with an
    action server.
    """

    ranked: list[Ranking]
    parse_ms: list[float]
    new_ms: list[float]
    running_ms: list[float]

    def figures(self, asked: Sequence[Asked], known: set[str], system: str, data: str) -> list[Figure]:
        """Latency and accuracy of one system."""
        figures = spread(self.parse_ms, (("parse_p50", 0.5), ("parse_p95", 0.95)), system=system, data=data)
        if self.new_ms:
            names = (("turn_new_p50", 0.5), ("turn_new_p95", 0.95))
            figures += spread(self.new_ms, names, "with its action server", system=system, data=data)
        if self.running_ms:
            names = (("turn_running_p50", 0.5), ("turn_running_p95", 0.95))
            figures += spread(self.running_ms, names, "with its action server", system=system, data=data)
        return figures + judged(asked, [[name for name, _ in one] for one in self.ranked], known, system, data)


def ask_model(
    interpreter: Interpreter, model: Path, asked: Sequence[Asked], folder: Path, actions: str | None = None
) -> Spoken:
    """Runs the driver over the questions. Raises MeasurementError when it fails or takes too long."""
    texts, out = folder / "texts.json", folder / SPOKEN
    turns = [question.text for question in alternating()]
    texts.write_text(json.dumps({"texts": [question.text for question in asked], "turns": turns}), encoding="utf-8")
    driver = Path(shutil.copy(rasa_driver.__file__, folder / "driver.py"))  # nothing of ours beside it on the path
    command = [interpreter.python, str(driver), "--model", str(model), "--texts", str(texts), "--out", str(out)]
    command += ["--actions", actions] if actions else []
    command += ["--prepare", interpreter.prepare] if interpreter.prepare else []
    log = folder / "driver.log"
    ended = run_measured(command, cwd=folder, log=log, environment=interpreter.environment, limit=LIMIT)
    if not ended.finished:
        raise MeasurementError(f"the questions took over {LIMIT:.0f} s: {tail(log)}")
    return spoken_in(folder)


def spoken_in(folder: Path) -> Spoken:
    """What a model said that was asked in this folder. Raises OSError where none was."""
    found = json.loads((folder / SPOKEN).read_text(encoding="utf-8"))
    ranked: list[Ranking] = [[(name, confidence) for name, confidence in one] for one in found["ranked"]]
    return Spoken(ranked, found["parse_ms"], found.get("new_ms", []), found.get("running_ms", []))

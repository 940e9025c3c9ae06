"""Ours beside the peers on their terms: the same few training questions, and the intent alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.settings import ROOT
from benchmarks.metrics import ALL_QUESTIONS, OURS, Figure
from benchmarks.peers.in_process import Interpreter, ask_model
from benchmarks.peers.judging import Asked
from benchmarks.peers.training_data import Example, write_nlu
from benchmarks.processes import own_environment, run_measured

LIMIT = 3600.0


def interpreter(folder: Path) -> Interpreter:
    """Our own Python, with the stand-ins for absent packages put in place first."""
    return Interpreter(sys.executable, own_environment(folder), "assistant.bootstrap:prepare_rasa")


def measure_ours(model: Path, asked: Sequence[Asked], known: set[str], folder: Path) -> list[Figure]:
    """Accuracy of the intent alone for the model in use; its latency is measured in the engine itself."""
    spoken = ask_model(interpreter(folder), model, asked, folder)
    figures = spoken.figures(asked, known, OURS, ALL_QUESTIONS)
    return [figure for figure in figures if not figure.key.startswith("parse_")]


def measure_ours_capped(
    examples: Sequence[Example], asked: Sequence[Asked], known: set[str], data: str, folder: Path
) -> list[Figure]:
    """Training time, latency and accuracy of our configuration on the capped questions."""
    write_nlu(list(examples), folder / "data" / "nlu.yml", metadata=True)
    rules = folder / "data" / "rules.yml"
    rules.write_text((ROOT / "nlu_data" / "rules" / "outcomes.yml").read_text(encoding="utf-8"), encoding="utf-8")
    command = [sys.executable, "-m", "assistant.cli", "rasa", "train", "--force", "--out", "models"]
    command += ["--config", str(ROOT / "config.yml"), "--domain", str(ROOT / "assistant" / "domain"), "--data", "data"]
    trained = run_measured(
        command,
        cwd=folder,
        log=folder / "train.log",
        environment=own_environment(folder, RASA_MAX_CACHE_SIZE="0"),
        limit=LIMIT,
    )
    (model,) = (folder / "models").glob("*.tar.gz")
    spoken = ask_model(interpreter(folder), model, asked, folder)
    return [
        Figure("training_seconds", trained.seconds, "", OURS, data),
        Figure("training_peak_mb", trained.peak_mb, "", OURS, data),
        *spoken.figures(asked, known, OURS, data),
    ]

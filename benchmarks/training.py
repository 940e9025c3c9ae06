"""Training as an operator runs it: the command, from its start to the finished model."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.metrics import Figure
from benchmarks.processes import own_environment, run_measured

LIMIT = 3600.0
SHORT_LIMIT = 100.0  # a run without the peers takes about three minutes in all


def measure_training(folder: Path, limit: float = LIMIT) -> list[Figure]:
    """Time and peak memory of training on all questions into ``folder``; stopped at the limit in seconds."""
    ended = run_measured(
        [sys.executable, "-m", "assistant.cli", "train"],
        cwd=folder,
        log=folder / "train.log",
        environment=own_environment(folder),
        limit=limit,
    )
    note, stopped = "", not ended.finished
    if stopped:
        note = f"stopped after {limit:.0f} s; --peers measures the whole"
    return [
        Figure("training_seconds", ended.seconds, note, at_least=stopped),
        Figure("training_peak_mb", ended.peak_mb, note, at_least=stopped),
    ]

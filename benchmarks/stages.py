"""A run's stages: each in a folder of its own, each failing by itself so that the others are still measured."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from benchmarks.metrics import Figure, Findings


@dataclass(frozen=True)
class Stages:
    """Where the stages work and what they have found."""

    root: Path
    findings: Findings
    console: Console

    def folder(self, name: str) -> Path:
        """A new empty folder."""
        made = self.root / name
        made.mkdir()
        return made

    def attempt(self, name: str, measure: Callable[[], list[Figure]]) -> bool:
        """Measures, and keeps the figures or the reason why there are none; whether there are."""
        begun = time.perf_counter()
        try:
            with self.console.status(f"{name} …"):
                self.findings.figures += measure()
        except Exception as error:
            self.findings.failures.append(f"{name}: {type(error).__name__}: {error}")
            self.console.print(f"{name}: not measured", style="red")
            return False
        self.console.print(f"{name}: {time.perf_counter() - begun:.0f} s", style="dim", highlight=False)
        return True

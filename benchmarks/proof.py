"""The frame of a proof at a real service: options, the trained model, a folder of its own, figures as JSON."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.bootstrap import find_model
from assistant.settings import Settings

Run = Callable[[Path, Path, argparse.Namespace], Mapping[str, Any]]


def options_of(about: str | None) -> argparse.ArgumentParser:
    """A parser with what every proof understands; ``about`` is its module's docstring."""
    made = argparse.ArgumentParser(description=(about or "").strip().split("\n")[0])
    made.add_argument("--json", type=Path, help="writes the figures there")
    return made


def proven(name: str, parser: argparse.ArgumentParser, run: Run) -> int:
    """
    Runs ``run(model, folder, options)``, prints its figures and writes them where asked.

    The exit code: 2 without a trained model, 1 where the figures name something ``broken``, else 0.
    """
    options = parser.parse_args()
    model = find_model(Settings())
    if model is None:
        print("train first: uv run citizen-home train", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix=name) as folder:
        found = run(model, Path(folder), options)
    asked = {key: value for key, value in vars(options).items() if key != "json"}
    told = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), **asked, **found}
    print(json.dumps(told, indent=2, default=str, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(told, default=str) + "\n")
    return 1 if told["broken"] else 0

"""The training questions as the peers get them: text and intent, all of them or the same few of each intent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.settings import ROOT

NLU_DATA = ROOT / "nlu_data"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Example:
    """One training question with its intent and what stands beside the intent."""

    text: str
    intent: str
    metadata: tuple[tuple[str, Any], ...] = ()


def read_examples(folder: Path = NLU_DATA) -> list[Example]:
    """All training questions below a folder, each text once an intent. Raises ValueError when there are none."""
    found: dict[tuple[str, str], Example] = {}
    for path in sorted(folder.rglob("*.yml")):
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
        for block in document.get("nlu") or []:
            metadata = tuple((block.get("metadata") or {}).items())
            for line in block["examples"].splitlines():
                text = line.removeprefix("- ").strip()
                if text:
                    found.setdefault((block["intent"], text), Example(text, block["intent"], metadata))
    if not found:
        raise ValueError(f"no training questions below {folder}")
    return list(found.values())


def capped(examples: list[Example], most: int) -> list[Example]:
    """At most so many of each intent, evenly spread over the order of the files: all facets, both languages."""
    by_intent: dict[str, list[Example]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(example)
    chosen = []
    for members in by_intent.values():
        count = min(most, len(members))
        chosen += [members[place * len(members) // count] for place in range(count)]
    return chosen


def write_nlu(examples: list[Example], path: Path, *, metadata: bool) -> None:
    """The questions as a Rasa NLU file; our own components need the metadata, a stock pipeline has no use for it."""
    blocks: dict[tuple[str, str], dict[str, Any]] = {}
    for example in examples:
        beside = dict(example.metadata) if metadata else {}
        block = blocks.setdefault(
            (example.intent, repr(beside)), {"intent": example.intent, "metadata": beside, "lines": []}
        )
        block["lines"].append(f"- {example.text}\n")
    nlu = [
        {"intent": block["intent"]}
        | ({"metadata": block["metadata"]} if block["metadata"] else {})
        | {"examples": "".join(block["lines"])}
        for block in blocks.values()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True, sort_keys=False, width=10_000),
        encoding="utf-8",
    )

"""Evaluation figures on the development questions, where there are any: the project's own scoring."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.conversation import Conversation
from assistant.evaluation import read_cases, score
from benchmarks.metrics import Figure

DEV = Path(__file__).parent / "dev"
# Row, group of cases and its share; "missed" of a question in scope is what design calls wrongly refused.
_ROWS = (
    ("right", "question", "right"),
    ("wrong", "question", "wrong"),
    ("resolved", "question", "resolved"),
    ("missed", "question", "missed"),
    ("facet_right", "question", "facet"),
    ("not_covered_right", "not_covered", "right"),
    ("clarify_right", "clarify", "right"),
    ("center_right", "center", "right"),
    ("ticket_right", "ticket", "right"),
    ("dialogues_right", "dialogue (whole)", "right"),
)


def dev_cases(folder: Path = DEV) -> list[dict[str, Any]]:
    """The development questions; none where the folder is not there."""
    return read_cases(sorted(folder.glob("*.jsonl")))


def measure_accuracy(conversation: Conversation, cases: list[dict[str, Any]]) -> list[Figure]:
    """Figures of those groups that have cases."""
    groups = score(conversation, cases).rows()
    return [
        Figure(key, 100 * groups[group][share], f"{groups[group]['n']:.0f} cases")
        for key, group, share in _ROWS
        if group in groups and share in groups[group]
    ]

"""
The development questions spoilt in thirteen ways, beside themselves unspoilt: python -m benchmarks.robustness

Each way is measured on the questions that it changes, before and after, so that the drop is that of the slip alone.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from assistant.conversation import Conversation
from assistant.evaluation import Report, key_of, score
from assistant.settings import Settings
from benchmarks.accuracy import dev_cases
from benchmarks.slips import WAYS, Way
from catalog.pinyin import dictionary_kept

COLUMNS = ("the same questions with", "n", "right before", "right", "wrong before", "wrong", "refused")
HEAD = f"| {' | '.join(COLUMNS)} |\n{'|---' * len(COLUMNS)}|"


def changed_by(way: Way, cases: list[dict[str, Any]]) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Pairs of a case and the spoilt one, of the single questions in scope that ``way`` changes."""
    single = [case for case in cases if "turns" not in case and "expect" not in case]
    with dictionary_kept():
        pairs = [(case, {**case, "text": way(case["text"])}) for case in single]
    return [(case, spoilt) for case, spoilt in pairs if spoilt["text"] != case["text"]]


def row(name: str, before: Report, after: Report) -> str:
    """One line of the table: shares in per cent."""
    was, now = before.rows()["question"], after.rows()["question"]
    shares = (was["right"], now["right"], was["wrong"], now["wrong"], now["missed"])
    return f"| {name} | {now['n']:.0f} | " + " | ".join(f"{100 * share:.1f}" for share in shares) + " |"


def table(conversation: Conversation, cases: list[dict[str, Any]]) -> str:
    """All ways as a Markdown table. The plain questions are asked once and counted for each way."""
    plain = score(conversation, [case for case, _ in changed_by(lambda text: text + " ", cases)])
    words = {turn.key: turn for turn in plain.turns}
    lines = [HEAD]
    for name, way in WAYS.items():
        pairs = changed_by(way, cases)
        before = Report()
        for case, _ in pairs:
            turn = words[key_of(case, 0)]
            for group in turn.groups:
                before.tally[group]["n"] += 1
                before.tally[group][turn.word] += 1
        lines.append(row(name, before, score(conversation, [spoilt for _, spoilt in pairs])))
    return "\n".join(lines)


def main() -> None:
    """Prints the table for the model of the present sources."""
    from assistant.commands.starting import command_settings, present_model
    from benchmarks.bench import started

    settings: Settings = command_settings()
    with (
        tempfile.TemporaryDirectory() as folder,
        started(settings, present_model(settings), Path(folder)) as (conversation, _),
    ):
        print(table(conversation, dev_cases()))


if __name__ == "__main__":
    main()

"""
The pictures of docs/evaluation.md, made from the development set: python -m benchmarks.pictures

How far the best candidate's confidence can be taken at its word, and which families are taken for one another.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from assistant.evaluation import Report, calibration_bins, calibration_error, score
from assistant.settings import ROOT
from benchmarks.accuracy import dev_cases
from catalog import Catalog, load_catalog

FOLDER = ROOT / "docs" / "pictures"
MOST = 16  # families in the picture: those with the most mistakes
Mistakes = Counter[tuple[str, str]]
# The same picture is the same file: no date, no random names.
mpl.rcParams.update({"svg.hashsalt": "citizen-home", "svg.fonttype": "none", "font.size": 9})


def reliability(claims: list[tuple[float, bool]]) -> Figure:
    """A reliability diagram: the share of right best candidates against their confidence, and how many there are."""
    bins = calibration_bins(claims)
    sure, right, count = (np.array(column) for column in zip(*bins, strict=True))
    figure = Figure(figsize=(5, 5.2), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    upper.plot([0, 1], [0, 1], color="0.6", linestyle="--", label="confidence taken at its word")
    error = 1.96 * np.sqrt(np.maximum(right * (1 - right), 0.25 / count) / count)
    upper.errorbar(sure, right, yerr=error, color="#0b5cad", marker="o", capsize=3, label="development set (95 %)")
    upper.set(ylabel="share that is right", xlim=(0, 1), ylim=(0, 1.05))
    upper.set_title(f"{len(claims)} questions, expected calibration error {calibration_error(claims):.3f}")
    upper.legend(loc="upper left")
    lower.bar(sure, count, width=0.05, color="#0b5cad")
    lower.set(xlabel="confidence of the best candidate", ylabel="questions", yscale="log")
    return figure


def kin_of(transaction: str, catalog: Catalog) -> str:
    """The family that a transaction belongs to first; its department where it has none."""
    families = catalog.families_of(transaction)
    return families[0].id if families else f"({catalog.transactions[transaction].department})"


def mistakes(failures: list[dict[str, Any]], catalog: Catalog) -> Mistakes:
    """How often a question about one family had its best candidate in another, or the wrong one in its own."""
    found: Mistakes = Counter()
    for failure in failures:
        asked, offered = failure["expect"].get("transactions"), failure["got"]["candidates"]
        if failure["expect"].get("expect") or not asked or not offered or offered[0]["id"] in asked:
            continue
        right, best = ({kin_of(one, catalog) for one in ids} for ids in (asked, [offered[0]["id"]]))
        found[min(right), min(best if not right & best else right)] += 1
    return found


def confusion(found: Mistakes) -> Figure:
    """The mistakes as a matrix of the families that have most of them; the diagonal is within a family."""
    heavy: Counter[str] = Counter()
    for (asked, best), count in found.items():
        heavy[asked] += count
        heavy[best] += count
    names = sorted(name for name, _ in sorted(heavy.items(), key=lambda one: (-one[1], one[0]))[:MOST])
    table = np.array([[found[asked, best] for best in names] for asked in names])
    figure = Figure(figsize=(8, 7), layout="constrained")
    axes = figure.subplots()
    axes.imshow(table, cmap="Blues", vmin=0, vmax=max(table.max(), 1))
    axes.set_xticks(range(len(names)), names, rotation=60, ha="right")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlabel="family of the best candidate", ylabel="family that was asked about")
    for place in zip(*np.nonzero(table), strict=True):
        axes.text(place[1], place[0], str(table[place]), ha="center", va="center")
    shown = int(table.sum())
    axes.set_title(f"{sum(found.values())} questions whose best candidate is not the right one; {shown} of them here")
    return figure


def draw(report: Report, catalog: Catalog, folder: Path = FOLDER) -> list[Path]:
    """Writes both pictures as SVG; gives back their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {
        "calibration.svg": reliability(report.claims),
        "confusion.svg": confusion(mistakes(report.failures, catalog)),
    }
    for name, figure in made.items():
        figure.savefig(folder / name, metadata={"Date": None})
    return [folder / name for name in made]


def main() -> None:
    """Asks the development set of the model of the present sources, and draws."""
    from assistant.commands.starting import command_settings, present_model
    from benchmarks.bench import started

    settings = command_settings()
    with (
        tempfile.TemporaryDirectory() as folder,
        started(settings, present_model(settings), Path(folder)) as (conversation, _),
    ):
        report = score(conversation, dev_cases())
    for path in draw(report, load_catalog()):
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()

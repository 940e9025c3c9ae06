"""Findings as a table on the terminal, as JSON and as a Markdown table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.metrics import ALL_QUESTIONS, METRICS, Figure, Findings, written

OWN_COLUMNS = ("measured", "value", "unit", "target", "met", "best peer")
PEER_COLUMNS = ("peer", "trained on", "measured", "value", "unit", "ours", "ours better by")
NOTE = "note"  # last column, in the written tables only: a terminal has no room for it


def own_rows(findings: Findings) -> list[tuple[str, ...]]:
    """Our figures as the cells of the first table, with the strongest peer of the row and the note."""
    best = _against(findings)
    return [
        (
            figure.metric.title,
            figure.text,
            figure.metric.unit,
            figure.metric.target_text,
            {True: "yes", False: "no", None: ""}[figure.met],
            best.get(figure.key, ""),
            figure.note,
        )
        for figure in findings.ours()
    ]


def _against(findings: Findings) -> dict[str, str]:
    # The strongest peer of each row: whoever beats it beats the others. What ours makes of a few questions stands in
    # the peers' table alone.
    cells: dict[str, tuple[float, str]] = {}
    for peer, ours in findings.compared():
        if ours is None or ours.data != ALL_QUESTIONS:
            continue
        times = peer.metric.times_better(ours.value, peer.value)
        if times is not None and (peer.key not in cells or times < cells[peer.key][0]):
            cells[peer.key] = (times, f"{written(times)} × {peer.system}")
    return {key: cell for key, (_, cell) in cells.items()}


def peer_rows(findings: Findings) -> list[tuple[str, ...]]:
    """The peers' figures, each beside ours of the same row."""
    order = list(METRICS)
    pairs = sorted(findings.compared(), key=lambda pair: (pair[0].system, pair[0].data, order.index(pair[0].key)))
    return [_peer_row(peer, ours) for peer, ours in pairs]


def _peer_row(peer: Figure, ours: Figure | None) -> tuple[str, ...]:
    times = peer.metric.times_better(ours.value, peer.value) if ours else None
    beside = ""
    if ours is not None:
        beside = ours.text + ("" if ours.data == peer.data else f" (trained on {ours.data})")
    return (
        peer.system,
        peer.data,
        peer.metric.title,
        peer.text,
        peer.metric.unit,
        beside,
        "" if times is None else f"{written(times)} ×",
        peer.note,
    )


def remarks(findings: Findings) -> list[str]:
    """What has to be known to read the figures, and what failed."""
    return [*findings.notes, *(f"NOT MEASURED: {failure}" for failure in findings.failures)]


def show(findings: Findings, machine: Mapping[str, str], console: Console) -> None:
    """Prints the tables."""
    console.print(_rich_table("Citizen Home assistant", OWN_COLUMNS, own_rows(findings)))
    if peers := peer_rows(findings):
        console.print(_rich_table("Peers in the same run", PEER_COLUMNS, peers))
    for remark in remarks(findings):
        console.print(f"- {remark}", markup=False, highlight=False)
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()), style="dim", markup=False)


def _rich_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right" if column in ("value", "ours") else "left")
    for row in rows:
        colour = {"yes": "green", "no": "red"}.get(row[4]) if columns == OWN_COLUMNS else None
        table.add_row(*row[: len(columns)], style=colour)
    return table


def as_json(findings: Findings, machine: Mapping[str, str]) -> str:
    """The run as a JSON document."""
    document = {
        "machine": dict(machine),
        "figures": [_figure(figure) for figure in findings.ours()],
        "peers": [_figure(peer) | _beside(peer, ours) for peer, ours in findings.compared()],
        "notes": findings.notes,
        "failures": findings.failures,
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _figure(figure: Figure) -> dict[str, Any]:
    metric = figure.metric
    return {
        "key": figure.key,
        "title": metric.title,
        "system": figure.system,
        "trained_on": figure.data,
        "value": round(figure.value, 4),
        "unit": metric.unit,
        "better": metric.better,
        "target": metric.target,
        "met": figure.met,
        "at_least": figure.at_least,
        "note": figure.note,
    }


def _beside(peer: Figure, ours: Figure | None) -> dict[str, Any]:
    if ours is None:
        return {"ours": None, "ours_trained_on": None, "times_better": None}
    times = peer.metric.times_better(ours.value, peer.value)
    return {
        "ours": round(ours.value, 4),
        "ours_trained_on": ours.data,
        "times_better": None if times is None else round(times, 4),
    }


def as_markdown(findings: Findings, machine: Mapping[str, str]) -> str:
    """The run as Markdown tables."""
    parts = [f"# Benchmarks, {machine['date']}", _markdown_table((*OWN_COLUMNS, NOTE), own_rows(findings))]
    if peers := peer_rows(findings):
        parts += ["## Peers in the same run", _markdown_table((*PEER_COLUMNS, NOTE), peers)]
    if notes := remarks(findings):
        parts += ["## To read the figures", "\n".join(f"- {note}" for note in notes)]
    parts += ["## Machine", _markdown_table(("what", "value"), list(machine.items()))]
    return "\n\n".join(parts) + "\n"


def _markdown_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def write(findings: Findings, machine: Mapping[str, str], folder: Path) -> tuple[Path, Path]:
    """Writes both files, named by the run's date; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    stamp = machine["date"][:19].replace(":", "").replace("T", "-")
    json_file, markdown_file = folder / f"{stamp}.json", folder / f"{stamp}.md"
    json_file.write_text(as_json(findings, machine), encoding="utf-8")
    markdown_file.write_text(as_markdown(findings, machine), encoding="utf-8")
    return json_file, markdown_file

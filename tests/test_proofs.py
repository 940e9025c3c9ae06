"""docs/proofs.md tells of all 26 goals, with a day for what was measured and commands that exist."""

import re
from datetime import date
from pathlib import Path

import pytest
import typer.main

from assistant.cli import app as command_line
from benchmarks.capacity import table as capacity

ROOT = Path(__file__).parents[1]
GOALS = [
    *("L1", "L2", "L3", "L4"),
    *("F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8"),
    *("B1", "B2", "B3", "B4", "B5"),
    *("R1", "R2", "R3"),
    *("S1", "S2", "S3", "S4", "S5"),
    "A1",
]


def rows(text: str) -> list[list[str]]:
    """The cells of the table's rows."""
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"][2:]


def faults_of(cells: list[str]) -> list[str]:
    """What is wrong with a row: no figure, no day, no command, a command of something that is not there."""
    name, goal, measured, day, commands = cells
    faults = [] if goal and measured else [f"{name}: a cell is empty"]
    if (day == "–") != measured.startswith("not measured"):
        faults.append(f"{name}: a day stands beside what was measured, and only there")
    if day != "–" and not date(2026, 11, 1) <= date.fromisoformat(day) <= date(2030, 1, 1):
        faults.append(f"{name}: {day} is no day of a measurement")
    named = re.findall(r"`([^`]+)`", commands)
    return [*faults, *([] if named else [f"{name}: no command"]), *(f"{name}: {c}" for c in named if not exists(c))]


def exists(command: str) -> bool:
    """Whether what a command starts is part of the project."""
    words = [word for word in command.split() if not re.fullmatch(r"[A-Z_]+=\S+", word)]
    match words:
        case ["python", "-m", module, *_]:
            return (ROOT / f"{module.replace('.', '/')}.py").is_file()
        case ["python", path, *_]:
            return (ROOT / path).is_file()
        case ["pytest", *paths]:
            return bool(paths) and all((ROOT / path).exists() for path in paths)
        case ["citizen-home", name, *_]:
            return name in typer.main.get_group(command_line).commands
    return False


@pytest.fixture(scope="module")
def table() -> list[list[str]]:
    """The rows of the page."""
    return rows((ROOT / "docs" / "proofs.md").read_text("utf-8"))


def test_all_26_goals_stand_in_the_table_in_order(table: list[list[str]]) -> None:
    assert len(GOALS) == 26
    assert [cells[0] for cells in table] == GOALS


def test_what_was_measured_has_a_day_and_commands_that_exist(table: list[list[str]]) -> None:
    assert [fault for cells in table for fault in faults_of(cells)] == []


@pytest.mark.parametrize(
    "row",
    [
        "| L1 | fast | 50/s | – | `python -m benchmarks.bench` |",
        "| L1 | fast | not measured | 2026-11-25 | `python -m benchmarks.bench` |",
        "| L1 | fast | 50/s | 1999-11-25 | `python -m benchmarks.bench` |",
        "| L1 | fast | 50/s | 2026-11-25 | by hand |",
        "| L1 | fast | 50/s | 2026-11-25 | `python -m benchmarks.wishes` |",
        "| L1 | fast | 50/s | 2026-11-25 | `python benchmarks/wishes.py` |",
        "| L1 | fast | 50/s | 2026-11-25 | `pytest tests/wishes` |",
        "| L1 | fast | 50/s | 2026-11-25 | `citizen-home wish` |",
        "| L1 | fast | | 2026-11-25 | `citizen-home bench` |",
    ],
)
def test_a_row_that_proves_nothing_is_told(row: str) -> None:
    (cells,) = rows(f"| # |\n|---|\n{row}")
    assert faults_of(cells)


def test_the_table_of_machines_is_made_of_the_figures_beside_it() -> None:
    """Who measures anew changes the command, and has to change the table."""
    page = (ROOT / "docs" / "capacity.md").read_text("utf-8")
    cost, memory = re.findall(r"benchmarks\.capacity --milliseconds ([\d.]+) --megabytes ([\d.]+)", page)[0]
    assert "\n".join(capacity(float(cost), float(memory))) in page
    assert f"{memory} MB" in page

"""The short form of the hammer (benchmarks/ticket_kill.py), and proof that its checker sees each kind of harm."""

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from benchmarks.ticket_checker import FAULTS, check

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "ticket_kill.py"
SOUND = dict.fromkeys(FAULTS, 0)


def hammer(folder: Path, *options: str) -> tuple[int, dict[str, Any]]:
    """Runs the script and returns its exit code and figures."""
    command = [sys.executable, str(SCRIPT), "--workers", "4", "--folder", str(folder), "--json", f"{folder}.json"]
    result = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    figures = Path(f"{folder}.json")
    assert figures.exists(), result.stderr
    return result.returncode, json.loads(figures.read_text())


@pytest.fixture(scope="module")
def hammered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, dict[str, Any]]:
    """A store and its logs after twenty kills."""
    folder = tmp_path_factory.mktemp("hammered")
    return folder, *hammer(folder, "--issues", "500", "--kills", "20")


def test_kills_lose_and_double_nothing(hammered: tuple[Path, int, dict[str, Any]]) -> None:
    """I6 and the rest: all faults are 0."""
    _, code, figures = hammered
    assert figures["tickets"] >= 500 and figures["kills"] >= 20 and figures["calls"] > 100
    assert {name: figures[name] for name in FAULTS} == SOUND
    assert code == 0


@pytest.mark.parametrize("harm", [("--kills", "10"), ("--server-kills", "2")], ids=["workers", "server"])
def test_kills_over_postgres_lose_and_double_nothing(tmp_path: Path, harm: tuple[str, str]) -> None:
    """The same where workers die, and where the whole server does and clients repeat by their keys."""
    folder = tmp_path / "hammered"
    folder.mkdir()
    code, figures = hammer(folder, "--store", "postgres", "--issues", "40", *harm)
    assert figures["tickets"] >= 40 and figures["calls"] > 5
    assert figures["kills"] + figures["server_kills"] >= int(harm[1])
    assert {name: figures[name] for name in FAULTS} == SOUND
    assert code == 0


def acknowledged(folder: Path) -> dict[str, str]:
    """References of two tickets and one call whose answers reached the logs."""
    lines = [json.loads(line) for log in sorted(folder.glob("*.log")) for line in log.read_text().splitlines()]
    one, two, *_ = (line["reference"] for line in lines if line["ask"] == "issue" and line.get("reference"))
    called = next(line["reference"] for line in lines if line["ask"] == "call" and line.get("reference"))
    return {"one": one, "two": two, "called": called}


DOUBLED = "citizen = 'same', queue = 'q0', status = 'missed', key = id, no = id + 100000"
HARM = {
    "ticket gone": ("DELETE FROM ticket WHERE reference = :one", {"lost", "gaps", "audit_faults"}),
    "other reference": ("UPDATE ticket SET reference = 'x' WHERE reference = :one", {"lost"}),
    "counter too high": ("UPDATE counter SET last_no = last_no + 1 WHERE queue = 'q0'", {"gaps"}),
    "two for one": (f"UPDATE ticket SET {DOUBLED} WHERE reference IN (:one, :two)", {"twice", "lost", "gaps"}),
    "called again": (
        "INSERT INTO call SELECT NULL, ticket_id, returns, day, window, 'again', at, queue, favoured FROM call LIMIT 1",
        {"called_twice"},
    ),
    "call gone": ("DELETE FROM call WHERE ticket_id = (SELECT id FROM ticket WHERE reference = :called)", {"lost"}),
    "audit forged": ("UPDATE audit SET actor = 'nobody' WHERE seq = 7 AND queue = 'q1'", {"audit_faults"}),
}


@pytest.mark.parametrize("harm", HARM)
def test_the_checker_sees_harm(hammered: tuple[Path, int, dict[str, Any]], tmp_path: Path, harm: str) -> None:
    """Each kind of harm, done to a copy of the sound store, turns its own figure red."""
    folder = tmp_path / "copy"
    shutil.copytree(hammered[0], folder)
    assert check(folder, str(folder / "tickets.db")).sound
    statement, seen = HARM[harm]
    with closing(sqlite3.connect(folder / "tickets.db", isolation_level=None)) as connection:
        connection.execute("DROP INDEX called_once")
        connection.execute(statement, acknowledged(folder))
    report = check(folder, str(folder / "tickets.db"))
    assert not report.sound
    assert {name for name in FAULTS if getattr(report, name)} >= seen


@pytest.mark.parametrize(("store", "issues"), [("sqlite", "300"), ("postgres", "100")])
def test_without_transactions_the_hammer_turns_red(tmp_path: Path, store: str, issues: str) -> None:
    """The planted bug: statements that commit alone call people twice, leave gaps, or stop the giving of numbers."""
    folder = tmp_path / "planted"
    folder.mkdir()
    plant = ("--plant", "no-transaction", "--store", store)
    code, figures = hammer(folder, "--issues", issues, "--kills", "10", "--patience", "20", *plant)
    assert code == 1 and sum(figures[name] for name in (*FAULTS, "stalled")) > 0

"""The short form of benchmarks/clock_jumps.py on both stores, and proof that it would find what a clock breaks."""

import json
from pathlib import Path

import pytest

from benchmarks.clock_jumps import FAULTS, faults_of_days, out_of_order, parser, run, wrong_edges
from benchmarks.ticket_kill import prepared
from benchmarks.ticket_worker import Worker, build_ledger, open_store

from .ledger_stores import SQLiteHome


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # of forks beside threads: the hammer has none
@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_the_invariants_hold_while_the_clock_jumps(tmp_path: Path, store: str) -> None:
    """Two hours, a day, leap day, year end and four midnights; a worker dies at each."""
    options = parser().parse_args(["--store", store, "--midnights", "4", "--workers", "2", "--seconds", "0.2"])
    told = run(tmp_path, options)
    assert {name: told[name] for name in FAULTS} == dict.fromkeys(FAULTS, 0)
    assert told["days"] >= 6 and told["tickets"] > 12 and told["kills"] >= 12


def test_only_another_ticket_is_a_wrong_answer(sqlite_home: SQLiteHome, tmp_path: Path) -> None:
    """A window that found nobody, as at midnight, may find somebody when its press is repeated."""
    store = open_store(prepared(sqlite_home.address, "none"))
    worker = Worker(tmp_path, build_ledger(store, 1), 0, 0)
    answers = iter([{"reference": ""}, {"reference": "b"}, {"reference": "a"}, {"reference": "b"}])
    worker.answer = lambda _: next(answers)  # type: ignore[method-assign,assignment]
    for _ in range(2):
        worker.ask({"ask": "call", "window": 0, "key": "k"}, repeat=True)
    lines = [json.loads(line) for line in (tmp_path / "worker0.log").read_text().splitlines()]
    assert [line for line in lines if "wrong" in line] == [{"ask": "call", "window": 0, "key": "k", "wrong": True}]
    assert len(lines) == 5
    store.close()


def test_calls_and_steps_out_of_order_are_found() -> None:
    issued = [("q0", "2026-11-23", str(no), "issue", "waiting") for no in (1, 2)]
    first, second = (("q0", "2026-11-23", no, "called", "called") for no in "12")
    assert (out_of_order([*issued, first, second]), wrong_edges([*issued, first, second])) == (0, 0)
    assert out_of_order([*issued, second, first]) == 1
    assert wrong_edges([*issued, first, first]) == 1, "called twice"
    assert wrong_edges([first]) == 1, "called before it was given"


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        ("UPDATE ticket SET day = '2026-11-22' WHERE id = 3", "out_of_order"),
        ("UPDATE ticket SET no = 9 WHERE id = 2", "out_of_order"),
        ("UPDATE ticket SET citizen = 'c0' WHERE id = 2", "active_twice"),
        ("DELETE FROM audit WHERE seq = 3", "without_audit"),
    ],
)
def test_harm_to_days_and_numbers_is_found(sqlite_home: SQLiteHome, harm: str, found: str) -> None:
    """A day that goes back, a number out of its turn, a second active ticket, a ticket without its trail."""
    store = open_store(prepared(sqlite_home.address, "none"))
    ledger = build_ledger(store, 1)
    for citizen in range(3):
        ledger.issue(f"c{citizen}", "q0")
    assert not any(faults_of_days(sqlite_home.address).values())
    sqlite_home.change("DROP INDEX one_active")
    sqlite_home.change(harm)
    assert faults_of_days(sqlite_home.address)[found] == 1
    store.close()

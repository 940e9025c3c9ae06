"""The written results: whole, readable back, and honest about what is missing."""

import io
import json

import pytest
from rich.console import Console

from benchmarks import report
from benchmarks.metrics import METRICS, Figure, Findings

MACHINE = {"date": "2026-11-23T10:00:00+08:00", "cpu": "a | b", "commit": "abc"}


@pytest.fixture
def findings() -> Findings:
    return Findings(
        [
            Figure("turn_new_p50", 4.0, "330 messages"),
            Figure("memory_mb", 500.0),
            Figure("training_seconds", 100.0, "stopped", at_least=True),
            Figure("turn_new_p50", 60.0, "", "stock", "few"),
            Figure("turn_new_p50", 2.0, "", "quick", "few"),
            Figure("memory_mb", 100.0, data="few"),
            Figure("memory_mb", 50.0, "", "stock", "few"),
        ],
        notes=["how it was measured"],
        failures=["serving: no answer"],
    )


def test_json_says_of_each_figure_value_target_and_whether_it_is_met(findings):
    document = json.loads(report.as_json(findings, MACHINE))
    turn, memory, training = document["figures"]
    assert (turn["value"], turn["target"], turn["met"], turn["unit"]) == (4.0, 5, True, "ms")
    assert memory["met"] is False
    assert training["at_least"] is True
    assert document["machine"] == MACHINE
    assert document["failures"] == ["serving: no answer"]


def test_json_gives_each_peer_its_ratio_and_says_what_it_was_trained_on(findings):
    stock, quick, _ = json.loads(report.as_json(findings, MACHINE))["peers"]
    assert (stock["times_better"], stock["ours"], stock["trained_on"], stock["ours_trained_on"]) == (
        15,
        4,
        "few",
        "all",
    )
    assert quick["times_better"] == 0.5


def test_the_strongest_peer_stands_in_our_table(findings):
    turn, memory, _ = report.own_rows(findings)
    assert memory[5] == "", "what a few questions make of ours is not what stands in this row"
    assert turn[:6] == (METRICS["turn_new_p50"].title, "4", "ms", "≤ 5 ms", "yes", "0.50 × quick")


def test_markdown_holds_every_figure_and_cells_that_do_not_break_the_table(findings):
    text = report.as_markdown(findings, MACHINE)
    tables = [line for line in text.splitlines() if line.startswith("|")]
    widths = [line.replace("\\|", "").count("|") for line in tables]
    assert set(widths) == {len(report.OWN_COLUMNS) + 2, len(report.PEER_COLUMNS) + 2, 3}
    assert "| > 100 | s | ≤ 60 s | no |" in text
    assert "| stock | few |" in text
    assert "a \\| b" in text
    assert "NOT MEASURED: serving: no answer" in text


def test_markdown_without_peers_has_no_table_of_them(findings):
    findings.figures = findings.figures[:3]
    assert "Peers" not in report.as_markdown(findings, MACHINE)


def test_the_terminal_shows_every_row_note_and_failure(findings):
    printed = io.StringIO()
    report.show(findings, MACHINE, Console(file=printed, width=200))
    text = printed.getvalue()
    for wanted in (METRICS["memory_mb"].title, "> 100", "stock", "how it was measured", "NOT MEASURED: serving", "abc"):
        assert wanted in text


def test_both_files_are_named_by_the_date_and_hold_the_same_run(findings, tmp_path):
    written = report.write(findings, MACHINE, tmp_path / "new" / "results")
    assert [path.name for path in written] == ["2026-11-23-100000.json", "2026-11-23-100000.md"]
    assert json.loads(written[0].read_text(encoding="utf-8"))["machine"]["cpu"] == "a | b"
    assert written[1].read_text(encoding="utf-8") == report.as_markdown(findings, MACHINE)

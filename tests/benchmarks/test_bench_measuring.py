"""The stages themselves: small runs of tickets, processes and failures."""

import io
import os
import sys
from pathlib import Path

import pytest
from rich.console import Console

from benchmarks.machine import commit, cpu_name, describe, is_busy
from benchmarks.metrics import METRICS, Figure, Findings
from benchmarks.processes import MeasurementError, background, resident_mb, run_measured
from benchmarks.stages import Stages
from benchmarks.tickets import measure_tickets
from benchmarks.tickets_postgres import measure_postgres_tickets


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def measured(code: str, folder: Path, limit: float = 60.0):
    return run_measured(python(code), cwd=folder, log=folder / "log", environment=os.environ, limit=limit)


def test_tickets_and_bare_commits_are_counted_in_the_same_run(catalog, tmp_path):
    figures = {figure.key: figure.value for figure in measure_tickets(catalog, tmp_path, rounds=1, round_seconds=0.05)}
    assert figures["tickets_per_second"] > 0
    assert figures["tickets_ratio"] == figures["tickets_per_second"] / figures["bare_commits_per_second"]


def test_tickets_and_bare_commits_are_counted_on_postgres_too():
    found = measure_postgres_tickets(processes=2, rounds=1, round_seconds=0.2)
    figures = {figure.key: figure.value for figure in found}
    assert figures["postgres_tickets_per_second"] > 0
    tickets, commits = figures["postgres_tickets_per_second"], figures["postgres_bare_commits_per_second"]
    assert figures["postgres_tickets_ratio"] == tickets / commits
    assert figures.keys() <= METRICS.keys()


def test_a_measured_process_tells_time_and_peak_memory(tmp_path):
    ended = measured("import time; held = bytearray(80 * 2**20); time.sleep(0.3)", tmp_path)
    assert ended.finished
    assert ended.peak_mb > 80
    assert ended.seconds >= 0.3


def test_a_process_over_the_limit_is_stopped_and_said_to_be(tmp_path):
    assert not measured("import time; time.sleep(600)", tmp_path, limit=0.2).finished


def test_a_failing_process_is_no_measurement_and_its_last_words_are_kept(tmp_path):
    with pytest.raises(MeasurementError, match="no such model"):
        measured("raise SystemExit('no such model')", tmp_path)


def test_a_background_process_ends_with_its_block(tmp_path):
    code = "import time; time.sleep(600)"
    with background(python(code), cwd=tmp_path, log=tmp_path / "log", environment=os.environ) as process:
        assert resident_mb(process.pid) > 1
    assert process.poll() is not None
    assert resident_mb(process.pid) == 0


def test_a_stage_that_fails_is_reported_and_leaves_the_others_alone(tmp_path):
    stages = Stages(tmp_path, Findings(), Console(file=io.StringIO()))

    def broken() -> list[Figure]:
        raise MeasurementError("the server ended")

    assert not stages.attempt("serving", broken)
    assert stages.attempt("turns", lambda: [Figure("parse_p50", 1.0)])
    assert [figure.key for figure in stages.findings.figures] == ["parse_p50"]
    assert stages.findings.failures == ["serving: MeasurementError: the server ended"]


def test_the_machine_is_described_by_what_figures_depend_on():
    about = describe()
    assert {"date", "cpu", "cores", "memory", "commit", "python", "rasa"} <= set(about)
    assert int(about["cores"]) >= 1
    assert all(about.values())


def test_a_machine_with_more_work_than_the_share_is_busy():
    assert is_busy(share=-1.0)
    assert not is_busy(share=1e6)


def test_a_folder_without_git_has_no_commit(tmp_path):
    assert commit(tmp_path) == "no git checkout"


def test_the_cpus_name_is_the_kernels(tmp_path):
    information = tmp_path / "cpuinfo"
    information.write_text("processor\t: 0\nmodel name\t: A Fast One: 3 GHz\n", encoding="utf-8")
    assert cpu_name(information) == "A Fast One: 3 GHz"

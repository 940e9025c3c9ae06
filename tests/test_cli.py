"""The commands, as processes of their own."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
import typer
from typer.testing import CliRunner

from assistant import center
from assistant.cli import app

Command = Callable[..., subprocess.CompletedProcess[str]]


def test_catalog_check(command: Command) -> None:
    done = command("catalog", "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "187 records" in done.stdout
    assert "0 faults" in done.stdout


def test_catalog_export(command: Command, tmp_path: Path) -> None:
    shown = json.loads(command("catalog", "export").stdout)
    assert command("catalog", "export", "-o", "out.json").stdout == ""
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8")) == shown
    assert len(shown["transactions"]) == 187
    assert sum(len(department["windows"]) for department in shown["departments"]) == 101


@pytest.mark.parametrize("typed", ["护照到期", "huzhaodaoqi"])
def test_catalog_search(command: Command, typed: str) -> None:
    done = command("catalog", "search", typed, "--limit", "5")
    lines = done.stdout.splitlines()
    assert 1 <= len(lines) <= 5
    (found,) = [line for line in lines if line.startswith("passport_renewal ")]
    assert "1F 7-10" in found
    assert "12367" in found


def test_chat_over_a_pipe(command: Command) -> None:
    done = command("chat", typed="\u200b\n我护照快到期了\n在几楼哪个窗口\n1\n²\n99\n/quit\nthis is not read\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "没有收到文字" in done.stdout
    assert "7-10" in done.stdout
    assert "B001" in done.stdout


@pytest.mark.filterwarnings("ignore")  # Rasa's own deprecations while it loads
def test_evaluate(data_dir: Path, environment_of: Callable[[Path], dict[str, str]], tmp_path: Path) -> None:
    """In this process: another start of Rasa would cost more than all that is asked of it."""
    cases = [
        {
            "lang": "zh",
            "text": "我的护照快到期了，怎么换新的",
            "transactions": ["passport_renewal"],
            "facet": "overview",
        },
        {"lang": "en", "text": "where can I park", "expect": "center", "topic": "parking"},
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    cases_at, figures_at, failures_at = (tmp_path / name for name in ("cases.jsonl", "out.json", "failures.jsonl"))
    arguments = ["evaluate", cases_at, "--json", figures_at, "--failures", failures_at]
    done = CliRunner().invoke(app, list(map(str, arguments)), env=environment_of(data_dir))
    assert (done.exit_code, done.stderr) == (0, "")
    figures = json.loads(figures_at.read_text(encoding="utf-8"))
    assert figures["cases"] == 2
    assert figures["groups"]["question"]["right"] == figures["groups"]["center"]["right"] == 1.0
    assert failures_at.read_text(encoding="utf-8") == ""


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CITIZEN_HOME_CLOCK", "2026-11-23T10:00:00", "zone"),
        ("CITIZEN_HOME_CLOCK", "yesterday", "datetime"),
        ("CITIZEN_HOME_DATABASE_URL", "mysql://x", "sqlite:///"),
        ("CITIZEN_HOME_RATE_LIMIT", "maybe", "on|off"),
        ("CITIZEN_HOME_SESSION_HOURS", "0", "1"),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence(command: Command, name: str, value: str, said: str) -> None:
    done = command("serve", "--port", "0", **{name: value})
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith(f"{name}: ")
    assert said in done.stderr


def test_cases_that_can_not_be_read_are_said_in_a_sentence(command: Command, tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text("{", encoding="utf-8")
    done = command("evaluate", "cases.jsonl")
    assert done.returncode > 0
    assert "cases.jsonl:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_serve_refuses_what_it_can_not_do(command: Command) -> None:
    assert command("serve", "--workers", "0").returncode == 2


def test_a_reload_without_a_running_assistant_says_so(command: Command) -> None:
    done = command("catalog", "reload")
    assert done.returncode == 0 and "no assistant is running" in done.stdout


def test_as_many_come_to_a_simulated_day_as_usually(monkeypatch: pytest.MonkeyPatch) -> None:
    """Unless another number is asked for."""
    came: list[int] = []

    def day(people: int, *_: int) -> NoReturn:
        came.append(people)
        raise typer.Exit

    monkeypatch.setattr(center, "simulated_day", day)
    for asked in ([], ["--people", "9"]):
        CliRunner().invoke(app, ["simulate", *asked])
    assert came == [center.USUAL_CROWD, 9]

"""The frame of the proofs: what ends with which code, and what is written."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import proof


@pytest.mark.parametrize(("broken", "code"), [([], 0), (["a number twice"], 1)])
def test_figures_are_printed_and_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: list[str], code: int
) -> None:
    written = tmp_path / "figures.json"
    monkeypatch.setattr("sys.argv", ["proof", "--citizens", "3", "--json", str(written)])
    monkeypatch.setattr(proof, "find_model", lambda _: Path("model.tar.gz"))
    parser = proof.options_of("What it proves.\n\nMore.")
    parser.add_argument("--citizens", type=int)

    def run(model: Path, folder: Path, options: Any) -> dict[str, Any]:
        assert folder.is_dir() and model.name == "model.tar.gz"
        return {"numbers": options.citizens, "broken": broken}

    assert proof.proven("proof", parser, run) == code
    printed, kept = json.loads(capsys.readouterr().out), json.loads(written.read_text())
    assert printed == kept and kept["numbers"] == kept["citizens"] == 3 and kept["broken"] == broken


def test_without_a_model_it_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["proof"])
    monkeypatch.setattr(proof, "find_model", lambda _: None)
    assert proof.proven("proof", proof.options_of(None), lambda *_: {"broken": []}) == 2
    assert "train first" in capsys.readouterr().err

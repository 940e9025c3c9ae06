"""`catalog reload` beside a real `citizen-home serve`: both work on a copy of the catalog that a test may edit."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from catalog.loader import DATA

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The folder of the copied catalog's files."""
    return Path(shutil.copytree(DATA.parent, tmp_path / "own" / "catalog")) / "data"


@pytest.fixture
def more_environment(edited: Path) -> dict[str, str]:
    """Processes import the copy."""
    return {"PYTHONPATH": str(edited.parent.parent)}


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_fact_edited_while_serving(server: Any, command: Command, edited: Path) -> None:
    """The next answer of a conversation that goes on holds it, as do page and API; a fault later changes nothing."""
    exit_entry = edited / "transactions" / "exit_entry.yml"
    with httpx.Client(base_url=server.address, timeout=30) as http:
        token = http.post("/api/v1/sessions", json={}).json()["token"]

        def says(text: str) -> dict[str, Any]:
            said = http.post("/api/v1/messages", json={"text": text}, headers={"Authorization": f"Bearer {token}"})
            turn: dict[str, Any] = said.json()
            return turn

        assert "到付也行" not in says("护照丢了要补办，多少钱")["replies"][0]["text"]
        change(exit_entry, 'zh: "快递费另算。"', 'zh: "快递费另算，到付也行。"')
        done = command("catalog", "reload")
        assert (done.returncode, done.stderr) == (0, "") and "taken in by 1 process" in done.stdout
        turn = says("那要多少钱")
        assert turn["understanding"]["transaction"] == "passport_reissue_lost"
        assert "到付也行" in turn["replies"][0]["text"]
        assert "到付也行" in http.get("/transactions/passport_reissue_lost?language=zh").text
        assert "到付也行" in http.get("/api/v1/transactions/passport_reissue_lost").json()["fee"]["note"]["zh"]

        change(exit_entry, 'zh: "快递费另算，到付也行。"', 'zh: "快递费另算，到付也不行。"')
        change(exit_entry, "  weekend: true", "  weekend: perhaps")
        refused = command("catalog", "reload")
        assert refused.returncode == 1 and "transactions/exit_entry.yml:" in refused.stderr
        assert "the old catalog stays" in refused.stderr
        assert "到付也行" in says("再说一遍多少钱")["replies"][0]["text"]


def test_without_a_running_assistant_it_says_so(command: Command) -> None:
    done = command("catalog", "reload")
    assert done.returncode == 0 and "no assistant is running" in done.stdout

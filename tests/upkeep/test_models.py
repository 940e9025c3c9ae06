"""Models are known by their checksum, pinned only when they are fit, and the one before can be had again."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.bootstrap import find_model
from assistant.engine.models import ModelRefused, activate, describe, models, pinned, roll_back, verified
from assistant.settings import Settings

FIRST, SECOND = "citizen-home-0123456789abcdef.tar.gz", "citizen-home-fedcba9876543210.tar.gz"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two models that were trained here."""
    made = tmp_path / "models"
    made.mkdir()
    for name in (FIRST, SECOND):
        (made / name).write_bytes(name.encode())
        describe(made / name)
        time.sleep(0.01)
    return made


def test_a_manifest_says_what_a_model_is(folder: Path) -> None:
    newest, _ = models(folder)
    assert newest.path.name == SECOND and newest.whole and not newest.manifest.adopted
    assert newest.manifest.sources == "fedcba9876543210" and newest.manifest.rasa == "3.6.21"
    assert len(newest.manifest.sha256) == 64


def test_a_model_that_was_changed_is_refused(folder: Path) -> None:
    """By one byte, or by another file under its name; not served, not pinned, and listed as changed."""
    activate(folder, FIRST)
    (folder / FIRST).write_bytes(FIRST.encode() + b"\0")
    for refused in (lambda: verified(folder / FIRST), lambda: pinned(folder), lambda: activate(folder, FIRST)):
        with pytest.raises(ModelRefused, match="checksum"):
            refused()
    assert {model.path.name: model.whole for model in models(folder)} == {FIRST: False, SECOND: True}
    with pytest.raises(ModelRefused, match="not there"):
        verified(folder / "citizen-home-0000000000000000.tar.gz")
    with pytest.raises(ModelRefused):
        find_model(Settings(_env_file=None, data_dir=folder.parent))


def test_one_without_a_manifest_is_taken_as_it_is_and_held_to_that(folder: Path) -> None:
    describe(folder / FIRST)
    (folder / FIRST.replace(".tar.gz", ".json")).unlink()
    assert verified(folder / FIRST) and models(folder)[1].manifest.adopted
    (folder / FIRST).write_bytes(b"another")
    with pytest.raises(ModelRefused):
        verified(folder / FIRST)


def test_pinned_and_back(folder: Path) -> None:
    """Activated, another activated, rolled back, and none; a name is never a way out of the folder."""
    assert pinned(folder) is None
    activate(folder, FIRST)
    activate(folder, SECOND)
    assert pinned(folder) == folder / SECOND == find_model(Settings(_env_file=None, data_dir=folder.parent))
    assert roll_back(folder) == FIRST and pinned(folder) == folder / FIRST
    assert roll_back(folder) == SECOND
    activate(folder, None)
    assert pinned(folder) is None and roll_back(folder) == SECOND
    for name in ("../" + FIRST, "other.tar.gz", ""):
        with pytest.raises(ModelRefused):
            activate(folder, name)


def test_nothing_to_go_back_to(folder: Path) -> None:
    with pytest.raises(ModelRefused, match="before"):
        roll_back(folder)


def test_a_file_that_is_no_model_fails_its_canaries_and_is_not_pinned(
    command: Callable[..., subprocess.CompletedProcess[str]], data_dir: Path, model: Any
) -> None:
    """It is tried in a process of its own before anything changes; `list` tells both."""
    (data_dir / "models" / FIRST).write_bytes(b"no model")
    done = command("model", "activate", FIRST)
    assert done.returncode == 1 and "not fit to serve" in done.stderr
    assert not (data_dir / "models" / "active.json").exists()
    listed = command("model", "list").stdout
    assert FIRST in listed and model.name in listed and "present sources" in listed
    assert json.loads((data_dir / "models" / FIRST.replace(".tar.gz", ".json")).read_text())["adopted"]

"""A full disk under the ledger: refused in words, nothing lost, going on once there is room."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import disk_full

ROOT = Path(__file__).parents[2]
ON_A_SMALL_DISK = 'mount -t tmpfs -o size=24m tmpfs "$1" && exec "$2" -m benchmarks.disk_full "$1"'


def test_a_full_disk_breaks_no_promise(tmp_path: Path) -> None:
    """A real file system of 24 megabytes, filled to the last byte in the middle of the day."""
    unshare = ["unshare", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"]), "--mount"]
    command = [*unshare, "sh", "-c", ON_A_SMALL_DISK, "sh", str(tmp_path), sys.executable]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told = json.loads(ran.stdout)
    assert told["refused_while_full"] > 100 and told["lost_or_changed"] == told["numbers_twice"] == 0


def test_a_large_disk_is_not_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The measurement refuses where it would fill somebody's machine."""
    monkeypatch.setattr(disk_full, "LARGEST", 2**20)
    with pytest.raises(ValueError, match="small file system"):
        disk_full.fill(tmp_path / "filler")

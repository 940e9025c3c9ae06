"""Writes down every address that a Python process tries to reach or look up, and every program that it starts."""

from __future__ import annotations

import os
from pathlib import Path

# Imported by every process that finds its folder in PYTHONPATH. Without uvloop, whose connections Python does not see.
_WATCH = """
import os, sys
sys.modules["uvloop"] = None
_kept = os.open({log!r}, os.O_APPEND | os.O_CREAT | os.O_WRONLY, 0o600)
def _watch(event, given):
    if event == "socket.connect":
        os.write(_kept, f"connect {{given[1]!r}}\\n".encode("utf-8", "replace"))
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        os.write(_kept, f"look up {{given[0]!r}}\\n".encode("utf-8", "replace"))
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        os.write(_kept, f"start {{given[0]!r}}\\n".encode("utf-8", "replace"))
sys.addaudithook(_watch)
"""


class Outward:
    """The watch over a process to be started: its setting, and what was seen."""

    def __init__(self, folder: Path, root: Path) -> None:
        """``root`` is where the process finds its own modules."""
        self._log, watch = folder / "outward.log", folder / "watch"
        watch.mkdir()
        (watch / "sitecustomize.py").write_text(_WATCH.format(log=str(self._log)), encoding="utf-8")
        self.settings = {"PYTHONPATH": os.pathsep.join((str(watch), str(root)))}

    def seen(self) -> list[str]:
        """Lines such as ``connect ('127.0.0.1', 80)``, in order."""
        return self._log.read_text(encoding="utf-8").splitlines() if self._log.exists() else []

"""What a figure depends on: the machine, the commit and the versions."""

from __future__ import annotations

import platform
import subprocess
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil  # type: ignore[import-untyped, unused-ignore]

from assistant.settings import ROOT

PACKAGES = ("citizen-home", "rasa", "spacy", "scikit-learn", "numpy", "fastapi", "uvicorn", "httpx")


def describe() -> dict[str, str]:
    """Date, machine, commit and versions, each as a line to print."""
    return {
        "date": datetime.now().astimezone().isoformat(timespec="seconds"),
        "cpu": cpu_name(),
        "cores": str(psutil.cpu_count() or "unknown"),
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "load at the start": f"{psutil.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "commit": commit(),
        **{package: installed(package) for package in PACKAGES},
    }


def is_busy(share: float = 0.5) -> bool:
    """Whether other work takes a good part of a core: then times say little about the assistant."""
    return bool(psutil.getloadavg()[0] > share)


def cpu_name(information: Path = Path("/proc/cpuinfo")) -> str:
    """The processor's name as the kernel has it."""
    if information.exists():
        for line in information.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def commit(folder: Path = ROOT) -> str:
    """The commit that lies in the folder, marked when files differ from it."""
    try:
        name = _git(folder, "rev-parse", "--short=12", "HEAD")
        return f"{name} with changes" if _git(folder, "status", "--porcelain") else name
    except (OSError, subprocess.SubprocessError):
        return "no git checkout"


def _git(folder: Path, *arguments: str) -> str:
    asked = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, timeout=30, check=True, encoding="utf-8"
    )
    return asked.stdout.strip()


def installed(package: str) -> str:
    """The installed version of a package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"

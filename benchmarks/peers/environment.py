"""An environment of its own for stock Rasa: Python 3.10, its released dependencies, nothing of ours."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from benchmarks.processes import compile_libraries

RASA = "3.6.21"
REQUIREMENTS = (f"rasa[jieba]=={RASA}", "rasa-sdk==3.6.2", "setuptools<81")
PYTHON = "3.10"
INSTALL_SECONDS = 1800.0


class PeerError(RuntimeError):
    """A peer could not be made or did not answer."""


def stock_rasa(folder: Path) -> Path:
    """The interpreter of stock Rasa's environment below ``folder``, made on first use. Raises PeerError."""
    environment = folder / f"rasa-{RASA}"
    python = environment / "bin" / "python"
    done = environment / "complete"
    if not done.exists():
        _uv("venv", "--no-project", "--clear", "--python", _interpreter(), str(environment))
        _uv("pip", "install", "--python", str(python), *REQUIREMENTS)
        compile_libraries(str(python))
        done.touch()
    return python


def _interpreter() -> str:
    # pyenv hides versions that are not switched on from uv; its folder has them all the same.
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    hidden = sorted(pyenv.glob(f"{PYTHON}.*/bin/python")) if pyenv.is_dir() else []
    return str(hidden[-1]) if hidden else PYTHON


def _uv(*arguments: str) -> None:
    # Elsewhere than in the project: its uv settings state other dependencies for Rasa.
    with tempfile.TemporaryDirectory() as elsewhere:
        try:
            made = subprocess.run(
                ["uv", *arguments],
                cwd=elsewhere,
                capture_output=True,
                text=True,
                timeout=INSTALL_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PeerError(f"uv {arguments[0]} did not run: {error}") from error
    if made.returncode != 0:
        raise PeerError(f"uv {' '.join(arguments[:2])} failed: {made.stderr.strip()[-500:]}")

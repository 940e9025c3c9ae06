"""What commands do first."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.settings import Settings


def command_settings() -> Settings:
    """The process's settings, with quiet logs. Raises pydantic's ValidationError for a wrong one."""
    from assistant.bootstrap import quiet_logs
    from assistant.settings import get_settings

    settings = get_settings()
    quiet_logs(settings)
    return settings


def present_model(settings: Settings) -> Path:
    """
    The model of the present sources. It is trained, if it has to be, in a process of its own: half a gigabyte that
    training needs would stay with a process that goes on to serve. Raises typer.Exit(1) when there is none after that.
    """
    from assistant.bootstrap import find_model

    found = find_model(settings)
    if found is None:
        if subprocess.run([sys.executable, "-m", "assistant.cli", "train"], check=False).returncode:
            raise typer.Exit(1)
        found = find_model(settings)
    if found is None:
        raise typer.Exit(1)
    return found

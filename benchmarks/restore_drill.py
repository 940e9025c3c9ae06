"""
The restore drill at a city's size: how long a copy takes, how long to bring it back, and whether all of it is there.

    uv run python -m benchmarks.restore_drill
    uv run python -m benchmarks.restore_drill --store postgres

The store holds 171,000 tickets with their trail (5,700 a day for 30 days) and as many conversations of four questions.
It is copied by `citizen-home backup`, lost, brought back by `citizen-home restore`, and checked by `citizen-home
tickets verify`; the rows of every table are counted before and after. Prints JSON; exit 1 when a count differs, a
command fails, or bringing back and checking took more than half an hour.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from assistant.settings import Settings
from benchmarks.city_store import counts, grow, live, speak
from benchmarks.postgres_server import PostgresServer
from benchmarks.processes import own_environment
from benchmarks.proof import options_of, proven

LONGEST_MINUTES = 30.0
ORIGINALS, TALKS = 570, 57  # real tickets and conversations, which are then repeated


def timed(settings: Settings, folder: Path, *words: str) -> tuple[float, str]:
    """A command of citizen-home: its seconds, and what it said. Raises RuntimeError when it fails."""
    more = {"CITIZEN_HOME_DATABASE_URL": settings.postgres_url} if settings.postgres_url else {}
    spec = find_spec("pgserver")
    programs = Path(str(spec.origin)).parent / "pginstall" / "bin" if spec else folder
    environment = own_environment(settings.data_dir, **more, PATH=f"{programs}{os.pathsep}{os.environ['PATH']}")
    begun = time.perf_counter()
    command = [sys.executable, "-m", "assistant.cli", *words]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}: {done.stderr.strip()[-400:]}")
    return round(time.perf_counter() - begun, 1), done.stdout.strip()


def drill(folder: Path, lived: Settings, new: Settings) -> dict[str, Any]:
    """Copies, loses, brings back, checks."""
    before = counts(lived)
    seconds: dict[str, float] = {}
    seconds["backup_seconds"], said = timed(lived, folder, "backup", str(folder / "copies"))
    copy = Path(said.splitlines()[-1])
    size = sum(path.stat().st_size for path in copy.iterdir())
    shutil.rmtree(lived.data_dir, ignore_errors=True)  # the disk is lost; the database of the other settings is empty
    seconds["restore_seconds"], _ = timed(new, folder, "restore", str(copy))
    seconds["verify_seconds"], verified = timed(new, folder, "tickets", "verify")
    after = counts(new)
    different = [f"{name}: {rows} before, {after[name]} after" for name, rows in before.items() if rows != after[name]]
    minutes = (seconds["restore_seconds"] + seconds["verify_seconds"]) / 60
    late = [f"brought back and checked after {minutes:.1f} minutes"] if minutes > LONGEST_MINUTES else []
    return {
        **seconds,
        "copy_mb": round(size / 2**20),
        "rows": before,
        "verified": verified.splitlines()[-1] if verified else "",
        "broken": different + late,
    }


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """A store of that size, then the drill."""
    with ExitStack() as stack:
        server = stack.enter_context(PostgresServer(durable=True)) if options.store == "postgres" else None

        def settings(name: str) -> Settings:
            url = SecretStr(server.create(name)) if server else None
            return Settings(_env_file=None, data_dir=folder / name, database_url=url)

        lived = settings("lived")
        originals, talks = min(ORIGINALS, options.tickets), min(TALKS, options.tickets)
        live(lived, originals)
        speak(lived, model, talks)
        grow(lived, options.tickets // originals - 1, options.tickets // talks - 1)
        return drill(folder, lived, settings("new"))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = options_of(__doc__)
    made.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    made.add_argument("--tickets", type=int, default=171_000, help="and as many conversations")
    return made


def main() -> int:
    """The command line's end."""
    return proven("drill", parser(), run)


if __name__ == "__main__":
    sys.exit(main())

"""
Copies of all that has to survive: made while the service runs, checked when made and when brought back.

SQLite files are copied by SQLite's own online backup, PostgreSQL by `pg_dump`; a list of checksums completes them.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.settings import Settings

LIST, DUMP, KEY = "backup.json", "database.dump", "signing.key"


class BackupFailed(RuntimeError):
    """The copy was not made, or can't be brought back; the message says why and what to do."""


def make(settings: Settings, folder: Path, now: datetime) -> Path:
    """Makes a copy in a new folder below ``folder``, readable by its owner only. Raises BackupFailed."""
    target = folder / f"citizen-home-{now:%Y%m%d-%H%M%S}"
    part = target.with_name(f".{target.name}")
    try:
        part.mkdir(parents=True, mode=0o700)
        for file in _files(settings):
            _copy_database(file, part / file.name)
        if (key := settings.data_dir / KEY).exists():
            shutil.copy(key, part / KEY)
            (part / KEY).chmod(0o600)
        if settings.postgres_url is not None:
            _run("pg_dump", settings.postgres_url, "--format=custom", f"--file={part / DUMP}")
        sums = {path.name: _sum(path) for path in sorted(part.iterdir())}
        if not any(name != KEY for name in sums):
            raise BackupFailed("there is nothing to copy: no database was found")
        listed = {"made_at": now.isoformat(), "postgres": settings.postgres_url is not None, "sha256": sums}
        (part / LIST).write_text(json.dumps(listed, indent=2) + "\n", encoding="utf-8")
        part.rename(target)  # whole or not at all
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(f"the copy was not made: {error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def check(copy: Path) -> dict[str, Any]:
    """The list of a copy whose files are all there and unchanged. Raises BackupFailed."""
    try:
        listed: dict[str, Any] = json.loads((copy / LIST).read_text(encoding="utf-8"))
        changed = [name for name, known in listed["sha256"].items() if _sum(copy / name) != known]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupFailed(f"{copy} is no whole copy: {error}") from error
    if changed:
        raise BackupFailed(f"{copy} was changed since it was made: {', '.join(changed)}")
    return listed


def restore(settings: Settings, copy: Path, *, replace: bool = False) -> None:
    """
    Brings a copy back into the data folder, and into the database that the settings name. No service may run.

    Raises BackupFailed when there is data already (unless told to ``replace`` it), or the copy is of another kind.
    """
    listed = check(copy)
    if listed["postgres"] != (settings.postgres_url is not None):
        raise BackupFailed("the copy and CITIZEN_HOME_DATABASE_URL are not of one kind: SQLite and PostgreSQL")
    present = [file.name for file in _files(settings)]
    if present and not replace:
        raise BackupFailed(f"there is data already ({', '.join(present)}): stop the service and say --replace")
    try:
        if settings.postgres_url is not None:
            clean = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
            _run("pg_restore", settings.postgres_url, *clean, str(copy / DUMP))
        for name, wanted in _places(settings).items():
            if name in listed["sha256"]:
                _put(copy / name, wanted)
    except (OSError, sqlite3.Error) as error:
        raise BackupFailed(f"the copy was not brought back whole: {error}; repeat it with --replace") from error


def _places(settings: Settings) -> dict[str, Path]:
    databases = (
        settings.tickets_file,
        settings.conversations_file,
        settings.delivery_file,
        settings.staff_file,
        settings.upkeep_file,
    )
    return {path.name: path for path in databases} | {KEY: settings.data_dir / KEY}


def _files(settings: Settings) -> Iterator[Path]:
    yield from (path for name, path in _places(settings).items() if name != KEY and path.exists())


def _copy_database(source: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)) as live,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=2048)  # in steps, so that nobody who writes waits for the whole
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
        if said != "ok":
            raise BackupFailed(f"{source.name} is damaged: {said}")
    target.chmod(0o600)


def _put(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    part = target.with_name(f".{target.name}.restored")
    shutil.copy(source, part)
    part.chmod(0o600)
    part.replace(target)


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(program: str, url: str, *options: str) -> None:
    """A program of PostgreSQL; the password goes by the environment, not by the command line, which all can see."""
    from psycopg.conninfo import conninfo_to_dict

    found = shutil.which(program)
    if found is None:
        raise BackupFailed(f"{program} is not installed here: it comes with PostgreSQL's client programs")
    given = {str(name): str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    secret = {"PGPASSWORD": given.pop("password")} if "password" in given else {}
    name = " ".join(f"{key}='{value}'" for key, value in given.items())
    done = subprocess.run(  # noqa: S603 (a program of PostgreSQL with words of our own)
        [found, f"--dbname={name}", *options],
        env={**os.environ, **secret}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupFailed(f"{program} failed: {(done.stderr.strip().splitlines() or ['no reason'])[-1]}")

"""
The trained models of a data folder: where each is from, whether it is unchanged, which one is served.

Beside each model stands a manifest with its SHA-256. One is pinned by `active.json`; without it the model of the
present sources is served. Imports no Rasa.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import platform
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)
NAME = re.compile(r"citizen-home-([0-9a-f]{16})\.tar\.gz")
PINNED = "active.json"


class ModelRefused(RuntimeError):
    """The model is not there, or is not what its manifest says."""


@dataclass(frozen=True)
class Manifest:
    """What is known of a model: its checksum, its sources' fingerprint, when and with what it was trained."""

    sha256: str
    sources: str
    trained_at: str
    python: str
    rasa: str
    adopted: bool = False  # found without a manifest and taken as it was


@dataclass(frozen=True)
class Model:
    """A model in the folder; ``whole`` says whether it is what its manifest says."""

    path: Path
    manifest: Manifest
    whole: bool


def describe(path: Path, *, adopted: bool = False) -> Manifest:
    """Writes the manifest of a model that is there, whole or not at all."""
    named = NAME.fullmatch(path.name)
    when = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    made = Manifest(
        _sum(path), named[1] if named else "", when, platform.python_version(), version("rasa"), adopted=adopted
    )
    _write(_manifest(path), asdict(made))
    return made


def verified(path: Path) -> Path:
    """
    The model, if it is what its manifest says; one without a manifest is described first, and trusted from then on.

    Raises ModelRefused.
    """
    if not path.exists():
        raise ModelRefused(f"{path.name} is not there")
    known = _known(path)
    if known is None:
        try:
            describe(path, adopted=True)
        except OSError as error:
            log.warning("the manifest of %s can't be written: %s", path.name, error)
        return path
    if known.sha256 != _sum(path):
        raise ModelRefused(
            f"{path.name} is not the model that was trained here (its checksum differs): delete it and train again"
        )
    return path


def models(folder: Path) -> list[Model]:
    """All models of the folder, newest first."""
    found = []
    for path in sorted(folder.glob("citizen-home-*.tar.gz"), key=lambda one: one.stat().st_mtime, reverse=True):
        known = _known(path)
        whole = known is None or known.sha256 == _sum(path)
        found.append(Model(path, known or describe(path, adopted=True), whole))
    return found


def pinned(folder: Path) -> Path | None:
    """The model that is to be served whatever the sources are; None when none is named. Raises ModelRefused."""
    name = pinned_name(folder)
    return verified(folder / name) if name else None


def pinned_name(folder: Path) -> str | None:
    """The name of the pinned model, whether it is fit to serve or not."""
    name = _pin(folder).get("active")
    return str(name) if name else None


def activate(folder: Path, name: str | None) -> None:
    """Pins a model, or none: that of the present sources is served again. Raises ModelRefused."""
    if name is not None:
        if not NAME.fullmatch(name):
            raise ModelRefused(f"{name} is no name of a model")
        verified(folder / name)
    before = _pin(folder).get("active")
    _write(folder / PINNED, {"active": name, "before": before, "at": datetime.now(UTC).isoformat(timespec="seconds")})


def roll_back(folder: Path) -> str | None:
    """Pins what was served before the last change, and names it; None: that of the present sources."""
    pin = _pin(folder)
    if "before" not in pin:
        raise ModelRefused("no model was activated before")
    activate(folder, pin["before"])
    return str(pin["before"]) if pin["before"] else None


def _pin(folder: Path) -> dict[str, Any]:
    return _read(folder / PINNED)


def _known(path: Path) -> Manifest | None:
    try:
        return Manifest(**_read(_manifest(path)))
    except TypeError:
        return None


def _manifest(path: Path) -> Path:
    return path.with_name(path.name.removesuffix(".tar.gz") + ".json")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(path: Path, content: dict[str, Any]) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    part.replace(path)

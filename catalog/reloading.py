"""How running processes are asked to read the catalog anew, and what they answer: small files in the data folder.

``catalog reload`` writes a request; every process looks at it twice a second, takes the files in when they have no
fault, and writes its answer. Any number of processes on one data folder follow it; no port and no password is needed.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = "catalog-reload"
LOOK_SECONDS = 0.5
# A process that has not looked for so long is no longer there.
GONE_SECONDS = 10.0


@dataclass(frozen=True)
class Answer:
    """What a process made of a request: taken in or not and why; ``retrain``: a restart will train the model anew."""

    request: str
    taken: bool = True
    faults: tuple[str, ...] = field(default=())
    retrain: bool = False


class ReloadFolder:
    """The requests and answers below a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER
        self._request = self._folder / "request.json"

    def ask(self) -> str:
        """Asks every process to read the catalog anew; returns the request's name."""
        request = uuid.uuid4().hex
        _write(self._request, {"request": request})
        return request

    def asked(self) -> str:
        """The newest request, empty when there never was one."""
        return str(_read(self._request).get("request", ""))

    def answers(self) -> dict[str, Answer]:
        """The last answer of each process that is still there."""
        found: dict[str, Answer] = {}
        for path in sorted(self._folder.glob("process-*.json")):
            written = _read(path)
            if "request" in written and time.time() - written.get("seen", 0.0) < GONE_SECONDS:
                found[path.stem] = Answer(
                    written["request"], written["taken"], tuple(written["faults"]), written["retrain"]
                )
        return found

    def process(self, name: str) -> Path:
        """Where a process writes its answer."""
        return self._folder / f"process-{name}.json"


class Follower:
    """A running process's side: reads the catalog anew when it is asked to. ``look`` is called from one thread."""

    def __init__(self, data_dir: Path, reload: Callable[[str], Answer]) -> None:
        self._folder = ReloadFolder(data_dir)
        self._reload = reload
        self._path = self._folder.process(uuid.uuid4().hex[:12])
        self._answer = Answer(self._folder.asked())

    def look(self) -> None:
        """Answers a new request, and says that the process is still there. Raises OSError when it can't be written."""
        asked = self._folder.asked()
        if asked and asked != self._answer.request:
            self._answer = self._reload(asked)
        _write(self._path, {**asdict(self._answer), "seen": time.time()})

    def ask_all(self) -> tuple[list[Answer], int]:
        """Asks every process of the folder, this one too, and waits: answers, and how many gave none. Blocks."""
        return wait_for_answers(self._folder, self._folder.ask())

    def leave(self) -> None:
        """The process ends and is waited for no longer."""
        self._path.unlink(missing_ok=True)


def wait_for_answers(folder: ReloadFolder, request: str, seconds: float = 8.0) -> tuple[list[Answer], int]:
    """The answers to a request, and how many processes gave none in time."""
    end = time.monotonic() + seconds
    while True:
        answers = folder.answers()
        given = [answer for answer in answers.values() if answer.request == request]
        if len(given) == len(answers) or time.monotonic() > end:
            return given, len(answers) - len(given)
        time.sleep(0.05)


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    part.write_text(json.dumps(content), encoding="utf-8")
    part.replace(path)  # whole or not at all


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}

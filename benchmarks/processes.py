"""Processes under measurement: run to their end with time and peak memory, or kept in the background."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped, unused-ignore]

from assistant.settings import ROOT


class MeasurementError(RuntimeError):
    """A process under measurement failed or took too long; the end of what it wrote stands in the message."""


@dataclass(frozen=True)
class Ended:
    """How long a process ran and how much memory it held at most; not ``finished`` when it was stopped at the limit."""

    seconds: float
    peak_mb: float
    finished: bool


def own_environment(data_dir: Path, **more: str) -> dict[str, str]:
    """The environment of a process that depends on nothing but ``data_dir`` and may keep its bytecode, as it is run."""
    unlike = ("CITIZEN_HOME_", "PYTHONDONTWRITEBYTECODE")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(unlike)}
    own = {"CITIZEN_HOME_DATA_DIR": str(data_dir), "CITIZEN_HOME_RATE_LIMIT": "off", "PYTHONPATH": str(ROOT)}
    return inherited | own | {"PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"} | more


def compile_libraries(python: str = sys.executable) -> None:
    """Makes the bytecode of an environment's libraries, as an installation with `--compile-bytecode` leaves it."""
    # What cannot be compiled (templates, code for other versions) is no fault: nobody imports it.
    command = [python, "-m", "compileall", "-q", "-q", "-j", "0", sysconfig.get_path("purelib")]
    if python != sys.executable:
        found = [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
        command[-1] = subprocess.run(found, capture_output=True, text=True, check=True).stdout.strip()
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, env=environment, capture_output=True, check=False, timeout=600)


def run_measured(
    command: Sequence[str], *, cwd: Path, log: Path, environment: Mapping[str, str], limit: float
) -> Ended:
    """Runs a command to its end or to the limit in seconds. Raises MeasurementError when it fails."""
    begun = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=cwd, env=dict(environment), stdout=out, stderr=out)
        peak = 0.0
        try:
            while process.poll() is None and time.perf_counter() - begun < limit:
                peak = max(peak, resident_mb(process.pid))
                time.sleep(0.05)
            seconds, finished = time.perf_counter() - begun, process.poll() is not None
        finally:
            _end(process)
    if finished and process.returncode != 0:
        raise MeasurementError(f"{Path(command[0]).name} {command[-1]} failed: {tail(log)}")
    return Ended(seconds, peak, finished)


@contextmanager
def background(
    command: Sequence[str], *, cwd: Path, log: Path, environment: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """A process that is ended with the block."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=cwd, env=dict(environment), stdout=out, stderr=out)
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        children = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        children = []
    for one in (process, *children):
        try:
            one.terminate()
        except (psutil.NoSuchProcess, ProcessLookupError):
            continue
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def resident_mb(pid: int) -> float:
    """Resident memory of a process and its children; 0 once it has ended."""
    try:
        process = psutil.Process(pid)
        held = sum(int(one.memory_info().rss) for one in (process, *process.children(recursive=True)))
        return held / 2**20
    except psutil.NoSuchProcess:
        return 0.0


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def tail(log: Path, characters: int = 400) -> str:
    """The end of what a process has written."""
    return log.read_text(encoding="utf-8", errors="replace").strip()[-characters:]

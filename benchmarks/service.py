"""`citizen-home serve --workers N` under measurement: started on stores of its own, its workers known by their ids."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped, unused-ignore]

from assistant.databases import open_databases
from assistant.settings import Settings
from benchmarks.processes import MeasurementError, free_port, own_environment, tail
from benchmarks.serving import place_model

CLOCK = "2026-11-23T10:00:00+08:00"  # a Monday at ten: the hall is open whenever this runs
END_LIMIT = 300.0
WELL_ENDED = (0, -signal.SIGTERM)  # uvicorn by itself ends in good order, then by the signal that asked it to
START_LIMIT = 900.0  # a model is loaded in seconds, but on a machine that others use up in minutes


@dataclass
class Service:
    """A running supervisor (or the one process, without workers) and where it listens."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    @property
    def port(self) -> int:
        """The port on this machine."""
        return int(self.address.rpartition(":")[2])

    def workers(self) -> list[psutil.Process]:
        """The processes that serve, the oldest first."""
        with contextlib.suppress(psutil.Error):
            found = [one for one in psutil.Process(self.process.pid).children() if one.status() != "zombie"]
            return sorted(found, key=lambda one: one.create_time()) or [psutil.Process(self.process.pid)]
        return []

    def cpu_seconds(self) -> float:
        """Processor time of all serving processes so far."""
        return float(sum(sum(one.cpu_times()[:2]) for one in self.workers()))

    def scheduled(self) -> tuple[float, float]:
        """Seconds so far that all threads of the serving processes ran, and that they waited for a free processor."""
        ran = waited = 0
        for one in self.workers():
            for stat in Path(f"/proc/{one.pid}/task").glob("*/schedstat"):
                with contextlib.suppress(OSError):
                    run, wait, _ = map(int, stat.read_text().split())
                    ran, waited = ran + run, waited + wait
        return ran / 1e9, waited / 1e9

    def memory_mb(self) -> float:
        """Resident memory of all serving processes."""
        return float(sum(one.memory_info().rss for one in self.workers())) / 2**20

    def kill(self, place: int) -> None:
        """Kills a worker with SIGKILL."""
        workers = self.workers()
        workers[place % len(workers)].send_signal(signal.SIGKILL)

    def roll(self) -> None:
        """Has all workers restarted in turn."""
        self.process.send_signal(signal.SIGHUP)

    def is_ready(self) -> bool:
        """Whether whoever is asked can answer. Raises MeasurementError when the service has ended."""
        if self.process.poll() is not None:
            raise MeasurementError(f"the server ended: {tail(self.log)}")
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False


def catches_sigterm(process: psutil.Process) -> bool:
    """Whether a worker has come to serving: from then on it ends in good order."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
        caught = next(line for line in lines if line.startswith("SigCgt"))
        return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)
    return False


def migrate(folder: Path, database: str) -> None:
    """Brings an empty database up to date."""
    databases = open_databases(
        Settings(_env_file=None, data_dir=folder, database_url=database), lambda: datetime.now(UTC)
    )
    databases.migrate()
    databases.close()


@contextmanager
def service(
    model: Path, folder: Path, workers: int, *, database: str | None = None, redis: str | None = None, **more: str
) -> Iterator[Service]:
    """So many ready workers; ended in good order. Raises MeasurementError when they do not come up or do not end."""
    folder.mkdir(parents=True, exist_ok=True)
    place_model(model, folder)
    extra = {"CITIZEN_HOME_CLOCK": CLOCK, "CITIZEN_HOME_SECRET_KEY": "a key of the measurement", **more}
    extra |= {"CITIZEN_HOME_DATABASE_URL": database} if database else {}
    extra |= {"CITIZEN_HOME_REDIS_URL": redis} if redis else {}
    port, log = free_port(), folder / "serve.log"
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port), "--workers", str(workers)]
    with log.open("ab") as out:
        process = subprocess.Popen(command, cwd=folder, env=own_environment(folder, **extra), stdout=out, stderr=out)
    running = Service(process, f"http://127.0.0.1:{port}", log)
    try:
        wait_until_whole(running, workers)
        yield running
        process.terminate()
        if process.wait(END_LIMIT) not in WELL_ENDED:
            raise MeasurementError(f"the server did not end well: {tail(log)}")
    finally:
        for one in (*running.workers(), process):
            with contextlib.suppress(psutil.Error, OSError):
                one.kill()
        process.wait()


def wait_until_whole(running: Service, workers: int, seconds: float = START_LIMIT) -> None:
    """Waits until all workers take connections. Raises MeasurementError."""
    end = time.monotonic() + seconds
    while not (
        running.is_ready()
        and len(running.workers()) == workers
        and all(catches_sigterm(one) for one in running.workers())
    ):
        if time.monotonic() > end:
            raise MeasurementError(f"not {workers} workers within {seconds:.0f} s: {tail(running.log)}")
        time.sleep(0.1)

"""`citizen-home serve` as a process: start to first answer, memory, and messages over HTTP from a second process."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.settings import ROOT
from benchmarks.metrics import Figure, spread
from benchmarks.processes import (
    MeasurementError,
    background,
    compile_libraries,
    free_port,
    own_environment,
    resident_mb,
    tail,
)
from benchmarks.questions import QUESTIONS

START_LIMIT = 90.0
MESSAGES = 200
STEADY_RATE = 50.0
STEADY_SECONDS = 10.0
CROWD = 16
CROWD_SECONDS = 10.0
CROWD_COUNT = 5000


@dataclass(frozen=True)
class Load:
    """What the client process found."""

    milliseconds: list[float]
    seconds: float
    failed: int


def place_model(model: Path, data_dir: Path) -> None:
    """Puts the trained model where a process with this data folder looks for it."""
    models = data_dir / "models"
    models.mkdir(parents=True, exist_ok=True)
    (models / model.name).symlink_to(model.resolve())


def measure_serving(model: Path, folder: Path, clock: str) -> list[Figure]:
    """All figures of one server process, whose data lies in ``folder`` and whose day starts at ``clock``."""
    place_model(model, folder)
    compile_libraries()
    port, log = free_port(), folder / "serve.log"
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "assistant.cli", "serve", "--port", str(port)]
    environment = own_environment(folder, CITIZEN_HOME_CLOCK=clock)
    begun = time.perf_counter()
    with background(command, cwd=folder, log=log, environment=environment) as server:
        started = first_answer(address, server, log) - begun
        alone = load(address, citizens=1, count=MESSAGES, seconds=60)
        memory = resident_mb(server.pid)
        steady = load(
            address, citizens=50, count=int(STEADY_RATE * STEADY_SECONDS), seconds=STEADY_SECONDS, rate=STEADY_RATE
        )
        crowd = load(address, citizens=CROWD, count=CROWD_COUNT, seconds=CROWD_SECONDS)
    return [
        Figure("start_seconds", started, "command to first answered question, libraries compiled at installation"),
        Figure("memory_mb", memory, f"resident, after {len(alone.milliseconds)} messages"),
        *spread(alone.milliseconds, (("http_turn_p50", 0.5), ("http_turn_p95", 0.95))),
        Figure(
            "http_per_second",
            len(crowd.milliseconds) / crowd.seconds,
            f"{CROWD} citizens at once, {len(crowd.milliseconds)} messages; the client shares the machine",
        ),
        *spread(
            steady.milliseconds, (("http_steady_p95", 0.95),), f"{len(steady.milliseconds)} messages, 50 conversations"
        ),
    ]


def first_answer(address: str, server: subprocess.Popen[bytes], log: Path) -> float:
    """The moment of the first answered question. Raises MeasurementError when the process ends or none comes."""
    end = time.perf_counter() + START_LIMIT
    with httpx.Client(base_url=address, timeout=10, trust_env=False) as http:
        while time.perf_counter() < end:
            if server.poll() is not None:
                raise MeasurementError(f"the server ended: {tail(log)}")
            with suppress(httpx.TransportError):
                token = http.post("/api/v1/sessions", json={}).json()["token"]
                headers = {"Authorization": f"Bearer {token}"}
                while time.perf_counter() < end and server.poll() is None:
                    answer = http.post("/api/v1/messages", json={"text": QUESTIONS[0].text}, headers=headers)
                    if answer.status_code == 200:
                        return time.perf_counter()
                    time.sleep(0.02)
            time.sleep(0.02)
    raise MeasurementError(f"no answer within {START_LIMIT:.0f} s: {tail(log)}")


def load(address: str, *, citizens: int, count: int, seconds: float, rate: float = 0.0) -> Load:
    """Runs the client process. Raises MeasurementError when a message went unanswered: its time would flatter."""
    options = {"address": address, "citizens": citizens, "count": count, "seconds": seconds, "rate": rate}
    command = [sys.executable, "-m", "benchmarks.load_client"]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    client = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds + 120, check=False)
    if client.returncode != 0:
        raise MeasurementError(f"the client failed: {client.stderr.strip()[-400:]}")
    found = Load(**json.loads(client.stdout))
    if found.failed:
        raise MeasurementError(f"{found.failed} of {found.failed + len(found.milliseconds)} messages were not answered")
    return found

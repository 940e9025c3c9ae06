"""Trains, starts and asks a stock Rasa project: DIET, TED, an action server, its REST channel."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from benchmarks.metrics import Figure, spread
from benchmarks.peers.in_process import Interpreter, ask_model
from benchmarks.peers.judging import Asked
from benchmarks.peers.project import write_project
from benchmarks.peers.training_data import Example
from benchmarks.processes import MeasurementError, background, free_port, resident_mb, run_measured, tail
from benchmarks.questions import QUESTIONS, alternating
from catalog import Catalog

NAME = "stock Rasa 3.6.21"
TRAINING_LIMIT = 4 * 3600.0
START_LIMIT = 300.0
MESSAGES = 200
# Ours gets none of it either: see own_environment.
UNLIKE = ("PYTHONPATH", "VIRTUAL_ENV", "PYTHONDONTWRITEBYTECODE")


@dataclass(frozen=True)
class Project:
    """A stock project in a folder, its interpreter and its ports."""

    folder: Path
    python: Path
    port: int
    actions_port: int

    @property
    def environment(self) -> dict[str, str]:
        """Nothing goes out, nothing listens beyond the loopback."""
        inherited = {name: value for name, value in os.environ.items() if name not in UNLIKE}
        own = {"RASA_TELEMETRY_ENABLED": "false", "SANIC_HOST": "127.0.0.1", "PYTHONIOENCODING": "utf-8"}
        return inherited | own | {"TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}

    @property
    def model(self) -> Path:
        """The trained model. Raises MeasurementError when there is none."""
        models = sorted((self.folder / "models").glob("*.tar.gz"))
        if not models:
            raise MeasurementError(f"stock Rasa made no model: {tail(self.folder / 'train.log')}")
        return models[-1]

    @contextmanager
    def running(self, name: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """`rasa run` in the background."""
        command = [str(self.python), "-m", "rasa", "run", *arguments]
        log = self.folder / f"{name}.log"
        with background(command, cwd=self.folder, log=log, environment=self.environment) as process:
            yield process


def measure_stock_rasa(
    python: Path, examples: list[Example], catalog: Catalog, asked: Sequence[Asked], data: str, folder: Path
) -> list[Figure]:
    """All figures of a stock project that is made in an empty folder."""
    project = Project(folder, python, free_port(), free_port())
    write_project(folder, examples, catalog, project.actions_port)
    trained = run_measured(
        [str(python), "-m", "rasa", "train", "--force"],
        cwd=folder,
        log=folder / "train.log",
        environment=project.environment,
        limit=TRAINING_LIMIT,
    )
    model = project.model
    figures = [
        Figure("training_seconds", trained.seconds, "15 epochs of DIET and of TED", NAME, data),
        Figure("training_peak_mb", trained.peak_mb, "", NAME, data),
        *_served(project, data),
    ]
    return figures + _in_process(project, model, asked, set(catalog.transactions), data)


def _served(project: Project, data: str) -> list[Figure]:
    begun = time.perf_counter()
    actions_arguments = ("actions", "--port", str(project.actions_port))
    server_arguments = ("--port", str(project.port), "--interface", "127.0.0.1")
    with (
        project.running("actions", *actions_arguments) as actions,
        project.running("server", *server_arguments) as server,
        httpx.Client(base_url=f"http://127.0.0.1:{project.port}", timeout=60, trust_env=False) as http,
    ):
        _first_answer(http, server, project.folder / "server.log")
        started = time.perf_counter() - begun
        texts = [question.text for question in alternating()]
        times = [_say(http, texts[number % len(texts)]) for number in range(MESSAGES)]
        memory = resident_mb(server.pid) + resident_mb(actions.pid)
    return [
        Figure("start_seconds", started, "server and action server", NAME, data),
        Figure("memory_mb", memory, "server and action server, resident", NAME, data),
        *spread(times, (("http_turn_p50", 0.5), ("http_turn_p95", 0.95)), "its REST channel", system=NAME, data=data),
    ]


def _first_answer(http: httpx.Client, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.perf_counter() + START_LIMIT
    while time.perf_counter() < end and server.poll() is None:
        try:
            _say(http, QUESTIONS[0].text)
        except (httpx.TransportError, MeasurementError):
            time.sleep(0.05)
        else:
            return
    raise MeasurementError(f"stock Rasa did not answer: {tail(log)}")


def _say(http: httpx.Client, text: str) -> float:
    begun = time.perf_counter()
    answer = http.post("/webhooks/rest/webhook", json={"sender": "one citizen", "message": text})
    milliseconds = (time.perf_counter() - begun) * 1000
    if answer.status_code != 200 or not answer.json():
        raise MeasurementError(f"stock Rasa left a message unanswered ({answer.status_code})")
    return milliseconds


def _in_process(project: Project, model: Path, asked: Sequence[Asked], known: set[str], data: str) -> list[Figure]:
    interpreter = Interpreter(str(project.python), project.environment)
    address = f"http://127.0.0.1:{project.actions_port}"
    with project.running("actions-again", "actions", "--port", str(project.actions_port)) as actions:
        _listening(f"{address}/health", actions, project.folder / "actions-again.log")
        spoken = ask_model(interpreter, model, asked, project.folder, f"{address}/webhook")
    return spoken.figures(asked, known, NAME, data)


def _listening(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.perf_counter() + START_LIMIT
    while time.perf_counter() < end and process.poll() is None:
        try:
            if httpx.get(url, trust_env=False).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise MeasurementError(f"the action server did not come up: {tail(log)}")

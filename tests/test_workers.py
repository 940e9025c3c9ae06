"""`serve --workers 2` on PostgreSQL: a conversation in order, a rolling restart that drops nothing, a worker killed."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from assistant.databases import open_databases
from assistant.settings import Settings
from benchmarks.postgres_server import PostgresServer

COMMAND = Path(sys.executable).with_name("citizen-home")


def environment_in(folder: Path) -> dict[str, str]:
    """The environment of a process that depends on nothing but ``folder``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("CITIZEN_HOME_")}
    own = {"CITIZEN_HOME_DATA_DIR": str(folder), "CITIZEN_HOME_CLOCK": "2026-11-23T10:00:00+08:00"}
    return inherited | own | {"CITIZEN_HOME_RATE_LIMIT": "off", "PYTHONIOENCODING": "utf-8"}


def wait_until(holds: Callable[[], bool], seconds: float = 240) -> None:
    """Waits until something holds; fails when it never does."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"still not so after {seconds} s"
        time.sleep(0.2)


def serves(pid: int) -> bool:
    """Whether a worker has come to serving: from then on it catches SIGTERM, so as to end in good order."""
    caught = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


@dataclass
class Service:
    """The supervisor, and one conversation of its API; every call is a new connection, so any worker may get it."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path
    headers: dict[str, str] = field(default_factory=dict)

    def workers(self) -> set[int]:
        """The processes that serve."""
        return {child.pid for child in psutil.Process(self.process.pid).children() if child.status() != "zombie"}

    def youngest(self) -> int:
        """The process that was started last."""
        return max(self.workers(), key=lambda pid: psutil.Process(pid).create_time())

    def is_ready(self) -> bool:
        """Whether an answer can be had."""
        assert self.process.poll() is None, self.log.read_text(encoding="utf-8")
        try:
            return httpx.get(f"{self.address}/readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def say(self, text: str, message_id: str | None = None) -> httpx.Response:
        """Says something."""
        body = {"text": text} | ({"message_id": message_id} if message_id else {})
        return httpx.post(f"{self.address}/api/v1/messages", json=body, headers=self.headers, timeout=60)


@pytest.fixture(scope="module")
def service(model: Path, postgres: PostgresServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """Two ready workers on a migrated database."""
    folder = tmp_path_factory.mktemp("workers")
    (folder / "models").mkdir()
    (folder / "models" / model.name).symlink_to(model)
    url = postgres.create("workers")
    settings = Settings(_env_file=None, data_dir=folder, database_url=url)
    databases = open_databases(settings, lambda: datetime.now(UTC))
    databases.migrate()
    databases.close()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            [COMMAND, "serve", "--workers", "2", "--port", str(port)],
            stdout=out,
            stderr=out,
            env=environment_in(folder) | {"CITIZEN_HOME_DATABASE_URL": url},
            cwd=folder,
        )
        running = Service(process, f"http://127.0.0.1:{port}", log)
        try:
            wait_until(running.is_ready)
            wait_until(lambda: len(running.workers()) == 2 and all(map(serves, running.workers())))
            token = httpx.post(f"{running.address}/api/v1/sessions", json={}).json()["token"]
            running.headers = {"Authorization": f"Bearer {token}"}
            yield running
            process.terminate()
            assert process.wait(60) == 0
        finally:
            process.kill()
            process.wait()


def test_one_conversation_stays_in_order_over_processes(service: Service) -> None:
    """Messages at once are answered one after the other; the same id, sent four times at once, is one message."""
    ids = [str(uuid.uuid4()) for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(service.say, "护照快到期了", ids[number % 3]) for number in range(12)]
        answers = [answer.result() for answer in asked]
    assert {answer.status_code for answer in answers} == {200}
    for number in range(3):
        assert len({answer.text for answer in answers[number::3]}) == 1
    listed = httpx.get(f"{service.address}/api/v1/messages", headers=service.headers).json()["messages"]
    assert [message["sender"] for message in listed] == ["citizen", "assistant"] * 3


def test_a_rolling_restart_drops_nothing(service: Service) -> None:
    """While a worker is replaced, every message is answered; where a successor dies, its predecessor goes on."""
    before, over, failed, answered = service.workers(), threading.Event(), [], []
    assert len(before) == 2

    def talk() -> None:
        while not over.wait(0.2):
            try:
                answer = service.say("在哪里办")
                (answered if answer.status_code == 200 else failed).append(answer.status_code)
            except httpx.HTTPError as error:
                failed.append(error)

    talker = threading.Thread(target=talk)
    talker.start()
    try:
        service.process.send_signal(signal.SIGHUP)
        wait_until(lambda: len(before - service.workers()) == 1)
        wait_until(lambda: len(service.workers()) == 3)
        successor = service.youngest()
        os.kill(successor, signal.SIGKILL)
        wait_until(lambda: successor not in service.workers())
        wait_until(lambda: "the old ones go on" in service.log.read_text(encoding="utf-8"))
    finally:
        over.set()
        talker.join()
    assert failed == [] and len(answered) > 3
    assert len(service.workers()) == 2 and len(service.workers() & before) == 1


def test_events_of_another_process_are_told_and_a_killed_worker_is_replaced(
    service: Service, events_of: Callable[[httpx.Response], Iterator[dict[str, Any]]]
) -> None:
    """A ticket taken over one connection is told over another; with one worker dead the other one answers."""
    ticket = httpx.post(
        f"{service.address}/api/v1/tickets", json={"transaction": "passport_renewal"}, headers=service.headers
    ).json()
    victim = min(service.workers())
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: victim not in service.workers())
    with httpx.stream("GET", f"{service.address}/api/v1/events", headers=service.headers, timeout=30) as stream:
        told = next(events_of(stream))
    assert told["reference"] == ticket["reference"]
    assert service.say("我的号排到哪了").status_code == 200
    wait_until(lambda: len(service.workers()) == 2)


@pytest.fixture
def events_of() -> Callable[[httpx.Response], Iterator[dict[str, Any]]]:
    """Reads the data of a stream's events."""

    def read(stream: httpx.Response) -> Iterator[dict[str, Any]]:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                yield json.loads(line.removeprefix("data: "))

    return read

"""
One process against several in messages a second, over HTTP, on the same stores, in turns; and their answers compared.

    uv run python -m benchmarks.scaling --workers 2 --rounds 3 --seconds 10

Both services run at once; only one is asked at a time, in alternation, so that other work on the machine meets both.
The client and PostgreSQL share the machine; the client's processor time is told. `ratio` compares the medians as
measured, which means something only where nothing else runs (`others` near 0). `per_core` is the messages that one core
answers by the servers' own processor time, whoever else is at work; `saturated` is the share of the time in which a
process ran or waited for a processor: near 1, more cores give more messages, and what would hold them up (a lock, the
disk, the store) would show as the rest. `expected_ratio` is made of these two: workers x per_core x saturated.
Ends with 1 when an answer differs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped, unused-ignore]

from assistant.bootstrap import find_model
from assistant.settings import ROOT, Settings
from benchmarks.metrics import percentile
from benchmarks.postgres_server import PostgresServer
from benchmarks.processes import MeasurementError
from benchmarks.questions import alternating
from benchmarks.redis_server import RedisServer
from benchmarks.service import Service, migrate, service


@dataclass
class Side:
    """What one service did over all rounds."""

    workers: int
    per_second: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    server_cpu_ms: list[float] = field(default_factory=list)  # of a message, in all processes of the service
    client_cpu_ms: list[float] = field(default_factory=list)
    saturated: list[float] = field(default_factory=list)  # share of the time in which a process had work for a core
    others: list[float] = field(default_factory=list)  # cores in use by PostgreSQL, the client as it starts, other work
    idle: list[float] = field(default_factory=list)  # share of the machine that nobody used

    def told(self) -> dict[str, float]:
        """The medians."""
        cpu = statistics.median(self.server_cpu_ms)
        return {
            "workers": self.workers,
            "per_second": round(statistics.median(self.per_second), 1),
            "p50_ms": round(percentile(self.milliseconds, 0.5), 1),
            "p95_ms": round(percentile(self.milliseconds, 0.95), 1),
            "server_cpu_ms": round(cpu, 2),
            "per_core": round(1000 / cpu, 1),
            "client_cpu_ms": round(statistics.median(self.client_cpu_ms), 2),
            "saturated": round(statistics.median(self.saturated), 3),
            "others": round(statistics.median(self.others), 2),
            "idle": round(statistics.median(self.idle), 3),
        }


def ask(port: int, citizens: int, seconds: float, **more: float) -> dict[str, object]:
    """Runs the client. Raises MeasurementError when a message was not answered."""
    command = [sys.executable, "-m", "benchmarks.quick_client", "--port", str(port), "--citizens", str(citizens)]
    command += ["--seconds", str(seconds)]
    for name, value in more.items():
        command += [f"--{name}", str(value)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds + 300, check=False)
    if ran.returncode:
        raise MeasurementError(f"the client failed: {ran.stderr[-400:]}")
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def measure(running: Service, side: Side, citizens: int, seconds: float) -> None:
    """One round."""
    begun, (ran, waited), times = time.monotonic(), running.scheduled(), psutil.cpu_times()
    found = ask(running.port, citizens, seconds)
    (ran_now, waited_now), now = running.scheduled(), psutil.cpu_times()
    milliseconds: list[float] = found["milliseconds"]  # type: ignore[assignment]
    if set(found["statuses"]) != {"200"}:  # type: ignore[call-overload]
        raise MeasurementError(f"not every message was answered: {found['statuses']}")
    took, client = float(found["seconds"]), float(found["cpu_seconds"])  # type: ignore[arg-type]
    ran, waited = ran_now - ran, waited_now - waited
    side.milliseconds += milliseconds
    side.per_second.append(len(milliseconds) / took)
    side.server_cpu_ms.append(ran * 1000 / len(milliseconds))
    side.client_cpu_ms.append(client * 1000 / len(milliseconds))
    # Several threads of a process may wait at once, though only one of them can go on: never more than all the time.
    side.saturated.append(min(1.0, (ran + waited) / (took * side.workers)))
    spent, idle = sum(now) - sum(times), now.idle - times.idle
    side.idle.append(idle / spent if spent else 0.0)
    side.others.append(max(0.0, spent - idle - ran - client) / (time.monotonic() - begun))


def answers(port: int) -> list[dict[str, Any]]:
    """The answers to the fixed questions, each in a conversation and over a connection of its own."""
    told = []
    for question in alternating():
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as http:
            token = http.post("/api/v1/sessions", json={}).raise_for_status().json()["token"]
            headers = {"Authorization": f"Bearer {token}", "Connection": "close"}
            said = http.post("/api/v1/messages", json={"text": question.text}, headers=headers)
            told.append(said.raise_for_status().json())
    return told


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, object]:
    """Both services and all rounds."""
    sides = [Side(1), Side(options.workers)]
    with ExitStack() as stack:
        where: dict[str, Any] = {}
        if options.store == "postgres":
            server = stack.enter_context(PostgresServer(durable=True))
            where = {"database": server.create("scaling"), "redis": stack.enter_context(RedisServer()).url}
            migrate(folder, where["database"])
        running = [
            stack.enter_context(service(model, folder / str(side.workers), side.workers, **where)) for side in sides
        ]
        for one in running:
            ask(one.port, options.citizens, 3.0)  # warm
        for _ in range(options.rounds):
            for place, side in enumerate(sides):
                measure(running[place], side, options.citizens, options.seconds)
        memory = [round(one.memory_mb()) for one in running]
        same = sum(one == other for one, other in zip(*(answers(one.port) for one in running), strict=True))
    single, several = (side.told() for side in sides)
    means = {"ratio": several["per_second"] / single["per_second"], "expected_ratio": expected(single, several)}
    about = {"answers": len(alternating()), "same_answers": same, "memory_mb": memory}
    return {name: round(value, 2) for name, value in means.items()} | {"one": single, "several": several} | about


def expected(single: dict[str, float], several: dict[str, float]) -> float:
    """The ratio on a machine with a free core for each process."""
    one, all_of_them = (side["workers"] * side["per_core"] * side["saturated"] for side in (single, several))
    return all_of_them / one


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="postgres", help="with Redis, or files")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10.0, help="of a round")
    parser.add_argument("--citizens", type=int, default=16)
    options = parser.parse_args()
    model = find_model(Settings())
    if model is None:
        print("train first: uv run citizen-home train", file=sys.stderr)
        return 2
    load = psutil.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="scaling", dir=Settings().data_dir) as folder:
        found = run(model, Path(folder), options)
    about = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), "load_at_start": round(load, 1)}
    print(json.dumps(about | vars(options) | found, indent=2))
    return 0 if found["same_answers"] == found["answers"] else 1


if __name__ == "__main__":
    sys.exit(main())

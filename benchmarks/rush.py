"""
The rush at nine: a thousand citizens in ten seconds at one queue, over HTTP.

    uv run python -m benchmarks.rush
    uv run python -m benchmarks.rush --store postgres --workers 4

Each opens a conversation and takes a number, at a moment fixed beforehand; times count from that moment to the answer
with the number. The hall is the center's own with cases short enough that the day holds so many numbers of one queue
(with its real rules those behind number 678 at most would be told that the day is full). Prints JSON; exit 1 when the
99th percentile is two seconds or more, or the numbers are not exactly 1 to 1000.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import re
import shutil
import sys
import time
import uuid
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import catalog
from assistant.settings import ROOT
from benchmarks.metrics import percentile
from benchmarks.postgres_server import PostgresServer
from benchmarks.proof import options_of, proven
from benchmarks.quick_client import Line
from benchmarks.redis_server import RedisServer
from benchmarks.service import migrate, service

MATTER = "driver_license_renewal"
BIG_HALL = {"remote_share": "1", "day_share": "20", "immediate_minutes": "0.5", "committed_minutes": "0.5"}
LONGEST = 2000.0  # ms, at the 99th percentile


@dataclass
class Rush:
    """The citizens, and what each was told."""

    port: int
    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    numbers: list[str] = field(default_factory=list)
    lines: asyncio.Queue[Line] = field(default_factory=asyncio.Queue)

    async def arrive(self, citizens: int, seconds: float) -> None:
        """All of them, each at its moment."""
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for place in range(citizens):
                moment = begun + place * seconds / citizens
                await asyncio.sleep(max(0.0, moment - time.perf_counter()))
                group.create_task(self.one(moment))
        while not self.lines.empty():
            self.lines.get_nowait().close()

    async def one(self, since: float) -> None:
        """A conversation, and a number in it."""
        line = self.lines.get_nowait() if not self.lines.empty() else Line(self.port)
        status, body = await line.ask(request("/api/v1/sessions", {}))
        if status == 201:
            wish = {"transaction": MATTER, "message_id": str(uuid.uuid4())}
            status, body = await line.ask(request("/api/v1/tickets", wish, json.loads(body)["token"]))
        self.lines.put_nowait(line)
        self.statuses[status] += 1
        if status == 201:
            self.milliseconds.append((time.perf_counter() - since) * 1000)
            self.numbers.append(json.loads(body)["number"])
        else:
            self.refusals[json.loads(body or b"{}").get("code", "none")] += 1


def request(path: str, body: dict[str, Any], token: str | None = None) -> bytes:
    """A call's bytes."""
    content = json.dumps(body).encode()
    who = f"Authorization: Bearer {token}\r\n" if token else ""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n{who}"
    return f"{head}Content-Length: {len(content)}\r\n\r\n".encode() + content


def faults(rush: Rush, citizens: int) -> list[str]:
    """What did not hold."""
    found = []
    numbers = sorted(int(number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for number in rush.numbers)
    if numbers != list(range(1, citizens + 1)):
        twice = [number for number, times in Counter(numbers).items() if times > 1]
        found.append(f"{len(numbers)} numbers, not 1 to {citizens}; twice: {twice[:10]}")
    if rush.milliseconds and percentile(sorted(rush.milliseconds), 0.99) >= LONGEST:
        found.append("the 99th percentile is not under two seconds")
    return found


def big_hall(folder: Path) -> str:
    """A copy of the catalog with other rules; gives the path on which a process finds it first."""
    copied = folder / "hall" / "catalog"
    shutil.copytree(Path(catalog.__file__).parent, copied, ignore=shutil.ignore_patterns("__pycache__"))
    center = copied / "data" / "center.yml"
    text = center.read_text(encoding="utf-8")
    for name, value in BIG_HALL.items():
        text, changed = re.subn(rf"^(\s+{name}:) .*$", rf"\1 {value}", text, flags=re.MULTILINE)
        if changed != 1:
            raise ValueError(f"{name} stands {changed} times in {center.name}")
    center.write_text(text, encoding="utf-8")
    return f"{copied.parent}:{ROOT}"


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The service, the rush, what came of it."""
    with ExitStack() as stack:
        more: dict[str, Any] = {"PYTHONPATH": big_hall(folder)}
        if options.store == "postgres":
            more["database"] = stack.enter_context(PostgresServer(durable=True)).create("rush")
            more["redis"] = stack.enter_context(RedisServer()).url
            migrate(folder, more["database"])
        running = stack.enter_context(service(model, folder / "data", options.workers, **more))
        rush = Rush(running.port)
        cpu, begun = running.cpu_seconds(), time.perf_counter()
        asyncio.run(rush.arrive(options.citizens, options.seconds))
        seconds, cpu = time.perf_counter() - begun, running.cpu_seconds() - cpu
    times = sorted(rush.milliseconds) or [float("nan")]
    return {
        "numbers": len(rush.numbers),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        **{f"p{int(share * 100)}_ms": round(percentile(times, share), 1) for share in (0.5, 0.95, 0.99)},
        "longest_ms": round(times[-1], 1),
        "statuses": {str(status): count for status, count in rush.statuses.items()},
        "refusals": dict(rush.refusals),
        "broken": faults(rush, options.citizens),
    }


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = options_of(__doc__)
    made.add_argument("--citizens", type=int, default=1000)
    made.add_argument("--seconds", type=float, default=10.0, help="in which they come")
    made.add_argument("--workers", type=int, default=1, help="server processes")
    made.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    return made


def main() -> int:
    """The command line's end."""
    return proven("rush", parser(), run)


if __name__ == "__main__":
    sys.exit(main())

"""
A service under steady load, in bursts, and with many open conversations; its memory before and after.

    uv run python -m benchmarks.endurance --rate 50 --seconds 1800 --burst 200 --burst-seconds 60 --open 1000

Times count from the moment at which a message was due. Prints JSON; ends with 1 when a message got another answer than
200, an open stream was not told of its ticket, or memory grew by more than a twentieth over the steady load.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import psutil  # type: ignore[import-untyped, unused-ignore]

from assistant.bootstrap import find_model
from assistant.settings import Settings
from benchmarks.metrics import percentile
from benchmarks.postgres_server import PostgresServer
from benchmarks.quick_client import sessions
from benchmarks.redis_server import RedisServer
from benchmarks.scaling import ask
from benchmarks.service import Service, migrate, service

LARGEST_GROWTH = 0.05


def summed(found: dict[str, Any]) -> dict[str, Any]:
    """What the client found, in a few figures."""
    times = found["milliseconds"] or [float("nan")]
    return {
        "messages": len(found["milliseconds"]),
        "per_second": round(len(found["milliseconds"]) / found["seconds"], 1),
        **{f"p{int(share * 100)}_ms": round(percentile(times, share), 1) for share in (0.5, 0.95, 0.99)},
        "statuses": found["statuses"],
    }


class Watchers:
    """Conversations that hold their event stream open, each with a ticket that is given while it listens."""

    def __init__(self, running: Service, count: int, idle_seconds: float = 10.0) -> None:
        self._running, self._count, self._idle = running, count, idle_seconds

    async def run(self) -> dict[str, Any]:
        """Opens all, gives every tenth a ticket, waits for the news."""
        tokens = await asyncio.to_thread(sessions, self._running.port, self._count)
        streams = [await self._open(token) for token in tokens]
        before, cpu = time.monotonic(), self._running.cpu_seconds()
        await asyncio.sleep(self._idle)
        idle = (self._running.cpu_seconds() - cpu) / (time.monotonic() - before)
        given = await asyncio.gather(*(self._told(place, tokens, streams) for place in range(0, self._count, 10)))
        memory = self._running.memory_mb()
        for _, writer in streams:
            writer.close()
        waits = sorted(one for one in given if one is not None)
        return {
            "open": self._count,
            "cores_while_idle": round(idle, 3),
            "memory_mb": round(memory),
            "tickets": len(given),
            "told": len(waits),
            "told_p50_s": round(percentile(waits, 0.5), 3) if waits else None,
            "told_p99_s": round(percentile(waits, 0.99), 3) if waits else None,
        }

    async def _open(self, token: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._running.port)
        writer.write(f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
        await reader.readuntil(b": connected")
        return reader, writer

    async def _told(
        self, place: int, tokens: list[str], streams: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
    ) -> float | None:
        await asyncio.sleep(place / 100)  # ten a second
        async with httpx.AsyncClient(base_url=self._running.address, timeout=30, trust_env=False) as http:
            asked = {"headers": {"Authorization": f"Bearer {tokens[place]}"}}
            given = await http.post("/api/v1/tickets", json={"transaction": "passport_renewal"}, **asked)  # type: ignore[arg-type]
        begun = time.monotonic()
        if given.status_code != 201:
            return None
        with suppress(TimeoutError, asyncio.IncompleteReadError):
            await asyncio.wait_for(streams[place][0].readuntil(b"event: issued"), 30)
            return time.monotonic() - begun
        return None


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """All phases on a service of its own."""
    with ExitStack() as stack:
        where: dict[str, Any] = {}
        if options.store == "postgres":
            where["database"] = stack.enter_context(PostgresServer(durable=True)).create("endurance")
            where["redis"] = stack.enter_context(RedisServer()).url
            migrate(folder, where["database"])
        running = stack.enter_context(service(model, folder / "data", options.workers, **where))
        ask(running.port, 50, 5.0, rate=min(options.rate, 20))  # warm
        return phases(running, options)


def phases(running: Service, options: argparse.Namespace) -> dict[str, Any]:
    """Steady load, bursts, open conversations, one after the other."""
    told: dict[str, Any] = {}
    memory, begun, cpu = running.memory_mb(), time.monotonic(), running.cpu_seconds()
    told["steady"] = summed(ask(running.port, options.citizens, options.seconds, rate=options.rate))
    told["cores"] = round((running.cpu_seconds() - cpu) / (time.monotonic() - begun), 3)
    after = running.memory_mb()
    told["memory_mb"] = {"before": round(memory), "after": round(after), "growth": round(after / memory - 1, 4)}
    if options.burst:
        told["burst"] = summed(ask(running.port, options.citizens, options.burst_seconds, burst=options.burst))
    if options.open:
        told["open"] = asyncio.run(Watchers(running, options.open, options.idle).run())
    return told


def faults(told: dict[str, Any]) -> list[str]:
    """What did not hold: a message without its answer, a stream that heard nothing, memory that grew."""
    found = [
        f"{part}: answers were {told[part]['statuses']}"
        for part in ("steady", "burst")
        if part in told and set(told[part]["statuses"]) != {"200"}
    ]
    if "open" in told and told["open"]["told"] != told["open"]["tickets"]:
        found.append(f"{told['open']['told']} of {told['open']['tickets']} streams were told of their ticket")
    if told["memory_mb"]["growth"] > LARGEST_GROWTH:
        found.append(f"memory grew by {told['memory_mb']['growth']:.1%}")
    return found


def command_line() -> argparse.ArgumentParser:
    """What can be asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--rate", type=float, default=50.0, help="messages a second")
    parser.add_argument("--seconds", type=float, default=1800.0, help="of steady load")
    parser.add_argument("--citizens", type=int, default=200, help="conversations that ask")
    parser.add_argument("--burst", type=int, default=200, help="messages at once, every second; 0: none")
    parser.add_argument("--burst-seconds", type=float, default=60.0)
    parser.add_argument("--open", type=int, default=1000, help="conversations that listen; 0: none")
    parser.add_argument("--idle", type=float, default=10.0, help="seconds in which the open ones are left alone")
    return parser


def main() -> int:
    """Runs it all."""
    options = command_line().parse_args()
    model = find_model(Settings())
    if model is None:
        print("train first: uv run citizen-home train", file=sys.stderr)
        return 2
    load = psutil.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="endurance", dir=Settings().data_dir) as folder:
        told = run(model, Path(folder), options)
    about = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), "load_at_start": round(load, 1)}
    print(json.dumps(about | vars(options) | told | {"faults": faults(told)}, indent=2))
    return 1 if faults(told) else 0


if __name__ == "__main__":
    sys.exit(main())

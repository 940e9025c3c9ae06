"""
The lightest client that asks over HTTP: bytes written beforehand, answers cut at their length, nothing parsed.

    python -m benchmarks.quick_client --port 8000 --citizens 16 --seconds 10 [--rate 50] [--burst 200]

It shares the machine with the server that it measures, so what it costs is told too (`cpu_seconds`). With a rate,
messages start at fixed moments and their time counts from these; with a burst, so many at the same moment, once a
second. Prints JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import time
from dataclasses import dataclass, field

import httpx

from benchmarks.questions import alternating


@dataclass
class Line:
    """One kept connection; one message at a time."""

    port: int
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of an answer; (0, b"") when the connection broke."""
        try:
            if self.writer is None or self.reader is None:
                self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
            self.writer.write(request)
            head = await self.reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
            return int(head[9:12]), await self.reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            return 0, b""

    def close(self) -> None:
        """Ends the connection; the next question opens another."""
        if self.writer is not None:
            self.writer.close()
        self.reader = self.writer = None


@dataclass
class Crowd:
    """Citizens with a session each, and what came of their questions."""

    port: int
    tokens: list[str]
    milliseconds: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    lines: asyncio.Queue[Line] = field(default_factory=asyncio.Queue)

    def requests(self, citizen: int) -> list[bytes]:
        """The fixed questions as this citizen's requests."""
        made = []
        for question in alternating():
            body = json.dumps({"text": question.text}).encode()
            head = (
                "POST /api/v1/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                f"Authorization: Bearer {self.tokens[citizen]}\r\nContent-Length: {len(body)}\r\n\r\n"
            )
            made.append(head.encode() + body)
        return made

    async def one(self, line: Line, request: bytes, since: float) -> None:
        """One question, counted."""
        status, _ = await line.ask(request)
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status == 200:
            self.milliseconds.append((time.perf_counter() - since) * 1000)

    async def closed(self, end: float) -> None:
        """Every citizen asks again as soon as it is answered."""

        async def ask_on(citizen: int) -> None:
            line = Line(self.port)
            for request in itertools.cycle(self.requests(citizen)):
                if (now := time.perf_counter()) > end:
                    return line.close()
                await self.one(line, request, now)

        await asyncio.gather(*(ask_on(citizen) for citizen in range(len(self.tokens))))

    async def paced(self, rate: float, burst: int, end: float) -> None:
        """So many a second at fixed moments, or bursts of so many a second, whoever is answered."""
        asked = [self.requests(citizen) for citizen in range(len(self.tokens))]
        begun, at_once = time.perf_counter(), max(burst, 1)
        async with asyncio.TaskGroup() as group:
            for number in itertools.count():
                moment = begun + (number if burst else number / rate)
                if moment > end:
                    break
                await asyncio.sleep(max(moment - time.perf_counter(), 0))
                for place in range(number * at_once, (number + 1) * at_once):
                    citizen = place % len(asked)
                    group.create_task(self._lent(asked[citizen][place // len(asked) % len(asked[0])], moment))
        while not self.lines.empty():
            self.lines.get_nowait().close()

    async def _lent(self, request: bytes, since: float) -> None:
        line = self.lines.get_nowait() if not self.lines.empty() else Line(self.port)
        await self.one(line, request, since)
        self.lines.put_nowait(line)


def sessions(port: int, citizens: int) -> list[str]:
    """Opens so many conversations."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as http:
        return [http.post("/api/v1/sessions", json={}).json()["token"] for _ in range(citizens)]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="asks questions at the least cost")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--citizens", type=int, default=16, help="conversations")
    parser.add_argument("--seconds", type=float, default=10.0, help="no message starts later")
    parser.add_argument("--rate", type=float, default=0.0, help="messages a second; without it as fast as answered")
    parser.add_argument("--burst", type=int, default=0, help="so many at once, every second")
    options = parser.parse_args()
    crowd = Crowd(options.port, sessions(options.port, options.citizens))

    async def work() -> None:
        end = time.perf_counter() + options.seconds
        paced = options.rate or options.burst
        await (crowd.paced(options.rate, options.burst, end) if paced else crowd.closed(end))

    begun, cpu = time.perf_counter(), time.process_time()
    asyncio.run(work())
    told = {"milliseconds": crowd.milliseconds, "statuses": crowd.statuses, "seconds": time.perf_counter() - begun}
    print(json.dumps(told | {"cpu_seconds": time.process_time() - cpu}))


if __name__ == "__main__":
    main()

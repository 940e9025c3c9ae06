"""
The citizens of the HTTP measurements: a process of its own that asks questions over the public API.

    python -m benchmarks.load_client --address http://127.0.0.1:8000 --citizens 16 --count 1000 --seconds 10 [--rate 50]

With a rate, messages start at fixed moments and count from these, so that a stalled server is not let off; without one
every citizen asks again as soon as it is answered. Writes milliseconds, seconds and failures as JSON.
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
class Crowd:
    """Sessions that ask the fixed questions in turn, and what they were answered."""

    http: httpx.AsyncClient
    headers: list[dict[str, str]] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0

    async def arrive(self, citizens: int) -> None:
        """Opens a session for each."""
        for _ in range(citizens):
            opened = await self.http.post("/api/v1/sessions", json={})
            opened.raise_for_status()
            self.headers.append({"Authorization": f"Bearer {opened.json()['token']}"})

    async def ask(self, text: str, citizen: int, since: float) -> None:
        """One message; it fails unless it is understood and answered."""
        try:
            answer = await self.http.post("/api/v1/messages", json={"text": text}, headers=self.headers[citizen])
            answered = answer.status_code == 200 and answer.json()["understanding"]["outcome"] != "handoff"
        except httpx.HTTPError:
            answered = False
        if answered:
            self.milliseconds.append((time.perf_counter() - since) * 1000)
        else:
            self.failed += 1

    async def closed(self, count: int, end: float) -> None:
        """Every citizen asks again as soon as it is answered."""
        texts = itertools.islice(itertools.cycle(question.text for question in alternating()), count)

        async def one(citizen: int) -> None:
            for text in texts:  # one supply for all
                if time.perf_counter() > end:
                    return
                await self.ask(text, citizen, time.perf_counter())

        await asyncio.gather(*(one(citizen) for citizen in range(len(self.headers))))

    async def steady(self, count: int, rate: float, end: float) -> None:
        """Messages at fixed moments, whether or not the earlier ones are answered."""
        begun = time.perf_counter()
        texts = itertools.cycle(question.text for question in alternating())
        async with asyncio.TaskGroup() as group:
            for number in range(count):
                moment = begun + number / rate
                if moment > end:
                    return
                await asyncio.sleep(max(moment - time.perf_counter(), 0))
                group.create_task(self.ask(next(texts), number % len(self.headers), moment))


async def work(options: argparse.Namespace) -> dict[str, object]:
    """All messages; opening the sessions is not counted."""
    limits = httpx.Limits(max_connections=options.citizens, max_keepalive_connections=options.citizens)
    async with httpx.AsyncClient(base_url=options.address, timeout=30, limits=limits, trust_env=False) as http:
        crowd = Crowd(http)
        await crowd.arrive(options.citizens)
        begun = time.perf_counter()
        end = begun + options.seconds
        if options.rate:
            await crowd.steady(options.count, options.rate, end)
        else:
            await crowd.closed(options.count, end)
        seconds = time.perf_counter() - begun
    return {"milliseconds": crowd.milliseconds, "seconds": seconds, "failed": crowd.failed}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="asks questions over the public API")
    parser.add_argument("--address", required=True)
    parser.add_argument("--citizens", type=int, default=1, help="conversations, and connections at most")
    parser.add_argument("--count", type=int, default=200, help="messages at most")
    parser.add_argument("--seconds", type=float, default=10.0, help="no message starts later")
    parser.add_argument("--rate", type=float, default=0.0, help="messages a second; without it as fast as answered")
    print(json.dumps(asyncio.run(work(parser.parse_args()))))


if __name__ == "__main__":
    main()

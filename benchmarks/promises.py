"""
Citizens who insist, while processes are killed under them: no promise may be broken.

    uv run python -m benchmarks.promises --workers 4 --citizens 40 --messages 6 --kills 8 --rolls 1
    uv run python -m benchmarks.promises --workers 2 --server-kills 10 --redis-kills 5
    uv run python -m benchmarks.promises --workers 2 --store-down 60 --citizens 10 --messages 4
    uv run python -m benchmarks.promises --workers 2 --read-only 60 --citizens 10 --messages 4

Every call is a new connection, so any process may get it; whatever is not answered is repeated with the same key.
Afterwards: each citizen has one ticket, the numbers of a queue are 1…n, each message stands once in its conversation
and in the order in which it was sent, each ticket was told once to its event stream. Exit 1 when one is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.insisting import PATIENCE, Citizen, Found
from benchmarks.postgres_server import PostgresServer
from benchmarks.proof import options_of, proven
from benchmarks.redis_server import RedisServer
from benchmarks.service import Service, migrate, service
from benchmarks.store_watch import Watch


async def crowd(
    running: Service, found: Found, citizens: int, messages: int, faults: Callable[[], Coroutine[Any, Any, None]]
) -> list[Citizen]:
    """All citizens at once, and the faults beside them."""
    people = [Citizen(running.address, found, number, messages) for number in range(citizens)]
    troubles = asyncio.create_task(faults())
    results = await asyncio.gather(*(one.live() for one in people), return_exceptions=True)
    found.broken += [f"{type(error).__name__}: {error}" for error in results if isinstance(error, BaseException)]
    await troubles
    return people


async def check(people: list[Citizen], found: Found) -> None:
    """Compares what was promised with what is kept."""
    for one in people:
        answer = await one.insist("GET", "/api/v1/messages", None, done=lambda a: a.status_code == 200)
        kept = [message["message_id"] for message in answer.json()["messages"] if message.get("message_id")]
        if kept != one.sent:
            found.broken.append(
                f"citizen {one.number}: sent {len(one.sent)} messages, {len(kept)} kept, or not in order"
            )
        if one.ticket:
            issued = [reference for kind, reference in one.told if kind == "issued"]
            if issued != [one.ticket["reference"]]:
                found.broken.append(f"citizen {one.number}: told of {len(issued)} tickets, has 1")
    tickets = [one.ticket for one in people if one.ticket]
    found.tickets, found.citizens = len(tickets), len(people)
    if len({ticket["reference"] for ticket in tickets}) != len(people):
        found.broken.append("a ticket is lost, or two citizens have the same")
    by_queue: dict[str, list[int]] = {}
    for ticket in tickets:
        letters = ticket["number"].rstrip("0123456789")
        by_queue.setdefault(letters, []).append(int(ticket["number"].removeprefix(letters)))
    for letter, numbers in by_queue.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            twice = [number for number, times in Counter(numbers).items() if times > 1]
            found.broken.append(f"queue {letter}: numbers are not 1…{len(numbers)}; twice: {twice}")


@dataclass
class Troubles:
    """What is to go wrong, in what order it comes."""

    running: Service
    server: PostgresServer
    redis: RedisServer
    options: argparse.Namespace
    found: Found

    async def happen(self) -> None:
        """All of it, one after the other, so that each is met while citizens ask."""
        kinds = [self.kill] * self.options.kills + [self.kill_server] * self.options.server_kills
        kinds += [self.kill_redis] * self.options.redis_kills + [self.roll] * self.options.rolls
        random.shuffle(kinds)
        for trouble in kinds:
            await asyncio.sleep(random.uniform(0.3, self.options.pause))
            await trouble()
        if self.options.store_down:
            self.server.kill()
            await self.away(self.options.store_down, self.server.start)
            self.found.server_kills += 1
        if self.options.read_only:
            self.server.read_only(True)
            await self.away(self.options.read_only, lambda: self.server.read_only(False))

    async def away(self, seconds: float, bring_back: Callable[[], object]) -> None:
        """The store is out of use for so long; what is said meanwhile, and how soon numbers are given again."""
        watch = Watch(self.running.address)
        async with asyncio.timeout(seconds + PATIENCE):
            looking = asyncio.create_task(watch.look())
            await asyncio.sleep(seconds)
            await asyncio.to_thread(bring_back)
            watch.back()
            await looking
        self.found.back_seconds = watch.back_seconds
        self.found.words = {f"{language} {text}": times for (language, text), times in watch.words.items()}
        self.found.broken += watch.broken

    async def kill(self) -> None:
        """A worker, by SIGKILL."""
        self.running.kill(random.randrange(8))
        self.found.kills += 1

    async def kill_server(self) -> None:
        """The whole database server, by SIGKILL; it is started again at once."""
        self.server.kill()
        await asyncio.sleep(random.uniform(0, 1))
        await asyncio.to_thread(self.server.start)
        self.found.server_kills += 1

    async def kill_redis(self) -> None:
        """Redis, by SIGKILL; it stays away for some seconds."""
        self.redis.kill()
        await asyncio.sleep(random.uniform(0, 3))
        await asyncio.to_thread(self.redis.start)
        self.found.redis_kills += 1

    async def roll(self) -> None:
        """A rolling restart."""
        self.running.roll()
        self.found.rolls += 1


def run(model: Path, folder: Path, options: argparse.Namespace) -> Found:
    """Stores, service, citizens, troubles, check."""
    found = Found()
    with ExitStack() as stack:
        server = stack.enter_context(PostgresServer(durable=True))
        redis = stack.enter_context(RedisServer())
        database = server.create("promises")
        migrate(folder, database)
        running = stack.enter_context(
            service(model, folder / "data", options.workers, database=database, redis=redis.url)
        )
        troubles, begun = Troubles(running, server, redis, options, found), time.monotonic()

        async def all_of_it() -> None:
            people = await crowd(running, found, options.citizens, options.messages, troubles.happen)
            await check(people, found)

        asyncio.run(all_of_it())
        found.seconds = time.monotonic() - begun
    return found


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = options_of(__doc__)
    made.add_argument("--workers", type=int, default=4, help="server processes")
    made.add_argument("--citizens", type=int, default=40)
    made.add_argument("--messages", type=int, default=6, help="of each citizen")
    made.add_argument("--kills", type=int, default=0, help="of workers")
    made.add_argument("--rolls", type=int, default=0, help="rolling restarts")
    made.add_argument("--server-kills", type=int, default=0, help="of PostgreSQL")
    made.add_argument("--redis-kills", type=int, default=0)
    made.add_argument("--store-down", type=float, default=0.0, help="seconds that PostgreSQL is away, once")
    made.add_argument("--read-only", type=float, default=0.0, help="seconds that PostgreSQL takes no writes, once")
    made.add_argument("--pause", type=float, default=3.0, help="longest seconds between two troubles")
    return made


def main() -> int:
    """The command line's end."""
    return proven("promises", parser(), lambda model, folder, options: asdict(run(model, folder, options)))


if __name__ == "__main__":
    sys.exit(main())

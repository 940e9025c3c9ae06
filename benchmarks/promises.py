"""
Citizens who insist, while processes are killed under them: no promise may be broken.

    uv run python -m benchmarks.promises --workers 4 --citizens 40 --messages 6 --kills 8 --rolls 1
    uv run python -m benchmarks.promises --workers 2 --server-kills 10 --redis-kills 5
    uv run python -m benchmarks.promises --workers 2 --store-down 60

Every call is a new connection, so any process may get it; whatever is not answered is repeated with the same key.
Afterwards: each citizen has one ticket, the numbers of a queue are 1…n, each message stands once in its conversation
and in the order in which it was sent, each ticket was told once to its event stream. Exit 1 when one is broken.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from assistant.bootstrap import find_model
from assistant.settings import Settings
from benchmarks.postgres_server import PostgresServer
from benchmarks.redis_server import RedisServer
from benchmarks.service import Service, migrate, service

TEXTS = ("护照快到期了", "要带什么", "多少钱", "how long does it take", "where is it", "电话是多少")
MATTERS = (
    "passport_renewal",
    "driver_license_renewal",
    "citizen_card_replacement_lost",
    "housing_fund_rent_withdrawal",
)
PATIENCE = 300.0  # seconds after which a citizen who is never answered has found a fault


@dataclass
class Found:
    """What came of it; every word of ``broken`` is a broken promise."""

    citizens: int = 0
    messages: int = 0
    tickets: int = 0
    repeated: int = 0  # calls that were not answered and repeated
    told_down: int = 0  # answers that said clearly that a part is out of reach
    kills: int = 0
    server_kills: int = 0
    redis_kills: int = 0
    rolls: int = 0
    seconds: float = 0.0
    longest_seconds: float = 0.0  # until a call was answered, its repetitions with it
    statuses: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)


@dataclass
class Citizen:
    """One conversation: messages in order, a ticket asked for twice with the same key, an event stream."""

    address: str
    found: Found
    number: int
    messages: int
    token: str = ""
    sent: list[str] = field(default_factory=list)
    ticket: dict[str, Any] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)
    first_told: asyncio.Event = field(default_factory=asyncio.Event)

    async def live(self) -> None:
        """Everything, in order."""
        self.token = (await self.insist("POST", "/api/v1/sessions", {}, done=lambda a: a.status_code == 201)).json()[
            "token"
        ]
        listening = asyncio.create_task(self.listen())
        matter, key = MATTERS[self.number % len(MATTERS)], str(uuid.uuid4())
        for place in range(self.messages):
            body = {"text": TEXTS[place % len(TEXTS)], "message_id": str(uuid.uuid4())}
            await self.insist("POST", "/api/v1/messages", body, done=is_answer)
            self.sent.append(body["message_id"])
            self.found.messages += 1
            if place == self.messages // 2:
                for _ in range(2):
                    await self.take(matter, key)
        with suppress(TimeoutError):
            await asyncio.wait_for(self.heard(), 40)
        listening.cancel()

    async def take(self, matter: str, key: str) -> None:
        """Asks for the ticket; the same key must give the same one."""
        body = {"transaction": matter, "message_id": key}
        answer = await self.insist("POST", "/api/v1/tickets", body, done=lambda a: a.status_code == 201)
        given = answer.json()
        if self.ticket and given["reference"] != self.ticket["reference"]:
            self.found.broken.append(f"citizen {self.number}: one key, two tickets")
        self.ticket = given

    async def heard(self) -> None:
        """Until the stream has told of the ticket."""
        await self.first_told.wait()

    async def listen(self) -> None:
        """The event stream, resumed after each break."""
        last = ""
        while True:
            with suppress(httpx.HTTPError):
                headers = {"Authorization": f"Bearer {self.token}", **({"Last-Event-ID": last} if last else {})}
                async with httpx.AsyncClient(base_url=self.address, timeout=30, trust_env=False) as http:
                    async with http.stream("GET", "/api/v1/events", headers=headers) as stream:
                        async for line in stream.aiter_lines():
                            last = line[4:] if line.startswith("id: ") else last
                            if line.startswith("data: "):
                                event = json.loads(line[6:])
                                self.told.append((event["kind"], event["reference"]))
                                self.first_told.set()
            await asyncio.sleep(0.2)

    async def insist(
        self, method: str, path: str, body: dict[str, Any] | None, done: Callable[[httpx.Response], bool]
    ) -> httpx.Response:
        """Repeats a call until it is done. Raises TimeoutError."""
        begun = time.monotonic()
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        while time.monotonic() < begun + PATIENCE:
            with suppress(httpx.HTTPError):
                async with httpx.AsyncClient(base_url=self.address, timeout=30, trust_env=False) as http:
                    answer = await http.request(method, path, json=body, headers=headers)
                self.note(answer)
                if done(answer):
                    self.found.longest_seconds = max(self.found.longest_seconds, time.monotonic() - begun)
                    return answer
            self.found.repeated += 1
            await asyncio.sleep(random.uniform(0.05, 0.3))
        raise TimeoutError(f"{method} {path} was never answered")

    def note(self, answer: httpx.Response) -> None:
        """Counts an answer; a server error that is not a clear word is a broken promise."""
        status = str(answer.status_code)
        self.found.statuses[status] = self.found.statuses.get(status, 0) + 1
        if answer.status_code == 503 or (
            answer.status_code == 200 and not is_answer(answer) and "/messages" in str(answer.url)
        ):
            self.found.told_down += 1
        elif answer.status_code >= 500:
            self.found.broken.append(f"status {status} at {answer.url.path}: {answer.text[:120]}")


def is_answer(answer: httpx.Response) -> bool:
    """Whether a message was answered and kept; a notice says that a part is out of reach."""
    return answer.status_code == 200 and all(reply["kind"] != "notice" for reply in answer.json().get("replies", ()))


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
        by_queue.setdefault(ticket["number"][0], []).append(int(ticket["number"][1:]))
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
            await asyncio.sleep(self.options.store_down)
            self.server.start()
            self.found.server_kills += 1

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
    made = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    made.add_argument("--workers", type=int, default=4, help="server processes")
    made.add_argument("--citizens", type=int, default=40)
    made.add_argument("--messages", type=int, default=6, help="of each citizen")
    made.add_argument("--kills", type=int, default=0, help="of workers")
    made.add_argument("--rolls", type=int, default=0, help="rolling restarts")
    made.add_argument("--server-kills", type=int, default=0, help="of PostgreSQL")
    made.add_argument("--redis-kills", type=int, default=0)
    made.add_argument("--store-down", type=float, default=0.0, help="seconds that PostgreSQL is away, once")
    made.add_argument("--pause", type=float, default=3.0, help="longest seconds between two troubles")
    made.add_argument("--json", type=Path, help="writes the figures there")
    return made


def main() -> int:
    """The command line's end."""
    options = parser().parse_args()
    model = find_model(Settings())
    if model is None:
        print("train first: uv run citizen-home train", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="promises") as folder:
        found = run(model, Path(folder), options)
    told = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), **vars(options), **asdict(found)}
    told["json"] = None
    print(json.dumps(told, indent=2, default=str, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(told, default=str) + "\n")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())

"""A citizen who insists: what is not answered is asked again with the same key, what was promised is noted."""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx

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
    back_seconds: float = 0.0  # from the return of a store that was away to the first number that both languages got
    words: dict[str, int] = field(default_factory=dict)  # what was said to those who asked for a number meanwhile
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

"""
Messengers that are down for a while, and people who write on: each answer arrives once, in order, and soon afterwards.

    uv run python -m benchmarks.messenger_outage --seconds 3600 --rate 1
    uv run python -m benchmarks.messenger_outage --seconds 300 --workers 2 --store postgres

People write to the bot of Telegram before, during and after the outage; followers of the WeChat account wait for their
numbers, which are called meanwhile. The stubs drop every connection for a third of the time, are silent for a third and
answer 502 for the last. Every chat asks the same questions, so it must be answered as the first one was, which had no
outage. Prints JSON; exit 1 when an answer is lost or out of order, more than one in a thousand came twice, or the
outbox took more than five minutes to empty.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

import httpx

from benchmarks.messengers import Manner, Messengers, telegram_post, wechat_post
from benchmarks.postgres_server import PostgresServer
from benchmarks.proof import options_of, proven
from benchmarks.service import Service, migrate, service
from catalog import load_catalog

MANNERS: tuple[Manner, ...] = ("dropped", "silent", "502")
MATTER = "passport_renewal"
CLERK = "a token of the clerk who is measured"
STAFF = {"Authorization": f"Bearer {CLERK}"}
LEAD = 20.0  # seconds of talk before and after the outage
EMPTY_WITHIN = 300.0
MOST_DOUBLES = 0.001
FIRST_CHAT = 1000


@dataclass
class Town:
    """Everybody who writes, and the clerk."""

    running: Service
    stubs: Messengers
    options: argparse.Namespace
    questions: list[str]
    windows: list[int]
    statuses: dict[str, int] = field(default_factory=dict)
    asked: int = 0
    called: list[str] = field(default_factory=list)
    http: httpx.AsyncClient = field(init=False)

    def chats(self) -> range:
        """Those who write through the outage; the one before them wrote without."""
        return range(FIRST_CHAT + 1, FIRST_CHAT + 1 + self.options.chats)

    async def says(self, chat: int, place: int) -> None:
        """One question of a chat; Telegram brings it until it is dealt with."""
        headers, body = telegram_post(chat, self.questions[place])
        for _ in range(20):
            try:
                answer = await self.http.post(self.stubs.webhook, headers=headers, content=body)
                status = str(answer.status_code)
            except httpx.HTTPError as error:
                status = type(error).__name__
            self.statuses[status] = self.statuses.get(status, 0) + 1
            if status == "200":
                self.asked += 1
                return
            await asyncio.sleep(1)

    async def takes_number(self, person: str) -> None:
        """A follower asks for a number, is told it in the answer itself, and comes to the hall."""
        query, body = wechat_post(person, f"给我取个号，办{load_catalog().transactions[MATTER].name.zh}")
        answer = await self.http.post("/wechat", params=query, content=body)
        given = re.search(r"[A-Z]+\d{3}", answer.text.partition("<Content>")[2])
        if answer.status_code != 200 or given is None:
            raise RuntimeError(f"no number on WeChat: {answer.status_code} {answer.text[-300:]}")
        body_of_desk = {"number": given.group()}
        arrived = await self.http.post("/api/v1/hall/check-in", headers=STAFF, json=body_of_desk)
        arrived.raise_for_status()

    async def talk(self, seconds: float) -> None:
        """All chats by turns, each question at its moment."""
        begun, places = time.monotonic(), [(chat, n) for n in range(len(self.questions)) for chat in self.chats()]
        waiting: dict[int, asyncio.Task[None]] = {}
        pause = seconds / len(places)
        for turn, (chat, place) in enumerate(places):
            await asyncio.sleep(max(0.0, begun + turn * pause - time.monotonic()))
            if chat in waiting:
                await waiting[chat]  # Telegram brings a chat's updates in order
            waiting[chat] = asyncio.create_task(self.says(chat, place))
        await asyncio.gather(*waiting.values())

    async def call_all(self, seconds: float) -> None:
        """The clerk calls every number, spread over the time."""
        window = self.windows[0]
        for _ in range(self.options.followers):
            await asyncio.sleep(seconds / self.options.followers)
            answer = await self.http.post(f"/api/v1/windows/{window}/next", headers=STAFF, json={})
            ticket = answer.json().get("ticket")
            if ticket:
                self.called.append(ticket["number"])
                await asyncio.sleep(3)  # a call that is overtaken is not told any more
                for press in ("start", "served"):
                    await self.http.post(f"/api/v1/windows/{window}/{press}", headers=STAFF, json={})

    async def outage(self) -> float:
        """The messengers are away, in three manners; gives the moment at which they are back."""
        await asyncio.sleep(LEAD)
        for manner in MANNERS:
            self.stubs.manner = manner
            await asyncio.sleep(self.options.seconds / len(MANNERS))
        self.stubs.manner = "up"
        return time.monotonic()


async def emptied(running: Service, since: float) -> float:
    """Seconds since the return until nothing waits in the outbox that is older than the return."""
    async with httpx.AsyncClient(base_url=running.address, timeout=30, trust_env=False) as http:
        while (now := time.monotonic()) < since + 4 * EMPTY_WITHIN:
            page = (await http.get("/metrics")).text
            oldest = [
                float(line.rpartition(" ")[2])
                for line in page.splitlines()
                if line.startswith("citizen_home_outbox_oldest_seconds{")
            ]
            if all(age < now - since for age in oldest):
                return now - since
            await asyncio.sleep(0.5)
    return float("inf")


async def live(town: Town) -> float:
    """The whole time; gives the seconds that the outbox took."""
    limits = httpx.Limits(max_connections=64, max_keepalive_connections=64)
    async with httpx.AsyncClient(
        base_url=town.running.address, timeout=60, limits=limits, trust_env=False
    ) as town.http:
        for place in range(len(town.questions)):
            await town.says(FIRST_CHAT, place)
        for number in range(town.options.followers):
            await town.takes_number(f"oFollower{number:020d}")
        whole = town.options.seconds + 2 * LEAD
        talking = asyncio.create_task(town.talk(whole))
        calling = asyncio.create_task(town.call_all(town.options.seconds + LEAD))
        took = await emptied(town.running, await town.outage())
        await asyncio.gather(talking, calling)
        await emptied(town.running, time.monotonic())
        await asyncio.sleep(3)
    return took


def once(texts: list[str]) -> list[str]:
    """The texts with what came twice in a row once."""
    return [text for text, _ in groupby(texts)]


def checked(town: Town, took: float) -> dict[str, Any]:
    """What arrived, against what should have."""
    sent, expected = town.stubs.sent, once(town.stubs.sent[str(FIRST_CHAT)])
    chats = [sent[str(chat)] for chat in town.chats()]
    arrived = sum(map(len, chats))
    doubles = arrived - sum(len(once(texts)) for texts in chats)
    pushes = [text for address, texts in sent.items() if address.startswith("oFollower") for text in texts]
    calls = [text for text in pushes if any(number in text for number in town.called)]
    lost_calls = [number for number in town.called if not any(number in text for text in calls)]
    doubled_pushes = len(pushes) - len(set(pushes))
    broken = [f"chat {town.chats()[n]}: other answers" for n, texts in enumerate(chats) if once(texts) != expected]
    broken += [f"the call of {number} was never told" for number in lost_calls]
    if doubles + doubled_pushes > MOST_DOUBLES * (arrived + len(pushes)):
        broken.append(f"{doubles} answers and {doubled_pushes} calls came twice")
    if took > EMPTY_WITHIN:
        broken.append(f"the outbox took {took:.0f} s")
    return {
        "asked": town.asked,
        "answers": arrived,
        "answers_of_a_chat": len(expected),
        "doubles": doubles,
        "calls": len(town.called),
        "pushes": len(pushes),
        "doubled_pushes": doubled_pushes,
        "refused_by_the_messengers": town.stubs.refused,
        "empty_after_seconds": round(took, 1),
        "statuses": town.statuses,
        "broken": broken,
    }


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Stubs, service, town."""
    catalog = load_catalog()
    names = [one.name.zh for one in catalog.transactions.values()]
    questions = [f"{name}要带什么" for name in names]
    asked = max(2, min(len(questions), round(options.rate * (options.seconds + 2 * LEAD) / options.chats)))
    windows = list(catalog.transactions[MATTER].windows)
    with ExitStack() as stack:
        stubs = stack.enter_context(Messengers())
        more: dict[str, Any] = dict(stubs.settings) | {"CITIZEN_HOME_STAFF_TOKENS": CLERK}
        if options.store == "postgres":
            more["database"] = stack.enter_context(PostgresServer(durable=True)).create("outage")
            migrate(folder, more["database"])
        running = stack.enter_context(service(model, folder / "data", options.workers, **more))
        end = time.monotonic() + 60
        while not stubs.webhook and time.monotonic() < end:
            time.sleep(0.1)
        town = Town(running, stubs, options, questions[:asked], windows)
        return checked(town, asyncio.run(live(town)))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = options_of(__doc__)
    made.add_argument("--seconds", type=float, default=3600.0, help="of the outage")
    made.add_argument("--rate", type=float, default=1.0, help="questions a second, of all chats together")
    made.add_argument("--chats", type=int, default=40, help="of Telegram, that write through the outage")
    made.add_argument("--followers", type=int, default=20, help="of WeChat, whose numbers are called")
    made.add_argument("--workers", type=int, default=1, help="server processes")
    made.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    return made


def main() -> int:
    """The command line's end."""
    return proven("outage", parser(), run)


if __name__ == "__main__":
    sys.exit(main())

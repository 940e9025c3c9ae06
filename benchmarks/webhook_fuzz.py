"""
Malformed webhooks of every channel, over HTTP, at a service of its own: Telegram, WeChat plain and encrypted, Twilio.

    uv run python -m benchmarks.webhook_fuzz --cases 10000 [--store postgres]

Half of a channel's cases are forged (recorded or spoiled bodies without the right signature), half are signed rightly
around a body that is spoiled: cut, doubled, of another kind, with a DTD, with texts of every writing. A fault is a 5xx,
no answer, a forged call that is let in, anything kept or sent after a refusal, an error nobody foresaw in the log, and
a right message at the end that gets no answer.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from assistant.bootstrap import find_model
from assistant.settings import Settings
from benchmarks.forgeries import FORGERIES, malformed
from benchmarks.postgres_server import PostgresServer
from benchmarks.service import Service, migrate, service
from benchmarks.webhooks import AES_KEY, Channel, Stubs, Telegram, Twilio, WeChat
from benchmarks.wire import Call, NoAnswer, Wire

# Where whatever a message brings about is kept.
WAITING = "received"  # acknowledged, and not answered yet
TABLES = (
    WAITING,
    "inbox",
    "outbox",
    "contact",
    "follower",
    "button",
    "spent",
    "message",
    "tracker",
    "choice",
    "ticket",
    "event",
)
PEOPLE = 50


@dataclass
class Outcome:
    """Statuses of a channel's forged and spoiled calls, and each kind of fault with the call that showed it."""

    forged: Counter[int] = field(default_factory=Counter)
    spoiled: Counter[int] = field(default_factory=Counter)
    faults: dict[str, str] = field(default_factory=dict)

    def fault(self, kind: str, call: Call) -> None:
        """Notes the first of a kind."""
        if kind not in self.faults:
            print(f"FAULT {kind}", file=sys.stderr, flush=True)
            self.faults[kind] = call.told()


@dataclass
class Kept:
    """What the service keeps, as the number of rows of each table, read past the service."""

    folder: Path
    database: str | None = None

    def rows(self) -> dict[str, int]:
        """Rows by table."""
        if self.database is not None:
            return self._rows_of_postgres(self.database)
        found: dict[str, int] = {}
        for file in sorted(self.folder.glob("*.db")):
            with contextlib.closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as link:
                link.execute("BEGIN")  # one moment for all tables
                there = {name for (name,) in link.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
                for table in sorted(there.intersection(TABLES)):
                    (found[table],) = link.execute(f"SELECT count(*) FROM {table}").fetchone()
        return found

    async def settled(self, most: float = 60.0) -> dict[str, int]:
        """Rows by table once all that was acknowledged is answered, or after ``most`` seconds."""
        end = time.monotonic() + most
        rows = self.rows()
        while any(count for name, count in rows.items() if WAITING in name) and time.monotonic() < end:
            await asyncio.sleep(0.02)
            rows = self.rows()
        return rows

    @staticmethod
    def _rows_of_postgres(address: str) -> dict[str, int]:
        named = "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables WHERE tablename = ANY(%s)"
        with psycopg.connect(address) as link:
            every = [str(name) for (name,) in link.execute(named, [[*TABLES]])]
            counted = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in every)
            return dict(link.execute(counted.encode()).fetchall())


@dataclass
class Attack:
    """The cases of one channel at a running service."""

    channel: Channel
    wire: Wire
    kept: Kept
    stubs: Stubs
    dice: random.Random
    outcome: Outcome = field(default_factory=Outcome)

    def recorded(self) -> bytes:
        """Something of what the channel posts."""
        return self.channel.body(self.dice.choice(self.channel.kinds), self.dice.randrange(PEOPLE), self._text())

    def _text(self) -> str:
        return self.dice.choice(("护照到期了", "1", "谢谢", "给我取个号", "多少钱", "qrscene_x", "help", "ticket"))

    def malformed(self) -> bytes:
        """A body that no messenger would post."""
        return malformed(self.channel, self.recorded(), self.dice)

    async def _status(self, call: Call) -> int:
        try:
            answer = await self.wire.send(call)
        except NoAnswer as silence:
            self.outcome.fault(f"no answer: {silence}", call)
            return 0
        if answer.status >= 500:
            self.outcome.fault(f"answered {answer.status}", call)
        return answer.status

    async def forged(self, count: int) -> None:
        """Calls without the right signature, or signed too long ago; nothing of them may leave a trace."""
        before = await self.kept.settled(), sum(map(len, self.stubs.sent.values()))
        call = None
        for _ in range(count):
            call = self._forged(self.recorded() if self.dice.random() < 0.6 else self.malformed())
            status = await self._status(call)
            self.outcome.forged[status] += 1
            if status < 400:
                self.outcome.fault(f"a forged call was answered {status}", call)
        after = await self.kept.settled(), sum(map(len, self.stubs.sent.values()))
        if call is not None and after != before:
            self.outcome.fault(f"forged calls left traces: {before} -> {after}", call)

    def _forged(self, body: bytes) -> Call:
        forgery = self.dice.choice(FORGERIES)
        if isinstance(self.channel, WeChat) and self.dice.random() < 0.15:
            return self.channel.post(body, age=self.dice.choice((301, -302, 3600, 10**6, 10**9, -(10**9))))
        spared = self.channel.name == "wechat-aes" and self.dice.random() < 0.5  # the first of its two signatures
        turn = itertools.count()
        return self.channel.post(body, lambda right: right if spared and not next(turn) else forgery(right, self.dice))

    async def spoil(self, count: int) -> None:
        """Rightly signed calls of malformed bodies: one that is refused leaves no trace."""
        before = await self.kept.settled()
        for _ in range(count):
            call = self.channel.post(self.malformed())
            status = await self._status(call)
            self.outcome.spoiled[status] += 1
            after = await self.kept.settled()
            if status != 200 and after != before:
                self.outcome.fault(f"a call answered {status} left traces: {before} -> {after}", call)
            before = after

    async def still_answers(self) -> None:
        """A right message of a new person gets its answer, in the webhook's own or by the messenger's server."""
        person = self.dice.randrange(10**6, 10**8)
        call = self.channel.post(self.channel.body("text", person, "护照到期了要带什么"))
        answer = await self.wire.send(call)
        end = time.monotonic() + 120

        def answered() -> bool:
            at_once = b"<Content>" in answer.body or b"<Encrypt>" in answer.body
            return at_once or any(str(person) in address for address in list(self.stubs.sent))

        while not answered():
            if time.monotonic() > end:
                self.outcome.fault("a right message got no answer afterwards", call)
                return
            await asyncio.sleep(0.1)


async def attack(address: str, stubs: Stubs, kept: Kept, *, aes: bool, cases: int, seed: int) -> dict[str, Outcome]:
    """The cases of every channel of a service, one channel after the other."""
    public = stubs.settings["CITIZEN_HOME_PUBLIC_URL"]
    channels: list[Channel] = [WeChat(aes=True)] if aes else [Telegram(stubs.webhook), WeChat(), Twilio(public)]
    found: dict[str, Outcome] = {}
    for channel in channels:
        one = Attack(channel, Wire.to(address), kept, stubs, random.Random(f"{seed} {channel.name}"))
        await one.forged(cases // 2)
        await one.spoil(cases - cases // 2)
        await one.still_answers()
        one.wire.close()
        found[channel.name] = one.outcome
        print(f"{channel.name}: forged {dict(one.outcome.forged)}, spoiled {dict(one.outcome.spoiled)}", flush=True)
    return found


def unforeseen(running: Service) -> list[str]:
    """Lines of the service's log that tell of an error nobody foresaw."""
    lines = running.log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [line for line in lines if "unforeseen" in line or "Traceback" in line]


def run(model: Path, cases: int, store: str, seed: int) -> dict[str, str]:
    """Two services, the second with encrypted WeChat; the faults of both."""
    faults: dict[str, str] = {}
    for aes in (False, True):
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="webhook_fuzz")))
            database = None
            stack.enter_context(stubs := Stubs())
            if store == "postgres":
                database = stack.enter_context(PostgresServer(durable=False)).create("webhooks")
                migrate(folder, database)
            more = stubs.settings | ({"CITIZEN_HOME_WECHAT_AES_KEY": AES_KEY} if aes else {})
            running = stack.enter_context(service(model, folder, 1, database=database, **more))
            stubs.wait()
            work = attack(running.address, stubs, Kept(folder, database), aes=aes, cases=cases, seed=seed)
            for name, outcome in asyncio.run(work).items():
                faults |= {f"{name}: {kind}": call for kind, call in outcome.faults.items()}
            faults |= {f"log: {line}": "" for line in unforeseen(running)[:5]}
    return faults


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("--cases", type=int, default=10_000, help="of each channel")
    parser.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    """Attacks; exit 1 on a fault."""
    options = _options()
    model = find_model(Settings())
    if model is None:
        sys.exit("train first: uv run citizen-home train")
    faults = run(model, options.cases, options.store, options.seed)
    for kind, call in faults.items():
        print(f"FAULT {kind}\n  {call}")
    print(f"{options.cases} calls of each channel, {len(faults)} kinds of faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()

"""
Every webhook three times, shuffled, from four processes, at four workers on PostgreSQL: one effect each.

    uv run python -m benchmarks.doubled_webhooks --people 8

So many people do each thing that is recorded of Telegram, WeChat (plain, then encrypted) and Twilio, and as many ask
for a queue number. Each call is made three times, all of them shuffled over four client processes. Afterwards each
person must have read one answer, whether in the webhook's own answer or by the messenger's API, and whoever asked for
a number must hold one. Prints JSON; exit 1 on any other.
"""

from __future__ import annotations

import argparse
import asyncio
import base64
import json
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import psycopg
from defusedxml import ElementTree

from assistant.bootstrap import find_model
from assistant.operations.hand_over import ConversationIds
from assistant.settings import Settings
from benchmarks.postgres_server import PostgresServer
from benchmarks.service import migrate, service
from benchmarks.webhooks import AES_KEY, APP_ID, Channel, Stubs, Telegram, Twilio, WeChat
from benchmarks.wire import Call, NoAnswer, Sender, Wire
from catalog import load_catalog

TIMES, CLIENTS, AT_ONCE = 3, 4, 4
QUESTION, KEY = "护照到期了要带什么", "a key of the measurement"
MATTERS = ("passport_renewal", "citizen_card_replacement_lost", "driver_license_renewal", "dog_license")
PATIENCE = 180.0
SHARED = ("group", "channel")  # several people are told in one chat
SILENT = {"telegram": ("edited", "blocked", "pinned"), "wechat": ("unsubscribe", "view", "template sent")}


@dataclass(frozen=True)
class Deed:
    """What one person does once; ``address`` is theirs at the messenger."""

    channel: str
    kind: str
    address: str
    call: Call
    asks_for_a_number: bool = False


@dataclass
class Read:
    """What each address has read in answers to webhooks, and how the calls ended."""

    texts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    statuses: Counter[str] = field(default_factory=Counter)


def deeds_of(channel: Channel, people: int, first: int) -> list[Deed]:
    """Everybody's deeds on a channel; persons are numbered from ``first`` on."""
    matters = load_catalog().transactions
    person, deeds = first, []
    for kind in channel.kinds:
        if kind in SHARED:
            continue
        for _ in range(people):
            call = channel.post(channel.body(kind, person, QUESTION))
            deeds.append(Deed(channel.name, kind, _address(channel, person), call))
            person += 1
    for place in range(people):
        text = f"给我取个号，办{matters[MATTERS[place % len(MATTERS)]].name.zh}"
        call = channel.post(channel.body("text", person, text))
        deeds.append(Deed(channel.name, "number", _address(channel, person), call, asks_for_a_number=True))
        person += 1
    return deeds


def _address(channel: Channel, person: int) -> str:
    named = {"telegram": f"{person}", "twilio": f"whatsapp:+4915{person:09d}"}
    return named.get(channel.name, f"o{person}")


def dealt(deeds: Sequence[Deed], dice: random.Random) -> list[list[Deed]]:
    """Each deed three times, shuffled, dealt out to the clients."""
    all_of_them = [deed for deed in deeds for _ in range(TIMES)]
    dice.shuffle(all_of_them)
    return [all_of_them[place::CLIENTS] for place in range(CLIENTS)]


async def bring(sender: Sender, deeds: Iterable[Deed], read: Read) -> None:
    """Makes calls one after the other; one that is told to come again does."""
    for deed in deeds:
        for _ in range(20):
            try:
                answer = await sender.send(deed.call)
            except NoAnswer:
                read.statuses["none"] += 1
                continue
            read.statuses[str(answer.status)] += 1
            if answer.status != 503:
                break
            await asyncio.sleep(0.5)
        else:
            continue
        if text := said_in(answer.body):
            read.texts[deed.address].add(text)


def client(address: str, deeds: list[Deed]) -> Read:
    """One client process: a few calls at once."""
    read = Read()

    async def work() -> None:
        wires = [Wire.to(address) for _ in range(AT_ONCE)]
        await asyncio.gather(*(bring(wire, deeds[n::AT_ONCE], read) for n, wire in enumerate(wires)))
        for wire in wires:
            wire.close()

    asyncio.run(work())
    read.texts = dict(read.texts)  # to go over to the other process
    return read


def said_in(body: bytes) -> str:
    """The text of a webhook's answer that says something, opened where it is encrypted."""
    if b"<Encrypt>" in body:
        from wechatpy.crypto import PrpCrypto

        sealed = ElementTree.fromstring(body).findtext("Encrypt") or ""
        opened = PrpCrypto(base64.b64decode(AES_KEY + "=")).decrypt(sealed, APP_ID)
        body = opened if isinstance(opened, bytes) else opened.encode()
    try:
        return ElementTree.fromstring(body).findtext("Content") or ""
    except ParseError:
        return ""


def faults_of(deeds: Sequence[Deed], read: dict[str, set[str]], sent: dict[str, list[str]], held: Counter[str]) -> Any:
    """
    Effects that are missing, doubled or given twice, by channel and kind; ``held``: numbers by address.

    An answer may be several messages (a text, then a place on the map), but none of them twice.
    """
    found: dict[str, int] = defaultdict(int)
    for deed in deeds:
        name, pushed = f"{deed.channel} {deed.kind}", sent.get(deed.address, [])
        answers = len(read.get(deed.address, ())) + bool(pushed)
        expected = 0 if deed.kind in SILENT.get(deed.channel.removesuffix("-aes"), ()) else 1
        found[f"{name}: answered {answers} times"] += answers != expected
        found[f"{name}: a message was sent twice"] += len(pushed) != len(set(pushed))
        numbers = held[deed.address]
        found[f"{name}: {numbers} numbers"] += numbers != int(deed.asks_for_a_number)
    return {name: count for name, count in found.items() if count}


def held_in(database: str, deeds: Sequence[Deed]) -> Counter[str]:
    """How many queue numbers were given to each address."""
    ids = ConversationIds(KEY)
    by_citizen = {ids.of(deed.channel.removesuffix("-aes"), deed.address): deed.address for deed in deeds}
    with psycopg.connect(database) as link:
        rows = link.execute("SELECT citizen, count(*) FROM ticket GROUP BY citizen").fetchall()
    return Counter({by_citizen.get(str(citizen), f"a stranger {citizen}"): int(count) for citizen, count in rows})


def settle(database: str, stubs: Stubs, seconds: float = PATIENCE) -> None:
    """Waits until nothing is left to answer or to send, for a while."""
    end = time.monotonic() + seconds
    asked = "SELECT (SELECT count(*) FROM received) + (SELECT count(*) FROM outbox WHERE state = 'waiting')"
    quiet = 0
    while quiet < 5 and time.monotonic() < end:
        with psycopg.connect(database) as link:
            (left,) = link.execute(asked).fetchone() or (1,)
        quiet = 0 if left else quiet + 1
        time.sleep(0.4)


def attack(model: Path, folder: Path, options: argparse.Namespace, *, aes: bool) -> dict[str, Any]:
    """One service and its channels."""
    with ExitStack() as stack:
        stack.enter_context(stubs := Stubs())
        database = stack.enter_context(PostgresServer(durable=True)).create("doubled")
        migrate(folder, database)
        more = stubs.settings | {"CITIZEN_HOME_RATE_LIMIT": "off", "CITIZEN_HOME_SECRET_KEY": KEY}
        more |= {"CITIZEN_HOME_WECHAT_AES_KEY": AES_KEY} if aes else {}
        running = stack.enter_context(service(model, folder, options.workers, database=database, **more))
        stubs.wait()
        public = stubs.settings["CITIZEN_HOME_PUBLIC_URL"]
        channels: list[Channel] = [WeChat(aes=True)] if aes else [Telegram(stubs.webhook), WeChat(), Twilio(public)]
        deeds = [d for n, one in enumerate(channels) for d in deeds_of(one, options.people, 10**6 * (n + 1))]
        hands = dealt(deeds, random.Random(options.seed))
        with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
            reads = pool.starmap(client, [(running.address, hand) for hand in hands])
        settle(database, stubs)
        texts: dict[str, set[str]] = defaultdict(set)
        for read in reads:
            for address, said in read.texts.items():
                texts[address] |= said
        faults = faults_of(deeds, texts, stubs.sent, held_in(database, deeds))
        calls = sum((read.statuses for read in reads), Counter[str]())
        return {"deeds": len(deeds), "calls": dict(calls), "faults": faults}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    made.add_argument("--people", type=int, default=8, help="who do each recorded thing")
    made.add_argument("--workers", type=int, default=4)
    made.add_argument("--seed", type=int, default=1)
    return made


def main() -> int:
    """The command line's end."""
    options = parser().parse_args()
    model = find_model(Settings())
    if model is None:
        print("train first: uv run citizen-home train", file=sys.stderr)
        return 2
    found: dict[str, Any] = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), **vars(options)}
    for aes in (False, True):
        with tempfile.TemporaryDirectory(prefix="doubled") as folder:
            found["encrypted" if aes else "plain"] = attack(model, Path(folder), options, aes=aes)
    print(json.dumps(found, indent=2, ensure_ascii=False))
    return 1 if found["plain"]["faults"] or found["encrypted"]["faults"] else 0


if __name__ == "__main__":
    sys.exit(main())

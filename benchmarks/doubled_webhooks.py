"""
Every webhook three times, shuffled, from four processes, at four workers over one PostgreSQL: one effect each.

    uv run python -m benchmarks.doubled_webhooks --people 8

So many people do each thing that is recorded of Telegram, WeChat (plain, then encrypted) and Twilio, and some ask for
a queue number; then they choose from what they were offered, or ask to be forgotten. Each call is made three times,
all of them shuffled over four client processes, every one on a connection of its own. One person of each kind does the
same once: whoever ends with more or fewer answers, numbers or kept messages than that person is a fault, and so is any
status but 200 and 503, and a call that gets no other in forty tries. Prints JSON; exit 1 on any.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from assistant.operations.hand_over import ConversationIds
from benchmarks.postgres_server import PostgresServer
from benchmarks.proof import options_of, proven
from benchmarks.repeating import Deed, Heard, clients, dealt
from benchmarks.service import Service, migrate, service
from benchmarks.webhooks import AES_KEY, Channel, Stubs, Telegram, Twilio, WeChat
from benchmarks.wire import Call
from catalog import load_catalog
from connectors.telegram.outbound import CHOICE

TIMES = 3
QUESTION, KEY = "护照到期了要带什么", "a key of the measurement"
MATTERS = ("passport_renewal", "citizen_card_replacement_lost", "driver_license_renewal", "dog_license")
PATIENCE = 300.0  # seconds until everybody must have been answered
# What wants no answer: events that tell of something, and talk that is not for the assistant.
SILENT = {
    "telegram": ("edited", "blocked", "pinned", "group", "channel"),
    "wechat": ("unsubscribe", "view", "template sent"),
}
UNASKED = "a number"  # somebody's first word is a number, before anything was offered


class Effect(NamedTuple):
    """What came of all that a person did."""

    answers: int  # texts read in answers to webhooks, and messages sent
    numbers: int  # queue numbers ever given
    kept: int  # messages of the conversation, of both sides


@dataclass(frozen=True)
class Person:
    """Somebody of a channel, who does what their kind says; ``once``: without any repetition."""

    channel: str
    kind: str
    number: int
    once: bool

    @property
    def address(self) -> str:
        """Where the messenger finds them."""
        named = {"telegram": f"{self.number}", "twilio": f"whatsapp:+4915{self.number:09d}"}
        return named.get(self.channel, f"o{self.number}")

    @property
    def messenger(self) -> str:
        """The channel, encrypted or not."""
        return self.channel.removesuffix("-aes")


@dataclass
class Seen:
    """What each address has read in answers, was sent, holds and is kept of it."""

    read: Mapping[str, set[str]] = field(default_factory=dict)
    sent: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)

    def of(self, address: str) -> Effect:
        """The effect for one person."""
        answers = len(self.read.get(address, ())) + len(self.sent.get(address, ()))
        return Effect(answers, self.numbers.get(address, 0), self.kept.get(address, 0))


def crowd(channel: Channel, people: int, first: int) -> list[Person]:
    """So many of each kind, and the one who does it once; numbered from ``first`` on."""
    kinds = (*channel.kinds, UNASKED, *MATTERS)
    every = [(kind, once) for kind in kinds for once in (True, *[False] * people)]
    return [Person(channel.name, kind, first + place, once) for place, (kind, once) in enumerate(every)]


def first_deed(channel: Channel, person: Person) -> Deed:
    """What a person does at first."""
    if person.kind in channel.kinds:
        body = channel.body(person.kind, person.number, QUESTION)
    elif person.kind == UNASKED:
        body = channel.body("text", person.number, "1")
    else:
        matter = load_catalog().transactions[person.kind].name.zh
        body = channel.body("text", person.number, f"给我取个号，办{matter}")
    return Deed(person.address, channel.post(body))


def second_deed(channel: Channel, person: Person, offered: Mapping[str, str]) -> Deed | None:
    """What they do then: choose what stands first, or ask to be forgotten; most do nothing."""
    call: Call | None = None
    if person.kind == "text" and person.messenger != "telegram":
        call = channel.post(channel.body("text", person.number, "1"))
    elif person.kind == "text" and person.address in offered:
        call = channel.post(channel.body("button", person.number, CHOICE + offered[person.address]))
    elif person.kind in MATTERS and person.messenger == "telegram":
        call = channel.post(channel.body("text", person.number, "/forget"))
    elif person.kind in MATTERS and person.messenger == "wechat":
        call = channel.post(channel.body("click", person.number, "forget"))
    return None if call is None else Deed(person.address, call)


def faults_of(people: Sequence[Person], seen: Seen) -> dict[str, int]:
    """How many people had another effect than who did the same once, or who did it once had a senseless one."""
    once = {(one.channel, one.kind): seen.of(one.address) for one in people if one.once}
    found: Counter[str] = Counter()
    for one in people:
        name, effect = f"{one.channel}, {one.kind}", seen.of(one.address)
        if one.once:
            silent = one.kind in SILENT.get(one.messenger, ())
            found[f"{name}: done once, {effect}"] += bool(effect.answers) == silent or effect.numbers > 1
            found[f"{name}: done once, no number"] += one.kind in MATTERS and effect.numbers != 1
        elif effect != (right := once[one.channel, one.kind]):
            found[f"{name}: {effect} instead of {right}"] += 1
    strangers = {*seen.sent, *seen.read, *seen.numbers, *seen.kept} - {one.address for one in people}
    found["effects for somebody who has done nothing"] += len(strangers)
    return {name: count for name, count in found.items() if count}


@dataclass
class Store:
    """What the service keeps in PostgreSQL, read past it."""

    database: str
    ids: ConversationIds

    def settle(self, seconds: float = PATIENCE) -> bool:
        """Waits until nothing is left to answer or to send, for a while; False when that is never so."""
        asked = "SELECT (SELECT count(*) FROM received) + (SELECT count(*) FROM outbox WHERE state = 'waiting') AS left"
        end, quiet = time.monotonic() + seconds, 0
        while quiet < 5:
            if time.monotonic() > end:
                return False
            (left,) = self._rows(asked)[0]
            quiet = 0 if left else quiet + 1
            time.sleep(0.4)
        return True

    def counted(self, people: Sequence[Person], table: str, column: str) -> Counter[str]:
        """Rows of a table by the address whose conversation stands in a column."""
        known = {self.ids.of(one.messenger, one.address): one.address for one in people}
        rows = self._rows(f"SELECT {column}, count(*) FROM {table} GROUP BY {column}")
        return Counter({known.get(str(one), f"a stranger {one}"): int(count) for one, count in rows})

    def offered(self, people: Sequence[Person]) -> dict[str, str]:
        """The button that stands first for each address, in an order that is the same for all."""
        known = {self.ids.of(one.messenger, one.address): one.address for one in people}
        rows = self._rows("SELECT conversation, id FROM button ORDER BY payload DESC")
        return {known[conversation]: button for conversation, button in rows if conversation in known}

    def _rows(self, query: str) -> list[Any]:
        with psycopg.connect(self.database) as link:
            return link.execute(query.encode()).fetchall()


@dataclass
class Proof:
    """A running service, its messengers, and all who write to it."""

    running: Service
    stubs: Stubs
    store: Store
    channels: Sequence[Channel]
    options: argparse.Namespace
    bring: Any
    heard: Heard = field(default_factory=Heard)
    broken: list[str] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        """Those who do each thing once, then all others, each deed three times."""
        by_name = {one.name: one for one in self.channels}
        people = [p for n, one in enumerate(self.channels) for p in crowd(one, self.options.people, 10**6 * (n + 1))]
        dice, deeds = random.Random(self.options.seed), 0
        for once in (True, False):
            some = [one for one in people if one.once is once]
            for step in (1, 2):
                offered = self.store.offered(people) if step > 1 else {}
                asked = [
                    first_deed(by_name[p.channel], p) if step == 1 else second_deed(by_name[p.channel], p, offered)
                    for p in some
                ]
                todo = [deed for deed in asked if deed is not None]
                deeds += 0 if once else len(todo)
                self.heard.joined(self.bring(self.running.address, dealt(todo, 1 if once else TIMES, dice)))
                if not self.store.settle():
                    self.broken.append("something was not answered, or not sent")
        numbers, kept = (self.store.counted(people, *at) for at in (("ticket", "citizen"), ("message", "conversation")))
        seen = Seen(self.heard.texts, dict(self.stubs.sent), numbers, kept)
        faults = faults_of(people, seen)
        self.broken += [f"{count} × {name}" for name, count in faults.items()] + self.heard.faults()
        effects = [seen.of(one.address) for one in people if not one.once]
        return {
            "deeds": deeds,
            "calls": dict(self.heard.statuses),
            **{name: sum(getattr(one, name) for one in effects) for name in Effect._fields},
            "cpu_seconds_by_worker": [round(sum(one.cpu_times()[:2]), 1) for one in self.running.workers()],
            "broken": self.broken,
        }


def attack(model: Path, folder: Path, options: argparse.Namespace, bring: Any, *, aes: bool) -> dict[str, Any]:
    """One service over a database of its own, and its channels."""
    with ExitStack() as stack:
        stack.enter_context(stubs := Stubs())
        database = stack.enter_context(PostgresServer(durable=True)).create("doubled")
        migrate(folder, database)
        # The engine may take its time on a busy machine; a message that it did not answer may be asked again.
        more = stubs.settings | {"CITIZEN_HOME_SECRET_KEY": KEY, "CITIZEN_HOME_ANSWER_SECONDS": "120"}
        more |= {"CITIZEN_HOME_WECHAT_AES_KEY": AES_KEY} if aes else {}
        running = stack.enter_context(service(model, folder, options.workers, database=database, **more))
        stubs.wait()
        public = stubs.settings["CITIZEN_HOME_PUBLIC_URL"]
        channels: list[Channel] = [WeChat(aes=True)] if aes else [Telegram(stubs.webhook), WeChat(), Twilio(public)]
        return Proof(running, stubs, Store(database, ConversationIds(KEY)), channels, options, bring).run()


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Both services, one after the other."""
    with clients() as bring:
        found = {name: attack(model, folder / name, options, bring, aes=name == "aes") for name in ("plain", "aes")}
    return {**found, "broken": [fault for one in found.values() for fault in one["broken"]]}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = options_of(__doc__)
    made.add_argument("--people", type=int, default=8, help="who do each thing, each call three times")
    made.add_argument("--workers", type=int, default=4)
    made.add_argument("--seed", type=int, default=1)
    return made


def main() -> int:
    """The command line's end."""
    return proven("doubled", parser(), run)


if __name__ == "__main__":
    sys.exit(main())

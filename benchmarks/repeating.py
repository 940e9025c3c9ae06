"""Clients that bring each webhook several times, in processes of their own, and what they read in the answers."""

from __future__ import annotations

import asyncio
import base64
import multiprocessing
import multiprocessing.pool
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from xml.etree.ElementTree import ParseError

from defusedxml import ElementTree

from benchmarks.webhooks import AES_KEY, APP_ID
from benchmarks.wire import Call, NoAnswer, Sender, Wire

CLIENTS, AT_ONCE = 4, 4
TRIES = 40  # of a call that gets no answer, or is told to come again
PAUSE = 0.5  # seconds between two of them
FITTING = {"200", "503", "none"}  # what a call may come to; the last two ask for another try


@dataclass(frozen=True)
class Deed:
    """What somebody does once; ``address`` is theirs at the messenger."""

    address: str
    call: Call


@dataclass
class Heard:
    """The texts that each address has read in answers to webhooks, and how the calls ended."""

    texts: dict[str, set[str]] = field(default_factory=dict)
    statuses: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0  # calls that were given up

    def read(self, address: str, text: str) -> None:
        """Somebody has read a text; WeChat shows the same one once, whichever delivery it answers."""
        self.texts.setdefault(address, set()).add(text)

    def joined(self, other: Heard) -> None:
        """What another client has heard as well."""
        for address, texts in other.texts.items():
            self.texts.setdefault(address, set()).update(texts)
        self.statuses += other.statuses
        self.unanswered += other.unanswered

    def faults(self) -> list[str]:
        """What no messenger should be told, and what was never acknowledged."""
        strange = sorted(self.statuses.keys() - FITTING)
        found = [f"{self.statuses[status]} × status {status}" for status in strange]
        return found + [f"{self.unanswered} × never answered"] * bool(self.unanswered)


def dealt(deeds: Sequence[Deed], times: int, dice: random.Random) -> list[list[Deed]]:
    """Each deed so many times, shuffled, dealt out to the clients."""
    every = [deed for deed in deeds for _ in range(times)]
    dice.shuffle(every)
    return [every[place::CLIENTS] for place in range(CLIENTS)]


async def bring(open_way: Callable[[], Sender], deeds: Iterable[Deed], heard: Heard) -> None:
    """Makes calls one after the other, each on a way of its own; one that is told to come again does, for a while."""
    for deed in deeds:
        for _ in range(TRIES):
            way = open_way()
            try:
                answer = await way.send(deed.call)
            except NoAnswer:
                heard.statuses["none"] += 1
            else:
                heard.statuses[str(answer.status)] += 1
                if text := said_in(answer.body):
                    heard.read(deed.address, text)
                if answer.status != 503:
                    break
            finally:
                way.close()
            await asyncio.sleep(PAUSE)
        else:
            heard.unanswered += 1


def client(address: str, deeds: list[Deed]) -> Heard:
    """The work of one client process: a few calls at once."""
    heard = Heard()

    async def work() -> None:
        await asyncio.gather(*(bring(lambda: Wire.to(address), deeds[n::AT_ONCE], heard) for n in range(AT_ONCE)))

    asyncio.run(work())
    return heard


@contextmanager
def clients() -> Iterator[Callable[[str, Sequence[Sequence[Deed]]], Heard]]:
    """Client processes, forked off before anything else runs: each takes its share of the deeds to an address."""
    with multiprocessing.get_context("fork").Pool(CLIENTS) as pool:

        def all_bring(address: str, hands: Sequence[Sequence[Deed]]) -> Heard:
            heard = Heard()
            for one in pool.starmap(client, [(address, list(hand)) for hand in hands]):
                heard.joined(one)
            return heard

        yield all_bring


def said_in(body: bytes) -> str:
    """The text that a webhook's answer says, opened where it is encrypted; empty where it says nothing."""
    if b"<Encrypt>" in body:
        from wechatpy.crypto import PrpCrypto

        sealed = ElementTree.fromstring(body).findtext("Encrypt") or ""
        opened = PrpCrypto(base64.b64decode(AES_KEY + "=")).decrypt(sealed, APP_ID)
        body = opened if isinstance(opened, bytes) else opened.encode()
    try:
        return ElementTree.fromstring(body).findtext("Content") or ""
    except ParseError:
        return ""

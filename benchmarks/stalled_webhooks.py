"""
Webhooks of WeChat and Telegram while the model stands still: how long a messenger waits for its answer.

    uv run python -m benchmarks.stalled_webhooks --stall 30 --rate 10

The real service in a process of its own, over HTTP, with CITIZEN_HOME_WECHAT_WAIT=0.8, as a verified account may have
it, and with the thread that understands messages held for so long; people write meanwhile, each of them once, and
others look at pages and the hall's streams. Afterwards each must have been answered exactly once. Prints JSON; exit 1
when the 99th percentile is a second or more on any channel (with a longer --wait: WeChat's own five), a webhook was
not answered, or a citizen was not.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import multiprocessing
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import uvicorn

from assistant.bootstrap import open_stores, quiet_logs, starter
from assistant.messengers import build_channels
from assistant.settings import Settings
from benchmarks.messengers import Messengers, telegram_post, wechat_post
from benchmarks.metrics import percentile
from benchmarks.processes import free_port
from benchmarks.proof import options_of, proven
from benchmarks.service import CLOCK
from benchmarks.serving import place_model
from benchmarks.wire import Call, NoAnswer, Wire
from connectors.gateway import create_app, services_of

CHANNELS = ("wechat", "telegram")
STREAM = "/api/v1/display/events"
WAIT = 0.8  # CITIZEN_HOME_WECHAT_WAIT of a verified account; with the default of 4 s no second can be kept
LONGEST, WECHATS = 1000.0, 5000.0  # ms at the 99th percentile; what WeChat itself allows, for longer waits
ASIDE = "pages"  # what is no conversation must go on
PAGES = ("/healthz", "/readyz", "/display", "/api/v1/display", "/api/v1/center", "/window", STREAM)
QUESTION = "护照到期了要带什么"
START_LIMIT = 300.0
PATIENCE = 120.0  # seconds after the stall within which everybody must have been answered


@dataclass
class Heard:
    """What came of a channel's webhooks."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)  # by person, in the webhook's own answer


@dataclass
class Apart:
    """The service in a process of its own: what measures it must not take time from it."""

    address: str
    link: Connection

    def hold(self, seconds: float) -> None:
        """Holds the thread that understands messages."""
        self.link.send(seconds)


@contextmanager
def served(model: Path, folder: Path, stubs: Messengers, wait: float) -> Iterator[Apart]:
    """The service, ready, with its webhook open."""
    named = {name.removeprefix("CITIZEN_HOME_").lower(): value for name, value in stubs.settings.items()}
    given: dict[str, Any] = {"data_dir": folder, "clock": CLOCK, "rate_limit": "off", "wechat_wait": wait, **named}
    place_model(model, folder)
    context, port = multiprocessing.get_context("spawn"), free_port()
    link, theirs = context.Pipe()
    process = context.Process(target=serve, args=(model, given, port, theirs))
    process.start()
    try:
        if not link.poll(START_LIMIT) or link.recv() != "ready":
            raise RuntimeError("the service did not start")
        end = time.monotonic() + START_LIMIT
        while not stubs.webhook:
            if time.monotonic() > end:
                raise RuntimeError("the bot did not connect")
            time.sleep(0.05)
        yield Apart(f"http://127.0.0.1:{port}", link)
    finally:
        link.send(None)
        process.join(60)
        process.kill()


def serve(model: Path, given: dict[str, Any], port: int, link: Connection) -> None:
    """The process of the service: serves until told to end, and holds its engine when told to."""
    settings = Settings(_env_file=None, **given)
    quiet_logs(settings)
    logging.getLogger("assistant.conversation").setLevel(logging.CRITICAL)  # each stalled message is an error there
    stores = open_stores(settings)
    start, stop = starter(stores, model)
    services = services_of(stores)
    app = create_app(services, start, stop, build_channels(stores, services))
    server = uvicorn.Server(uvicorn.Config(app, port=port, ws="none", log_config=None, access_log=False))
    thread = threading.Thread(target=server.run)
    thread.start()
    while services.conversation is None and not services.failed:
        time.sleep(0.05)
    link.send("failed" if services.failed else "ready")
    while (seconds := link.recv()) is not None:
        asyncio.run_coroutine_threadsafe(stand(seconds), services.conversation._engine._loop)  # type: ignore[union-attr]
    server.should_exit = True
    thread.join(60)


async def stand(seconds: float) -> None:
    """Blocks whatever thread it runs in."""
    time.sleep(seconds)  # noqa: ASYNC251 - that is what this is for


async def write(address: str, stubs: Messengers, channel: str, person: str, heard: Heard) -> None:
    """One person's message over a connection of its own, and how long the messenger waited."""
    wire = Wire.to(address)
    since = time.perf_counter()
    try:
        answer = await wire.send(call_of(stubs, channel, person))
        heard.answered[person] += channel == "wechat" and b"<Content>" in answer.body
        heard.statuses[str(answer.status)] += 1
    except (NoAnswer, OSError) as error:
        heard.statuses[type(error).__name__] += 1
    finally:
        heard.milliseconds.append((time.perf_counter() - since) * 1000)
        wire.close()


def call_of(stubs: Messengers, channel: str, person: str) -> Call:
    """The webhook's call that brings a person's question; a page of the service for whoever is no messenger."""
    if channel == "wechat":
        query, body = wechat_post(person, QUESTION)
        return Call("POST", f"/wechat?{urlencode(query)}".encode(), (), body)
    if channel == "telegram":
        headers, body = telegram_post(int(person), QUESTION)
        named = tuple((name.encode(), value.encode()) for name, value in headers.items())
        return Call("POST", stubs.webhook.encode(), named, body)
    page = PAGES[int(person) % len(PAGES)]
    return Call("GET", page.encode(), endless=page == STREAM)


def person_of(channel: str, place: int) -> str:
    """Somebody's address on a channel."""
    return f"oStalled{place:020d}" if channel == "wechat" else str(5_000_000 + place)


async def measure(apart: Apart, stubs: Messengers, options: argparse.Namespace) -> dict[str, Heard]:
    """Everybody writes while the engine stands; then the answers are waited for."""
    heard = {channel: Heard() for channel in (*CHANNELS, ASIDE)}
    for channel, one in heard.items():
        for place in range(len(PAGES) if channel == ASIDE else 1):
            await write(apart.address, stubs, channel, person_of(channel, place), one)  # warm
        one.milliseconds.clear()
    apart.hold(options.stall)
    begun, messages = time.perf_counter(), round(options.stall * options.rate)
    async with asyncio.TaskGroup() as group:
        for place in range(1, messages + 1):
            await asyncio.sleep(max(0.0, begun + place / options.rate - time.perf_counter()))
            for channel, one in heard.items():
                group.create_task(write(apart.address, stubs, channel, person_of(channel, place), one))
    everybody = {person_of(channel, n) for channel in CHANNELS for n in range(messages + 1)}
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not everybody <= told(stubs, heard).keys():  # noqa: ASYNC110 - others count
        await asyncio.sleep(0.2)
    await asyncio.sleep(2)
    return heard


def told(stubs: Messengers, heard: dict[str, Heard]) -> Counter[str]:
    """How many answers each person has had."""
    counted: Counter[str] = Counter({person: len(texts) for person, texts in list(stubs.sent.items())})
    for one in heard.values():
        counted.update({person: times for person, times in one.answered.items() if times})
    return counted


def summed(stubs: Messengers, heard: dict[str, Heard], people: int, wait: float = WAIT) -> dict[str, Any]:
    """The figures, and what did not hold; ``wait``: how long WeChat's answer may take before it is sent later."""
    figures: dict[str, Any] = {"broken": []}
    counted = told(stubs, heard)
    for channel, one in heard.items():
        times = sorted(one.milliseconds)
        mine = {p: n for p, n in counted.items() if p.startswith("o") == (channel == "wechat")}
        longest = WECHATS if channel == "wechat" and wait > WAIT else LONGEST
        figures[channel] = {
            "webhooks": len(times),
            **{f"p{int(share * 100)}_ms": round(percentile(times, share), 1) for share in (0.5, 0.95, 0.99)},
            "longest_ms": round(times[-1], 1),
            "statuses": dict(one.statuses),
        }
        if percentile(times, 0.99) >= longest:
            figures["broken"].append(f"{channel}: the 99th percentile is {longest / 1000:.0f} s or more")
        if set(one.statuses) != {"200"}:
            figures["broken"].append(f"{channel}: webhooks ended with {dict(one.statuses)}")
        if channel == ASIDE:
            continue
        figures[channel]["answered_once"] = sum(n == 1 for n in mine.values())
        if figures[channel]["answered_once"] != people:
            figures["broken"].append(f"{channel}: {people} people, {figures[channel]['answered_once']} answered once")
    return figures


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The service, the stall, what came of it."""
    with Messengers() as stubs, served(model, folder, stubs, options.wait) as apart:
        heard = asyncio.run(measure(apart, stubs, options))
        people = round(options.stall * options.rate) + 1  # one came before the stall
        return summed(stubs, heard, people, options.wait)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = options_of(__doc__)
    made.add_argument("--stall", type=float, default=30.0, help="seconds for which the model stands still")
    made.add_argument("--rate", type=float, default=10.0, help="webhooks a second of each channel")
    made.add_argument("--wait", type=float, default=WAIT, help="CITIZEN_HOME_WECHAT_WAIT")
    return made


def main() -> int:
    """The command line's end."""
    return proven("stalled", parser(), run)


if __name__ == "__main__":
    sys.exit(main())

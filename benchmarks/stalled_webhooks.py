"""
Webhooks of WeChat and Telegram while the model stands still: how long a messenger waits for its answer.

    uv run python -m benchmarks.stalled_webhooks --stall 30 --rate 10

The real service, over HTTP, with CITIZEN_HOME_WECHAT_WAIT=0.8, as a verified account may have it, and with the thread
that understands messages held for so long; people write meanwhile, each of them once. Afterwards each must have been
answered exactly once. Prints JSON; exit 1 when the 99th percentile is a second or more on any channel, a webhook was
not answered, or a citizen was not.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from assistant.bootstrap import find_model, open_stores, quiet_logs, starter
from assistant.messengers import build_channels
from assistant.settings import Settings
from benchmarks.messengers import Messengers, telegram_post, wechat_post
from benchmarks.metrics import percentile
from benchmarks.processes import free_port
from benchmarks.service import CLOCK
from benchmarks.serving import place_model
from connectors.api.state import Services
from connectors.gateway import create_app, services_of

CHANNELS = ("wechat", "telegram")
WAIT = 0.8  # CITIZEN_HOME_WECHAT_WAIT of a verified account; with the default of 4 s no second can be kept
LONGEST = 1000.0  # ms, at the 99th percentile
QUESTION = "护照到期了要带什么"
PATIENCE = 120.0  # seconds after the stall within which everybody must have been answered


@dataclass
class Heard:
    """What came of a channel's webhooks."""

    milliseconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    answered: Counter[str] = field(default_factory=Counter)  # by person, in the webhook's own answer


@contextmanager
def served(model: Path, folder: Path, stubs: Messengers) -> Iterator[tuple[str, Services]]:
    """The service in a thread of this process, so that its engine can be held."""
    place_model(model, folder)
    named = {name.removeprefix("CITIZEN_HOME_").lower(): value for name, value in stubs.settings.items()}
    given: dict[str, Any] = {"data_dir": folder, "clock": CLOCK, "rate_limit": "off", "wechat_wait": WAIT, **named}
    settings = Settings(_env_file=None, **given)
    quiet_logs(settings)
    stores = open_stores(settings)
    start, stop = starter(stores, model)
    services = services_of(stores)
    app = create_app(services, start, stop, build_channels(stores, services))
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, ws="none", log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 300
    while services.conversation is None or not stubs.webhook:
        if time.monotonic() > end or services.failed:
            raise RuntimeError("the service did not start")
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}", services
    finally:
        server.should_exit = True
        thread.join(60)


async def write(http: httpx.AsyncClient, stubs: Messengers, channel: str, person: str, heard: Heard) -> None:
    """One person's message, and how long the messenger waited."""
    since = time.perf_counter()
    try:
        if channel == "wechat":
            query, body = wechat_post(person, QUESTION)
            answer = await http.post("/wechat", params=query, content=body)
            heard.answered[person] += "<Content>" in answer.text
        else:
            headers, body = telegram_post(int(person), QUESTION)
            answer = await http.post(stubs.webhook, headers=headers, content=body)
        heard.statuses[str(answer.status_code)] += 1
    except httpx.HTTPError as error:
        heard.statuses[type(error).__name__] += 1
    heard.milliseconds.append((time.perf_counter() - since) * 1000)


def hold(services: Services, seconds: float) -> None:
    """Holds the thread that understands messages."""

    async def stand() -> None:
        time.sleep(seconds)  # noqa: ASYNC251 - to block that thread is what this is for

    asyncio.run_coroutine_threadsafe(stand(), services.conversation._engine._loop)  # type: ignore[union-attr]


async def measure(address: str, services: Services, stubs: Messengers, options: argparse.Namespace) -> dict[str, Heard]:
    """Everybody writes while the engine stands; then the answers are waited for."""
    heard = {channel: Heard() for channel in CHANNELS}
    people = {"wechat": lambda n: f"oStalled{n:020d}", "telegram": lambda n: str(5_000_000 + n)}
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, timeout=90, limits=limits, trust_env=False) as http:
        for channel in CHANNELS:
            await write(http, stubs, channel, people[channel](0), heard[channel])  # warm
            heard[channel].milliseconds.clear()
        hold(services, options.stall)
        begun = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for place in range(1, round(options.stall * options.rate) + 1):
                await asyncio.sleep(max(0.0, begun + place / options.rate - time.perf_counter()))
                for channel in CHANNELS:
                    person = people[channel](place)
                    group.create_task(write(http, stubs, channel, person, heard[channel]))
    everybody = {people[channel](n) for channel in CHANNELS for n in range(len(heard[channel].milliseconds) + 1)}
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


def summed(stubs: Messengers, heard: dict[str, Heard], people: int) -> dict[str, Any]:
    """The figures, and what did not hold."""
    figures: dict[str, Any] = {"broken": []}
    counted = told(stubs, heard)
    for channel, one in heard.items():
        times = sorted(one.milliseconds)
        mine = {p: n for p, n in counted.items() if p.startswith("o") == (channel == "wechat")}
        figures[channel] = {
            "webhooks": len(times),
            **{f"p{int(share * 100)}_ms": round(percentile(times, share), 1) for share in (0.5, 0.95, 0.99)},
            "longest_ms": round(times[-1], 1),
            "statuses": dict(one.statuses),
            "answered_once": sum(n == 1 for n in mine.values()),
        }
        if percentile(times, 0.99) >= LONGEST:
            figures["broken"].append(f"{channel}: the 99th percentile is a second or more")
        if set(one.statuses) != {"200"}:
            figures["broken"].append(f"{channel}: webhooks ended with {dict(one.statuses)}")
        if figures[channel]["answered_once"] != people:
            figures["broken"].append(f"{channel}: {people} people, {figures[channel]['answered_once']} answered once")
    return figures


def run(model: Path, folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """The service, the stall, what came of it."""
    with Messengers() as stubs, served(model, folder, stubs) as (address, services):
        heard = asyncio.run(measure(address, services, stubs, options))
        return summed(stubs, heard, round(options.stall * options.rate) + 1)  # one came before the stall


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    made.add_argument("--stall", type=float, default=30.0, help="seconds for which the model stands still")
    made.add_argument("--rate", type=float, default=10.0, help="webhooks a second of each channel")
    made.add_argument("--json", type=Path, help="writes the figures there")
    return made


def main() -> int:
    """The command line's end."""
    options = parser().parse_args()
    model = find_model(Settings())
    if model is None:
        print("train first: uv run citizen-home train", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="stalled") as folder:
        found = run(model, Path(folder), options)
    told_of = {"at": datetime.now().astimezone().isoformat(timespec="seconds"), **vars(options), **found}
    print(json.dumps(told_of, indent=2, default=str, ensure_ascii=False))
    if options.json:
        options.json.write_text(json.dumps(told_of, default=str) + "\n")
    return 1 if found["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())

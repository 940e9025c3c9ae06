"""Guesses at ticket references: no hit, one status, one body, and times that do not tell the kinds apart.

uv run python -m benchmarks.guessing [guesses, default 100000]
"""

from __future__ import annotations

import asyncio
import random
import secrets
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from statistics import quantiles

import httpx

from assistant.bootstrap import open_stores
from assistant.settings import Settings
from connectors.gateway import create_app, services_of

MONDAY_AT_TEN = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
TICKETS = 200  # real ones, next to which some guesses aim
MALFORMED = ("", "x", "%00", "..%2f..%2fetc", "%ff%fe", "A" * 60, "%F0%9F%98%80", "0'%20or%201=1--")
PERCENTILES = (50, 95, 99)


def guesses(real: list[str], count: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """Kind and reference: of the right form, one letter away from a real one, malformed; in random order."""
    dice = random.Random(seed)
    for _ in range(count):
        kind = dice.choice(("unknown", "one letter off", "malformed"))
        if kind == "unknown":
            yield kind, secrets.token_urlsafe(16)
        elif kind == "malformed":
            yield kind, dice.choice(MALFORMED)
        else:
            reference = dice.choice(real)
            place = dice.randrange(len(reference))
            other = dice.choice([letter for letter in "abcXYZ019-_" if letter != reference[place]])
            yield kind, reference[:place] + other + reference[place + 1 :]


async def guess(count: int) -> tuple[Counter[str], dict[str, list[float]], int]:
    """Answers by status and body, milliseconds by kind, and how many guesses hit."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            _env_file=None, data_dir=Path(folder), database_url=None, rate_limit="off", clock=MONDAY_AT_TEN
        )
        stores = open_stores(settings)
        app = create_app(services_of(stores), lambda: None, lambda: None)
        matters = list(stores.catalog.transactions)
        real = [stores.ledger.issue(f"c{n}", matters[n % len(matters)]).ticket.reference for n in range(TICKETS)]
        answers: Counter[str] = Counter()
        times: dict[str, list[float]] = defaultdict(list)
        hits = 0
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
            for kind, reference in guesses(real, count):
                started = time.perf_counter()
                answer = await client.get(f"/t/{reference}", headers={"Accept-Language": "zh"})
                times[kind].append((time.perf_counter() - started) * 1000)
                hits += answer.status_code == 200
                answers[f"{answer.status_code}, body {hash(answer.content) & 0xFFFF:04x}"] += 1
        stores.close()
    return answers, times, hits


def main() -> None:
    """Guesses and prints what came of it."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    answers, times, hits = asyncio.run(guess(count))
    print(f"{count} guesses, {hits} hits; answers: {dict(answers)}")
    for kind, taken in sorted(times.items()):
        cuts = quantiles(taken, n=100, method="inclusive")
        shown = "  ".join(f"p{p} {cuts[p - 1]:.2f} ms" for p in PERCENTILES)
        print(f"{kind:<15} {len(taken):>6}  {shown}")


if __name__ == "__main__":
    main()

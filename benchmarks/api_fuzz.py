"""
Calls every operation of the OpenAPI document with whatever the document allows, and with what it doesn't.

Counted as faults: a 5xx, no answer at all, and a status that the document does not name. As nobody, as a citizen, as
staff and as a volunteer in turn. What an answer tells (references, codes, tokens, numbers) is used in later calls.
`uv run python -m benchmarks.api_fuzz --cases 10000` is the long form, on a service of its own; with ADDRESS against a
running one, which has to run with `CITIZEN_HOME_RATE_LIMIT=off` on data of its own: numbers are taken, windows called.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import signal
import sys
import tempfile
import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.bootstrap import find_model
from assistant.databases import open_databases
from assistant.operations.shifts import hashed_pin
from assistant.settings import Settings
from assistant.staff import Role
from benchmarks.api_calls import STRAYED, Known, Maker, Operation, operations
from benchmarks.hostile_text import PAYLOADS
from benchmarks.questions import EN, ZH
from benchmarks.service import service
from benchmarks.wire import Answer, Call, NoAnswer, Sender, Wire

CONNECTIONS, CITIZENS, POOL = 4, 20, 120
KEY, VOLUNTEER, PIN = "a key of the measurement", "li", "482913"


@dataclass
class Outcome:
    """What came of it: cases by operation and status, and each kind of fault once with the call that brought it."""

    by_operation: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def statuses(self) -> Counter[int]:
        """Cases by status."""
        return sum(self.by_operation.values(), Counter[int]())

    def count(self, operation: Operation, call: Call, own: bool, answer: Answer | NoAnswer) -> None:
        """One case."""
        status = answer.status if isinstance(answer, Answer) else 0
        self.by_operation[operation.name][status] += 1
        allowed = operation.documented if own else operation.documented.union(STRAYED)
        if status == 0 or status >= 500 or str(status) not in allowed:
            told = f"{answer.body!r:.400}" if isinstance(answer, Answer) else str(answer)
            name = f"{operation.name}: {status or 'no answer'}"
            if name not in self.faults:
                print(f"FAULT {name}", file=sys.stderr, flush=True)
                self.faults[name] = f"{call.told()} -> {told}"


@dataclass
class Callers:
    """Who calls: nobody, citizens with their sessions, and staff and a volunteer where there are."""

    staff: str | None = None
    volunteer: tuple[str, str] | None = None
    tokens: dict[str, list[str]] = field(default_factory=dict)
    welcome: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def next(self, operation: Operation, case: int) -> str:
        """Who calls: all in turn in one half of the cases, in the other those who have been let in so far."""
        gives_up = operation.name.startswith("DELETE") and operation.path.endswith(
            "/current"
        )  # dear: another is needed
        kinds = sorted(self.welcome[operation.name]) if case % 2 and not gives_up else []
        kinds = kinds or list(self.tokens)
        return kinds[case // 2 % len(kinds)]

    def note(self, operation: Operation, kind: str, answer: Answer) -> None:
        """Remembers whom an operation lets in."""
        if answer.status not in (400, 401, 403, 413, 422):
            self.welcome[operation.name].add(kind)

    async def arrive(self, wire: Sender) -> None:
        """Everybody gets their tokens."""
        self.tokens = {"nobody": [""], "citizen": [await self._session(wire) for _ in range(CITIZENS)]}
        if self.staff:
            self.tokens["staff"] = [self.staff]
        if self.volunteer:
            self.tokens["volunteer"] = [await self._shift(wire)]

    async def renew(self, kind: str, token: str, wire: Sender) -> None:
        """Another token for one that its holder has given up."""
        if kind in ("citizen", "volunteer") and token in self.tokens[kind]:
            another = await (self._session(wire) if kind == "citizen" else self._shift(wire))
            self.tokens[kind] = [another if kept == token else kept for kept in self.tokens[kind]]

    async def _session(self, wire: Sender) -> str:
        token = str(json.loads((await _posted(wire, "sessions", {})).body)["token"])
        await _posted(wire, "tickets", {"transaction": random.Random(token).choice(ZH)[1]}, token)
        return token

    async def _shift(self, wire: Sender) -> str:
        name, pin = self.volunteer or ("", "")
        return str(json.loads((await _posted(wire, "shifts", {"volunteer": name, "pin": pin})).body)["token"])


async def _posted(wire: Sender, what: str, body: dict[str, Any], token: str = "") -> Answer:
    headers = ((b"Content-Type", b"application/json"), (b"Authorization", f"Bearer {token}".encode("ascii")))
    return await wire.send(Call("POST", f"/api/v1/{what}".encode("ascii"), headers, json.dumps(body).encode()))


async def known_at(wire: Sender, dice: random.Random) -> Known:
    """What the catalog names, questions of both languages, hostile texts, and ids that come again."""

    async def listed(kind: str) -> list[dict[str, Any]]:
        answer = await wire.send(Call("GET", f"/api/v1/{kind}".encode("ascii")))
        return list(json.loads(answer.body)[kind])

    every = await listed("transactions")
    few = dice.sample(every, 6)  # where most numbers are taken and called, so that the two meet
    windows = [window for one in few for window in one["windows"]]
    uuids = [str(uuid.UUID(int=dice.getrandbits(128), version=4)) for _ in range(400)]
    texts = [text for text, _ in (*ZH, *EN)]
    return Known(
        dict.fromkeys(("message_id", "request_id", "device"), uuids)
        | {"transaction": [one["id"] for one in every + few * 60]}
        | {kind: [one["id"] for one in await listed(f"{kind}s")] for kind in ("journey", "department")}
        | {"text": texts + list(PAYLOADS), "q": texts, "window": windows, "to": [*windows, "windows", "lift"]}
        | {"floor": ["1F", "2F", "B1"], "windows": ["7-10", "5", "1-3,9"], "language": ["zh", "en"]}
        | {"volunteer": [VOLUNTEER], "pin": [PIN], "limit": [1, 5, 500], "after": [0, 1, 10]}
    )


async def fuzz(
    connect: Callable[[], Sender],
    cases: int,
    staff: str | None = None,
    volunteer: tuple[str, str] | None = None,
    *,
    pool: int = POOL,
    seed: int = 1,
    first: int = 0,
    fewer: Mapping[str, int] | None = None,
    outcome: Outcome | None = None,
) -> Outcome:
    """
    The cases from ``first`` up to so many of each operation, or of those in ``fewer`` as many as stand there; the
    operations in changing order, the callers in turn. ``outcome`` grows meanwhile.
    """
    wire, outcome = connect(), Outcome() if outcome is None else outcome
    document = json.loads((await wire.send(Call("GET", b"/openapi.json"))).body)
    every = list(operations(document, pool))
    callers, known = Callers(staff, volunteer), await known_at(wire, random.Random(seed))
    await callers.arrive(wire)
    wire.close()
    drawn = turns(every, range(first, cases), fewer or {}, seed)
    await asyncio.gather(*(_work(connect(), drawn, callers, known, outcome) for _ in range(CONNECTIONS)))
    return outcome


def turns(
    every: list[Operation], cases: range, fewer: Mapping[str, int], seed: int
) -> Iterator[tuple[Operation, int, random.Random]]:
    """Operation, number of the case and its own chances; which cases there were before makes no difference to these."""
    order, begun = random.Random(seed), time.monotonic()
    for case in cases:
        for operation in order.sample(every, len(every)):
            if case < fewer.get(operation.name, cases.stop):
                yield operation, case, random.Random(f"{seed} {operation.name} {case}")
        if case % 100 == 99:
            print(f"{case + 1} cases of each in {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


async def _work(
    wire: Sender,
    turns: Iterator[tuple[Operation, int, random.Random]],
    callers: Callers,
    known: Known,
    outcome: Outcome,
) -> None:
    for operation, case, chance in turns:
        kind = callers.next(operation, case)
        token = chance.choice(callers.tokens[kind])
        maker = Maker(operation, known, chance)
        call = maker.call(token)
        try:
            answer = await wire.send(call)
        except NoAnswer as silence:
            outcome.count(operation, call, maker.own, silence)
            continue
        outcome.count(operation, call, maker.own, answer)
        callers.note(operation, kind, answer)
        if operation.path.endswith("/current") and answer.status in (204, 401, 403):
            await callers.renew(kind, token, wire)
        elif answer.status < 300 and b"json" in answer.headers.get(b"content-type", b"") and chance.random() < 0.5:
            known.learn(json.loads(answer.body))
    wire.close()


@contextlib.contextmanager
def own_service() -> Iterator[tuple[str, str]]:
    """A service on data of its own, without limits on callers, and a token with every role. Raises LookupError."""
    model = find_model(Settings())
    if model is None:
        raise LookupError("train first: uv run citizen-home train")
    with tempfile.TemporaryDirectory(prefix="api_fuzz") as made:
        folder = Path(made)
        databases = open_databases(Settings(_env_file=None, data_dir=folder), lambda: datetime.now(UTC))
        databases.migrate()
        token = databases.staff.add("everything", list(Role))
        databases.close()
        pins = f"{VOLUNTEER}:{hashed_pin(PIN, KEY)}"
        with service(model, folder, 1, CITIZEN_HOME_SECRET_KEY=KEY, CITIZEN_HOME_VOLUNTEER_PINS=pins) as running:
            yield running.address, token


def report(outcome: Outcome) -> None:
    """Prints the figures, an operation a line."""
    for name, statuses in outcome.by_operation.items():
        print(f"{name}: {dict(sorted(statuses.items()))}")
    statuses = outcome.statuses
    print(f"{len(outcome.by_operation)} operations, {statuses.total()} cases: {dict(sorted(statuses.items()))}")
    for name, brought in outcome.faults.items():
        print(f"FAULT {name}: {brought}")


def main() -> None:
    """Fuzzes a service; exit 1 on a fault."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    parser.add_argument("address", nargs="?", help="of a running service; none: one is started")
    parser.add_argument("--cases", type=int, default=500, help="of each operation")
    parser.add_argument("--first", type=int, default=0, help="case to go on from, where an earlier run was ended")
    parser.add_argument("--staff", help="a token with every role, for a running service")
    parser.add_argument("--volunteer", help="NAME:PIN, for a running service")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    outcome = Outcome()
    for sent in (signal.SIGINT, signal.SIGTERM):  # also where a shell had it ignored
        signal.signal(sent, signal.default_int_handler)
    with contextlib.ExitStack() as stack:
        name, _, pin = (options.volunteer or "").partition(":")
        address, staff, volunteer = options.address, options.staff, (name, pin) if name else None
        if address is None:
            address, staff, volunteer = *stack.enter_context(own_service()), (VOLUNTEER, PIN)
        wanted: dict[str, Any] = {"seed": options.seed, "first": options.first, "outcome": outcome}
        work = fuzz(lambda: Wire.to(address), options.cases, staff, volunteer, **wanted)
        with contextlib.suppress(KeyboardInterrupt):  # what was done until then is reported
            asyncio.run(work)
    report(outcome)
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()

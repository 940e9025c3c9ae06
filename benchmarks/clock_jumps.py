"""
The hammer under a clock that jumps: two hours and a day to and fro, a hundred midnights, leap day, year end.

    uv run python -m benchmarks.clock_jumps --midnights 100
    uv run python -m benchmarks.clock_jumps --midnights 100 --store postgres

Worker processes take, repeat and call numbers over the real ledger, whose clock is moved for all of them at once; at
every midnight one of them is killed and another started, while the day's job closes what was left open. Then the
invariants are checked in the store itself (numbers in order and without gaps, one active ticket a citizen, called once
and in order, days that never go back, edges that exist, the audit trail), keys of earlier days are asked again, and a
clock put right after a jump must have raised its alarm. Prints JSON; exit 1 when one does not hold.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import sys
import tempfile
import time as timer
from collections import Counter
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.tickets import SHANGHAI, Status, TicketLedger
from assistant.tickets.edges import EDGES, Edge
from benchmarks.ticket_checker import check, rows
from benchmarks.ticket_kill import Pool, place
from benchmarks.ticket_worker import AHEAD, build_ledger, clock, open_store

HOUR, DAY = 3600.0, 86400.0
JUMPS = (2 * HOUR, 0.0, -2 * HOUR, 0.0, DAY, 0.0, -DAY, 0.0)
TURNS = (datetime(2028, 2, 28), datetime(2028, 2, 29), datetime(2028, 12, 31))  # days whose end is met, then midnights
BEFORE = 0.3  # seconds before a midnight at which the clock is set
ASKED_AGAIN = 300
ISSUE = "issue"  # the word of a new number in the audit trail


class Alarms(logging.Handler):
    """Keeps what the ledger says when it finds its clock wrong."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One alarm."""
        self.said.append(record.getMessage())


def move(pool: Pool, seconds: float, ahead: float) -> None:
    """Sets the clock and lets everybody work, through the death of one."""
    AHEAD.value = ahead
    timer.sleep(seconds / 2)
    pool.kill_one()
    timer.sleep(seconds / 2)


def to_the_end_of(day: datetime) -> float:
    """How far ahead the clock must be for a day to end in a moment."""
    midnight = (day + timedelta(days=1)).replace(tzinfo=SHANGHAI)
    return (midnight - datetime.now(UTC)).total_seconds() - BEFORE


def jump_about(pool: Pool, ledger: TicketLedger, options: argparse.Namespace) -> None:
    """All jumps, then all midnights; the day's job runs after each, as it does in the service."""
    for jump in JUMPS:
        move(pool, 2 * options.seconds, jump)
        ledger.expire_old()
    days = [*TURNS, *(TURNS[-1] + timedelta(days=n) for n in range(1, options.midnights + 1 - len(TURNS)))]
    for day in days:
        move(pool, options.seconds, to_the_end_of(day))
        ledger.expire_old()
    for wrong in (DAY, 0.0):  # a jump forward that is noticed and put right
        move(pool, options.seconds, to_the_end_of(days[-1]) + HOUR + wrong)


def faults_of_days(address: str) -> dict[str, int]:
    """What the hammer's checker does not look at: the invariants that a clock could break."""
    tickets = rows(address, "SELECT queue, day, no, citizen, status FROM ticket ORDER BY id")
    trail = rows(address, "SELECT queue, day, no, action, status FROM audit ORDER BY queue, seq")
    order: dict[str, list[tuple[str, int]]] = {}
    for queue, day, no, _, _ in tickets:
        order.setdefault(queue, []).append((day, int(no)))
    open_now = Counter((citizen, queue, day) for queue, day, _, citizen, s in tickets if Status(s) in _ACTIVE)
    return {
        "out_of_order": sum(series != sorted(series) for series in order.values()),
        "called_out_of_order": out_of_order(trail),
        "active_twice": sum(count - 1 for count in open_now.values()),
        "wrong_edges": wrong_edges(trail),
        "without_audit": len(tickets) - sum(action == ISSUE for _, _, _, action, _ in trail),
    }


_ACTIVE = {Status.WAITING, Status.CALLED, Status.SERVING}


def out_of_order(trail: list[tuple[str, ...]]) -> int:
    """Calls of a queue and day that came after the call of a higher number."""
    highest: dict[tuple[str, str], int] = {}
    found = 0
    for queue, day, no, action, _ in trail:
        if action == Edge.CALLED:
            found += int(no) < highest.get((queue, day), 0)
            highest[queue, day] = max(int(no), highest.get((queue, day), 0))
    return found


def wrong_edges(trail: list[tuple[str, ...]]) -> int:
    """Steps in the trail that no edge allows."""
    stands: dict[tuple[str, str, str], Status] = {}
    found = 0
    for queue, day, no, action, status in trail:
        before, after = stands.get((queue, day, no)), Status(status)
        if before is None:
            found += action != ISSUE or after is not Status.WAITING
        else:
            begins, to = EDGES[Edge(action)]
            found += before not in begins or after is not (to or before)
        stands[queue, day, no] = after
    return found


def asked_again(folder: Path, ledger: TicketLedger) -> int:
    """How many keys of any day, asked again now, do not give the ticket that they gave."""
    lines = [json.loads(line) for log in sorted(folder.glob("*.log")) for line in log.read_text().splitlines()]
    issued = [line for line in lines if line["ask"] == "issue" and line.get("reference")]
    chosen = random.sample(issued, min(ASKED_AGAIN, len(issued)))
    given = [(line, ledger.issue(line["citizen"], line["queue"], key=line["key"])) for line in chosen]
    return sum(again.new or again.ticket.reference != line["reference"] for line, again in given)


def run(folder: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Prepares a store, hammers it while the clock jumps, checks it."""
    alarms = Alarms()
    logging.getLogger("assistant.tickets").addHandler(alarms)
    with place(folder, options) as (address, _), closing(open_store(address)) as store:
        begun, ledger = timer.monotonic(), build_ledger(store, options.workers)
        with Pool(folder, address, options.workers, 1, options.plant) as pool:
            jump_about(pool, ledger, options)
        report = check(folder, address, pool.kills - pool.died, pool.died, timer.monotonic() - begun)
        told = asdict(report) | faults_of_days(address)
        told["keys_with_another_ticket"] = asked_again(folder, ledger)
        told["no_alarm"] = int(not alarms.said)
        told["days"] = len(rows(address, "SELECT DISTINCT day FROM counter"))
    AHEAD.value = 0.0
    logging.getLogger("assistant.tickets").removeHandler(alarms)
    return told | {"alarms": len(alarms.said), "clock": clock().isoformat(timespec="seconds")}


FAULTS = (
    *("lost", "twice", "gaps", "called_twice", "wrong_answers", "audit_faults", "died", "out_of_order"),
    *("called_out_of_order", "active_twice", "wrong_edges", "without_audit", "keys_with_another_ticket", "no_alarm"),
)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description=(__doc__ or "").strip().split("\n")[0])
    made.add_argument("--store", choices=("sqlite", "postgres"), default="sqlite")
    made.add_argument("--midnights", type=int, default=100, help="leap day and year end are the first of them")
    made.add_argument("--workers", type=int, default=4, help="processes")
    made.add_argument("--seconds", type=float, default=1.0, help="of work around each midnight")
    made.add_argument("--json", type=Path, help="writes the figures there")
    made.set_defaults(plant="none")
    return made


def main() -> int:
    """The command line's end."""
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="clock_jumps") as folder:
        told = run(Path(folder), options)
    print(json.dumps(told, indent=2))
    if options.json:
        options.json.write_text(json.dumps(told) + "\n")
    return 1 if any(told[name] for name in FAULTS) else 0


if __name__ == "__main__":
    sys.exit(main())

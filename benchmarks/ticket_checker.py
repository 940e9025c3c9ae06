"""Compares what the hammer's workers were answered with what stands in the store."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.storage.postgres import PostgresDatabase
from benchmarks.ticket_worker import build_ledger, open_store

FAULTS = ("lost", "twice", "gaps", "called_twice", "wrong_answers", "audit_faults", "died", "stalled")


@dataclass
class Report:
    """What the checker found; every one of FAULTS must be 0."""

    tickets: int
    calls: int
    kills: int
    server_kills: int
    recovery_mean: float  # seconds from the server's death to the next acknowledged ticket; 0 without such deaths
    recovery_max: float
    seconds: float
    per_second: float
    lost: int
    twice: int
    gaps: int
    called_twice: int
    wrong_answers: int
    audit_faults: int
    died: int  # workers that ended by themselves
    stalled: int = 0  # 1 when the hammer gave up: too few tickets were given

    @property
    def sound(self) -> bool:
        """Whether nothing was lost, doubled or missing."""
        found = asdict(self)
        return not any(found[name] for name in FAULTS)


def check(
    folder: Path, address: str, kills: int = 0, died: int = 0, seconds: float = 0.0, recoveries: tuple[float, ...] = ()
) -> Report:
    """Compares the workers' logs in ``folder`` with the store at ``address``."""
    lines = [json.loads(line) for path in sorted(folder.glob("*.log")) for line in path.read_text().splitlines()]
    # In one statement, thus of one moment: what a killed worker had already sent may still be committed meanwhile.
    told = rows(
        address,
        "SELECT reference, citizen, queue, day, no FROM ticket "
        "UNION ALL SELECT NULL, NULL, queue, day, last_no FROM counter",
    )
    tickets = [row for row in told if row[0] is not None]
    calls = rows(address, 'SELECT reference, call."window", request_key FROM ticket JOIN call ON ticket.id = ticket_id')
    counters = {(queue, day): int(no) for reference, _, queue, day, no in told if reference is None}
    with closing(open_store(address)) as store:
        audit_faults = len(build_ledger(store, 1).verify_audit())
    return Report(
        tickets=len(tickets),
        calls=len(calls),
        kills=kills,
        server_kills=len(recoveries),
        recovery_mean=round(sum(recoveries) / len(recoveries), 2) if recoveries else 0.0,
        recovery_max=round(max(recoveries, default=0.0), 2),
        seconds=round(seconds, 1),
        per_second=round(len(tickets) / seconds, 1) if seconds else 0.0,
        lost=count_lost(lines, tickets, calls),
        twice=doubles((queue, day, no) for _, _, queue, day, no in tickets)
        + doubles((citizen, queue) for _, citizen, queue, _, _ in tickets),
        gaps=count_gaps(tickets, counters),
        called_twice=doubles((reference,) for reference, _, _ in calls),
        wrong_answers=sum("wrong" in line for line in lines),
        audit_faults=audit_faults,
        died=died,
    )


def count_lost(lines: list[dict[str, object]], tickets: list[tuple[str, ...]], calls: list[tuple[str, ...]]) -> int:
    """Acknowledged tickets and calls that the store does not hold as they were answered."""
    given = {(reference, citizen, queue, no) for reference, citizen, queue, _, no in tickets}
    answered = {(reference, int(window), key) for reference, window, key in calls}
    issued = [line for line in lines if line["ask"] == "issue" and line.get("reference")]
    called = [line for line in lines if line["ask"] == "call" and line.get("reference")]
    lost = sum((one["reference"], one["citizen"], one["queue"], one["no"]) not in given for one in issued)
    return lost + sum((one["reference"], one["window"], one["key"]) not in answered for one in called)


def rows(address: str, sql: str) -> list[tuple[str, ...]]:
    """All rows of a query on either store."""
    if address.startswith("postgresql:"):
        with PostgresDatabase(address).connect() as connection:
            return [tuple(row.values()) for row in connection.execute(sql.encode())]
    with closing(sqlite3.connect(address)) as file:
        return file.execute(sql).fetchall()


def doubles(things: Iterable[tuple[object, ...]]) -> int:
    """How many things stand there more than once, each extra one counted."""
    return sum(count - 1 for count in Counter(things).values())


def count_gaps(tickets: list[tuple[str, ...]], counters: dict[tuple[str, str], int]) -> int:
    """Numbers missing from 1 to the counter, and numbers beyond it, in every series."""
    series: dict[tuple[str, str], set[int]] = {key: set() for key in counters}
    for _, _, queue, day, no in tickets:
        series.setdefault((queue, day), set()).add(int(no))
    return sum(len(numbers ^ set(range(1, counters.get(key, 0) + 1))) for key, numbers in series.items())

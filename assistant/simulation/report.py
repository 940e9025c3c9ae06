"""What came of a simulated day: everybody accounted for, waits, fairness, and whether the promised ranges held."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median, quantiles

from assistant.simulation.people import DayPlan
from assistant.tickets import Score, SQLiteStore, TicketLedger
from assistant.tickets.audit import AuditEntry


@dataclass(slots=True)
class Visit:
    """One ticket's way; times are minutes since midnight."""

    queue: str
    remote: bool
    priority: bool
    issued: float
    arrived: float | None = None
    called: float | None = None
    done: float | None = None
    calls: int = 0
    promised: tuple[int, int] | None = None  # minutes, with the number

    @property
    def wait(self) -> float | None:
        """Minutes in the hall before the first call; the time before opening counts, it is time too."""
        return None if self.called is None or self.arrived is None else max(0.0, self.called - self.arrived)


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a day; `faults` must be empty."""

    planned: int
    windows: int
    tickets: int
    statuses: Mapping[str, int]
    refused: Mapping[str, int]
    faults: tuple[str, ...]
    scores: tuple[Score, ...]
    presses: int
    doubles: int
    visits: tuple[Visit, ...]
    line: tuple[tuple[float, int], ...]

    @property
    def hit_rate(self) -> float:
        """Of the ranges given with a number, the share into which the true wait fell."""
        known = sum(score.known for score in self.scores)
        return sum(score.hits for score in self.scores) / known if known else 0.0

    @property
    def mean_width(self) -> float:
        """Minutes between the ends of a range, on average."""
        given = sum(score.given for score in self.scores)
        return sum(score.width * score.given for score in self.scores) / given if given else 0.0

    def waits(self, *, remote: bool, priority: bool = False) -> list[float]:
        """Minutes in the hall of one group."""
        chosen = [one for one in self.visits if one.remote is remote and one.priority is priority]
        return sorted(one.wait for one in chosen if one.wait is not None)

    def from_number_to_call(self, *, remote: bool) -> list[float]:
        """Minutes from taking the number, wherever that was, to the call: what fairness compares."""
        chosen = [one for one in self.visits if one.remote is remote and not one.priority and one.called is not None]
        return sorted((one.called or 0.0) - one.issued for one in chosen)

    def lines(self) -> list[str]:
        """The report in words."""
        groups = {
            "walk-ins": self.waits(remote=False),
            "with a number taken before": self.waits(remote=True),
            "with priority": self.waits(remote=False, priority=True),
        }
        told = [
            f"{self.planned} people planned at {self.windows} windows, {self.tickets} numbers given: "
            + ", ".join(f"{count} {name}" for name, count in sorted(self.statuses.items())),
            "refused: " + (", ".join(f"{count} {name}" for name, count in sorted(self.refused.items())) or "none"),
            f"{self.presses} presses, {self.doubles} of them double; duplicates and other faults: {len(self.faults)}",
        ]
        for name, waits in groups.items():
            if len(waits) > 1:
                ninetieth = quantiles(waits, n=10)[-1]
                told.append(
                    f"wait in the hall, {name}: median {median(waits):.0f} min, mean {fmean(waits):.0f}, "
                    f"90 % within {ninetieth:.0f} ({len(waits)} people)"
                )
        walk_ins, before = self.from_number_to_call(remote=False), self.from_number_to_call(remote=True)
        if walk_ins and before:
            told.append(
                f"fairness, from the number (from 7:00 on) to the call: walk-ins {fmean(walk_ins):.0f} min, "
                f"with a number taken before {fmean(before):.0f}, on average"
            )
        told.append(
            f"ranges: the true wait fell into {self.hit_rate:.1%} of {sum(s.known for s in self.scores)} ranges, "
            f"mean width {self.mean_width:.1f} min"
        )
        return told + [f"FAULT: {fault}" for fault in self.faults]


def make_report(
    ledger: TicketLedger,
    store: SQLiteStore,
    plan: DayPlan,
    visits: Mapping[str, Visit],
    refused: Counter[str],
    line: Sequence[tuple[float, int]],
    presses: tuple[int, int],
) -> Report:
    """Compares what happened with what the ledger says; every difference is a fault."""
    with store.read() as tx:
        scores, today = tx.scores(plan.day), plan.day.isoformat()
        rows = [row for row in tx.statuses() if row[1] == today]
        audit = [entry for entry in tx.audit_rows() if entry.day == today]
    turned_away = sum(count for reason, count in refused.items() if ":" not in reason and reason != "remote_full")
    faults = [*ledger.verify_audit(), *_wrong_numbers(rows), *_called_too_often(audit)]
    if len(rows) != len(visits):
        faults.append(f"{len(rows)} numbers, but {len(visits)} people hold one")
    # A remote citizen who was refused came again as a walk-in and is counted there.
    if len(rows) + turned_away != len(plan.people):
        faults.append(f"{len(plan.people)} people, but {len(rows)} numbers and {turned_away} turned away")
    statuses = Counter(status for _, _, _, status in rows)
    return Report(
        planned=len(plan.people),
        windows=len(ledger.queues.by_window),
        tickets=len(rows),
        statuses=statuses,
        refused=refused,
        faults=tuple(faults),
        scores=tuple(scores),
        presses=presses[0],
        doubles=presses[1],
        visits=tuple(visits.values()),
        line=tuple(line),
    )


def _wrong_numbers(rows: Sequence[tuple[str, str, int, str]]) -> Iterator[str]:
    numbers = Counter((queue, day, no) for queue, day, no, _ in rows)
    yield from (f"number {number} given {count} times" for number, count in numbers.items() if count > 1)
    by_queue: dict[str, list[int]] = {}
    for queue, _, no, _ in rows:
        by_queue.setdefault(queue, []).append(no)
    for queue, nos in by_queue.items():
        if sorted(nos) != [*range(1, len(nos) + 1)]:
            yield f"{queue}: numbers have gaps"


def _called_too_often(audit: Sequence[AuditEntry]) -> Iterator[str]:
    ways: dict[tuple[str, str, int], Counter[str]] = {}
    for entry in audit:
        ways.setdefault((entry.queue, entry.day, entry.no), Counter())[entry.action] += 1
    for (queue, day, no), seen in ways.items():
        if seen["called"] > 1 + seen["transferred"] + seen["requeued"] + seen["held"]:
            yield f"{queue} {day} {no}: called too often"

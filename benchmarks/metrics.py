"""What is measured: every row with its unit and its target, and the figures that a run finds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

OURS = "citizen-home"
ALL_QUESTIONS = "all"
Better = Literal["lower", "higher"]


@dataclass(frozen=True)
class Metric:
    """One row: what it is called, in what unit, which way is better, and the target where the design names one."""

    key: str
    title: str
    unit: str
    better: Better
    target: float | None = None

    @property
    def target_text(self) -> str:
        """The target as it is read: ≤ 5 ms."""
        if self.target is None:
            return ""
        return f"{'≤' if self.better == 'lower' else '≥'} {written(self.target)} {self.unit}".rstrip()

    def met(self, value: float) -> bool | None:
        """Whether a value reaches the target; None where there is no target."""
        if self.target is None:
            return None
        return value <= self.target if self.better == "lower" else value >= self.target

    def times_better(self, ours: float, theirs: float) -> float | None:
        """How many times better ours is than theirs, below 1 when worse; None where a zero leaves no ratio."""
        above, below = (theirs, ours) if self.better == "lower" else (ours, theirs)
        return above / below if below > 0 else None


_METRICS = (
    Metric("turn_new_p50", "a whole turn in process, new conversation, p50", "ms", "lower", 5),
    Metric("turn_new_p95", "a whole turn in process, new conversation, p95", "ms", "lower", 10),
    Metric("turn_running_p50", "a whole turn in process, running conversation, p50", "ms", "lower", 5),
    Metric("turn_running_p95", "a whole turn in process, running conversation, p95", "ms", "lower", 10),
    Metric("turn_late_p50", "a whole turn in process, last tenth of a long conversation, p50", "ms", "lower", 5),
    Metric("turn_processor", "processor time of a whole turn, mean", "ms", "lower"),
    Metric("parse_p50", "understanding alone, p50", "ms", "lower"),
    Metric("parse_p95", "understanding alone, p95", "ms", "lower"),
    Metric("fixed_right", "fixed questions answered with the right matter", "%", "higher"),
    Metric("start_seconds", "start to first answer", "s", "lower", 10),
    Metric("memory_mb", "memory after 200 messages", "MB", "lower", 450),
    Metric("http_turn_p50", "a message over HTTP, one citizen at a time, p50", "ms", "lower"),
    Metric("http_turn_p95", "a message over HTTP, one citizen at a time, p95", "ms", "lower"),
    Metric("http_per_second", "messages a second over HTTP, one process", "/s", "higher", 150),
    Metric("http_steady_p95", "a message over HTTP at 50 a second, p95", "ms", "lower", 50),
    Metric("training_seconds", "training, command to finished model", "s", "lower", 60),
    Metric("fit_seconds", "learning alone, in process", "s", "lower"),
    Metric("training_peak_mb", "training, peak memory", "MB", "lower"),
    Metric("tickets_per_second", "tickets a second, each durable on the disk, 16 callers", "/s", "higher"),
    Metric("bare_commits_per_second", "bare INSERT + COMMIT on the same disk, 16 callers", "/s", "higher"),
    Metric("tickets_ratio", "tickets as a share of the bare commits", "×", "higher", 0.5),
    Metric("one_caller_tickets_per_second", "tickets a second there, one caller", "/s", "higher"),
    Metric("one_caller_bare_commits_per_second", "bare INSERT + COMMIT there, one caller", "/s", "higher"),
    Metric("one_caller_tickets_ratio", "tickets of one caller as a share of its bare commits", "×", "higher"),
    Metric(
        "postgres_tickets_per_second", "tickets a second on PostgreSQL, 8 processes, 16 callers in each", "/s", "higher"
    ),
    Metric("postgres_one_queue_tickets_per_second", "tickets a second there, all at one queue", "/s", "higher"),
    Metric("postgres_bare_commits_per_second", "bare INSERT + COMMIT there, as many", "/s", "higher"),
    Metric("postgres_tickets_ratio", "tickets there as a share of the bare commits", "×", "higher", 0.5),
    Metric("postgres_few_callers_tickets_per_second", "tickets a second there, 4 callers in each", "/s", "higher"),
    Metric(
        "postgres_few_callers_one_queue_tickets_per_second",
        "tickets there at one queue, 4 in each",
        "/s",
        "higher",
    ),
    Metric("postgres_few_callers_bare_commits_per_second", "bare INSERT + COMMIT there, 4 in each", "/s", "higher"),
    Metric("postgres_few_callers_tickets_ratio", "tickets as a share of the bare commits, 4 in each", "×", "higher"),
    Metric("postgres_one_caller_tickets_per_second", "tickets a second there, one caller in each", "/s", "higher"),
    Metric(
        "postgres_one_caller_one_queue_tickets_per_second", "tickets there at one queue, one in each", "/s", "higher"
    ),
    Metric("postgres_one_caller_bare_commits_per_second", "bare INSERT + COMMIT there, one in each", "/s", "higher"),
    Metric("postgres_one_caller_tickets_ratio", "tickets as a share of the bare commits, one in each", "×", "higher"),
    Metric("right", "right transaction at the first answer", "%", "higher", 95),
    Metric("wrong", "another transaction answered", "%", "lower", 2),
    Metric("resolved", "right, or the right one offered", "%", "higher", 98),
    Metric("missed", "in scope, wrongly refused", "%", "lower", 2),
    Metric("facet_right", "facet right", "%", "higher", 95),
    Metric("not_covered_right", "not covered recognised", "%", "higher", 95),
    Metric("clarify_right", "ambiguous questions asked back rightly", "%", "higher"),
    Metric("center_right", "questions about the center right", "%", "higher"),
    Metric("ticket_right", "questions about numbers right", "%", "higher"),
    Metric("dialogues_right", "dialogues, all turns right", "%", "higher", 90),
    # What the peers can be asked as well: the intent alone, by one judge for all of them.
    Metric("intent_right", "intent alone: right transaction named", "%", "higher"),
    Metric("intent_wrong", "intent alone: another transaction named", "%", "lower"),
    Metric("named_wrong", "intent alone: wrong among the transactions named", "%", "lower"),
    Metric("as_many_right", "ours naming as many as this one: right transaction named", "%", "higher"),
    Metric("as_many_wrong", "ours naming as many as this one: another transaction named", "%", "lower"),
    Metric("ranked_right", "intent alone: right transaction ranked first, named or not", "%", "higher"),
)
METRICS: dict[str, Metric] = {metric.key: metric for metric in _METRICS}


@dataclass(frozen=True)
class Figure:
    """
    A measured value. ``system`` is ours or a peer; ``data`` names the training questions that it was made from.

    ``at_least`` marks a measurement that was stopped: the true value is no smaller.
    """

    key: str
    value: float
    note: str = ""
    system: str = OURS
    data: str = ALL_QUESTIONS
    at_least: bool = False

    @property
    def metric(self) -> Metric:
        """The row that it belongs to."""
        return METRICS[self.key]

    @property
    def met(self) -> bool | None:
        """Whether it reaches the target; None where there is none, or where a stopped measurement can't tell."""
        met = self.metric.met(self.value)
        return None if self.at_least and met is (self.metric.better == "lower") else met

    @property
    def text(self) -> str:
        """The value as it is read."""
        return f"{'> ' if self.at_least else ''}{written(self.value)}"


@dataclass
class Findings:
    """All figures of a run, what has to be known to read them, and what could not be measured."""

    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def ours(self) -> list[Figure]:
        """Our figures in the order of the rows."""
        order = list(METRICS)
        own = (figure for figure in self.figures if figure.system == OURS and figure.data == ALL_QUESTIONS)
        return sorted(own, key=lambda figure: order.index(figure.key))

    def compared(self) -> list[tuple[Figure, Figure | None]]:
        """Each peer's figure beside ours of the same row: from the same training questions, else from all of them."""
        own = {(figure.key, figure.data): figure for figure in self.figures if figure.system == OURS}
        peers = (figure for figure in self.figures if figure.system != OURS)
        return [(peer, own.get((peer.key, peer.data)) or own.get((peer.key, ALL_QUESTIONS))) for peer in peers]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least ``share`` (0 to 1) of the values do not exceed. Raises ValueError on none."""
    if not values:
        raise ValueError("no values, no percentile")
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return sorted(values)[max(math.ceil(share * len(values)) - 1, 0)]


def spread(
    values: Sequence[float],
    names: Iterable[tuple[str, float]],
    note: str = "",
    system: str = OURS,
    data: str = ALL_QUESTIONS,
) -> list[Figure]:
    """Figures at several percentiles: ``names`` gives each row's key and its share."""
    return [Figure(key, percentile(values, share), note, system, data) for key, share in names]


def written(value: float) -> str:
    """A number with as many digits as it deserves."""
    if value == 0 or value == round(value):
        return f"{value:.0f}"
    size = abs(value)
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"

"""The simulated day as a picture: the line over the day, the wait by hour, and the promised ranges beside the truth."""

from __future__ import annotations

from pathlib import Path
from statistics import median, quantiles
from typing import Any

from assistant.simulation.report import Report

BLUE, ORANGE, GREY, GREEN, RED = "#20639b", "#d9822b", "#8a8f98", "#2a8f6a", "#b3372f"
HOURS = range(7, 18)
SHOWN = 30  # ranges drawn, evenly over the day


def draw(report: Report, file: Path) -> None:
    """Writes a PNG of 1,600 × 1,200 pixels."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, ((line, waits), (ranges, hits)) = pyplot.subplots(2, 2, figsize=(16, 12), dpi=100)
    _draw_line(line, report)
    _draw_waits(waits, report)
    _draw_ranges(ranges, report)
    _draw_hits(hits, report)
    served = report.statuses.get("served", 0)
    figure.suptitle(
        f"A simulated day: {report.planned} people, {report.tickets} numbers, {served} served, "
        f"{report.hit_rate:.0%} of the waits inside the promised range",
        fontsize=17,
    )
    figure.tight_layout(rect=(0, 0, 1, 0.97))
    figure.savefig(file)
    pyplot.close(figure)


def _draw_line(axes: Any, report: Report) -> None:
    axes.plot([minute / 60 for minute, _ in report.line], [count for _, count in report.line], color=BLUE, lw=2)
    axes.axvspan(11.5, 13, color=GREY, alpha=0.15, label="lunch: clerks take turns")
    axes.axvline(9, color=GREY, ls="--", lw=1, label="the windows open and close")
    axes.axvline(16.5, color=GREY, ls="--", lw=1)
    _label(axes, "People in line, all queues", "people")
    axes.legend(frameon=False)


def _draw_waits(axes: Any, report: Report) -> None:
    for remote, color, label in ((False, ORANGE, "walk-ins"), (True, BLUE, "number taken before")):
        hours: dict[int, list[float]] = {}
        for visit in report.visits:
            if visit.remote is remote and visit.wait is not None and visit.arrived is not None and not visit.priority:
                hours.setdefault(int(visit.arrived // 60), []).append(visit.wait)
        known = [hour for hour in HOURS if len(hours.get(hour, ())) >= SHOWN // 3]
        middle = [median(hours[hour]) for hour in known]
        ends = [quantiles(hours[hour], n=10) for hour in known]
        at = [hour + 0.5 for hour in known]
        axes.plot(at, middle, color=color, lw=2, marker="o", label=f"{label}: median")
        axes.fill_between(at, [e[0] for e in ends], [e[-1] for e in ends], color=color, alpha=0.15, label="8 of 10")
    _label(axes, "Wait in the hall, by the hour of arrival", "minutes")
    axes.legend(frameon=False)


def _draw_ranges(axes: Any, report: Report) -> None:
    known = [visit for visit in report.visits if visit.promised is not None and visit.called is not None]
    known.sort(key=lambda visit: visit.issued)
    for place, visit in enumerate(known[:: max(1, len(known) // SHOWN)]):
        low, high = visit.promised or (0, 0)
        came = (visit.called or 0.0) - visit.issued
        axes.plot([place, place], [low, high], color=BLUE, lw=5, alpha=0.45, solid_capstyle="butt")
        axes.plot(place, came, "o", ms=6, color=GREEN if low <= came <= high else RED)
    axes.set_title("Ranges promised with the number (bars) and the wait until the call (dots)", fontsize=13)
    axes.set_xlabel("numbers in the order they were given, a sample")
    axes.set_ylabel("minutes")
    _plain(axes)


def _draw_hits(axes: Any, report: Report) -> None:
    scores = sorted((s for s in report.scores if s.known), key=lambda s: s.hits / s.known)
    rates = [score.hits / score.known for score in scores]
    axes.barh(range(len(scores)), rates, color=[GREEN if rate >= 0.8 else ORANGE for rate in rates])
    axes.axvline(0.8, color=GREY, ls="--", lw=1)
    axes.set_yticks(range(len(scores)), [f"{s.queue} ({s.known})" for s in scores], fontsize=7)
    axes.set_xlim(0, 1)
    axes.set_title("Waits inside the range, by queue (how many known); the goal is 80 %", fontsize=13)
    _plain(axes)


def _label(axes: Any, title: str, unit: str) -> None:
    axes.set_title(title, fontsize=13)
    axes.set_xlabel("hour of the day")
    axes.set_ylabel(unit)
    axes.set_xlim(7, 18)
    axes.set_ylim(bottom=0)
    axes.set_xticks(list(HOURS))
    _plain(axes)


def _plain(axes: Any) -> None:
    axes.grid(True, alpha=0.25)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)

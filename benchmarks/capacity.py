"""
How many processes a hall, a city and a province need, from what a message was measured to cost.

    uv run python -m benchmarks.capacity --milliseconds 8.5 --megabytes 584

`milliseconds` is the processor time of a message in the server (`server_cpu_ms` of benchmarks/scaling.py), `megabytes`
what a process holds. Prints the table of docs/capacity.md.
"""

from __future__ import annotations

import argparse
import math

PLACES = (("a hall", 5_708), ("a city", 57_080), ("a province", 1_000_000))
MESSAGES, HOURS = 6, 7.5  # of a person; of a day
PEAK = 4.0  # times the mean of the day
FULL = 0.7  # share of a core that a process is planned to use at the peak
LEAST = 2  # processes: one goes on while the other is replaced
HEAD = "| where | people a day | messages/s at the peak | cores for messages | processes | memory of these |"


def table(milliseconds: float, megabytes: float) -> list[str]:
    """The lines of the table."""
    lines = [HEAD, "|---|---|---|---|---|---|"]
    for name, people in PLACES:
        rate = people * MESSAGES / (HOURS * 3600) * PEAK
        cores = rate * milliseconds / 1000
        processes = max(LEAST, math.ceil(cores / FULL))
        held = processes * megabytes / 1000
        lines.append(f"| {name} | {people:,} | {rate:.0f} | {cores:.2f} | {processes} | {held:.1f} GB |")
    return lines


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="processes for a hall, a city, a province")
    parser.add_argument("--milliseconds", type=float, required=True, help="processor time of a message")
    parser.add_argument("--megabytes", type=float, required=True, help="memory of a process")
    options = parser.parse_args()
    print("\n".join(table(options.milliseconds, options.megabytes)))


if __name__ == "__main__":
    main()

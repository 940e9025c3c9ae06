"""
A hundred centers in one process, beside one: python -m benchmarks.growth

Matters are the same everywhere, so one model serves all of them; a hundred centers have a hundred times the records,
18,700 in all. Two ways to have them are measured beside one center, in the same run, message by message in
alternation: each center has a door of its own, which says whose catalog answers; or one catalog holds all records,
for one number of a whole region, and people say the place. Every message goes the assistant's own way, from the
conversation's door to the stored reply. Writes benchmarks/results/growth.md.
"""

from __future__ import annotations

import asyncio
import gc
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import psutil  # type: ignore[import-untyped, unused-ignore]

from assistant.bootstrap import prepare_rasa
from assistant.commands.starting import command_settings, present_model
from benchmarks import machine
from benchmarks.centers import PLACES, among_others, joined, with_own_door
from benchmarks.metrics import percentile
from catalog import Catalog
from catalog.search import CatalogSearch

if TYPE_CHECKING:
    from benchmarks.halls import Growing, Hall, Measured

RESULT = Path(__file__).parent / "results" / "growth.md"
CENTERS, ROUNDS = 100, 5
LIMIT = 2.0  # times what one center's parse and turn take
HEAD = "| asked | parse p50 ms | p95 | processor | × | turn p50 | p95 | processor | × | right |"
ONE = "one center"


def resident_mb() -> float:
    """Memory of this process, once what nobody holds any more is given back."""
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 2**20


class Watch:
    """Memory and time between its making and its reading."""

    def __init__(self) -> None:
        self._memory, self._begun = resident_mb(), time.perf_counter()

    def read(self) -> str:
        """Both as words."""
        took = time.perf_counter() - self._begun
        return f"{resident_mb() - self._memory:.0f} MB, built in {took:.0f} s"


def settings_of(catalog: Catalog, centers: int, notes: list[str]) -> dict[str, list[Hall]]:
    """One center and the two ways to have ``centers``, each with the halls that are asked in turn."""
    from benchmarks.halls import Hall

    found, watch = {ONE: [Hall.of(catalog)]}, Watch()
    doors = [Hall.of(with_own_door(catalog, place)) for place in PLACES[1:centers]]
    records = len(catalog.transactions) * centers
    notes.append(f"{centers} catalogs ({records} records), each with its terms: {watch.read()}.")
    watch = Watch()
    whole = Hall.of(joined([catalog, *(among_others(catalog, place) for place in PLACES[1:centers])]))
    notes.append(f"One catalog of {len(whole.catalog.transactions)} records with its terms: {watch.read()}.")
    found[f"{centers} centers, a door each"] = [*found[ONE], *doors]
    found[f"{centers} centers in one catalog"] = [whole]
    return found


def search_line(name: str, catalog: Catalog) -> str:
    """What looking records up by words takes; pages and tablets ask for it, messages don't."""
    watch = Watch()
    search = CatalogSearch(catalog)
    built, times = watch.read(), []
    records = list(catalog.transactions.values())
    for record in records[:: max(1, len(records) // 5)]:
        for typed in (record.aliases.zh[0], record.aliases.en[0]):
            begun = time.perf_counter()
            search.find(typed)
            times.append((time.perf_counter() - begun) * 1000)
    return f"Search, {name}: p50 {percentile(times, 0.5):.1f} ms, p95 {percentile(times, 0.95):.1f} ms; {built}."


def table(measured: Mapping[tuple[str, str], Measured]) -> str:
    """All rows, and whether the limit was kept."""
    lines, worst = [HEAD, "|---" * (HEAD.count("|") - 1) + "|"], 0.0
    for (asked, name), found in measured.items():
        one = measured[asked, ONE]
        lines.append(found.row(f"{asked}: {name}", one))
        worst = max(worst, *found.times(one))
    met = "met" if worst <= LIMIT else "not met"
    lines += ["", f"At most {LIMIT:.0f} times one center's: {met} (the most is {worst:.2f})."]
    same = min(found.as_in(measured[asked, ONE]) for (asked, _), found in measured.items() if asked == "questions")
    return "\n".join([*lines, f"Questions answered as in one center: {100 * same:.1f} %."])


def run(growing: Growing, centers: int = CENTERS, rounds: int = ROUNDS) -> str:
    """Builds the centers, measures, and gives the whole finding as Markdown."""
    notes = [f"The assistant with its model and one center: {resident_mb():.0f} MB."]
    settings = settings_of(growing.stores.catalog, centers, notes)
    whole = next(reversed(settings.values()))[0].catalog
    growing.follow(whole)
    found = table(asyncio.run(growing.measure(settings, rounds)))
    notes += [search_line(ONE, settings[ONE][0].catalog), search_line(f"one catalog of {centers} centers", whole)]
    return "\n".join([found, "", *(f"- {note}" for note in notes)])


def main() -> None:
    """Measures with the model of the present sources, prints and writes."""
    settings = command_settings()
    model = present_model(settings)
    prepare_rasa()  # before anything imports Rasa
    from benchmarks.halls import growing

    about = "".join(f"- {name}: {value}\n" for name, value in machine.describe().items())
    with tempfile.TemporaryDirectory() as folder, growing(settings, model, Path(folder)) as started:
        text = f"# A hundred centers\n\n`python -m benchmarks.growth`\n\n{run(started)}\n\n## Where\n\n{about}"
    print(text)
    RESULT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

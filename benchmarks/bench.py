"""`citizen-home bench`: measures ours, the peers in the same run when asked, and writes what was found."""

from __future__ import annotations

import importlib.util
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from assistant.bootstrap import Stores, build_engine, open_stores
from assistant.conversation import Conversation
from assistant.settings import Settings
from benchmarks.metrics import Findings
from benchmarks.questions import alternating
from benchmarks.stages import Stages
from benchmarks.turns import Parse, measure_parsing, measure_turns
from catalog import load_catalog

if TYPE_CHECKING:  # it imports Rasa, which has to be made ready first
    from assistant.engine.engine import Engine

RESULTS = Path(__file__).parent / "results"
NEEDED = ("httpx", "psutil")
CLOCK = "2026-11-23T10:00:00+08:00"  # a Monday at ten: the hall is open whenever the benchmark runs


def run(settings: Settings, model: Path, *, peers: bool = False, results: Path | None = None) -> None:
    """Measures, prints and writes; ends with 1 when something could not be measured."""
    if absent := [name for name in NEEDED if importlib.util.find_spec(name) is None]:
        typer.echo(f"not installed: {', '.join(absent)}. The benchmarks need the development dependencies.", err=True)
        raise typer.Exit(2)
    from benchmarks import machine, report

    console, findings, about = Console(), Findings(), machine.describe()
    if machine.is_busy():
        findings.notes.append(
            "The machine was busy with something else when the run began: times are too long and not comparable."
        )
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    # On the disk that the assistant would use: its commits are part of what is measured.
    with tempfile.TemporaryDirectory(dir=settings.data_dir, prefix="bench-") as folder:
        stages = Stages(Path(folder).resolve(), findings, console)
        _ours(settings, model, stages, whole=peers)
        if peers:
            from benchmarks.peers.compare import compare

            compare(settings.data_dir / "peers", model, stages)
    report.show(findings, about, console)
    for path in report.write(findings, about, results or RESULTS):
        console.print(str(path), style="dim", highlight=False, soft_wrap=True)
    if findings.failures:
        raise typer.Exit(1)


def _ours(settings: Settings, model: Path, stages: Stages, *, whole: bool) -> None:
    from benchmarks.accuracy import dev_cases, measure_accuracy
    from benchmarks.serving import measure_serving
    from benchmarks.tickets import measure_tickets
    from benchmarks.tickets_postgres import measure_postgres_tickets
    from benchmarks.training import LIMIT, SHORT_LIMIT, measure_training

    questions = alternating()
    with started(settings, model, stages.folder("turns")) as (conversation, parse):
        stages.attempt("whole turns", lambda: measure_turns(conversation, questions))
        stages.attempt("understanding alone", lambda: measure_parsing(parse, questions))
        if cases := dev_cases():
            stages.attempt("development questions", lambda: measure_accuracy(conversation, cases))
        else:
            stages.findings.notes.append("no development questions in benchmarks/dev: no figures of accuracy")
    limit = LIMIT if whole else SHORT_LIMIT
    stages.attempt("serving", lambda: measure_serving(model, stages.folder("serving"), CLOCK))
    stages.attempt("tickets", lambda: measure_tickets(load_catalog(), stages.folder("tickets")))
    stages.attempt("tickets on PostgreSQL", measure_postgres_tickets)
    stages.attempt("training", lambda: measure_training(stages.folder("training"), limit))


@contextmanager
def running(settings: Settings, model: Path, folder: Path) -> Iterator[tuple[Stores, Engine, Conversation]]:
    """The assistant in this process over stores of its own, on a Monday at ten."""
    own = {"data_dir": folder, "database_url": None, "clock": datetime.fromisoformat(CLOCK)}
    stores = open_stores(settings.model_copy(update=own))
    try:
        engine = build_engine(stores, model)
        try:
            engine.start()
            yield (
                stores,
                engine,
                Conversation(engine, stores.history, stores.live, settings.answer_seconds, hears=engine.heard),
            )
        finally:
            engine.close()
    finally:
        stores.close()


@contextmanager
def started(settings: Settings, model: Path, folder: Path) -> Iterator[tuple[Conversation, Parse]]:
    """The same, as its conversation and its understanding alone."""
    with running(settings, model, folder) as (_, engine, conversation):
        yield conversation, engine.parse

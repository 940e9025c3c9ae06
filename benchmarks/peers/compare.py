"""The peers in one run: stock Rasa on a few questions of each intent beside ours on the same; lexical ones on all."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.accuracy import dev_cases
from benchmarks.metrics import ALL_QUESTIONS, Figure
from benchmarks.peers.environment import stock_rasa
from benchmarks.peers.in_process import spoken_in
from benchmarks.peers.judging import Asked, asked_of, beside_each
from benchmarks.peers.lexical import measure_lexical
from benchmarks.peers.ours_capped import measure_ours, measure_ours_capped
from benchmarks.peers.stock_rasa_run import measure_stock_rasa
from benchmarks.peers.training_data import capped, read_examples
from benchmarks.stages import Stages
from catalog import load_catalog

# DIET took 37 s an epoch on 4,300 questions and two cores: all questions of all intents would take hours.
CAP = 20


def compare(environments: Path, model: Path, stages: Stages) -> None:
    """Figures of all peers; their environments are kept for the next run."""
    catalog = load_catalog()
    known = set(catalog.transactions)
    examples = read_examples()
    few, data = capped(examples, CAP), f"{CAP} an intent"
    asked = asked_of(dev_cases())
    stages.findings.notes += [
        f"Peers: {len(examples)} training questions of {len({e.intent for e in examples})} intents; stock Rasa was "
        f"trained on {len(few)} of them, at most {CAP} of each intent, because DIET would take hours on all. Ours was "
        f"trained on the same {len(few)} for that comparison. DIET and TED: 15 epochs.",
        f"Intent alone: the {len(asked)} questions in scope, one judge for all; no context, no question back.",
        '"Ours naming as many as this one": a value of ours, of as many of its surest questions as the peer names a '
        "transaction for.",
    ]
    few_folder, all_folder = stages.folder("few"), stages.folder("intents")
    stages.attempt("ours, intent alone", lambda: measure_ours(model, asked, known, all_folder))
    stages.attempt(f"ours, {data}", lambda: measure_ours_capped(few, asked, known, data, few_folder))
    stages.attempt(f"lexical, {data}", lambda: measure_lexical(few, asked, data, known))
    stages.attempt(
        "stock Rasa",
        lambda: measure_stock_rasa(stock_rasa(environments), few, catalog, asked, data, stages.folder("stock-rasa")),
    )
    stages.attempt("lexical, all questions", lambda: measure_lexical(examples, asked, ALL_QUESTIONS, known))
    for folder, trained_on in ((few_folder, data), (all_folder, ALL_QUESTIONS)):
        beside = partial(_beside_each, folder, trained_on, asked, known, stages)
        stages.attempt(f"ours naming as many, {trained_on}", beside)


def _beside_each(folder: Path, data: str, asked: list[Asked], known: set[str], stages: Stages) -> list[Figure]:
    return beside_each(asked, spoken_in(folder).ranked, known, stages.findings.figures, data)

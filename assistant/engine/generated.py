"""Training questions and intents that follow from the catalog; written to files so that Rasa's own tools see them."""

from __future__ import annotations

from pathlib import Path

from assistant.nlu.labels import (
    ACTS,
    AMBIGUOUS,
    CENTER_PREFIX,
    FOLLOWUP,
    HUMAN,
    JOURNEY_PREFIX,
    MOVES,
    NOT_COVERED,
    SMALLTALK,
)
from catalog import TOPICS, Catalog

_HEADER = "# Made from the catalog by `citizen-home train`; do not edit. Change catalog/data instead.\n"
# A number asked for a family's generic word: which member is meant has still to be asked.
_NUMBER_ZH, _NUMBER_EN = ("{}取号", "我要取个号，{}"), ("a number for {}", "I need a queue number, {}")


def names_file(catalog: Catalog) -> str:
    """Names and aliases of each transaction, and the shared and generic terms of each family, as NLU examples."""
    lines = [_HEADER, 'version: "3.1"\n', "nlu:\n"]
    for transaction in catalog.transactions.values():
        shared = {s.alias for s in catalog.shared_aliases if transaction.id in s.transactions}
        terms = [transaction.name.zh, transaction.name.en, *transaction.aliases.zh, *transaction.aliases.en]
        lines.append(_block(transaction.id, ["facet: overview"], [term for term in terms if term not in shared]))
    for family in catalog.families.values():
        members = list(family.members)
        terms = [*family.generic_zh, *family.generic_en]
        if terms:
            which = f"candidates: [{', '.join(members)}]"
            lines.append(_block(AMBIGUOUS, [which, "facet: overview"], terms))
            asked = [frame.format(term) for frame in _NUMBER_ZH for term in family.generic_zh]
            asked += [frame.format(term) for frame in _NUMBER_EN for term in family.generic_en]
            lines.append(_block("take_ticket", [which], asked))
        for answer in family.answers:
            words = [f"{family.title.zh} {answer.zh}", f"{family.title.en}, {answer.en}"]
            lines.append(_block(answer.transaction, ["facet: overview"], words))
    for shared_alias in catalog.shared_aliases:
        members = list(shared_alias.transactions)
        lines.append(
            _block(AMBIGUOUS, [f"candidates: [{', '.join(members)}]", "facet: overview"], [shared_alias.alias])
        )
    for journey in catalog.journeys.values():
        lines.append(_block(f"{JOURNEY_PREFIX}{journey.id}", [], [term for _, _, term in journey.terms]))
    return "".join(lines)


def _block(intent: str, metadata: list[str], examples: list[str]) -> str:
    head = f"- intent: {intent}\n" + "  metadata:\n" * bool(metadata) + "".join(f"    {line}\n" for line in metadata)
    return head + "  examples: |\n" + "".join(f"    - {example}\n" for example in dict.fromkeys(examples))


def domain_file(catalog: Catalog) -> str:
    """The intents of the training questions."""
    center = [f"{CENTER_PREFIX}{topic}" for topic in TOPICS if topic != "human"]
    journeys = [f"{JOURNEY_PREFIX}{journey}" for journey in catalog.journeys]
    others = [*ACTS, *SMALLTALK, *MOVES, *center, HUMAN, FOLLOWUP, AMBIGUOUS, NOT_COVERED]
    intents = "".join(f"  - {name}\n" for name in [*catalog.transactions, *journeys, *others])
    return f'{_HEADER}version: "3.1"\nintents:\n{intents}'


def write_generated(catalog: Catalog, root: Path) -> list[Path]:
    """Writes both files below ``root`` where they differ; returns those written."""
    wanted = {
        root / "nlu_data" / "generated" / "names.yml": names_file(catalog),
        root / "assistant" / "domain" / "generated.yml": domain_file(catalog),
    }
    written = []
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            written.append(path)
    return written

"""What the training questions say of themselves: known matters, facets and topics only, and one meaning a question."""

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from assistant.nlu import labels
from assistant.nlu.importer import read_questions
from assistant.nlu.normaliser import fold
from catalog import FACETS, TOPICS, load_catalog

ROOT = Path(__file__).resolve().parents[2]
Question = tuple[str, str, dict[str, Any]]


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    """Text, intent and metadata of every question written by hand."""
    files = [path for path in (ROOT / "nlu_data").rglob("*.yml") if "generated" not in path.parts]
    found = [(text, intent, meta or {}) for file in sorted(files) for text, intent, meta in read_questions(file)]
    assert len(found) > 10_000, "no training questions were read"
    return found


def test_every_intent_is_known(questions: list[Question]) -> None:
    """A misspelt intent would be learnt as one more thing that a citizen may ask."""
    known = {labels.HUMAN, labels.FOLLOWUP, labels.AMBIGUOUS, labels.NOT_COVERED}
    known |= {*labels.ACTS, *labels.SMALLTALK, *labels.MOVES, *load_catalog().transactions}
    known |= {labels.CENTER_PREFIX + topic for topic in TOPICS}
    assert {intent for _, intent, _ in questions} - known == set()


def test_metadata_names_what_the_catalog_has(questions: list[Question]) -> None:
    transactions = load_catalog().transactions
    for text, _, metadata in questions:
        named = [*metadata.get("candidates", []), *filter(None, [metadata.get("transaction")])]
        assert set(named) <= set(transactions), text
        assert metadata.get("facet", "overview") in FACETS, text


def test_an_unclear_question_has_two_matters_or_more(questions: list[Question]) -> None:
    for text, intent, metadata in questions:
        if intent == labels.AMBIGUOUS:
            candidates = metadata["candidates"]
            assert len(candidates) == len(set(candidates)) >= 2, text


def test_each_family_is_asked_about_in_many_words(questions: list[Question]) -> None:
    """At least 25 unclear questions stay within each family, so that its own question can be put."""
    asked = [frozenset(metadata["candidates"]) for _, intent, metadata in questions if intent == labels.AMBIGUOUS]
    counts = {f.id: sum(candidates <= set(f.members) for candidates in asked) for f in load_catalog().families.values()}
    assert {family: count for family, count in counts.items() if count < 25} == {}


def test_no_question_is_taught_as_two_intents(questions: list[Question]) -> None:
    """Compared as the model reads: one script, no capitals. Two meanings of one text teach neither."""
    folded = fold("\n".join(text for text, _, _ in questions)).split("\n")
    assert len(folded) == len(questions)
    meanings: dict[str, set[str]] = defaultdict(set)
    for key, (_, intent, _) in zip(folded, questions, strict=True):
        meanings[key.strip()].add(intent)
    assert {text: intents for text, intents in meanings.items() if len(intents) > 1} == {}

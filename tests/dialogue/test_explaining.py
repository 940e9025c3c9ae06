"""Which word of the office a message asks the meaning of."""

import pytest

from assistant.dialogue.explaining import TERM, asked_of, explained
from assistant.messages import Understanding
from assistant.nlu.decision import Decided
from catalog import load_catalog

CATALOG = load_catalog()


@pytest.mark.parametrize(
    ("said", "term"),
    [
        ("what is a hukou", "hukou"),
        ("What's a hukou?", "hukou"),
        ("什么是容缺", "deferrable_materials"),
        ("容缺是什么意思", "deferrable_materials"),
        ("what does 签注 mean", "endorsement"),
        ("What are endorsements?", "endorsement"),
        ("Can you explain what is a power of attorney", "power_of_attorney"),
        ("請問單身證明是什麼意思", "single_status"),
        ('what do you mean by "notarised"?', "notarised"),
        ("12345是什么", "hotline"),
        ("社保卡是什么卡呀", "citizen_card"),
        ("I don't know what an apostille is", "apostille"),
        ("what is the fee", None),
        ("什么是户口迁移", None),
        ("居住证和居住登记有什么区别", None),
        ("I need a power of attorney", None),
        ("what is needed for a hukou", None),
        ("户口", None),
    ],
)
def test_the_word_asked(said: str, term: str | None) -> None:
    """Only a question for the meaning of a word that is explained, and nothing beside it."""
    found = asked_of(said, CATALOG)
    assert (found.id if found else None) == term


def test_every_way_to_write_a_word_is_understood() -> None:
    for term in CATALOG.terms.values():
        for language, word in term.spoken:
            question = f"什么是{word}" if language == "zh" else f"what is {word}?"
            assert asked_of(question, CATALOG) == term, question


def test_its_matters_can_be_picked() -> None:
    term = CATALOG.terms["endorsement"]
    decided = explained(term, Decided(Understanding("clarify")))
    assert decided.move == f"{TERM}:endorsement"
    assert tuple(candidate.id for candidate in decided.understanding.candidates) == term.transactions

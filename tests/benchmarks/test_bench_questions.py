"""The fixed questions: both languages alike, of the catalog, and unseen in training."""

from collections import Counter

from benchmarks.peers.training_data import read_examples
from benchmarks.questions import EN, QUESTIONS, ZH, alternating


def test_every_question_means_a_transaction_of_the_catalog(catalog):
    assert {question.transaction for question in QUESTIONS} <= set(catalog.transactions)
    assert len({catalog.transactions[question.transaction].department for question in QUESTIONS}) > 10


def test_both_languages_are_asked_equally():
    assert len(ZH) == len(EN)
    assert Counter(question.language for question in QUESTIONS)["zh"] * 2 == len(QUESTIONS)


def test_no_question_stands_in_the_training_data():
    trained = {example.text.casefold() for example in read_examples()}
    assert not [question.text for question in QUESTIONS if question.text.casefold() in trained]


def test_alternating_keeps_all_questions_and_takes_the_languages_in_turn():
    mixed = alternating()
    assert Counter(mixed) == Counter(QUESTIONS)
    assert {question.language for question in mixed[:3]} == {"zh", "en"}

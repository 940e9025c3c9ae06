"""A message that is a term of the catalog is linked to what the term names; a sentence is left alone."""

import pytest
from hypothesis import given, settings, strategies as st
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu.linker import LINKED, Linked, TermIndex, TransactionLinker, bare
from catalog import load_catalog

CATALOG = load_catalog()
INDEX = TermIndex(CATALOG)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("护照到期", "护照到期"),
        ("我想换护照", "换护照"),
        ("请问护照到期怎么办？", "护照到期"),
        ("護照到期", "护照到期"),
        ("My passport, please!", "passport"),
        ("how to renew a passport?", "renewapassport"),
        ("我", "我"),
        ("please", "please"),
        ("?!", ""),
        ("", ""),
    ],
)
def test_what_is_left_of_a_term(text: str, left: str) -> None:
    assert bare(text) == left


@settings(deadline=None)
@given(st.text(max_size=30))
def test_what_is_left_has_no_blank(text: str) -> None:
    assert " " not in bare(text)


def test_every_name_is_linked_to_its_matter_alone() -> None:
    for transaction in CATALOG.transactions.values():
        for name in (transaction.name.zh, transaction.name.en):
            linked = INDEX.link(name)
            assert linked is not None, name
            assert (linked.transactions, linked.family, linked.score) == ((transaction.id,), None, 1.0), name


def test_every_alias_is_linked_to_its_matter_among_others() -> None:
    shared = {alias.alias.casefold() for alias in CATALOG.shared_aliases}
    for transaction in CATALOG.transactions.values():
        for alias in (*transaction.aliases.zh, *transaction.aliases.en):
            linked = INDEX.link(alias)
            assert linked is not None and transaction.id in linked.transactions, alias
            assert linked.family is not None or len(linked.transactions) == 1, alias
            assert alias.casefold() not in shared or linked.family is not None, alias


def test_shared_aliases_and_general_words_ask_their_family() -> None:
    assert CATALOG.shared_aliases and CATALOG.families
    for shared in CATALOG.shared_aliases:
        assert INDEX.link(shared.alias) == Linked(shared.transactions, shared.family, 1.0)
    for family in CATALOG.families.values():
        for word in (*family.generic_zh, *family.generic_en):
            assert INDEX.link(word) == Linked(family.members, family.id, 1.0)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("passport expird", "passport_renewal"),
        ("Housing fund withdrawl for rent", "housing_fund_rent_withdrawal"),
        ("護照到期", "passport_renewal"),
        ("ＰＡＳＳＰＯＲＴ ＥＸＰＩＲＥＤ", "passport_renewal"),
        ("请问护照到期怎么办呢", "passport_renewal"),
    ],
)
def test_a_near_miss_is_linked_with_less(text: str, wanted: str) -> None:
    linked = INDEX.link(text)
    assert linked is not None and linked.transactions == (wanted,)
    assert 0.88 <= linked.score <= 1.0


def test_a_life_event_is_linked_by_its_name() -> None:
    for journey in CATALOG.journeys.values():
        for _, _, term in journey.terms:
            linked = INDEX.link(term)
            assert linked is not None and (linked.journey, linked.transactions) == (journey.id, journey.transactions)


@pytest.mark.parametrize(
    "text", ["", "？？", "我昨天在路上把护照弄丢了想问一下要怎么补", "天气", "what is the weather like", "x" * 61]
)
def test_a_sentence_is_left_alone(text: str) -> None:
    assert INDEX.link(text) is None


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=70))
def test_what_is_linked_is_in_the_catalog(text: str) -> None:
    linked = INDEX.link(text)
    assert linked is None or set(linked.transactions) <= set(CATALOG.transactions)


def test_the_component_notes_the_term_on_the_message() -> None:
    term, sentence = Message({TEXT: "护照到期"}), Message({TEXT: "今天天气怎么样"})
    assert TransactionLinker(INDEX).process([term, sentence, Message({})])[:2] == [term, sentence]
    linked = {"transactions": ["passport_renewal"], "family": None, "score": 1.0, "journey": None}
    assert term.get(LINKED) == linked
    assert term.as_dict(only_output_properties=True)[LINKED] == term.get(LINKED)
    assert sentence.get(LINKED) is None

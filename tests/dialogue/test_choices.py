"""A choice asks for what it was made for, and nothing else that arrives as a payload asks for anything."""

import pytest
from hypothesis import given, settings, strategies as st

from assistant.dialogue import choices
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Decided
from assistant.nlu.labels import ACTS, NONE_OFFERED
from catalog import FACETS, TOPICS, load_catalog

CATALOG = load_catalog()
RENEWAL = "passport_renewal"


def understood(payload: str) -> Understanding:
    decided = choices.read(payload, CATALOG)
    assert isinstance(decided, Decided)
    return decided.understanding


@pytest.mark.parametrize("facet", FACETS)
def test_an_answer(facet: str) -> None:
    choice = choices.answer("title", RENEWAL, facet)
    assert choice.title == "title"
    wanted = Understanding("answer", RENEWAL, (facet,), (Candidate(RENEWAL, 1.0),), confidence=1.0)
    assert understood(choice.payload) == wanted


def test_an_answer_to_two_aspects_in_the_order_asked() -> None:
    """What was asked with "what do I bring and how much is it" is not lost when the matter is picked."""
    assert understood(choices.answer("title", RENEWAL, "materials", "fee").payload).facets == ("materials", "fee")
    assert understood(choices.answer("title", RENEWAL, "fee", "materials").payload).facets == ("fee", "materials")


def test_an_answer_of_every_matter() -> None:
    for identity in CATALOG.transactions:
        found = understood(choices.answer("title", identity).payload)
        assert (found.outcome, found.transaction, found.facets) == ("answer", identity, ("overview",))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("transaction", [RENEWAL, None])
def test_an_act(act: str, transaction: str | None) -> None:
    found = understood(choices.act("title", act, transaction).payload)
    assert (found.outcome, found.act, found.transaction) == ("ticket", act, transaction)
    assert [candidate.id for candidate in found.candidates] == ([transaction] if transaction else [])


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_of_the_center(topic: str) -> None:
    found = understood(f"center:{topic}")
    assert (found.outcome, found.topic) == ("center", topic)


def test_a_person_and_none_of_these() -> None:
    assert understood(choices.person("title").payload).outcome == "handoff"
    refused = choices.read(choices.none_of_these("title").payload, CATALOG)
    assert refused is not None and refused.understanding.outcome == "not_covered"
    assert refused.move == NONE_OFFERED, "it is answered by asking for other words"


def test_payloads_are_all_different() -> None:
    made = [choices.answer("t", i, f) for i in CATALOG.transactions for f in FACETS]
    made += [choices.act("t", act, i) for act in ACTS for i in (*CATALOG.transactions, None)]
    made += [choices.person("t"), choices.none_of_these("t")]
    assert len({choice.payload for choice in made}) == len(made) > 2000


@pytest.mark.parametrize(
    "payload",
    [
        "",
        ":",
        "answer",
        "answer:",
        f"answer:{RENEWAL}",
        f"answer:{RENEWAL}:price",
        f"answer:{RENEWAL}:fee:more",
        f"answer:{RENEWAL}:fee,",
        f"answer:{RENEWAL}:fee,fee",
        f"answer:{RENEWAL}:fee,price",
        f"answer:{RENEWAL}:fee,phone,hours",
        "answer:passport_to_the_moon:fee",
        "answer::fee",
        "take_ticket",
        "take_ticket:passport_to_the_moon",
        f"take_ticket:{RENEWAL}:more",
        f"give_me:{RENEWAL}",
        "center",
        "center:weather",
        "/restart",
        '/inform{"transaction":"passport_renewal"}',
        f" answer:{RENEWAL}:fee",
        f"ANSWER:{RENEWAL}:fee",
    ],
)
def test_what_no_choice_asks_for_is_refused(payload: str) -> None:
    assert choices.read(payload, CATALOG) is None


WORDS = st.sampled_from(["answer", "human", "none", "center", "take_ticket", "cancel_ticket", RENEWAL, "fee", "", "x"])


@settings(deadline=None)
@given(st.lists(WORDS | st.text(max_size=8), max_size=5).map(":".join))
def test_no_payload_breaks_the_reading(payload: str) -> None:
    decided = choices.read(payload, CATALOG)
    if decided is not None:
        found = decided.understanding
        assert found.transaction is None or found.transaction in CATALOG.transactions
        assert set(found.facets) <= set(FACETS)

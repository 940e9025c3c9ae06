"""What an intent of the training questions means to each head."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from assistant.nlu import labels
from assistant.nlu.labels import act_label, facet_label, intent_metadata, matter_label
from catalog import FACETS, TOPICS, load_catalog


def message(intent: str, **metadata: object) -> Message:
    return Message.build("text", intent, intent_metadata=metadata or None)


@pytest.mark.parametrize(
    ("taught", "matter"),
    [
        (message("passport_renewal", facet="fee"), {"passport_renewal": 1.0}),
        (message("take_ticket", transaction="water_bill_payment"), {"water_bill_payment": 1.0}),
        (message("take_ticket"), {"act_alone": 1.0}),
        (message("wait_time", transaction=None), {"act_alone": 1.0}),
        (message("take_ticket", candidates=["a", "b"]), {"a": 0.5, "b": 0.5}),
        (message("ambiguous", candidates=["a", "b", "c", "d"]), {"a": 0.25, "b": 0.25, "c": 0.25, "d": 0.25}),
        (message("not_covered"), {"not_covered": 1.0}),
        (message("followup", facet="fee"), {"followup": 1.0}),
        (message("center_parking"), {"center_parking": 1.0}),
        (message("journey_lost_wallet"), {"journey_lost_wallet": 1.0}),
    ],
)
def test_the_matter(taught: Message, matter: dict[str, float]) -> None:
    assert matter_label(taught) == matter
    assert sum(matter.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("act", labels.ACTS)
def test_an_act(act: str) -> None:
    assert act_label(message(act)) == {act: 1.0}


@pytest.mark.parametrize("intent", ["passport_renewal", "greeting", "ambiguous", "not_covered", "human"])
def test_no_act(intent: str) -> None:
    assert act_label(message(intent, candidates=["a", "b"])) == {labels.NO_ACT: 1.0}


def test_only_a_labelled_facet_teaches() -> None:
    for facet in FACETS:
        assert facet_label(message("passport_renewal", facet=facet)) == {facet: 1.0}
    assert facet_label(message("passport_renewal")) is None
    assert facet_label(message("passport_renewal", other="x")) is None


def test_a_life_event_teaches_no_kind() -> None:
    """The scope was fitted on kinds without life events; they are told by the matter alone."""
    assert labels.kind_label(message("journey_lost_wallet")) is None
    assert labels.kind_label(message("passport_renewal")) == {"matter": 1.0}


@pytest.mark.parametrize(
    ("metadata", "kind"), [({}, "act_alone"), ({"transaction": "a"}, "matter"), ({"candidates": ["a"]}, "ambiguous")]
)
def test_what_a_number_is_asked_for(metadata: dict[str, object], kind: str) -> None:
    assert labels.kind_label(message("take_ticket", **metadata)) == {kind: 1.0}


def test_metadata_of_a_message_without_any() -> None:
    assert intent_metadata(Message({})) == {}
    assert intent_metadata(message("x", facet="fee")) == {"facet": "fee"}


def test_names_do_not_collide_with_what_the_catalog_names() -> None:
    """An intent is a transaction, a topic of the center or one of these; two meanings would be mixed up."""
    own = [*labels.ACTS, *labels.SMALLTALK, *labels.MOVES]
    own += [labels.HUMAN, labels.FOLLOWUP, labels.AMBIGUOUS, labels.NOT_COVERED, labels.NO_ACT, labels.CLARIFY]
    own += [labels.ACT_ALONE, *(labels.CENTER_PREFIX + topic for topic in TOPICS)]
    assert len(set(own)) == len(own)
    assert not set(own) & set(load_catalog().transactions)

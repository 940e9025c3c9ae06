"""What a message is read behind: the names of the families that the talk is about."""

from dataclasses import replace

import pytest

from assistant.dialogue.topics import topics_of, within
from assistant.nlu.decision import Context
from assistant.nlu.evidence import Evidence
from catalog import load_catalog

CATALOG = load_catalog()


def found(**shares: float) -> Evidence:
    """What is found about a text: these matters, and that it may be no matter at all."""
    return Evidence({**shares, "not_covered": 0.5}, {"matter": 1.0}, {}, {})


def test_the_open_matter_is_named_by_its_family() -> None:
    """In the language of the message, so that the model reads one sentence."""
    context = Context(transaction="broadband_relocation")
    assert [topic.text for topic in topics_of(CATALOG, context, "新装一条呢")] == ["宽带，新装一条呢"]
    assert [topic.text for topic in topics_of(CATALOG, context, "and a new line")] == ["Broadband, and a new line"]


def test_a_matter_without_a_family_is_named_itself() -> None:
    (topic,) = topics_of(CATALOG, Context(transaction="volunteer_assistance"), "要钱吗")
    assert topic.members == ("volunteer_assistance",)
    assert topic.name == CATALOG.transactions["volunteer_assistance"].name.zh


def test_a_family_that_two_of_the_offered_share_is_named() -> None:
    """What one of them is in beside has not been asked about."""
    offered = ("passport_first_issue", "passport_reissue_lost")
    assert [topic.name for topic in topics_of(CATALOG, Context(pending=offered), "给儿子办")] == ["护照"]


def test_with_nothing_to_talk_of_nothing_is_read() -> None:
    assert topics_of(CATALOG, Context(), "要钱吗") == ()


def test_no_more_than_four_readings() -> None:
    """Each costs a pass of the model."""
    offered = tuple(CATALOG.families["update_details"].members + CATALOG.families["lost_card"].members)
    assert len(topics_of(CATALOG, Context(pending=offered), "要钱吗")) == 4


def test_the_gain_is_over_what_the_bare_name_says() -> None:
    """A name alone leans to a member; a message that says as much of it says nothing of its own."""
    topics = topics_of(CATALOG, Context(transaction="broadband_relocation"), "新装一条呢")
    behind = found(broadband_installation=0.45, broadband_relocation=0.05)
    bare = found(broadband_installation=0.25, broadband_relocation=0.25)
    read = within(CATALOG, topics, [behind], [bare])
    assert read.share("broadband_installation") == pytest.approx(0.9)
    assert read.gain("broadband_installation") == pytest.approx(0.588, abs=0.001)
    assert read.gain("broadband_relocation") < 0
    assert read.share("passport_renewal") == 0


def test_a_matter_that_a_reload_took_out_meanwhile_counts_as_nothing() -> None:
    topics = topics_of(CATALOG, Context(transaction="broadband_relocation"), "新装一条呢")
    kept = {i: record for i, record in CATALOG.transactions.items() if i != "broadband_installation"}
    left = replace(CATALOG, transactions=kept)
    read = within(left, topics, [found(broadband_relocation=0.5)], [found(broadband_relocation=0.5)])
    assert read.share("broadband_installation") == 0.0

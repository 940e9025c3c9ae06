"""What a message is read behind: the names of the families that the talk is about."""

from dataclasses import replace

import pytest

from assistant.dialogue.behind import Behind
from assistant.dialogue.topics import topics_of
from assistant.nlu.decision import Context
from assistant.nlu.evidence import Evidence
from assistant.nlu.within import log_of
from catalog import Catalog, load_catalog

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


def behind(
    context: Context, text: str, texts: dict[str, Evidence], catalog: Catalog = CATALOG
) -> tuple[Behind, list[str]]:
    """A message behind the topics of a talk, and the texts that were read for it."""
    read: list[str] = []

    def reading(asked: str) -> Evidence:
        read.append(asked)
        return texts[asked]

    topics = topics_of(CATALOG, context, text)
    return Behind(catalog=catalog, topics=topics, read=reading, named={}), read


BROADBAND = {
    "宽带，新装一条呢": found(broadband_installation=0.45, broadband_relocation=0.05),
    "宽带": found(broadband_installation=0.25, broadband_relocation=0.25),
}


def test_the_gain_is_over_what_the_bare_name_says() -> None:
    """A name alone leans to a member; a message that says as much of it says nothing of its own."""
    read, _ = behind(Context(transaction="broadband_relocation"), "新装一条呢", BROADBAND)
    assert read.share("broadband_installation") == pytest.approx(0.9)
    assert read.gain("broadband_installation") == pytest.approx(0.588, abs=0.001)
    assert read.gain("broadband_relocation") < 0
    assert read.share("passport_renewal") == 0


def test_a_matter_that_a_reload_took_out_meanwhile_counts_as_nothing() -> None:
    kept = {i: record for i, record in CATALOG.transactions.items() if i != "broadband_installation"}
    left = replace(CATALOG, transactions=kept)
    read, _ = behind(Context(transaction="broadband_relocation"), "新装一条呢", BROADBAND, left)
    assert read.share("broadband_installation") == 0.0


def test_a_topic_is_read_once_and_only_when_asked_of() -> None:
    within, read = behind(Context(transaction="broadband_relocation"), "新装一条呢", BROADBAND)
    assert within.share("passport_renewal") == 0.0
    assert within.log_whole().low < within.log_whole().high
    assert read == []
    assert within.whole() == pytest.approx(1.0)
    assert within.share("broadband_relocation") == pytest.approx(0.1)
    assert read == ["宽带，新装一条呢"]
    assert within.read_one("broadband_relocation")
    assert read == ["宽带，新装一条呢", "宽带"]
    assert not within.read_one("broadband_relocation")


def test_what_is_not_read_lies_where_it_was_said_to_lie() -> None:
    for transaction in ("broadband_relocation", "broadband_installation", "passport_renewal", None):
        within, _ = behind(Context(transaction="broadband_relocation"), "新装一条呢", BROADBAND)
        share, over_gain, whole = (
            within.log_share(transaction),
            within.log_share_over_gain(transaction),
            within.log_whole(),
        )
        read = log_of(within.share(transaction))
        assert share.low <= read <= share.high
        assert over_gain.low <= read - within.gain(transaction) + 1e-9
        assert read - within.gain(transaction) - 1e-9 <= over_gain.high
        assert whole.low <= log_of(within.whole()) <= whole.high
        known = within.log_share_over_gain(transaction)
        assert known.low == known.high == pytest.approx(read - within.gain(transaction))
        assert within.log_share(transaction).low == within.log_share(transaction).high == read

"""Whether a message stays with the open matter, by what the heads say of it and by its words."""

import pytest

from assistant.dialogue.staying import Staying, load_weights, staying_features
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP, NOT_COVERED
from catalog import load_catalog
from catalog.live import LiveCatalog

OPEN = "driver_license_renewal"
OTHER = "foreigner_residence_permit"


@pytest.fixture(scope="module")
def staying() -> Staying:
    live = LiveCatalog(load_catalog())
    return Staying(live, Decider(live))


def heard(other: float, *, margin: float, elsewhere: float = 0.05, facet: str = "location") -> tuple[Decided, Evidence]:
    """A message that alone would be answered with another matter."""
    matter = {OTHER: other, OPEN: 0.001, FOLLOWUP: 0.1, NOT_COVERED: elsewhere}
    found = Understanding("answer", OTHER, (facet,), (Candidate(OTHER, other),), confidence=other)
    evidence = Evidence(
        matter, {"matter": 1.0}, {}, {facet: 0.5}, best_margin=margin, open_margin=-0.5, facet_share={facet: 0.95}
    )
    return Decided(found, ranking=(Candidate(OTHER, other),)), evidence


def test_a_short_question_in_a_strangers_words_stays(staying: Staying) -> None:
    """ "Where is the medical done" is said of foreigners' permits too; in a talk on licences it is about these."""
    decided, evidence = heard(0.55, margin=-0.2)
    read = staying.read(decided, evidence, Context(transaction=OPEN), "体检去哪儿做")
    assert (read.understanding.outcome, read.understanding.transaction) == ("answer", OPEN)
    assert read.understanding.facets == ("location",)


def test_another_matter_told_in_full_is_left_for(staying: Staying) -> None:
    """Long, asking nothing, and clear by itself: a new errand."""
    text = "我先生是德国人，去年来杭州一家医院上班，他的居留许可下个月就要到期了，想问问看"
    decided, evidence = heard(0.97, margin=1.5, elsewhere=0.001, facet="overview")
    read = staying.read(decided, evidence, Context(transaction=OPEN), text)
    assert read.understanding.transaction == OTHER


def test_another_offices_business_is_left_for(staying: Staying) -> None:
    """However short: a library card asked for beside a licence is no question about the licence."""
    evidence = Evidence(
        {OPEN: 0.001, FOLLOWUP: 0.005, NOT_COVERED: 0.99},
        {"not_covered": 0.99},
        {},
        {"procedure": 0.5},
        best_margin=-0.27,
        open_margin=-1.29,
        facet_share={"procedure": 0.95},
    )
    decided = Decided(Understanding("not_covered", confidence=0.99))
    assert staying.chance(evidence, OPEN, ("procedure",), "how do I get a library card") >= load_weights()["enough"]
    read = staying.read(decided, evidence, Context(transaction=OPEN), "how do I get a library card")
    assert read.understanding.outcome == "not_covered"


@pytest.mark.parametrize(("text", "outcome"), [("大厅周六开门吗", "center"), ("周六办不办", "answer")])
def test_the_house_is_named_or_not(staying: Staying, text: str, outcome: str) -> None:
    """The same question is about the center where it names it, else about the open matter."""
    matter = {OPEN: 0.01, FOLLOWUP: 0.2, "center_hours": 0.7}
    evidence = Evidence(
        matter, {"center": 1.0}, {}, {"hours": 0.5}, best_margin=-0.7, open_margin=0.2, facet_share={"hours": 0.95}
    )
    decided = Decided(Understanding("center", topic="hours", confidence=0.9))
    assert staying.read(decided, evidence, Context(transaction=OPEN), text).understanding.outcome == outcome


def test_with_nothing_open_nothing_is_stayed_with(staying: Staying) -> None:
    decided, evidence = heard(0.97, margin=0.5)
    assert staying.read(decided, evidence, Context(), "体检去哪儿做") == decided


def test_every_feature_has_its_weight(staying: Staying) -> None:
    """A feature that is renamed without fitting anew would be missing."""
    _, evidence = heard(0.5, margin=0.0)
    features = staying_features(evidence, OPEN, ("location",), "体检去哪儿做")
    assert set(features) == set(load_weights()["weights"])
    assert 0 <= staying.chance(evidence, OPEN, ("location",), "体检去哪儿做") <= 1

"""Whether a message stays with the open matter, by what the heads say of it and by its words."""

from dataclasses import replace

import pytest

from assistant.dialogue.beside import heard, staying_features
from assistant.dialogue.staying import ANOTHER, BACK, LEAVES, STAYS, TO_KIN, Staying, load_weights
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided, Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP, NOT_COVERED
from assistant.nlu.within import Within
from catalog import load_catalog
from catalog.live import LiveCatalog

OPEN = "driver_license_renewal"
LOST = "driver_license_replacement_lost"
OTHER = "foreigner_residence_permit"
LONG = "我先生是德国人，去年来杭州一家医院上班，他的居留许可下个月就要到期了，想问问看"


@pytest.fixture(scope="module")
def staying() -> Staying:
    live = LiveCatalog(load_catalog())
    return Staying(live, Decider(live))


def said(
    other: float, *, margin: float, facet: str = "location", within: Within | None = None
) -> tuple[Decided, Evidence]:
    """A message that alone would be answered with another matter."""
    matter = {OTHER: other, OPEN: 0.001, FOLLOWUP: 0.1, NOT_COVERED: 0.001}
    found = Understanding("answer", OTHER, (facet,), (Candidate(OTHER, other),), confidence=other)
    evidence = Evidence(
        matter,
        {"matter": 1.0},
        {},
        {facet: 0.5},
        best_margin=margin,
        open_margin=-0.5,
        facet_share={facet: 0.95},
        within=within or Within(),
    )
    return Decided(found, ranking=(Candidate(OTHER, other),)), evidence


def test_a_short_question_in_a_strangers_words_stays(staying: Staying) -> None:
    """ "Where is the medical done" is said of foreigners' permits too; in a talk on licences it is about these."""
    decided, evidence = said(0.55, margin=-0.2, within=Within({OPEN: 0.7}, {OPEN: 0.5}))
    read = staying.read(decided, evidence, Context(transaction=OPEN), "体检去哪儿做")
    assert (read.understanding.outcome, read.understanding.transaction) == ("answer", OPEN)
    assert read.understanding.facets == ("location",)


def test_what_is_asked_of_another_matter_by_its_name_leaves(staying: Staying) -> None:
    """However short, and though it asks an aspect."""
    outside, nothing = said(0.97, margin=1.0, facet="fee")
    read = staying.read(outside, nothing, Context(transaction=OPEN), "how much is a foreigner's residence permit")
    assert (read.understanding.transaction, read.understanding.facets) == (OTHER, ("fee",))


def test_a_sibling_that_is_likened_is_gone_to(staying: Staying) -> None:
    """Most of the message asks on, but what it says of matters it says of the sibling; the aspect before is kept."""
    matter = {FOLLOWUP: 0.85, LOST: 0.1, OPEN: 0.0001, NOT_COVERED: 0.02}
    evidence = Evidence(
        matter,
        {"followup": 1.0},
        {},
        {"overview": 0.5},
        best_margin=0.1,
        facet_share={"overview": 0.95},
        names_an_aspect=False,
        within=Within({LOST: 0.98, OPEN: 0.01}, {LOST: 3.0, OPEN: -2.0}),
    )
    decided = Decided(Understanding("clarify", facets=("overview",), confidence=0.85), move=FOLLOWUP)
    context = Context(transaction=OPEN, facets=("fee",))
    read = staying.read(decided, evidence, context, "那要是掉了呢")
    assert (read.understanding.transaction, read.understanding.facets) == (LOST, ("fee",))


def test_amid_a_talk_what_is_all_but_sure_is_answered(staying: Staying) -> None:
    """A message is asked about less readily once the talk has begun: one candidate has next to everything."""
    decided, evidence = said(0.95, margin=1.0, facet="overview")
    found = Understanding("clarify", None, ("overview",), (Candidate(OTHER, 0.95), Candidate(OPEN, 0.01)))
    read = staying.read(replace(decided, understanding=found), evidence, Context(transaction=OPEN), LONG)
    assert (read.understanding.outcome, read.understanding.transaction) == ("answer", OTHER)


def test_another_matter_told_in_full_is_left_for(staying: Staying) -> None:
    """Long, asking nothing, and clear by itself: a new errand."""
    decided, evidence = said(0.97, margin=1.5, facet="overview")
    read = staying.read(decided, evidence, Context(transaction=OPEN), LONG)
    assert read.understanding.transaction == OTHER


@pytest.mark.parametrize(("text", "outcome"), [("大厅周六开门吗", "center"), ("周六办不办", "answer")])
def test_the_house_is_named_or_not(staying: Staying, text: str, outcome: str) -> None:
    """The same question is about the center where it names it, else about the open matter."""
    matter = {OPEN: 0.01, FOLLOWUP: 0.2, "center_hours": 0.7}
    within = Within({OPEN: 0.7}, {OPEN: 0.5})
    evidence = Evidence(
        matter, {"center": 1.0}, {}, {"hours": 0.5}, None, -0.7, 0.2, facet_share={"hours": 0.95}, within=within
    )
    decided = Decided(Understanding("center", topic="hours", confidence=0.9))
    assert staying.read(decided, evidence, Context(transaction=OPEN), text).understanding.outcome == outcome


def test_with_nothing_open_nothing_is_stayed_with(staying: Staying) -> None:
    decided, evidence = said(0.97, margin=0.5)
    assert staying.read(decided, evidence, Context(), "体检去哪儿做") == decided


def test_every_feature_has_its_weight(staying: Staying) -> None:
    """A feature that is renamed without fitting anew would be missing."""
    decided, evidence = said(0.5, margin=0.0)
    beside = heard(load_catalog(), decided, evidence, Context(transaction=OPEN), "体检去哪儿做")
    features = staying_features(decided, evidence, beside, ("location",), "体检去哪儿做")
    assert all(set(weights) == {"bias", *features} for weights in load_weights().values())
    chances = staying.chances(decided, evidence, beside, "体检去哪儿做")
    assert sum(chances.values()) == pytest.approx(1.0)
    assert set(chances) == {STAYS, TO_KIN, LEAVES, BACK, ANOTHER}


def test_what_was_said_of_an_earlier_matter_leads_back(staying: Staying) -> None:
    """Neither text names a matter by itself; what was said before tells which one is meant."""
    matter = {FOLLOWUP: 0.6, OPEN: 0.01, OTHER: 0.05, NOT_COVERED: 0.05}
    evidence = Evidence(
        matter, {"followup": 0.6}, {}, {"fee": 0.5}, best_margin=-0.4, open_margin=0.4, facet_share={"fee": 0.95}
    )
    decided = Decided(Understanding("clarify", facets=("fee",), confidence=0.6), move=FOLLOWUP)
    context = Context(
        transaction=OPEN, former=(OTHER,), said={OPEN: "我驾照快到期了", OTHER: "我老公是德国人，居留证月底到期"}
    )
    back = staying.read(decided, evidence, context, "回到我老公那个居留，多少钱")
    assert (back.understanding.transaction, back.understanding.facets) == (OTHER, ("fee",))
    assert staying.read(decided, evidence, context, "驾照多少钱").understanding.transaction == OPEN


def test_an_act_is_of_the_open_matter(staying: Staying) -> None:
    evidence = Evidence({OPEN: 0.01, OTHER: 0.01}, {"act": 0.9}, {"take_ticket": 1.0}, {})
    act = Understanding("ticket", act="take_ticket", confidence=1.0)
    context = Context(transaction=OPEN, former=(OTHER,))
    read = staying.read(Decided(act), evidence, context, "取个号").understanding
    assert (read.act, read.transaction, [c.id for c in read.candidates]) == ("take_ticket", OPEN, [OPEN])


@pytest.mark.parametrize(
    ("text", "elsewhere", "outcome"),
    [
        ("周日", 0.77, "center"),
        ("business hours", 0.61, "center"),
        ("bank hours", 0.97, "not_covered"),
        ("what are the business hours of shops here", 0.61, "not_covered"),
    ],
)
def test_a_bare_word_for_opening_times_asks_those_of_the_center(
    staying: Staying, text: str, elsewhere: float, outcome: str
) -> None:
    matter = {NOT_COVERED: elsewhere, OPEN: 0.01}
    evidence = Evidence(
        matter, {"not_covered": elsewhere}, {}, {"hours": 0.9}, facet_share={"hours": 0.98}, folded=text
    )
    decided = Decided(Understanding("not_covered", facets=("hours",), confidence=elsewhere))
    assert staying.read(decided, evidence, Context(), text).understanding.outcome == outcome
    with_a_matter = staying.read(decided, evidence, Context(transaction=OPEN), text).understanding
    assert with_a_matter.outcome != "center"


@pytest.mark.parametrize(
    ("text", "move", "share", "hours", "topic"),
    [
        ("open later?", "goodbye", 0.9, 0.2, "hours"),
        ("open later", "goodbye", 0.9, 0.2, None),
        ("so that's all of it?", "goodbye", 0.9, 0.2, None),
        ("all done?", "goodbye", 0.9, 0.0, None),
        ("see you?", "goodbye", 0.999, 0.2, None),
        ("morning?", "greeting", 0.85, 0.2, None),
    ],
)
def test_nobody_asks_a_farewell(
    staying: Staying, text: str, move: str, share: float, hours: float, topic: str | None
) -> None:
    """What looks like one and ends as a question with a word of times asks whether the house is open then."""
    matter, facets = {move: share, "center_hours": 1 - share}, {"hours": hours, "fee": 1 - hours}
    margins = dict.fromkeys(facets, -1.0)
    evidence = Evidence(matter, {"smalltalk": 1.0}, {}, margins, facet_share=facets, folded=text.rstrip("?"))
    decided = Decided(Understanding("smalltalk", confidence=share), move=move)
    assert staying.read(decided, evidence, Context(), text).understanding.topic == topic


@pytest.mark.parametrize(
    ("pick", "other", "topic"), [(0.9, "center_parking", "parking"), (0.9, FOLLOWUP, None), (1.0, "center_hours", None)]
)
def test_without_an_offer_nothing_is_picked(staying: Staying, pick: float, other: str, topic: str | None) -> None:
    """A word that may choose ("last …") is what else it may be about the house; else it is asked what is meant."""
    evidence = Evidence({"pick": pick, other: 1 - pick}, {"move": 1.0}, {}, {}, facet_share={"overview": 1.0})
    decided = Decided(Understanding("clarify", confidence=pick), move="pick")
    assert staying.read(decided, evidence, Context(), "the last one").understanding.topic == topic

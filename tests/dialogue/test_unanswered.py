"""What a short question for an aspect is about when the message before it had no answer."""

import pytest

from assistant.dialogue.recalling import recalls
from assistant.dialogue.unanswered import REFUSED_AGAIN, only_goes_on, refused_again, wants_a_service
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Context, Decided
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import FOLLOWUP
from catalog import load_catalog

OPEN = "driver_license_renewal"


@pytest.mark.parametrize(
    ("said", "wants"),
    [
        ("图书馆借书证怎么办", True),
        ("我要寄快递到美国", True),
        ("can I get a library card", True),
        ("where do I register a company", True),
        ("今天天气真好", False),
        ("给我讲个笑话", False),
        ("你这个笨蛋", False),
        ("tell me a joke", False),
        ("you are useless", False),
    ],
)
def test_who_wants_a_service(said: str, wants: bool) -> None:
    """Another office's business can be gone on with; a remark or a joke can't."""
    assert wants_a_service(said) is wants


def heard(facet: str, *, margin: float = -0.9, move: str | None = FOLLOWUP) -> tuple[Decided, Evidence]:
    evidence = Evidence({FOLLOWUP: 0.9}, {}, {"no_act": 1.0}, {facet: 0.5}, best_margin=margin, open_margin=1.0)
    return Decided(Understanding("clarify", confidence=0.9), move=move), evidence


@pytest.mark.parametrize(
    ("text", "facet", "margin", "move", "goes_on"),
    [
        ("那要带啥", "materials", -0.9, FOLLOWUP, True),
        ("and how much is it", "fee", -0.9, None, True),
        ("那护照要带啥", "materials", 0.8, None, False),
        ("刚才说的那个要带啥", "materials", -0.9, FOLLOWUP, False),
        ("几点开门", "hours", -0.9, FOLLOWUP, False),
        ("那怎么说", "overview", -0.9, FOLLOWUP, False),
    ],
)
def test_what_only_goes_on(text: str, facet: str, margin: float, move: str | None, goes_on: bool) -> None:
    """A matter named, one gone back to, and the center's own hours are no more about what was refused."""
    assert only_goes_on(*heard(facet, margin=margin, move=move), (facet,), text) is goes_on


def test_what_is_open_is_offered_and_not_answered() -> None:
    """The licence talked of before is a tap away, with the aspect that was asked."""
    decided, _ = heard("fee")
    again = refused_again(decided, ("fee",), Context(transaction=OPEN))
    assert (again.move, again.understanding.outcome) == (REFUSED_AGAIN, "not_covered")
    assert again.understanding.facets == ("fee",)
    assert again.understanding.candidates == (Candidate(OPEN, 1.0),)
    assert refused_again(decided, ("fee",), Context()).understanding.candidates == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("驾照那个要多少钱", True),
        ("back to the licence: the fee", True),
        ("多少钱", False),
        ("电话多少", False),
        ("how much does it cost", False),
        ("how long does it take", False),
    ],
)
def test_words_of_the_open_matter_lead_back_to_it(text: str, names: bool) -> None:
    """Those of its name do; those of an aspect that was asked before are still about what was refused."""
    said = {OPEN: "驾照到期换证要多少钱 电话多少 how much does it cost, how long does it take"}
    assert recalls(load_catalog(), Context(transaction=OPEN, said=said), text) is names

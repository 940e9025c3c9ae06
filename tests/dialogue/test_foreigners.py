"""What there is for somebody who says not to be Chinese, after a matter of Chinese citizens."""

import pytest

from assistant.dialogue.foreigners import FOREIGNER, read, says_foreign
from assistant.messages import Understanding
from assistant.nlu.decision import Decided
from catalog import load_catalog

CATALOG = load_catalog()
SAID = Decided(Understanding("smalltalk"))


@pytest.mark.parametrize(
    ("folded", "foreign"),
    [
        ("no, i am american", True),
        ("sorry, i'm not chinese", True),
        ("i'm a foreigner", True),
        ("my husband is german", True),
        ("he's from the us", True),
        ("i hold a foreign passport", True),
        ("不是,我是外国人", True),
        ("我是美国人", True),
        ("我老婆是日本人", True),
        ("我不是中国人", True),
        ("我拿的是外国护照", True),
        ("我是中国人", False),
        ("我是外地人", False),
        ("我是香港人", False),
        ("我是公务员", False),
        ("i am chinese", False),
        ("i'm from shanghai", False),
        ("i am american and want to marry", False),
    ],
)
def test_who_says_so(folded: str, foreign: bool) -> None:
    """Another nationality and nothing else; whoever says more asks something of its own."""
    assert says_foreign(folded) is foreign


def test_the_departments_matters_of_foreigners_are_offered() -> None:
    """An American whose passport is lost: the visa in it and the residence permit are what the windows can do."""
    found = read(SAID, ("passport_reissue_lost",), ("overview",), CATALOG)
    assert found is not None and found.move == f"{FOREIGNER}:passport_reissue_lost"
    assert found.understanding.outcome == "clarify" and found.understanding.transaction is None
    offered = {candidate.id for candidate in found.understanding.candidates}
    assert offered == {"foreigner_visa_extension", "foreigner_residence_permit"}


def test_the_one_sibling_of_foreigners_is_answered() -> None:
    found = read(SAID, ("residence_permit_issue",), ("fee",), CATALOG)
    assert found is not None
    assert found.understanding.transaction == "foreigner_residence_permit" and found.understanding.facets == ("fee",)


def test_a_record_that_speaks_of_foreigners_is_told() -> None:
    found = read(SAID, ("citizen_card_first_issue",), ("overview",), CATALOG)
    assert found is not None and found.move == FOREIGNER
    assert found.understanding.transaction == "citizen_card_first_issue"


def test_with_nothing_for_foreigners_nothing_is_offered() -> None:
    found = read(SAID, ("resident_id_replacement",), ("overview",), CATALOG)
    assert found is not None
    assert (found.understanding.outcome, found.understanding.candidates) == ("not_covered", ())


def test_a_matter_of_foreigners_goes_on() -> None:
    assert read(SAID, ("foreigner_visa_extension",), ("overview",), CATALOG) is None


@pytest.mark.parametrize(
    "talked_of",
    [
        ("driver_license_first_issue",),
        ("driver_license_first_issue", "driver_license_upgrade", "foreign_driver_license_conversion"),
    ],
)
def test_what_is_open_to_all_is_asked_beside_what_is_theirs(talked_of: tuple[str, ...]) -> None:
    """A foreigner may learn to drive here or bring a licence along: the family's question tells which."""
    found = read(SAID, talked_of, ("procedure",), CATALOG)
    assert found is not None and found.move is None
    asked = found.understanding
    assert (asked.outcome, asked.facets, asked.family) == ("clarify", ("procedure",), "driver_license_get")
    assert [one.id for one in asked.candidates] == ["driver_license_first_issue", "foreign_driver_license_conversion"]


def test_among_offered_matters_the_one_of_foreigners_is_answered() -> None:
    offered = ("residence_registration", "residence_permit_issue", "residence_permit_renewal")
    found = read(SAID, offered, ("procedure",), CATALOG)
    assert found is not None
    assert (found.understanding.outcome, found.understanding.transaction) == ("answer", "foreigner_residence_permit")

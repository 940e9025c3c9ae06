"""Which matter of earlier in the talk a message goes back to."""

from dataclasses import replace

import pytest

from assistant.dialogue.recalling import recalled
from assistant.nlu.decision import Context
from catalog import Catalog, load_catalog

PLATE, PAPER, DEED = "vehicle_plate_reissue", "vehicle_license_reissue", "title_certificate_replacement"
TALK = Context(
    transaction=PAPER,
    former=(PLATE, DEED),
    said={
        PAPER: "行驶证也泡烂了",
        PLATE: "flood took my front number plate",
        DEED: "我老婆的房产证丢了",
    },
)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


@pytest.mark.parametrize(
    ("said", "matter"),
    [("how about the plate, how many days?", PLATE), ("房产证那件多少钱", DEED), ("她那个要本人来吗", DEED)],
)
def test_it_is_found_by_its_words_and_its_person(catalog: Catalog, said: str, matter: str) -> None:
    found = recalled(catalog, TALK, {}, said).former
    assert found is not None
    assert found.transaction == matter
    assert found.words > 0 or found.person > 0


def test_its_own_name_counts_where_nothing_was_said_of_it(catalog: Catalog) -> None:
    found = recalled(catalog, replace(TALK, said={}), {}, "号牌那个要多久").former
    assert found is not None and found.transaction == PLATE and found.words > 0


def test_of_several_that_fit_as_well_the_newest_is_taken(catalog: Catalog) -> None:
    found = recalled(catalog, TALK, {}, "几天能好").former
    assert found is not None and found.transaction == PLATE and found.words == 0


def test_words_of_the_open_matter_speak_for_it(catalog: Catalog) -> None:
    assert recalled(catalog, TALK, {}, "行驶证要带什么").words > 0


@pytest.mark.parametrize(
    ("said", "points", "again"),
    [
        ("那张卡", True, False),
        ("the street one again", True, True),
        ("多少钱", False, False),
        ("回到房产证", False, True),
    ],
)
def test_words_that_point(catalog: Catalog, said: str, points: bool, again: bool) -> None:
    found = recalled(catalog, TALK, {}, said)
    assert (found.points, found.again) == (points, again)


def test_without_a_matter_open_or_before_there_is_nothing(catalog: Catalog) -> None:
    assert recalled(catalog, Context(former=(PLATE,)), {}, "the plate").former is None
    assert recalled(catalog, Context(transaction=PAPER), {}, "the plate").former is None

"""What is asked back: siblings that the likely candidates leave room for, and which matter a number is for."""

import pytest

from assistant.nlu.decision import Decider
from assistant.nlu.evidence import Evidence
from assistant.nlu.labels import JOURNEY_PREFIX, NO_ACT, NOT_COVERED
from assistant.nlu.scope import ACT, AMBIGUOUS_KIND, MATTER
from catalog import Catalog, load_catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def shares(catalog: Catalog, **of: float) -> dict[str, float]:
    return {**dict.fromkeys(catalog.transactions, 0.0001), **of}


def test_a_question_has_room_for_siblings(catalog: Catalog) -> None:
    """One likely candidate alone is no question; what else its family does may be what is meant."""
    matter = shares(catalog, work_injury_recognition=0.7)
    unclear = Evidence(matter, {AMBIGUOUS_KIND: 0.9, MATTER: 0.1}, {}, {}, transactions=tuple(catalog.transactions))
    asked = Decider(catalog).decide(unclear).understanding
    offered = {candidate.id for candidate in asked.candidates}
    assert asked.outcome == "clarify" and 2 <= len(offered) <= 5
    kin = {i for family in catalog.families_of("work_injury_recognition") for i in family.members}
    assert "work_injury_recognition" in offered and offered <= kin


def unclear_about(catalog: Catalog, matter: dict[str, float], offerable: dict[str, float]) -> Evidence:
    known = tuple(catalog.transactions)
    kind = {AMBIGUOUS_KIND: 0.9, MATTER: 0.1}
    return Evidence(shares(catalog, **matter), kind, {}, {}, transactions=known, offerable=offerable)


def test_what_may_be_meant_is_offered_in_its_order(catalog: Catalog) -> None:
    """Matters of other families that unclear lines mean go before siblings; what nobody means is left out."""
    offerable = {
        "driver_license_renewal": 1.2,
        "passport_renewal": 1.0,
        "resident_id_renewal": 0.6,
        "dog_license": -1.5,
    }
    matter = {"passport_renewal": 0.4, "driver_license_renewal": 0.2, "dog_license": 0.1, "resident_id_renewal": 0.05}
    asked = Decider(catalog).decide(unclear_about(catalog, matter, offerable)).understanding
    offered = [candidate.id for candidate in asked.candidates]
    assert offered == ["driver_license_renewal", "passport_renewal", "resident_id_renewal"]
    assert asked.confidence == pytest.approx(0.4)


def test_what_a_message_looks_most_like_is_always_offered(catalog: Catalog) -> None:
    """However little unclear lines mean it."""
    offerable = {"passport_renewal": -2.0, "dog_license": 1.0, "ebike_registration": 0.9, "vehicle_registration": 0.8}
    matter = {"passport_renewal": 0.5, "dog_license": 0.2, "ebike_registration": 0.15, "vehicle_registration": 0.1}
    asked = Decider(catalog).decide(unclear_about(catalog, matter, offerable)).understanding
    assert "passport_renewal" in {candidate.id for candidate in asked.candidates}


@pytest.mark.parametrize(("several", "chosen"), [(True, None), (False, "vehicle_ownership_transfer")])
def test_a_number_for_what_may_be_several_matters_is_not_given_at_a_guess(
    catalog: Catalog, several: bool, chosen: str | None
) -> None:
    evidence = Evidence(
        shares(catalog, vehicle_ownership_transfer=0.6, second_hand_home_transfer=0.1),
        {ACT: 0.9, MATTER: 0.1},
        {"take_ticket": 1.0, NO_ACT: -1.0},
        {},
        best_margin=0.5,
        open_margin=-1.0,
        transactions=tuple(catalog.transactions),
        names_several=several,
    )
    found = Decider(catalog).decide(evidence).understanding
    assert (found.outcome, found.act, found.transaction) == ("ticket", "take_ticket", chosen)
    offered = [candidate.id for candidate in found.candidates]
    assert offered[0] == "vehicle_ownership_transfer" and "second_hand_home_transfer" in offered


@pytest.mark.parametrize(("elsewhere", "outcome"), [(-0.4, "not_covered"), (-1.7, "clarify")])
def test_another_office_s_business_is_not_answered_with_the_life_event_told(
    catalog: Catalog, elsewhere: float, outcome: str
) -> None:
    """A school's enrolment names a child's start at school; a stolen wallet only looks strange."""
    told = Evidence(
        shares(catalog, citizen_card_child_issue=0.01) | {NOT_COVERED: 0.6},
        {NOT_COVERED: 0.6, MATTER: 0.1},
        {NO_ACT: 1.0},
        {},
        transactions=tuple(catalog.transactions),
        journeys={f"{JOURNEY_PREFIX}{next(iter(catalog.journeys))}": 0.3},
        elsewhere_margin=elsewhere,
    )
    assert Decider(catalog).decide(told).understanding.outcome == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("what documents do i need for vehicle change registration?", "answer"), ("my car has changed", "clarify")],
)
def test_a_matter_called_by_its_whole_name_is_not_asked_about(catalog: Catalog, text: str, outcome: str) -> None:
    unclear = Evidence(
        shares(catalog, vehicle_change_registration=0.9),
        {AMBIGUOUS_KIND: 0.6, MATTER: 0.3},
        {NO_ACT: 1.0},
        {},
        transactions=tuple(catalog.transactions),
        folded=text,
    )
    assert Decider(catalog).decide(unclear).understanding.outcome == outcome

"""Two matters joined in one message are read one by one, with what they share."""

import pytest

from assistant.dialogue import pairs
from assistant.messages import Candidate, Understanding
from assistant.nlu.decision import Decided
from assistant.rendering import pairs as said
from catalog import load_catalog
from catalog.model import Catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog()


def sure(transaction: str, confidence: float = 0.9) -> Decided:
    candidates = (Candidate(transaction, confidence),)
    return Decided(Understanding("answer", transaction, ("overview",), candidates, confidence=confidence))


def unclear(**shares: float) -> Decided:
    candidates = tuple(Candidate(i, share) for i, share in shares.items())
    return Decided(Understanding("clarify", None, ("overview",), candidates, confidence=candidates[0].confidence))


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("护照换发和补办要什么材料", "护照换发要什么材料", "护照补办要什么材料"),
        ("renew and replace passport", "renew passport", "replace passport"),
        ("I lost my passport and my id card", "i lost my passport", "i lost my id card"),
        ("身份证是申领还是换领", "身份证是申领", "身份证是换领"),
    ],
)
def test_what_both_share_is_read_with_either(text: str, first: str, second: str) -> None:
    readings = pairs.readings_of(text)
    assert readings is not None
    assert first in readings.first
    assert second in readings.second


@pytest.mark.parametrize(
    "text", ["护照快到期了", "和", "passport", "我要换护照、身份证、驾照、社保卡", "a and b " * 20]
)
def test_nothing_or_too_much_joined_is_not_read_apart(text: str) -> None:
    assert pairs.readings_of(text) is None


def test_two_sure_matters_are_a_pair(catalog: Catalog) -> None:
    whole, first, second = sure("passport_renewal"), sure("passport_renewal"), sure("gas_account_transfer")
    pair = pairs.pair_of(catalog, whole, [first], [second], in_turn=False)
    assert pair is not None
    assert pair.move == pairs.PAIR
    assert [c.id for c in pair.understanding.candidates] == ["passport_renewal", "gas_account_transfer"]


def test_the_same_matter_twice_or_one_unsure_is_none(catalog: Catalog) -> None:
    whole, one = sure("passport_renewal"), sure("passport_renewal")
    assert pairs.pair_of(catalog, whole, [one], [one], in_turn=False) is None
    assert pairs.pair_of(catalog, whole, [one], [sure("gas_account_transfer", 0.5)], in_turn=False) is None


def test_a_matter_that_the_whole_does_not_name_is_none(catalog: Catalog) -> None:
    whole = sure("dog_license")
    sides = [sure("passport_renewal")], [sure("gas_account_transfer")]
    assert pairs.pair_of(catalog, whole, *sides, in_turn=False) is None


def test_an_unclear_side_is_the_sibling_that_is_left(catalog: Catalog) -> None:
    whole = sure("passport_renewal")
    left = unclear(passport_renewal=0.49, passport_reissue_lost=0.4, passport_annotation=0.05)
    pair = pairs.pair_of(catalog, whole, [sure("passport_renewal")], [left], in_turn=False)
    assert pair is not None
    assert [c.id for c in pair.understanding.candidates] == ["passport_renewal", "passport_reissue_lost"]


def test_what_comes_in_turn_is_offered_though_both_are_unclear(catalog: Catalog) -> None:
    first = unclear(marriage_registration_foreigner=0.5, marriage_registration_hmt=0.3)
    second = unclear(foreigner_residence_permit=0.5)
    whole = sure("foreigner_residence_permit")
    assert pairs.pair_of(catalog, whole, [first], [second], in_turn=False) is None
    pair = pairs.pair_of(catalog, whole, [first], [second], in_turn=True)
    assert pair is not None
    assert len(pair.understanding.candidates) == 3


def test_what_takes_a_line_is_said_of_both() -> None:
    assert {"phone", "fee", "location"} <= said.IN_A_LINE
    assert "materials" not in said.IN_A_LINE

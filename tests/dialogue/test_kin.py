"""Which member of the open matter's families is named, by the words that tell the members apart."""

import pytest

from assistant.dialogue.kin import kin_of, said_among
from catalog import load_catalog

CATALOG = load_catalog()


@pytest.mark.parametrize(
    ("current", "folded", "said", "named"),
    [
        ("ride_hailing_driver_certificate", "车的呢", "车", "ride_hailing_vehicle_permit"),
        ("hk_macau_endorsement_individual", "那出差的呢", "出差", "hk_macau_endorsement_business"),
        ("electricity_account_transfer", "what about gas?", "gas", "gas_account_transfer"),
        ("hk_macau_permit_first_issue", "and if i lost it?", "i lost it", "hk_macau_permit_reissue_lost"),
        ("pension_transfer_in", "医保的也一样吗", "医保", "medical_insurance_transfer"),
        ("driver_license_replacement_lost", "it expired", "", "driver_license_renewal"),
        ("passport_renewal", "那我老婆的呢", "我老婆", None),
        ("dog_license", "what about my brother", "my brother", None),
    ],
)
def test_the_member_that_is_named(current: str, folded: str, said: str, named: str | None) -> None:
    """One member's words stand in the text, or the text's few words in one member's; else none is named."""
    assert said_among(CATALOG, kin_of(CATALOG, current), folded, said=said) == named


def test_no_matter_is_its_own_kin() -> None:
    """The other members only, each once."""
    kin = kin_of(CATALOG, "passport_renewal")
    assert "passport_renewal" not in kin
    assert len(set(kin)) == len(kin) > 0

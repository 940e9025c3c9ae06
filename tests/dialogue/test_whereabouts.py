"""Which part of a record tells the place of the paper or step that is asked for."""

import pytest

from assistant.dialogue.whereabouts import place_of
from catalog import load_catalog

CATALOG = load_catalog()
LICENCE = "driver_license_renewal"


@pytest.mark.parametrize(
    ("matter", "folded", "told"),
    [
        (LICENCE, "体检去哪儿做", "医院"),
        (LICENCE, "驾照体检在哪做", "医院"),
        (LICENCE, "where is the medical done", "医院"),
        (LICENCE, "where do i get the photo taken", "体检点"),
        (LICENCE, "照片在哪里拍", "体检点"),
        ("foreign_driver_license_conversion", "翻译去哪里做", "翻译"),
        ("dog_license", "疫苗在哪里打", "疫苗"),
    ],
)
def test_the_paper_whose_note_tells(matter: str, folded: str, told: str) -> None:
    record = CATALOG.transactions[matter]
    _, kind, number = (place_of(folded, record) or "::").split(":")
    assert kind == "material"
    item = record.materials[int(number)]
    assert item.note is not None and told in item.name.zh + item.note.zh


def test_what_the_record_does_not_tell_is_said_to_be_untold() -> None:
    assert place_of("照片去哪里拍", CATALOG.transactions["passport_reissue_lost"]) == "where:untold"


@pytest.mark.parametrize(
    ("matter", "folded"),
    [
        (LICENCE, "which window"),
        (LICENCE, "在哪里办"),
        (LICENCE, "where do i renew my driving licence"),
        (LICENCE, "体检报告有了,去几号窗口"),
        (LICENCE, "the medical is done, where do i go now"),
        ("passport_reissue_lost", "去哪里领新护照"),
        ("passport_reissue_lost", "where do i pick up the new passport"),
        ("citizen_card_first_issue", "where do i apply"),
        ("second_hand_home_transfer", "在几楼"),
    ],
)
def test_the_matters_own_place_is_the_windows(matter: str, folded: str) -> None:
    """Only what is none of the matter's own names is a paper or a step of it."""
    assert place_of(folded, CATALOG.transactions[matter]) is None

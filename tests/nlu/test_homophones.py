"""A Chinese word typed with a character that sounds like the right one is read as meant; what is no slip stays."""

import pytest
from hypothesis import given, strategies as st

from assistant.nlu.characters import CharacterModel
from assistant.nlu.homophones import Homophones

LINES = ["燃气过户要带哪些材料", "身份证丢了怎么补办", "护照到期换发可以网上办吗", "去哪个窗口拿证件"] * 20
DICTIONARY = {"拿着", "国网", "证件"}
WORDS = ("燃气", "过户", "哪些", "身份证", "补办", "护照", "到期", "换发", "窗口", "证件")


@pytest.fixture(scope="module")
def homophones() -> Homophones:
    counts = Homophones.words_in(LINES, frozenset(WORDS))
    return Homophones(counts, DICTIONARY, CharacterModel.learnt(LINES))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("燃器过户要带哪写材料", "燃气过户要带哪些材料"),
        ("身粉证丢了", "身份证丢了"),
        ("护造到期欢发可以网上办吗", "护照到期换发可以网上办吗"),
        ("去哪个床口", "去哪个窗口"),  # c for ch, and an for ang
        ("my 户照 is lost, 护造到期", "my 户照 is lost, 护照到期"),  # with little around it
        ("燃气过户要带哪些材料", "燃气过户要带哪些材料"),
        ("国网", "国网"),
        ("hello", "hello"),
        ("", ""),
    ],
)
def test_a_character_that_sounds_alike_is_repaired(homophones: Homophones, typed: str, read: str) -> None:
    assert homophones.repaired(typed) == read


def test_a_word_of_the_dictionary_is_no_slip(homophones: Homophones) -> None:
    known = Homophones(homophones.counts, DICTIONARY | {"燃器"}, CharacterModel.learnt(LINES))
    assert known.repaired("燃器过户要带哪些材料") == "燃器过户要带哪些材料"


def test_a_character_that_makes_a_word_with_its_neighbour_is_no_slip(homophones: Homophones) -> None:
    known = Homophones(homophones.counts, DICTIONARY | {"器过"}, CharacterModel.learnt(LINES))
    assert known.repaired("燃器过户要带哪些材料") == "燃器过户要带哪些材料"


def test_words_that_few_questions_have_are_left_out() -> None:
    assert Homophones.words_in(["燃气", "燃气", "燃气", "燃器"], {"燃气", "燃器"}) == {"燃气": 3}


def test_a_word_counts_once_a_question_and_not_across_marks() -> None:
    assert Homophones.words_in(["燃气,燃气", "燃气", "燃,气", "燃气"], {"燃气"}) == {"燃气": 3}


def test_a_text_full_of_slips_takes_bounded_work(homophones: Homophones, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many words of a message could be meant otherwise, so many are weighed."""
    weighed = []
    real = Homophones._weighed
    monkeypatch.setattr(Homophones, "_weighed", lambda own, run, found: weighed.extend(found) or real(own, run, found))
    read = homophones.repaired("身粉证，" * 200)
    assert len(weighed) <= 48
    assert read.startswith("身份证") and read.endswith("身粉证，")


@given(st.text(max_size=40))
def test_length_and_what_is_not_chinese_never_change(homophones: Homophones, text: str) -> None:
    read = homophones.repaired(text)
    assert len(read) == len(text)
    assert all(one == other for one, other in zip(text, read, strict=True) if not "\u3400" <= one <= "\u9fff")

"""The three views of a text: what is spelt, said or written alike shares features."""

import pytest
from hypothesis import assume, given, settings, strategies as st

from assistant.nlu.views import character_features, fuzzy_syllable, pinyin_features, word_features
from assistant.nlu.words import IRREGULAR, stem


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [
        ("renewals", "renewal"),
        ("registration", "registr"),
        ("registrations", "registr"),
        ("endorsement", "endorse"),
        ("renewing", "renew"),
        ("moving", "move"),
        ("driver's", "driv"),
        ("driver", "driv"),
        ("id", "id"),
        ("fee", "fee"),
        ("fees", "fee"),
        ("", ""),
    ],
)
def test_stems(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@settings(deadline=None)
@given(st.text(alphabet="abcdefghinorstuy'", max_size=14))
def test_a_stem_is_a_beginning_of_four_letters_and_more(word: str) -> None:
    plain = word.replace("'", "")
    assume(plain not in IRREGULAR)
    assert plain.startswith(stem(word))
    assert len(stem(word)) >= min(4, len(plain))


def test_words_and_their_pairs() -> None:
    features = list(word_features(["护照", "到期", "了"]))
    assert features == ["护照", "到期", "了", "^_护照", "护照_到期", "到期_了", "了_$"]


def test_punctuation_is_nothing_and_long_numbers_are_one() -> None:
    assert set(word_features(["?", "，"])) == {"^_$"}
    assert "#" in set(word_features(["12345"])) & set(word_features(["138"]))
    assert "16" in set(word_features(["16"]))
    assert set(word_features(["12345"])) == set(word_features(["12367"]))


def test_forms_of_an_english_word_share_its_feature() -> None:
    assert "registr" in set(word_features(["registration"])) & set(word_features(["registrations"]))


def test_characters_stay_inside_runs_and_words() -> None:
    assert set(character_features("护照, 到期")) == {"护", "照", "护照", "到", "期", "到期"}
    assert set(character_features("id")) == {"<id", "id>", "<id>"}
    assert not set(character_features("12 ?!"))


@pytest.mark.parametrize(("one", "other"), [("水费", "水飞"), ("护照", "护赵"), ("公积金", "公鸡金"), ("账单", "帐但")])
def test_homophones_have_one_pinyin(one: str, other: str) -> None:
    assert list(pinyin_features(one)) == list(pinyin_features(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("zhang", "zan"), ("chang", "can"), ("shang", "san"), ("sheng", "sen"), ("jing", "jin"), ("zhi", "zi")],
)
def test_sounds_that_are_mixed_up_are_folded(one: str, other: str) -> None:
    assert fuzzy_syllable(one) == fuzzy_syllable(other) == other


@pytest.mark.parametrize(("one", "other"), [("hu", "fu"), ("nan", "lan"), ("dao", "tao")])
def test_other_sounds_stay_apart(one: str, other: str) -> None:
    assert fuzzy_syllable(one) != fuzzy_syllable(other)


@settings(deadline=None)
@given(st.sampled_from(["zhuang", "cheng", "shuang", "ying", "a", "er", "xiong", "zheng"]))
def test_folding_a_syllable_again_changes_nothing(syllable: str) -> None:
    assert fuzzy_syllable(fuzzy_syllable(syllable)) == fuzzy_syllable(syllable)


@settings(deadline=None)
@given(st.text(alphabet="护照到期水电 abcxyz0123456789?", max_size=40))
def test_views_are_the_same_every_time_and_hold_no_blank(text: str) -> None:
    for view in (character_features, pinyin_features):
        features = list(view(text))
        assert features == list(view(text))
        assert all(feature and not feature.isspace() for feature in features)

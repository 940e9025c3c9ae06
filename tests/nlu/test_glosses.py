"""Chinese words and their English glosses: what means the same in two languages shares features."""

import pytest

from assistant.nlu.glosses import dictionary, gloss_features
from assistant.nlu.words import stem


@pytest.mark.parametrize(
    ("zh", "en"), [("护照", "passport"), ("结婚", "get married"), ("身份证", "identity card"), ("退休", "retired")]
)
def test_a_word_and_its_translation_share_a_feature(zh: str, en: str) -> None:
    assert set(gloss_features(zh)) & set(gloss_features(en))


def test_synonyms_share_a_feature() -> None:
    """丢失 and 遗失 share no pinyin syllable of the first character, and one meaning."""
    assert set(gloss_features("丢失")) & set(gloss_features("遗失"))


def test_the_longest_word_is_taken() -> None:
    assert set(gloss_features("身份证")) == set(dictionary()["身份证"].split())
    assert set(gloss_features("身份证")) != set(gloss_features("身 份 证"))


def test_what_no_dictionary_knows_is_passed_over() -> None:
    assert set(gloss_features("护照㐀㐁")) == set(gloss_features("护照"))
    assert not list(gloss_features("㐀㐁 12 ?!"))
    assert not list(gloss_features(""))


def test_words_that_say_nothing_are_no_features() -> None:
    assert list(gloss_features("to the of a x")) == []


@pytest.mark.parametrize(
    ("told", "base"), [("lost", "lose"), ("stolen", "steal"), ("married", "marry"), ("kids", "child")]
)
def test_irregular_forms_meet_their_base(told: str, base: str) -> None:
    assert stem(told) == stem(base)

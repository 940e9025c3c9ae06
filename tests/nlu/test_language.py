"""Which language a message is in: the one with more words, and the citizen's own where it shows neither."""

import pytest
from hypothesis import given, settings, strategies as st

from assistant.messages import Language
from assistant.nlu.language import detect_language, is_said_in_chinese, shows_language
from catalog import load_catalog

SAID: list[tuple[str, Language]] = [
    ("护照到期了", "zh"),
    ("護照到期了", "zh"),
    ("办护照", "zh"),
    ("水", "zh"),
    ("my passport is expiring", "en"),
    ("ID", "en"),
    ("PASSPORT", "en"),
    ("我的 passport 到期了怎么办", "zh"),
    ("how do I get a 居住证 in Hangzhou", "en"),
    ("where is 市民之家 and when does it open", "en"),
    ("办 ETC 要带什么材料", "zh"),
    ("换SIM卡要本人去吗", "zh"),
    ("what does 过户 mean", "en"),
]


@pytest.mark.parametrize(("text", "language"), SAID)
def test_the_language_of_a_message(text: str, language: Language) -> None:
    assert detect_language(text) == language
    assert detect_language(text, "en") == language
    assert detect_language(text, "zh") == language


@pytest.mark.parametrize("text", ["", "12", "A012", "?!。，", "😀", "x", "2026-11-23"])
def test_what_shows_neither_is_in_the_language_so_far(text: str) -> None:
    assert detect_language(text) == "zh"
    assert detect_language(text, "en") == "en"


@pytest.mark.parametrize("text", ["", "2", "?", "B", "ok", "OK!", "okay", "bye", "😀"])
def test_what_speakers_of_both_say_shows_no_language(text: str) -> None:
    assert not shows_language(text)


@pytest.mark.parametrize("text", ["好", "two", "ok, and the fee?", "ok的", "A012号", "nobody"])
def test_a_word_of_one_language_shows_it(text: str) -> None:
    assert shows_language(text)


def test_the_catalog_s_own_names_are_told_apart() -> None:
    for transaction in load_catalog().transactions.values():
        assert detect_language(transaction.summary.zh, "en") == "zh", transaction.id
        assert detect_language(transaction.summary.en, "zh") == "en", transaction.id


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_every_text_has_one(text: str, otherwise: Language) -> None:
    assert detect_language(text, otherwise) in ("zh", "en")


@settings(deadline=None)
@given(st.text(alphabet="护照到期办理水电燃气", min_size=1, max_size=40))
def test_chinese_alone_is_chinese(text: str) -> None:
    assert detect_language(text, "en") == "zh"


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abcdefg", min_size=2, max_size=9), min_size=1, max_size=9))
def test_latin_words_alone_are_english(words: list[str]) -> None:
    assert detect_language(" ".join(words), "zh") == "en"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我的护照快到期了", True),
        ("租房提取住房公积金", True),
        ("身份证", False),
        ("renew身份证", False),
        ("how to办护照", False),
        ("my phone number is一三八零零零一一二二三", False),
        ("我要换passport", True),
    ],
)
def test_what_is_read_from_pinyin_is_said_or_only_named(text: str, said: bool) -> None:
    """English letters around a term, and numbers, make no Chinese sentence."""
    assert is_said_in_chinese(text) is said

"""Chinese names are read by their words, with a dictionary that is let go."""

import sys

from pypinyin.constants import PHRASES_DICT

from catalog.pinyin import dictionary_kept, initials, pinyin

WORDS = "pypinyin.phrases_dict"


def test_a_character_is_read_as_its_word_is() -> None:
    assert pinyin("重新申领") == ["chong", "xin", "shen", "ling"]
    assert pinyin("重要") == ["zhong", "yao"]


def test_initials_keep_what_is_not_chinese() -> None:
    assert initials("银行卡VIP") == ["y", "h", "k", "VIP"]


def test_the_dictionary_is_let_go_after_one_name() -> None:
    pinyin("银行")
    assert (len(PHRASES_DICT), WORDS in sys.modules) == (0, False)


def test_within_a_block_it_is_kept_for_the_next_name() -> None:
    with dictionary_kept():
        with dictionary_kept():
            pinyin("银行")
        assert len(PHRASES_DICT) > 40_000
    assert len(PHRASES_DICT) == 0

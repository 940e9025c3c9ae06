"""The slips of the robustness table: each does what it says, and always the same."""

import re

import pytest

from benchmarks.robustness import changed_by
from benchmarks.slips import WAYS


@pytest.mark.parametrize("way", WAYS)
def test_the_same_text_is_spoilt_in_the_same_way(way: str) -> None:
    for text in ("How do I renew my passport?", "护照到期了，怎么换新的？", "我的 passport 丢了", "护", "a", ""):
        assert WAYS[way](text) == WAYS[way](text)


@pytest.mark.parametrize(
    ("way", "text", "spoilt"),
    [
        ("Traditional characters", "驾驶证丢了", "駕駛證丟了"),
        ("full-width letters", "SIM卡 2", "ＳＩＭ卡 ２"),
        ("all capitals", "renew my visa", "RENEW MY VISA"),
        ("no punctuation", "护照，多少钱？", "护照多少钱"),
        ("a missing space", "dog licence", "doglicence"),
        ("a missing space", "我的 dog licence 丢了", "我的dog licence丢了"),
        ("pinyin only", "换户照", "huan hu zhao"),
        ("pinyin without spaces", "换户照", "huanhuzhao"),
        ("pinyin with tone marks", "换户照", "huàn hù zhào"),
    ],
)
def test_what_a_way_makes_of_a_text(way: str, text: str, spoilt: str) -> None:
    assert WAYS[way](text) == spoilt


def test_mixed_up_sounds_lose_an_h_or_a_g_and_nothing_else() -> None:
    text = "市民中心怎么办身份证"
    spoilt, plain = WAYS["pinyin with mixed-up sounds"](text), WAYS["pinyin only"](text)
    assert spoilt != plain
    for typed, meant in zip(spoilt.split(), plain.split(), strict=True):
        assert typed in (meant, re.sub("(?<=^[zcs])h|(?<=n)g$", "", meant))


def test_one_character_becomes_another_of_its_sound() -> None:
    text, way = "我要开一个证明", WAYS["one homophone (Chinese)"]
    spoilt = way(text)
    assert len(spoilt) == len(text) and sum(a != b for a, b in zip(text, spoilt, strict=True)) == 1
    assert WAYS["pinyin only"](spoilt) == WAYS["pinyin only"](text)


def test_a_typo_is_one_slip_in_one_longer_word() -> None:
    way = WAYS["one typo (English words)"]
    for text in ("renew my passport", "transfer of ownership", "certificate"):
        spoilt = way(text)
        assert abs(len(spoilt) - len(text)) <= 1
        assert len([1 for a, b in zip(text.split(), spoilt.split(), strict=True) if a != b]) <= 1


def test_only_questions_in_scope_that_change_are_paired() -> None:
    cases = [
        {"lang": "en", "text": "visa", "transactions": ["a"]},
        {"lang": "zh", "text": "签证", "transactions": ["a"]},
        {"lang": "en", "text": "weather", "expect": "not_covered"},
        {"lang": "en", "turns": []},
    ]
    assert [spoilt["text"] for _, spoilt in changed_by(WAYS["all capitals"], cases)] == ["VISA"]

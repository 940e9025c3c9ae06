"""Places that a text names: their kinds, and what stands around them."""

import pytest

from assistant.nlu.normaliser import fold
from assistant.nlu.origins import known_places, origin_features
from assistant.nlu.segmenting import words_of


def features(text: str) -> set[str]:
    return set(origin_features(words_of(fold(text))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("my Peruvian passport", {"abroad", "abroad>passport"}),
        ("我那本日本护照", {"abroad", "abroad>护照"}),
        ("臺灣那本護照", {"taiwan", "taiwan>护照"}),
        ("a visa for South Korea", {"abroad", "abroad>$"}),
        ("社保一直在宁波交", {"inland", "在>inland", "inland>交"}),
        ("the card they gave me in Xi'an", {"inland", "in>inland"}),
        ("from Suzhou to Hangzhou", {"inland", "here", "from>inland", "to>here"}),
        ("香港身份证", {"hong_kong", "hong_kong>身份证"}),
        ("Canada's driving licence", {"abroad"}),
        ("余杭区的户口", {"here", "here>户口"}),
    ],
)
def test_a_place_is_told_with_what_is_of_it(text: str, expected: set[str]) -> None:
    assert expected <= features(text)


def test_two_places_of_a_kind_look_alike() -> None:
    """So what is learnt of one city holds for all."""
    assert features("住在绍兴，公积金在绍兴交") == features("住在烟台，公积金在烟台交")
    assert features("renew my Ghanaian passport") == features("renew my Finnish passport")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("my hong kong id card", {"my>hong_kong", "hong_kong>id"}),
        ("a south korean passport", {"a>abroad", "abroad>passport"}),
        ("renew my u.s. passport", {"my>abroad", "abroad>passport"}),
        ("中国香港的身份证", {"hong_kong", "hong_kong>身份证"}),
    ],
)
def test_a_place_of_several_words_stands_as_one(text: str, meant: set[str]) -> None:
    """The thing is of the whole name, not of its first word."""
    assert meant <= features(text)


@pytest.mark.parametrize(
    "text", ["护照丢了", "how do I renew my passport", "china", "我上海鲜市场", "大理石的桌子", "日照时间", ""]
)
def test_a_text_without_a_place_has_none(text: str) -> None:
    assert features(text) == set()


def test_each_place_has_one_kind_and_cities_their_pinyin() -> None:
    known = known_places()
    assert {known[name] for name in ("杭州", "hangzhou", "xiaoshan")} == {"here"}
    assert {known[name] for name in ("宁波", "ningbo", "inner mongolia", "harbin")} == {"inland"}
    assert known["浙江"] == known["zhejiang"] == "province"

"""Which of the offered choices is meant by its place, in both languages; what names no place picks nothing."""

import pytest
from hypothesis import given, settings, strategies as st

from assistant.dialogue.picking import position, rejects_all
from assistant.nlu.normaliser import fold

PICKS = {
    0: ["1", "第一个", "一", "a", "A", "选一", "选1", "1.", "头一个", "最上面那个", "前者", "the first one", "first",
        "1st", "option 1", "number one", "no. 1", "the former", "第1个", "１", "①", "(1)", "the top one"],
    1: ["2", "第二个", "二", "b", "要第二个", "要2", "就2吧", "第二项", "第 2 条", "第二种吧", "the second one",
        "second", "2nd", "option b", "number two", "choice 2", "2号", "第二個", "２。", "我要第二个"],
    2: ["3", "第三个", "三", "c", "the third", "3rd", "最后一个", "最后那个", "末尾那个", "the last one", "last",
        "最下面那个", "the latter", "the bottom one", "后一个"],
}  # fmt: skip
NONE = [
    "", "?", "4", "5", "第四个", "e", "fifth", "option 5", "0", "6", "12", "2026", "护照到期了", "要带什么", "都不是",
    "what do I bring", "how much is it", "the passport", "one more thing", "no", "yes", "ok", "窗口12", "12345",
    "a passport", "我有两个孩子", "三楼在哪", "abc", "number 10", "option 12", "满16周岁", "我要办三件事", "第十二个",
]  # fmt: skip
# Ordinals that say what a thing is, not which choice is meant, and places there are not that many of.
NO_PLACE = ["第二代身份证", "第10个", "第三者责任险", "第一次办护照", "倒数第四个", "#20", "c#2"]


@pytest.mark.parametrize(("place", "said"), [(place, said) for place, many in PICKS.items() for said in many])
def test_a_place_is_understood(place: int, said: str) -> None:
    assert position(fold(said), 3) == place


@pytest.mark.parametrize("said", NONE)
def test_what_names_no_place_picks_nothing(said: str) -> None:
    assert position(fold(said), 3) is None


@pytest.mark.parametrize("said", NO_PLACE)
def test_an_ordinal_of_something_else_picks_nothing(said: str) -> None:
    assert position(fold(said), 3) is None


@pytest.mark.parametrize("said", ["#2", "# 2", "I take #2."])
def test_a_number_sign_names_a_place(said: str) -> None:
    assert position(fold(said), 3) == 1


@pytest.mark.parametrize("offered", range(1, 6))
def test_a_place_may_be_counted_from_the_end(offered: int) -> None:
    for back, zh in enumerate("一二三四五", 1):
        assert position(f"倒数第{zh}个", offered) == (offered - back if back <= offered else None)


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("the one before last", 3),
        ("the last but one please", 3),
        ("second from the bottom", 3),
        ("the penultimate one", 3),
        ("third from the end", 2),
        ("the one on top", 0),
        ("the upper one", 0),
        ("topmost one", 0),
        ("the one at the bottom", 4),
        ("bottom choice", 4),
        ("the lower one", 4),
        ("the final one", 4),
        ("latter of the two", 4),
        ("the middle one", 2),
        ("中间那个", 2),
        ("nr 2", 1),
        ("opt 1", 0),
        ("Letter A", 0),
        ("B, I reckon", 1),
        ("C please", 2),
        ("I press three", 2),
        ("number 三", 2),
        ("2, the one in the middle", 1),
        ("the thrid one", 2),
        ("sekond one pls", 1),
        ("the second, please", 1),
        ("I take the fourth", 3),
    ],
)
def test_people_count_in_many_ways(said: str, place: int) -> None:
    assert position(fold(said), 5) == place


@pytest.mark.parametrize(
    "said",
    [
        "the line that says first time",
        "the second-hand choice",
        "the third party insurance",
        "my first passport",
        "the top up one",
        "top-up",
        "last year in June",
        "is the fee lower here",
        "I take two photos",
        "we choose a second home",
        "no one",
    ],
)
def test_an_english_ordinal_of_something_else_picks_nothing(said: str) -> None:
    assert position(fold(said), 5) is None


@pytest.mark.parametrize("offered", [2, 4])
def test_the_middle_of_an_even_number_is_nobody(offered: int) -> None:
    assert position("the middle one", offered) is None


@pytest.mark.parametrize("offered", range(1, 6))
def test_the_last_is_the_last_of_those_offered(offered: int) -> None:
    for said in ("最后一个", "the last one", "最下面那个"):
        assert position(said, offered) == offered - 1
    for said in ("头一个", "the former", "第一个", "1"):
        assert position(said, offered) == 0


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("第六个", 5),
        ("第十个", 9),
        ("10", 9),
        ("the tenth", 9),
        ("第十二个", 11),
        ("12", 11),
        ("number seven", 6),
        ("6th", 5),
    ],
)
def test_a_life_event_offers_more_than_five(said: str, place: int) -> None:
    assert position(fold(said), 12) == place
    assert position(fold(said), place) is None


@pytest.mark.parametrize("offered", range(6))
def test_only_places_that_are_offered(offered: int) -> None:
    for number, (zh, en) in enumerate(zip("一二三四五", ("first", "second", "third", "fourth", "fifth"), strict=True)):
        wanted = number if number < offered else None
        for said in (f"第{zh}个", f"the {en} one", str(number + 1), "abcde"[number], f"option {number + 1}"):
            assert position(said, offered) == wanted, said


@settings(deadline=None)
@given(st.text(max_size=40), st.integers(0, 5))
def test_a_place_is_always_one_of_those_offered(text: str, offered: int) -> None:
    place = position(fold(text), offered)
    assert place is None or 0 <= place < offered


@pytest.mark.parametrize(
    "said",
    [
        "都不是",
        "都不是。",
        "以上都不是",
        "一个都不对",
        "没有我要的",
        "None of these",
        "no, none of those",
        "neither one",
    ],
)
def test_nothing_that_was_offered(said: str) -> None:
    assert rejects_all(fold(said))


@pytest.mark.parametrize(
    "said",
    ["都不是，我要换护照", "none of these, I lost my ID card", "都没有带", "第二个", "不是第一个", "", "the first one"],
)
def test_more_than_a_refusal_is_read_on(said: str) -> None:
    """What is said after "none of these" is the request."""
    assert not rejects_all(fold(said))

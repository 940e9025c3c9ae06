"""Words that point at a matter of before: likened to it, gone back to, or neither."""

import pytest

from assistant.dialogue.references import awaits_a_result, goes_back, likened


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("车的呢", "车"),
        ("那我老婆的呢?", "我老婆"),
        ("医保的也一样吗", "医保"),
        ("燃气也在那吗", "燃气"),
        ("丢了的话呢", "丢了"),
        ("what about gas?", "gas"),
        ("and if i lost it?", "i lost it"),
        ("same for water?", "water"),
        ("and for a temporary one?", "a temporary one"),
        ("那个呢", None),
        ("what about it?", None),
        ("护照多少钱", None),
        ("how much is it", None),
        ("i lost my passport and my wallet", None),
    ],
)
def test_what_is_likened(said: str, named: str | None) -> None:
    """The few words that stand for another matter; a pronoun and a whole question name none."""
    assert likened(said) == named


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("回到刚才的护照,多少钱", True),
        ("刚那个要多久出结果", True),
        ("back to the licence: is there a fee?", True),
        ("what was the first thing again", True),
        ("刚买的车要上牌", False),
        ("i want my money back", False),
    ],
)
def test_what_goes_back(said: str, back: bool) -> None:
    """A matter of before is pointed at; a thing just bought or given back is not."""
    assert goes_back(said) is back


@pytest.mark.parametrize(
    ("said", "result"),
    [
        ("要等多久有结果", True),
        ("how long until i get it", True),
        ("补一本要等多久", True),
        ("新卡要等多久", True),
        ("how long do i wait for the new one", True),
        ("how long until i have it", True),
        ("要等多久", False),
        ("how long is the wait", False),
        ("还要等多久轮到我", False),
        ("补一张的窗口现在要等多久", False),
        ("how many people are before me for a new card", False),
        ("how long is the line for the replacement", False),
    ],
)
def test_a_result_is_not_the_queue(said: str, result: bool) -> None:
    """Who waits for a result asks how long the matter takes, who only waits how long the queue is."""
    assert awaits_a_result(said) is result

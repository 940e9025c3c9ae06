"""A sentence that takes leave of what was said, before the question."""

import pytest

from assistant.dialogue.dismissing import rest_of


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("知道了，我打给航空公司。原来那张几天能好", "原来那张几天能好"),
        ("行，那我自己去问学校。要带照片吗？", "要带照片吗？"),
        ("那算了。最晚哪天要交", "最晚哪天要交"),
        ("这件事以后再说。我妈那张怎么办", "我妈那张怎么办"),
        ("fair enough. How long does the permit take?", "How long does the permit take?"),
        ("Ok, then I'll call the airline. What do I bring?", "What do I bring?"),
        ("skip that one; which window was it?", "which window was it?"),
        ("I'll ask my bank. And the fee?", "And the fee?"),
    ],
)
def test_the_question_behind_is_what_is_asked(text: str, rest: str) -> None:
    assert rest_of(text) == rest


@pytest.mark.parametrize(
    "text",
    [
        "护照丢了。怎么补",
        "right, my passport is lost. How do I get one",
        "好的，我妈的卡丢了，怎么补",
        "那算了。我走了",
        "never mind. Thanks.",
        "I'll be in Shanghai in May. Can my wife come instead?",
        "知道了",
        "",
    ],
)
def test_what_tells_something_is_kept(text: str) -> None:
    """A sentence with what happened in it, one that is followed by no question, or none at all."""
    assert rest_of(text) is None

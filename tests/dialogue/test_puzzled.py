"""Messages without words, and those that only say that an answer was not understood."""

import pytest

from assistant.dialogue.puzzled import asks_why, is_puzzled, is_wordless
from assistant.nlu.normaliser import fold


@pytest.mark.parametrize(
    "text",
    ["?", "？？", "什么意思？", "这是什么意思啊", "啥意思呀", "你说啥", "您说的什么", "啥", "说慢点", "What?", "huh",
     "what do you mean?", "Sorry, what does that mean", "i don't get it", "say that again please"],
)  # fmt: skip
def test_who_did_not_understand_is_heard(text: str) -> None:

    assert is_puzzled(fold(text))


@pytest.mark.parametrize(
    "text",
    ["什么时候开门", "要什么材料", "what do I bring?", "what does it cost", "what does hukou mean for my kid",
     "签注是什么意思", "ok", "说明书要吗", "护照?", "1?"],
)  # fmt: skip
def test_a_question_is_not_taken_for_it(text: str) -> None:
    assert not is_puzzled(fold(text))


@pytest.mark.parametrize(
    ("text", "wordless"), [("👍👍", True), ("……", True), ("。", True), ("?", False), ("好👍", False)]
)
def test_what_has_no_word_is_told(text: str, wordless: bool) -> None:
    assert is_wordless(fold(text)) is wordless


@pytest.mark.parametrize(
    "text",
    ["为什么", "为啥啊？", "那为什么不行呢", "凭什么要这样", "点解", "why?", "but why not", "how come",
     "And why is that?", "why so long?", "why that much"],
)  # fmt: skip
def test_who_only_asks_for_the_reason_is_heard(text: str) -> None:
    assert asks_why(fold(text))


@pytest.mark.parametrize(
    "text", ["为什么我的护照还没好", "why is my card blocked", "为什么要交押金", "怎么会丢的都能补吗"]
)
def test_a_reason_asked_of_something_is_a_question(text: str) -> None:
    assert not asks_why(fold(text))

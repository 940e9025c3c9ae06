"""Courtesy around a request is taken off; courtesy alone stays what it is."""

import pytest

from assistant.nlu.courtesies import without_courtesies


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("您好，请问一下，护照到期了怎么换", "护照到期了怎么换"),
        ("不好意思打扰一下 社保卡丢了", "社保卡丢了"),
        ("請問護照在幾樓辦，謝謝", "護照在幾樓辦"),
        ("我想咨询一下公积金怎么提", "公积金怎么提"),
        ("麻烦帮我取个号", "帮我取个号"),
        (
            "Hello, excuse me, could you please tell me where I renew my passport? Thank you!",
            "where I renew my passport",
        ),
        ("Hi there! I'd like to know what to bring for a dog licence, please", "what to bring for a dog licence"),
        ("Sorry to bother you, my card is broken", "my card is broken"),
        ("how much is it, thanks", "how much is it"),
        ("我第一次来，什么都不懂，想麻烦您帮我问问，护照怎么换", "护照怎么换"),
        ("Hi, this is my first time here and I'm a bit lost, where are permits made", "where are permits made"),
        ("I'm new here, so how do I get a citizen card", "how do I get a citizen card"),
    ],
)
def test_the_request_is_left(said: str, meant: str) -> None:
    assert without_courtesies(said) == meant


@pytest.mark.parametrize(
    "text",
    ["你好", "您好呀", "谢谢你", "好的，谢谢", "麻烦死了", "问题解决了", "你好像弄错了", "喂奶室在哪里", "",
     "hello", "hi there", "ok thanks", "thank you very much", "sorry", "please", "hiking permit", "help me",
     "I am lost",     "第一次来办身份证要带什么", "i'm a bit confused about my pension"],
)  # fmt: skip
def test_courtesy_alone_and_other_words_stay(text: str) -> None:
    assert without_courtesies(text) == text

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
        ("thanks! what will it cost me", "what will it cost me"),
        ("Thanks a lot for the info, and can I do it online?", "can I do it online?"),
        ("ok got it. phone?", "phone?"),
        ("great thanks, can my wife do it for me", "can my wife do it for me"),
        ("Great. Which counter is that at?", "Which counter is that at?"),
        ("thank you 👍 and the phone number?", "the phone number?"),
        ("my passport is expiring, thank you, what do I bring", "my passport is expiring, what do I bring"),
        ("谢谢，那要多少钱", "那要多少钱"),
        ("好的谢谢那在几楼", "那在几楼"),
        ("嗯嗯好的，那要带什么呀", "那要带什么呀"),
        ("好嘞知道了 那我啥时候来拿", "那我啥时候来拿"),
        ("谢谢师傅帮忙，多久能拿到", "多久能拿到"),
        ("护照换发，谢谢，要多少钱", "护照换发，要多少钱"),
        ("您好，护照", "护照"),
        ("電話 謝謝", "電話"),
    ],
)
def test_the_request_is_left(said: str, meant: str) -> None:
    assert without_courtesies(said) == meant


@pytest.mark.parametrize(
    "text",
    ["谢谢师傅帮忙", "谢谢小姐姐", "好嘞谢谢啦 再见", "ok cool thanks", "Thank you so much for your help!", "no thanks",
     "yes please", "好的驾校推荐一个", "good conduct certificate", "fine payment", "right of residence", "ok do it",
     "Oh wait, I found it", "👍", "你好", "您好呀", "谢谢你",
     "好的，谢谢", "麻烦死了", "问题解决了", "你好像弄错了", "喂奶室在哪里", "",
     "hello", "hi there", "ok thanks", "thank you very much", "sorry", "please", "hiking permit", "help me",
     "I am lost",     "第一次来办身份证要带什么", "i'm a bit confused about my pension"],
)  # fmt: skip
def test_courtesy_alone_and_other_words_stay(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize(
    "word", ["嗯", "啊", "ok ", "谢谢", "谢谢姐", "好的", "?", "thanks ", "and ", "please ", "…", "👍"]
)
@pytest.mark.parametrize("asked", ["护照", "passport", ""])
def test_a_word_said_again_and_again_is_read_once(word: str, asked: str) -> None:
    """With more than one reading of each, a message of thirty characters held a process for good."""
    assert without_courtesies(word * 200 + asked).endswith(asked)

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
        ("ok, I’ll ask them. What do I bring?", "What do I bring?"),
        ("Thanks, I'll ask them. What do I bring?", "What do I bring?"),
        ("好的谢谢，我去问学校。要带照片吗", "要带照片吗"),
        ("知道了，我問教育局去。要帶什麼", "要帶什麼"),
        ("哦那我去银行。坐车的那张，当天拿得到伐？", "坐车的那张，当天拿得到伐？"),
        ("那个等我问清楚再讲。小孙女的卡要带点啥", "小孙女的卡要带点啥"),
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
        "我问他" + "问" * 400,  # looked through once, not in every way to part it
        "",
        "ok. How much is it?",
        "ok, I'll take the second one. What do I bring?",
        "那个就第二个吧。多少钱",
        "好，我想办驾照。要带什么",
        "好的，找工作补贴。怎么领",
        "行，去哪里办。要带什么",
        "好的，找谁办。电话多少",
        "嗯，他不满16岁。要带什么",
        "好的，我不是杭州户口。能办吗",
        "I'll go to university in September. Can I move my hukou?",
        "ok I'll get married next month. What do I bring",
        "ok, I'll park in your garage. How much per hour?",
        "行，我去地下车库停车。多少钱一小时",
        "这个等级证书丢了。怎么补",
        "那个就业登记证到期了。怎么换",
        "这个先交什么材料。多少钱",
        "哎我打工的工地欠薪。找谁",
        "ok, I'll ask Dr. Smith. What do I bring",
    ],
)
def test_what_tells_something_is_kept(text: str) -> None:
    """A sentence with what happened in it, one that is followed by no question, or none at all."""
    assert rest_of(text) is None

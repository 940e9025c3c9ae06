"""What is said in Chinese when nothing is asked. en_smalltalk.py has the same names."""

from __future__ import annotations


def greeting() -> str:
    """Hello."""
    return "您好！我是市民之家的自动助手，中文英文都行。您要办什么事？比如“护照到期了”“公积金租房提取要带什么”。"


def thanks() -> str:
    """You are welcome."""
    return "不客气。还有别的事，直接问我就行。"


def goodbye() -> str:
    """Goodbye."""
    return "再见，路上慢点。出门前看一眼要带的材料，别漏了。"


def start_over() -> str:
    """The talk is forgotten."""
    return "好，前面说的都不算了，我们重新开始。您要办什么事？"


def anything_else() -> str:
    """After a yes or no that answers nothing."""
    return "好的。您要办什么事？直接告诉我。"


def none_of_offered(phone_number: str) -> str:
    """None of the offered matters is meant."""
    return (
        "好的，都不是。请换个说法再讲一遍：出了什么事，是给谁办，跟什么证件或东西有关。"
        f"也可以打{phone_number}问人，或者让我给您转人工。"
    )

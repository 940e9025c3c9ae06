"""Messages that say nothing in words, or only ask for the last answer's meaning or reason: "👍", "什么意思", "why?"."""

from __future__ import annotations

import re

# Longer than that, a message is no mere yes, no or "that one".
_BRIEF_ZH, _BRIEF_EN = 6, 5
_MARKS = r"[\s?!.。,，、~…]*"
_PUZZLED = re.compile(
    rf"{_MARKS}\?{_MARKS}"
    rf"|{_MARKS}(?:(?:啊|哦|嗯|诶|哎|呃|哎呀){_MARKS})*(?:我|你|您|你们)?(?:这|那|这个|那个|这话|刚才|刚刚)?"
    r"(?:(?:说|讲)的?(?:是|这)?(?:什么|啥)|(?:是|几)?(?:什么|啥|几个)意思|什么什么|啥|(?:说|讲)慢(?:一?点|些))"
    rf"(?:啊|呀|呢|来着|嘛|了){{0,2}}{_MARKS}"
    rf"|(?:(?:sorry|excuse me|pardon|eh|um+){_MARKS})*(?:what|huh|eh|pardon|come again|what(?: do you|'?s that) mean"
    r"|what (?:does|do) (?:that|this|it|you) mean|say (?:that|it) again|(?:i )?(?:don'?t|do not|didn'?t) (?:get|follow)"
    rf"(?: (?:it|that|this|you))?|slower|slow down)(?: please)?{_MARKS}"
)

_WHY = re.compile(
    rf"{_MARKS}(?:(?:啊|哦|嗯|诶|哎|呃|那){_MARKS})*(?:这|那|这个|那个)?(?:是|又)?(?:为什么|为啥|为何|凭什么|凭啥|怎么会|咋会|点解)"
    rf"(?:要)?(?:这样|这么?规定|不行|不可以|不能|不让)?(?:啊|呀|呢|嘛|的){{0,2}}{_MARKS}"
    rf"|{_MARKS}(?:(?:and|but|hm+|huh|oh|ok(?:ay)?){_MARKS})*(?:why|how come|what for)"
    rf"(?: (?:not|all|so|is that|is it|that|this|though|then|on earth|long|much|many|slow|expensive)){{0,2}}{_MARKS}"
)


def asks_why(folded: str) -> bool:
    """Whether a folded text only asks for the reason of what was said."""
    return _WHY.fullmatch(folded) is not None


def is_puzzled(folded: str) -> bool:
    """Whether a folded text only says that what was said is not understood."""
    return _PUZZLED.fullmatch(folded) is not None


def is_wordless(folded: str) -> bool:
    """Whether a folded text has neither a letter nor a figure nor a question mark: signs of assent and the like."""
    return bool(folded.strip()) and "?" not in folded and not any(c.isalnum() for c in folded)


def is_brief(folded: str) -> bool:
    """Whether a folded text has no more words than a yes, a no or a pick."""
    han = sum("\u3400" <= c <= "\u9fff" for c in folded)
    return han <= _BRIEF_ZH if han else len(folded.split()) <= _BRIEF_EN

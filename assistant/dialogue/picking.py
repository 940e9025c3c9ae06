"""Which of the offered choices a citizen means by position: "第二个", "2", "B", "the last one"."""

from __future__ import annotations

import re

_ORDINALS = {
    "一": 1, "1": 1, "a": 1, "first": 1, "1st": 1, "one": 1, "头": 1,
    "二": 2, "2": 2, "b": 2, "second": 2, "2nd": 2, "two": 2, "两": 2,
    "三": 3, "3": 3, "c": 3, "third": 3, "3rd": 3, "three": 3,
    "四": 4, "4": 4, "d": 4, "fourth": 4, "4th": 4, "four": 4,
    "五": 5, "5": 5, "e": 5, "fifth": 5, "5th": 5, "five": 5,
    "六": 6, "6": 6, "sixth": 6, "6th": 6, "six": 6,
    "七": 7, "7": 7, "seventh": 7, "7th": 7, "seven": 7,
    "八": 8, "8": 8, "eighth": 8, "8th": 8, "eight": 8,
    "九": 9, "9": 9, "ninth": 9, "9th": 9, "nine": 9,
    "十": 10, "10": 10, "tenth": 10, "10th": 10, "ten": 10,
    "十一": 11, "11": 11, "eleventh": 11, "11th": 11, "eleven": 11,
    "十二": 12, "12": 12, "twelfth": 12, "12th": 12, "twelve": 12,
}  # fmt: skip
_THINGS = "个|项|种|条|样|件|张"
_NUMBER = "十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9]"
# 第二 alone, or of some thing; 第二代 and 第三者 say what a thing is, 第10个 is a place nobody offers.
_HAN_POSITION = re.compile(
    rf"(?<!倒数)第\s*({_NUMBER})\s*(?:{_THINGS}|$|(?=[\s。.,，!！?？吧呀啊呢的]))"
    rf"|^(?:选|要|就)?\s*(?:第)?({_NUMBER})(?:号|个|项)?[\s。.!！吧呀啊]*$"
)
_FROM_THE_END = re.compile(rf"倒数第\s*({_NUMBER})\s*(?:{_THINGS}|$)")
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_PLACES = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|1st|2nd|3rd|(?:[4-9]|1[0-2])th|fisrt|frist|secon|sekond|secund|thrid"
)
_THING = "one|option|choice|line|item|thing|entry|row|answer|button"
# "The first time", "a second-hand car" and "third party" say what a thing is, not which of those offered.
_AFTER = rf"{_THING}|please|pls|plz|thanks?|then|of|from|in|on|for|is|i|was|would"
_OF_A_PLACE = rf"(?![-\w])(?=\s*(?:$|[^\w\s]|[^\x00-\x7f]|(?:{_AFTER})\b))"
_POLITE = r"(?:please|pls|plz|thanks?|thank you|then|i (?:reckon|think|guess|suppose)|it is|the [a-z ]*one[a-z ]*)"
_LATIN_POSITION = re.compile(
    rf"\b({_PLACES})\b{_OF_A_PLACE}"
    r"|(?:\b(?:number|num|nr|no(?! one)|option|opt|choice|step|letter)\b\.?|(?<!\w)#)\s*"
    rf"(1[0-2]|[1-9a-e]|{_WORDS}|[一二三四五六七八九])(?!\w)"
    rf"|\b(?:press|pick|choose|take|select|go (?:with|for))\s+(1[0-2]|[1-9b-e]|{_WORDS})"
    rf"(?=[\s.!,]*(?:{_POLITE})?[\s.!]*$)"
)
_SOLE = re.compile(rf"^\(?(1[0-2]|[1-9a-e])\)?(?:[\s,.]+{_POLITE})?[\s.!。]*$")
_FIRST = re.compile(
    rf"头一个|最上面|最前面|开头那个|上面那个|\b(?:top|topmost|upper|uppermost)\b{_OF_A_PLACE}|\bon top\b"
)
_LAST = re.compile(
    r"最后|末尾|最下面|最底下|下面那个|后面那个|后一个"
    rf"|\b(?:last|bottom|lower|lowest|latter)\b{_OF_A_PLACE}|\bfinal (?:{_THING})\b"
)
_MIDDLE = re.compile(r"(?:当|正)?中间(?:那|的|这)|\bmiddle\b")
_FORMER = re.compile(r"前一个|前面那个|前者|\bthe former\b")
# How far from the end; the words for the last alone come after these.
_BACKWARDS: tuple[tuple[re.Pattern[str], int], ...] = (
    (
        re.compile(
            r"\b(?:second|2nd|next) (?:to|from) (?:the )?(?:last|bottom|end)\b|\bsecond last\b|\blast but one\b"
        ),
        2,
    ),
    (re.compile(r"\b(?:one|line|option) before (?:the )?last\b|\bpenultimate\b"), 2),
    (re.compile(r"\b(?:third|3rd) (?:to|from) (?:the )?(?:last|bottom|end)\b|\bthird last\b|\blast but two\b"), 3),
)
_MISTYPED = {
    "fisrt": "first", "frist": "first", "secon": "second", "sekond": "second", "secund": "second", "thrid": "third",
}  # fmt: skip
_NONE = re.compile(
    r"^(?:(?:这些|以上|上面|那些|这几个)?(?:都|全|全部)(?:不是|不对|不要|没有$)|(?:一个|哪个)(?:都|也)(?:不是|不对|没有)"
    r"|没有我要(?:的|办的|问的)|不在(?:里面|上面|其中)|(?:no,?\s*)?none (?:of|fits|match)|(?:no,?\s*)?neither\b"
    r"|not (?:any|one) of (?:these|those|them)|something else$|none$|不是这些|不是这几个)"
)
_AFTER_NONE = 12


def rejects_all(folded: str) -> bool:
    """Whether a folded text only says that nothing of what was offered is meant; not when it goes on to say what is."""
    text = folded.strip(" .。!！,，")
    found = _NONE.search(text)
    rest = re.sub(r"[\s.。!！,，]", "", text[found.end() :]) if found else ""
    han = any("\u3400" <= c <= "\u9fff" for c in rest)
    return found is not None and len(rest) <= (_AFTER_NONE // 3 if han else _AFTER_NONE)


def position(folded: str, offered: int) -> int | None:
    """The place (0-based) named in a folded text among ``offered`` choices, or None when it names none of them."""
    found = _counted(folded.strip(), offered)
    return found if found is not None and 0 <= found < offered else None


def _counted(text: str, offered: int) -> int | None:
    for backwards, back in _BACKWARDS:
        if backwards.search(text):
            return offered - back
    for pattern in (_HAN_POSITION, _LATIN_POSITION, _SOLE):
        if match := pattern.search(text):
            said = next(group for group in match.groups() if group)
            return _ORDINALS[_MISTYPED.get(said, said)] - 1
    if match := _FROM_THE_END.search(text):
        return offered - _ORDINALS[match[1]]
    if _LAST.search(text):
        return offered - 1
    if _FIRST.search(text) or _FORMER.search(text):
        return 0
    return offered // 2 if offered % 2 and _MIDDLE.search(text) else None

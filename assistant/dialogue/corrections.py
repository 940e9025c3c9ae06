"""Finds what a correction affirms: "不是丢了，是到期了" is about expiry, whatever words stand in its first half."""

from __future__ import annotations

import re

_ZH = re.compile(r"(?:不是|没有?|并非)[^,，。;；]{1,14}[,，。;；、\s]+(?:而是|是|只是|其实是|只不过)(?P<said>.{1,30})$")
_EN = re.compile(
    r"(?:\bnot\b|\bisn'?t\b|\bwasn'?t\b|\bdidn'?t\b|\bhasn'?t\b|\bhaven'?t\b"
    r"|\bdon'?t (?:want|need|mean)\b)[^,.;]{1,40}[,.;]+\s*(?:but\s+)?(?P<said>.{2,60})$"
)
# "I mean" and "我是说" take back what was understood, without saying what it was.
_MEANT = re.compile(
    r"(?:^|[,，。.;；!！\s])(?:i meant?\b|我是说|我说的是|我问的是|我的意思是)[\s,，:：]*(?P<said>.{2,60})$"
)
# "说错了，是电表", "no wait, the gas one": a slip is owned up to, what follows is meant.
_SLIP = re.compile(
    r"^(?:(?:不好意思|对不起|抱歉|哦|噢|啊|呃|哎呀?|等等|等一?下|sorry|oops|oh|no|hang on|hold on|my (?:bad|mistake))"
    r"[\s,，.。!！]*)*"
    r"(?:我?(?:说|讲|打|搞|问|弄|写)错了?|错了|(?:不对[\s,，]*)+"
    r"|更正一?下?|口误|i (?:misspoke|mistyped)|scratch that|correction"
    r"|(?<=no )wait|wait(?=[,.!])|wrong (?:one|thing|word))[\s,，.。:：!！]+"
    r"(?:我?(?:要|想)?(?:问|办|说)?的?(?:应该)?是|应该是|i (?:meant|mean)|it'?s|make (?:it|that))?[\s,，:：]*"
    r"(?P<said>.{2,60})$"
)
# The same with its halves turned: "it expired, not lost", "是到期，不是丢了".
_TURNED = re.compile(
    r"^(?:其实|不对|哦|噢|啊|不|[\s,，])*(?:我?(?:要|说)?的?是)?(?P<zh>[^,，。;；?？]{2,14})[,，\s]+(?:不是|并非)"
    r"[^,，。;；?？吗么]{1,10}[。.!！]*$"
    r"|^(?:(?:no|oh|sorry|actually|well|wait|i (?:said|meant?))[\s,.!]+)*(?P<en>[a-z][^,.;?]{2,50}),\s+"
    r"not (?!yet|sure|only|just|that|really)[^,.;?]{2,25}[.!]*$"
)


def affirmed(folded: str) -> str | None:
    """The second half of a short "not this, but that", what follows "I mean" or a slip; None for any other text."""
    if len(folded) > 90:
        return None
    if turned := _TURNED.search(folded):
        return (turned["zh"] or turned["en"]).strip()
    found = _ZH.search(folded) or _EN.search(folded) or _MEANT.search(folded) or _SLIP.search(folded)
    return found["said"].strip() if found else None

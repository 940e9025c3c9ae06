"""Finds what a correction affirms: "不是丢了，是到期了" is about expiry, whatever words stand in its first half."""

from __future__ import annotations

import re

_ZH = re.compile(r"(?:不是|没有?|并非)[^,，。;；]{1,14}[,，。;；、\s]+(?:而是|是|只是|其实是|只不过)(?P<said>.{1,30})$")
_EN = re.compile(
    r"(?:\bnot\b|\bisn'?t\b|\bwasn'?t\b|\bdidn'?t\b|\bhasn'?t\b|\bhaven'?t\b)[^,.;]{1,40}[,.;]+\s*"
    r"(?:but\s+)?(?P<said>.{2,60})$"
)
# "I mean" and "我是说" take back what was understood, without saying what it was.
_MEANT = re.compile(
    r"(?:^|[,，。.;；!！\s])(?:i meant?\b|我是说|我说的是|我问的是|我的意思是)[\s,，:：]*(?P<said>.{2,60})$"
)


def affirmed(folded: str) -> str | None:
    """The second half of a short "not this, but that", or what follows "I mean"; None for any other text."""
    if len(folded) > 90:
        return None
    found = _ZH.search(folded) or _EN.search(folded) or _MEANT.search(folded)
    return found["said"].strip() if found else None

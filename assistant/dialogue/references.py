"""Words that point at something said before: "车的呢" after another matter, "back to the licence", "刚才说的护照"."""

from __future__ import annotations

import re

_MOST = 60
_LIKE_ZH = re.compile(
    r"^(?:那么?|哦|好的?|嗯|还有|另外|如果|要是|假如|[\s,，])*(?P<said>[^,，。?？!！]{1,14}?)(?:的)?(?:话|情况)?"
    r"(?:呢|也?(?:是)?一样(?:的)?(?:吗|么|嘛|不)|也是(?:吗|么)|也(?:在|是)(?:那|这)(?:里|儿|边|个窗口)?(?:吗|么|不))"
    r"[\s?？。!！]*$"
)
_LIKE_EN = re.compile(
    r"^(?:ok(?:ay)?|and|so|then|well|alright|thanks|[\s,.])*"
    r"(?:what about|how about|what if|if|is (?:it|that) the same (?:for|with)|(?:the )?same (?:for|with|goes for)"
    r"|(?<=and )for|(?<=and )(?=(?:a|an|the|my) ))\s*(?P<said>.{2,40}?)(?:\s+(?:then|too|as well|instead))*[\s?.!]*$"
)
_PRONOUN = re.compile(r"^(?:这|那|它|他|她)?(?:个|件|张|种|项)?$|^(?:it|that|this|them)(?: one)?$")
_BACK = re.compile(
    r"回到|回过头|说回|刚才|刚刚(?=说|问|讲|提|那)|刚(?=说|问|讲|那个)|(?:之前|前面|一开始|最开始|先前)(?=说|问|讲|提|那|的)"
    r"|\bback to\b|\breturn(?:ing)? to\b|\bearlier\b|\b(?:asked|talked|mentioned) before\b"
    r"|\bthe (?:first|former|previous) (?:thing|matter|question)\b"
)
# "How long until there is a result" asks of the matter, not of the queue.
_RESULT = re.compile(
    r"结果|出来|下来|办好|办完|拿到|寄到|到账|到手|修好|弄好|生效"
    r"|\b(?:result|ready|approved|processed|arrives?|in my hands?|get it|receive)\b"
)


def likened(folded: str) -> str | None:
    """What a short "and what about …?" names beside the matter of before; None for any other text."""
    if len(folded) > _MOST:
        return None
    found = _LIKE_ZH.search(folded) or _LIKE_EN.search(folded)
    said = found["said"].strip() if found else ""
    return said if said and not _PRONOUN.search(said) else None


def goes_back(folded: str) -> bool:
    """Whether a folded text points at a matter of earlier in the talk."""
    return len(folded) <= _MOST and _BACK.search(folded) is not None


def awaits_a_result(folded: str) -> bool:
    """Whether a folded text asks for the end of the matter rather than of the queue."""
    return _RESULT.search(folded) is not None

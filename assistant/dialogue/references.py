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
    r"|(?<=and )for|(?<=and )(?=(?:a|an|the|my) )|(?=(?:mine|hers|his|theirs|ours)(?: too| then| as well)?[\s?.!]*$))"
    r"\s*(?P<said>.{2,40}?)(?:\s+(?:then|too|as well|instead))*[\s?.!]*$"
)
_PRONOUN = re.compile(r"^(?:这|那|它|他|她)?(?:个|件|张|种|项)?$|^(?:it|that|this|them)(?: one)?$")
_BACK = re.compile(
    r"回到|回过头|说回|刚才|刚刚(?=说|问|讲|提|那)|刚(?=说|问|讲|那个)|(?:之前|前面|一开始|最开始|先前)(?=说|问|讲|提|那|的)"
    r"|\bback to\b|\breturn(?:ing)? to\b|\bearlier\b|\b(?:asked|talked|mentioned) before\b"
    r"|\bthe (?:first|former|previous) (?:thing|matter|question)\b"
)
# "How long until there is a result", "how long is the wait for the new one" ask of the matter, not of the queue ...
_RESULT = re.compile(
    r"结果|出来|下来|办好|办完|拿到|寄到|到账|到手|修好|弄好|生效"
    r"|\b(?:result|ready|approved|processed|arrives?|in my hands?|get it|have it|receive)\b"
)
_NEW_ONE = re.compile(
    r"(?:补|换|领|做|制|重办|新办|再办)(?:一?[本张份个块]|新的?|好|完)|新(?:的|卡|证|本|照|护照|身份证|驾照|驾驶证)"
    r"|\b(?:new (?:one|card|passport|licen[cs]e|permit|booklet|id|plate|certificate)|replacement)\b"
)
# ... unless people, a turn or a place in the line is spoken of; who comes at this hour waits in the hall.
_IN_LINE = re.compile(
    r"排|队|隊|轮|輪|叫号|叫到|叫我|前面|几个人|多少人|人多|分钟"
    r"|\b(?:queue|queuing|line|ahead|before me|in front|turn|called?|people|folks|served|seen|stand|minutes?)\b"
)
_AT_THIS_HOUR = re.compile(
    r"现在|現在|这会|眼下|窗口|柜台|大厅|过去|过来|\b(?:now|today|at the moment|counters?|windows?|hall)\b"
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
    """Whether a folded text that asks for a wait asks for the end of the matter rather than of the queue."""
    if _IN_LINE.search(folded):
        return False
    new_one = _NEW_ONE.search(folded) is not None and _AT_THIS_HOUR.search(folded) is None
    return new_one or _RESULT.search(folded) is not None

"""Short messages of somebody who holds a number: "我到了", "I'm here", "I'm running late", "I'm back"."""

from __future__ import annotations

import re

CHECK_IN, LATE, REJOIN = "check_in", "late", "rejoin"
READY, MISSING, LACKS = "ready", "missing", "lacks"
MOVES = (CHECK_IN, LATE, REJOIN, READY, MISSING)
_HERE = re.compile(
    r"^我?(?:人)?(?:已经|现在|刚刚?)?(?:到|来)(?:了|啦|达)(?:你们)?(?:大厅|现场|市民之家|中心|这儿|这里)?(?:了|啦)?$"
    r"|^我?(?:人)?(?:已经|现在|刚刚?)*(?:在|到)(?:你们)?(?:[一二三123]楼)?(?:大厅|现场|市民之家|中心|门口|楼下|窗口)(?:里|了|啦|这里|这儿)*$"
    r"|^签到$|^报到$"
    r"|^(?:i am|i'm|i’m|im) (?:here|there|in the hall|at the (?:hall|center|centre))(?: now)?$"
    r"|^(?:i have|i've|i’ve|just) arrived$|^check(?:ing)? (?:me )?in$"
)
_WHY_ZH = r"(?:[^,，。;；]{0,14}(?:堵|路上|地铁|公交|下雨|不好意思)[^,，。;；]{0,10}[,，。\s]*)?"
_LATE = re.compile(
    rf"^{_WHY_ZH}我?(?:要|会|可能(?:会|要)?)?(?:迟到|晚点到|晚一点到|来晚|晚到|赶不到|赶不上)(?:一会儿?|几分钟|了|一点)*$|^路上堵车了?$"
    r"|^(?:(?:stuck|caught|there(?:'s| is)|sorry|traffic|the (?:bus|metro|train))[^,.;!?]{0,40}[,.;!]? )?(?:so )?"
    r"(?:i am|i'm|i’m|im|i will be|i'll be|i’ll be|i might be)? ?"
    r"(?:running (?:a bit |a little )?late|a (?:bit|little) late|going to be late|late)$"
)
_BACK = re.compile(
    r"^我?(?:已经)?回来(?:了|啦)$|^(?:我要)?重新排(?:队|一次)?$"
    r"|^(?:i am|i'm|i’m|im) back$|^put me back(?: in (?:the )?line)?$"
)

_IT = r"(?:it|that|this|(?:my|the|this|that) (?:queue )?(?:number|ticket|place|spot|turn))"
_THEN = r"(?:,? (?:please|then|now|for me))*"
_GIVES_UP = re.compile(
    r"^(?:我)?(?:不要|不取|不办|不排|不想要|不想排)(?:号|队)?(?:了|啦)$"
    r"|^(?:算了)?[,，]?(?:请|帮我|给我|麻烦)?(?:取消|退掉|退了|退号|作废)(?:它|这个号|号|掉|了|吧)*$"
    r"|^(?:i )?(?:don't|don’t|dont|do not) (?:want|need) (?:it|this|the number|my number)(?: any ?more)?$"
    rf"|^(?:please |no,? |ok,? |well,? |actually,? )*(?:cancel|drop|scrap|forget|bin|release)(?: {_IT})?{_THEN}$"
    rf"|^(?:please )?(?:give {_IT} (?:up|back)|give up {_IT}){_THEN}$"
)
_STANDS = re.compile(
    r"^(?:我的?号?|现在)?(?:(?:排|轮|叫)到(?:哪(?:儿|里|一个)?|几号|多少号|我|第几个)(?:了|啦)?|到(?:几号|我)了)(?:吗|没有?|呢)?$"
    r"|^where am i(?: now)?(?: in (?:the )?(?:queue|line))?$|^(?:my )?(?:place|position) in (?:the )?(?:queue|line)$"
)
_ANOTHER = re.compile(
    r"^(?:再|另外)(?:帮我|给我)?(?:取|拿|排)(?:一)?个号(?:吧)?$"
    r"|^(?:take|get|give me|draw) (?:me )?(?:another|one more|a second) (?:number|ticket)$"
)


def act_of(folded: str) -> str | None:
    """The act that such a message of somebody who holds a number asks for; None for any other message."""
    text = folded.strip().strip("。.!！~～ ")
    if _GIVES_UP.match(text):
        return "cancel_ticket"
    if _STANDS.match(text.rstrip("?？")):
        return "ticket_status"
    return "take_ticket" if _ANOTHER.match(text) else None


def move_of(folded: str) -> str | None:
    """What such a message asks of the number: check_in, late or rejoin; None for any other message."""
    text = folded.strip().strip("。.!！~～ ")
    if _HERE.match(text):
        return CHECK_IN
    if _BACK.match(text):
        return REJOIN
    return LATE if _LATE.match(text) else None

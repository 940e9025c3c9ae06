"""What a citizen asks about their own data: "show what you hold", "forget me". Clear sentences and buttons only.

Whoever writes anything else talks to the assistant, also about deleting or showing things: whole sentences have to fit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.messages import Choice
from assistant.rendering.offers import SEPARATOR
from assistant.tickets import LedgerUnavailable, TicketLedger

Wish = Literal["show", "forget", "forget_now", "keep"]
KIND = "own"
WISHES: tuple[Wish, ...] = ("show", "forget", "forget_now", "keep")

_PLEASE = "(?:请|麻烦|帮我|给我|我要|我想要?|可以|能不能|能|把|你们?|系统|里面?|一下)*"
_MINE = "(?:我的|关于我的|我在这里的|我在你们这的|所有|全部|这些|这段|本次|个人|一下)*"
_DATA = "(?:聊天记录|聊天|对话记录|对话|会话|历史记录|个人数据|个人信息|数据|信息|记录)"
_END = "(?:了|掉|吧|好吗|可以吗|行吗|谢谢|都|全|一下)*"
_DELETE = "(?:删除|删掉|删|清除|清空|清掉|抹掉|抹去|销毁)"
_KEPT = "(?:现在|都|到底|究竟|还)*(?:保存|储存|存储|存|记录|记住|记|留存|留|收集|掌握|持有)(?:了|着|的)?"
_WHAT = "(?:什么|哪些|多少|啥)"
_FORGET_ZH = re.compile(
    f"{_PLEASE}(?:忘记|忘掉|忘了)(?:我|{_MINE}{_DATA}){_END}|{_PLEASE}{_DELETE}{_MINE}{_DATA}{_END}"
    f"|{_PLEASE}{_MINE}{_DATA}(?:都|全部?|给我|帮我)*{_DELETE}{_END}"
)
_SHOW_ZH = re.compile(
    f"{_PLEASE}(?:这里)?{_KEPT}(?:关于)?我的?{_WHAT}{_DATA}?(?:呢|吗)?"
    f"|{_PLEASE}(?:这里)?{_KEPT}(?:了)?{_WHAT}(?:关于)?我的{_DATA}(?:呢|吗)?"
    f"|{_PLEASE}(?:查看|看看|看|显示|导出|列出){_PLEASE}(?:{_KEPT})(?:关于)?我的{_DATA}|我的(?:个人)?数据"
)
_KINDLY = r"(?:please |can you |could you |would you |i want (?:you )?to |i(?:'d| would) like (?:you )?to |just )*"
_THINGS = (
    "(?:data|personal data|personal information|personal info|information|info|chats?|chat history|conversations?"
    "|history|messages|records?)"
)
_FORGET_EN = re.compile(
    rf"{_KINDLY}(?:forget (?:me|(?:all |everything )?about me|this conversation|my {_THINGS}|what i said)"
    rf"|(?:delete|erase|remove|clear|wipe) (?:all (?:of )?)?(?:my|this|our) {_THINGS})(?: please| now)*|forget"
)
_SHOW_EN = re.compile(
    rf"{_KINDLY}(?:show|tell|give|send) (?:me )?(?:(?:what|everything|all|the)(?: {_THINGS})?(?: that)? you "
    rf"(?:hold|have|keep|store|know|saved|collected)(?: (?:about|on|of) me)?|my (?:own )?data)(?: please)?"
    rf"|what (?:{_THINGS} )?(?:do|have|did) you (?:hold|have|keep|kept|store|stored|know|collect|collected|save|saved)"
    rf" (?:about|on|of|from) me|{_KINDLY}export my data|my data"
)


def payload(wish: Wish) -> str:
    """The payload of a choice that brings a wish."""
    return f"{KIND}{SEPARATOR}{wish}"


def choice(title: str, wish: Wish) -> Choice:
    """Something to tap."""
    return Choice(title, payload(wish))


def tapped(given: str | None) -> Wish | None:
    """The wish of a payload; None for every other payload."""
    return next((wish for wish in WISHES if given == payload(wish)), None)


def said(text: str) -> Wish | None:
    """The wish of a normalised text; None for what is about anything else."""
    plain = re.sub(r"[\s,，.。!！?？、~～]+$", "", text.strip().lower())
    if _FORGET_ZH.fullmatch(re.sub(r"[\s,，]", "", plain)) or _FORGET_EN.fullmatch(plain):
        return "forget"
    if _SHOW_ZH.fullmatch(re.sub(r"[\s,，]", "", plain)) or _SHOW_EN.fullmatch(plain):
        return "show"
    return None


@dataclass(frozen=True)
class OwnData:
    """What is held of a conversation beside its messages, and for how many days both are kept."""

    ledger: TicketLedger
    conversation_days: int
    ticket_days: int

    def numbers(self, conversation: str) -> list[str] | None:
        """The conversation's open queue numbers; None while the ledger can't be asked."""
        try:
            return [ticket.number for ticket in self.ledger.active_of(conversation)]
        except LedgerUnavailable:
            return None

"""What is said in Chinese about a citizen's own data. en_privacy.py has the same names."""

from __future__ import annotations

from collections.abc import Sequence

OWN_SHOW = "看看保存了我的什么"
OWN_FORGET = "删除我的对话"
OWN_FORGET_NOW = "确认删除"
OWN_KEEP = "不删了"


def ask_forget(mine: Sequence[str] | None) -> str:
    """Asks before the conversation is deleted."""
    kept = f"您手上的号（{'、'.join(mine)}）照样有效，办完或退掉为止。" if mine else "如果您手上有号，号照样有效。"
    return f"要删除这段对话吗？您说过的话、我的回答和刚才聊到哪里都会删掉，找不回来。{kept}"


def held(texts: Sequence[str], since: str, mine: Sequence[str] | None, days: int, ticket_days: int) -> str:
    """What is held of the conversation; ``texts`` as they are stored, ``since`` a day."""
    lines = ["关于您，这里保存的是："]
    if texts:
        shown = "\n".join(f"  “{text}”" for text in texts)
        lines.append(f"· {since}以来您说的话（存之前已去掉证件号、电话等），最近的是：\n{shown}")
        lines.append(f"· 我对这些话的回答，以及聊到哪里。{days}天后自动删除。")
    else:
        lines.append("· 没有保存您说过的话。")
    if mine:
        lines.append(f"· 正在排的号：{'、'.join(mine)}。{ticket_days}天后号与这段对话的联系会抹掉。")
    elif mine is None:
        lines.append("· 取号系统暂时查不到，请稍后再看。")
    else:
        lines.append("· 没有正在排的号。")
    lines.append("没有保存：姓名、证件号、手机号、位置。您随时可以说“删除我的对话”。")
    return "\n".join(lines)

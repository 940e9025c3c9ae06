"""What is said in Chinese in messengers only. en_channels.py has the same names."""

from __future__ import annotations

from assistant.rendering.facts import TicketFacts
from assistant.rendering.zh_tickets import place

COMMANDS = {
    "start": "开始对话",
    "help": "我能帮您做什么",
    "ticket": "我的号排到哪了",
    "language": "选择语言",
    "forget": "清除我的对话",
}
TICKET_PAGE = "打开号票页面："
FLOOR_PLAN = "看平面图："
MENU = {
    "ask": "我要办事",
    "ticket": "我的号",
    "more": "更多",
    "hours": "开放时间",
    "person": "人工帮助",
    "help": "使用帮助",
}


def push_called(facts: TicketFacts) -> str:
    """A window calls the number."""
    window = (facts.window,) if facts.window else facts.windows
    return f"叫到您了：请{facts.number}号到{place(facts.floor, window)}，“{facts.matter.zh}”。"


def push_near_turn(facts: TicketFacts) -> str:
    """The number is called soon."""
    where = place(facts.floor, facts.windows)
    return f"快到您了：{facts.number}号前面还有{facts.wait.ahead}个人。请到{where}附近等候，“{facts.matter.zh}”。"


def push_missed(facts: TicketFacts) -> str:
    """The number was called and nobody came."""
    return (
        f"{facts.number}号（“{facts.matter.zh}”）叫过了，没等到您。回来后跟窗口说一声，或在这里告诉我，可以重新排一次。"
    )


def push_requeued(facts: TicketFacts) -> str:
    """A missed number waits again."""
    where = place(facts.floor, facts.windows)
    return f"{facts.number}号（“{facts.matter.zh}”）重新排上了，前面还有{facts.wait.ahead}个人。请别走远，{where}。"


def push_turn_passed(facts: TicketFacts) -> str:
    """The turn came before the citizen checked in."""
    where = place(facts.floor, facts.windows)
    return f"轮到{facts.number}号（“{facts.matter.zh}”）了，可您还没报到。到大厅后请报到，会排到后面几位之后，{where}。"


def privacy_abroad() -> str:
    """The messenger is a foreign service."""
    return "提醒：这个聊天软件是境外服务。请不要在这里发身份证号、电话等个人信息，问办事和取号都用不着。"


def only_text() -> str:
    """A picture, a voice message or the like has come."""
    return "谢谢，不过我只看得懂文字。请用一句话写下您要办什么事，比如“护照到期了”。"


def came_too_late() -> str:
    """A message was kept, but can't be acted upon any more."""
    return "抱歉，您前面发来的一句话，我们没能及时处理。请再发一次。"


def old_button() -> str:
    """A button is no longer known."""
    return "这个按钮是以前的对话留下的，已经不能用了。直接告诉我您要办什么事就行。"


def link_refused() -> str:
    """A link can't be used."""
    return "这个链接已经用过或过期了。请在原来的页面上重新扫码，或者直接告诉我您要办什么事。"


def link_continued() -> str:
    """Another conversation goes on here."""
    return "接上了：前面的对话在这里继续。您还想问什么？"


def link_followed(facts: TicketFacts) -> str:
    """A ticket is followed here."""
    return f"好的，{facts.number}号（“{facts.matter.zh}”）快到了、叫到了，我都会在这里告诉您。"


def forgotten() -> str:
    """The conversation is deleted."""
    return "这段对话已经清除了。想再问什么，随时告诉我。"


def forgotten_but_numbers() -> str:
    """The conversation is deleted, numbers are still followed."""
    return "这段对话已经清除了。您还在排队的号照样有效，叫到了我会告诉您。"


def choose_language() -> str:
    """Which language."""
    return "请选择语言。"


def language_chosen() -> str:
    """From now on in this language."""
    return "好，以后用中文回答；您用哪种语言问，我就用哪种语言答。"


def starting() -> str:
    """The assistant is not ready yet."""
    return "我正在启动，请过一会儿再发一次。"


def number_to_choose(count: int) -> str:
    """Choices are made by number here."""
    return f"回复1-{count}选择" if count > 1 else "回复1选择"

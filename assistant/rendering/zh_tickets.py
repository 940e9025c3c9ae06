"""What is said in Chinese about places, queues and queue numbers. en_tickets.py has the same names."""

from __future__ import annotations

from assistant.rendering.facts import TicketFacts, WaitFacts
from assistant.rendering.formats import clock_time, day, window_ranges

TICKET_TITLES = {
    "give_up": "不要这个号了",
    "give_up_all": "都退掉",
    "keep": "先不退",
    "check_in": "我到大厅了",
    "late": "我会晚点到",
    "rejoin": "我回来了，重新排",
    "ready": "材料都齐了",
    "missing": "材料还缺一样",
}


def floor(name: str) -> str:
    """A floor in words."""
    return {"1F": "一楼（1F）", "2F": "二楼（2F）", "B1": "地下一层（B1）"}[name]


def window_list(windows: tuple[int, ...]) -> str:
    """Windows in words."""
    return f"{window_ranges(windows)}号窗口"


def place(name: str, windows: tuple[int, ...]) -> str:
    """Floor and windows in words."""
    return f"{floor(name)}{window_list(windows)}"


def people_ahead(facts: WaitFacts) -> str:
    """People ahead and the waiting range."""
    people = f"前面还有{facts.ahead}个人" if facts.ahead else "前面没有人"
    return f"{people}，{_wait(facts.low, facts.high)}"


def _wait(low: int, high: int) -> str:
    """A wait in minutes; a range from zero is told by its end."""
    if low == 0:
        return f"最多等{max(high, 1)}分钟"
    return f"大约等{low}到{high}分钟" if low < high else f"大约等{low}分钟"


def ticket_issued(facts: TicketFacts) -> str:
    """A number was issued."""
    return (
        f"取好了：{facts.number}号，“{facts.matter.zh}”。\n"
        f"{day(facts.service_date, 'zh')}当天有效，{place(facts.floor, facts.windows)}。\n"
        f"{people_ahead(facts.wait)}（按窗口近来的速度估计）。"
        f"{_must_check_in(facts)}轮到您时叫号屏会显示；来不了请告诉我“不要了”。"
    )


def ticket_already(facts: TicketFacts) -> str:
    """There is an active number for that queue."""
    return (
        f"您已经有这个窗口的号了：{facts.number}号。{people_ahead(facts.wait)}。{place(facts.floor, facts.windows)}。"
    )


def ticket_status(facts: TicketFacts) -> str:
    """Where a number stands."""
    number = f"您的号是{facts.number}号（“{facts.matter.zh}”）"
    where = place(facts.floor, facts.windows)
    serving = f"正在叫{facts.now_serving}号。" if facts.now_serving else ""
    said = {
        "waiting": f"还在排队，{people_ahead(facts.wait)}。{serving}{where}。{_kept(facts)}",
        "called": f"已经叫到您了，请马上去{facts.window}号窗口（{floor(facts.floor)}）。",
        "serving": f"正在{facts.window}号窗口办理。",
        "served": "已经办完了。",
        "missed": "叫过了没等到您，回来后跟窗口说一声，或告诉我“我回来了”，可以重新排一次。",
        "cancelled": "已经退掉了。",
        "expired": "已经过期，请重新取号。",
    }[facts.status]
    return f"{number}：{said}"


def _kept(facts: TicketFacts) -> str:
    """Why it is not called now though it waits: another number of the citizen's comes first."""
    if facts.kept_for is None:
        return ""
    if facts.kept_window is None:
        return f"等{facts.kept_for}号办完就叫，位置给您留着。"
    return f"您正在{facts.kept_window}号窗口办{facts.kept_for}号，这边的位置给您留着。"


def ticket_cancelled(facts: TicketFacts) -> str:
    """A number was given up."""
    return f"{facts.number}号（“{facts.matter.zh}”）已经退掉了，谢谢您告诉我。要办的时候再来取。"


def no_number_yet() -> str:
    """No number is held; how the queue stands follows."""
    return "您还没有取号。"


def ticket_none() -> str:
    """There is no number."""
    return "您在这里还没有号。要取号的话，告诉我办什么事。"


def ticket_not_cancellable(facts: TicketFacts) -> str:
    """The number can no longer be given up."""
    return f"{facts.number}号已经不在排队了，退不了。"


def wait_now(facts: WaitFacts) -> str:
    """The waiting time of a queue, now, and the hour with the shortest usual wait."""
    quiet = ""
    if facts.quiet is not None:
        weekday = "一二三四五六日"[facts.quiet.weekday]
        quiet = f"近几周周{weekday}{facts.quiet.hour}点多来等得最短，大约{facts.quiet.minutes}分钟。"
    return f"“{facts.matter.zh}”现在{people_ahead(facts)}。{place(facts.floor, facts.windows)}。{quiet}"


def closed(facts: WaitFacts) -> str:
    """No number can be issued now."""
    when = f"下次可以取号是{day(facts.opens_at.date(), 'zh')}{clock_time(facts.opens_at)}。" if facts.opens_at else ""
    return f"“{facts.matter.zh}”的窗口现在不能取号了：还没到时间，或今天已经排不上。{when}"


def full(facts: WaitFacts) -> str:
    """The day's numbers are out."""
    return f"“{facts.matter.zh}”今天的号已经取完了。"


def tickets_unavailable() -> str:
    """The ledger can't be reached."""
    return "取号系统暂时用不了，没有给您出号。请过一会儿再试，或到大厅现场取号。"


def i_lack(name: str) -> str:
    """One of the materials is not at hand."""
    return f"还缺：{name}"


def _must_check_in(facts: TicketFacts) -> str:
    """A number taken outside the hall is called only after check-in."""
    return "到了大厅先报到（扫入口的码，或告诉我“我到了”），不报到不会叫您的号。" if facts.needs_check_in else ""


def ticket_checked_in(facts: TicketFacts) -> str:
    """The citizen has come."""
    return f"报到好了：{facts.number}号。{people_ahead(facts.wait)}。{place(facts.floor, facts.windows)}。"


def ticket_moved_back(facts: TicketFacts) -> str:
    """The number went some places back."""
    return f"好的，{facts.number}号往后移了，现在{people_ahead(facts.wait)}。"


def ticket_ready(facts: TicketFacts) -> str:
    """What the citizen brings, and what is lacking."""
    if not facts.lacks:
        return f"记下了：{facts.number}号的材料都齐了，窗口能看到。"
    lacking = "、".join(facts.materials[place].zh for place in facts.lacks)
    return f"记下了：{facts.number}号还缺{lacking}。缺的材料可能会让您白跑一趟，请先看材料清单，或问窗口能不能后补。"


def ticket_not_possible(facts: TicketFacts) -> str:
    """The number's state does not allow that."""
    return f"{facts.number}号现在不能这样做。"


def ticket_code_needed(facts: TicketFacts) -> str:
    """Check-in goes by the code at the entrance only."""
    return f"{facts.number}号请扫大厅入口的码报到，或找志愿者帮您报到。"


def remote_full(facts: WaitFacts) -> str:
    """The numbers for taking outside the hall are out."""
    return f"“{facts.matter.zh}”今天网上能取的号已经取完了，其余的号留给到现场的人，请到大厅取号。"


def too_many_today(facts: WaitFacts) -> str:
    """The citizen's numbers of the day are used up."""
    return f"您今天取号或退号的次数已经到上限了，“{facts.matter.zh}”的号请到大厅找志愿者取。"


def cooling_down(facts: WaitFacts) -> str:
    """After missed turns numbers are given in the hall only."""
    return f"因为前几天过号没有来，暂时不能在网上取号，“{facts.matter.zh}”的号请到大厅现场取。"


def ticket_which_lacking(facts: TicketFacts) -> str:
    """Asks which of the materials is not at hand."""
    return f"{facts.number}号还缺哪一样？点一下就行，可以一样一样点。"


def _numbers(tickets: tuple[TicketFacts, ...]) -> str:
    return "、".join(f"{one.number}（{one.matter.zh}）" for one in tickets)


def give_up_which(tickets: tuple[TicketFacts, ...]) -> str:
    """Asks which of several numbers is given up."""
    return f"这一趟您有{len(tickets)}个号：{_numbers(tickets)}。要退哪一个？"


def give_up_this(facts: TicketFacts) -> str:
    """A choice: gives up this number."""
    return f"退{facts.number}：{facts.matter.zh}"


def give_up_all(tickets: tuple[TicketFacts, ...]) -> str:
    """Asks before several numbers are given up."""
    return f"要把这{len(tickets)}个号都退掉吗：{_numbers(tickets)}？退掉的号不能恢复，要办得重新取。"


def given_up(gone: tuple[TicketFacts, ...], left: tuple[TicketFacts, ...]) -> str:
    """Several numbers were given up; some may have been called meanwhile."""
    said = f"退掉了{len(gone)}个号：{_numbers(gone)}。要办的时候再来取。" if gone else "一个号都没有退。"
    return said + (f"{_numbers(left)}已经不在排队了，退不了。" if left else "")


def numbers_kept(tickets: tuple[TicketFacts, ...]) -> str:
    """No number was given up."""
    return f"好的，没有退号，{_numbers(tickets)}还给您留着。"

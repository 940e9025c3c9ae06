"""What is said in Chinese about several matters in one visit. en_visits.py has the same names."""

from __future__ import annotations

from assistant.rendering.facts import VisitFacts, VisitStopFacts
from assistant.rendering.formats import clock_time, sentence_list
from assistant.rendering.zh_tickets import place

TAKE_ALL = "一起取这些号"
PLAN_VISIT = "几件事的号一次取好"


def visit_names(facts: VisitStopFacts) -> str:
    """The matters of one stop."""
    return sentence_list([matter.zh for matter in facts.matters], "zh")


def visit_stop(facts: VisitStopFacts) -> str:
    """One stop: number if there is one, matters, place, about when."""
    number = f"{facts.number}号：" if facts.number else ""
    when = f"{clock_time(facts.earliest)}到{clock_time(facts.latest)}"
    same = "（一个号都能办）" if len(facts.matters) > 1 else ""
    return f"{facts.step}. {number}{visit_names(facts)}{same}，{place(facts.floor, facts.windows)}，大约{when}轮到。"


def _whole(facts: VisitFacts) -> str:
    return f"全部办完大约{clock_time(facts.done_from)}到{clock_time(facts.done_to)}，一共走路约{facts.walk}分钟。"


def _held(facts: VisitFacts) -> str:
    if facts.in_order:
        return "前一件办完才叫下一件的号，位置一直给您留着。"
    return "在一个窗口办的时候，另外的号保留位置，办完接着叫。"


def visit_plan(facts: VisitFacts) -> str:
    """The plan of a visit, to be confirmed."""
    count = len(facts.stops)
    why = "按办事先后" if facts.in_order else "按少等少走的顺序"
    unheard = "\n您说的还有一件我没听明白，请单独再问我。" if facts.unheard else ""
    more = "\n一趟排不下这么多，其余的办完再取。" if facts.left_out else ""
    return "\n".join(
        [
            f"一趟办完，{why}：",
            *(visit_stop(stop) for stop in facts.stops),
            _whole(facts),
            f"{_held(facts)}这{count}个号要一起取吗？您确认了才取。{unheard}{more}",
        ]
    )


def visit_issued(facts: VisitFacts) -> str:
    """The numbers of a visit were issued."""
    return "\n".join(
        [
            f"一起取好了，共{len(facts.stops)}个号：",
            *(visit_stop(stop) for stop in facts.stops),
            _whole(facts),
            f"{_held(facts)}到大厅报到一次就行（扫入口的码，或告诉我“我到了”）。",
        ]
    )


def visit_which() -> str:
    """One of the matters is not clear yet."""
    return "一起取号之前，先确认一下是哪一种："


def visit_refused(facts: VisitStopFacts) -> str:
    """None of the numbers was issued, because of one matter."""
    return f"一个号都没有取：“{visit_names(facts)}”的号现在取不了。"


def visit_without(name: str) -> str:
    """A choice: the same visit without one matter."""
    return f"不办：{name}"


def visit_with(name: str, condition: str) -> str:
    """A choice: the same visit with one more step, which only some people need."""
    return f"加上：{name}（{condition}）"

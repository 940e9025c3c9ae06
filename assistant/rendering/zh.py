"""Every Chinese word a citizen reads. en.py has the same names; a test compares them."""

from __future__ import annotations

from assistant.rendering.facts import AnswerFacts
from assistant.rendering.formats import clock_time, day, full_day, money, span
from assistant.rendering.zh_asking import (
    clarify as clarify,
    clarify_for_ticket as clarify_for_ticket,
    conversation_not_kept as conversation_not_kept,
    engine_unavailable as engine_unavailable,
    handoff as handoff,
    not_covered as not_covered,
    refused_again as refused_again,
    which_matter as which_matter,
    which_matter_for_ticket as which_matter_for_ticket,
)
from assistant.rendering.zh_channels import (
    COMMANDS as COMMANDS,
    FLOOR_PLAN as FLOOR_PLAN,
    MENU as MENU,
    TICKET_PAGE as TICKET_PAGE,
    came_too_late as came_too_late,
    choose_language as choose_language,
    forgotten as forgotten,
    forgotten_but_numbers as forgotten_but_numbers,
    language_chosen as language_chosen,
    link_continued as link_continued,
    link_followed as link_followed,
    link_refused as link_refused,
    number_to_choose as number_to_choose,
    old_button as old_button,
    only_text as only_text,
    privacy_abroad as privacy_abroad,
    push_called as push_called,
    push_missed as push_missed,
    push_near_turn as push_near_turn,
    push_requeued as push_requeued,
    push_turn_passed as push_turn_passed,
    starting as starting,
)
from assistant.rendering.zh_journeys import (
    BRING_ONCE as BRING_ONCE,
    STEP_BY_STEP as STEP_BY_STEP,
    bring_forms as bring_forms,
    bring_item as bring_item,
    journey as journey,
    journey_numbers as journey_numbers,
    journey_step as journey_step,
    only_if as only_if,
)
from assistant.rendering.zh_privacy import (
    OWN_FORGET as OWN_FORGET,
    OWN_FORGET_NOW as OWN_FORGET_NOW,
    OWN_KEEP as OWN_KEEP,
    OWN_SHOW as OWN_SHOW,
    ask_forget as ask_forget,
    held as held,
)
from assistant.rendering.zh_problems import PROBLEMS as PROBLEMS
from assistant.rendering.zh_smalltalk import (
    anything_else as anything_else,
    goodbye as goodbye,
    greeting as greeting,
    none_of_offered as none_of_offered,
    start_over as start_over,
    thanks as thanks,
)
from assistant.rendering.zh_tickets import (
    TICKET_TITLES as TICKET_TITLES,
    closed as closed,
    cooling_down as cooling_down,
    floor as floor,
    full as full,
    give_up_all as give_up_all,
    give_up_this as give_up_this,
    give_up_which as give_up_which,
    given_up as given_up,
    i_lack as i_lack,
    no_number_yet as no_number_yet,
    numbers_kept as numbers_kept,
    people_ahead as people_ahead,
    place as place,
    remote_full as remote_full,
    ticket_already as ticket_already,
    ticket_cancelled as ticket_cancelled,
    ticket_checked_in as ticket_checked_in,
    ticket_code_needed as ticket_code_needed,
    ticket_issued as ticket_issued,
    ticket_moved_back as ticket_moved_back,
    ticket_none as ticket_none,
    ticket_not_cancellable as ticket_not_cancellable,
    ticket_not_possible as ticket_not_possible,
    ticket_ready as ticket_ready,
    ticket_status as ticket_status,
    ticket_which_lacking as ticket_which_lacking,
    tickets_unavailable as tickets_unavailable,
    too_many_today as too_many_today,
    wait_now as wait_now,
    window_list as window_list,
)
from assistant.rendering.zh_visits import (
    PLAN_VISIT as PLAN_VISIT,
    TAKE_ALL as TAKE_ALL,
    visit_issued as visit_issued,
    visit_names as visit_names,
    visit_plan as visit_plan,
    visit_refused as visit_refused,
    visit_stop as visit_stop,
    visit_which as visit_which,
    visit_with as visit_with,
    visit_without as visit_without,
)
from catalog import Bilingual, Fee, Material
from catalog.fees import FeePeriod

FACET_TITLES = {
    "overview": "整个说一遍",
    "materials": "要带什么",
    "location": "在哪里办",
    "phone": "咨询电话",
    "fee": "多少钱",
    "duration": "要多久",
    "procedure": "怎么办",
    "hours": "什么时候开",
    "eligibility": "谁能办",
    "online": "网上能办吗",
    "proxy": "能代办吗",
}
TAKE_NUMBER = "取个号"
TICKET_STATUS = "排到哪了"
TALK_TO_PERSON = "找人工"
NONE_OF_THESE = "都不是"


def say(text: Bilingual) -> str:
    """A record's Chinese text."""
    return text.zh


def material(item: Material) -> str:
    """One line of the checklist."""
    forms = (["原件"] if item.original else []) + ([f"复印件{item.copies}份"] if item.copies else [])
    line = item.name.zh + (f"：{'，'.join(forms)}" if forms else "")
    if item.condition is not None:
        line += (
            f"（{item.condition.zh}才需要）"
            if not item.condition.zh.endswith(("时", "的"))
            else f"（{item.condition.zh}需要）"
        )
    if item.need == "deferrable":
        line += "（一时拿不出也能先办，之后补交）"
    return line + (f"。{item.note.zh}" if item.note else "")


def materials(facts: AnswerFacts) -> str:
    """What to bring."""
    lines = [f"{n}. {material(item)}" for n, item in enumerate(facts.transaction.materials, 1)]
    return f"办“{facts.transaction.name.zh}”要带：\n" + "\n".join(lines)


def location(facts: AnswerFacts) -> str:
    """Where to go."""
    where = place(facts.transaction.floor, facts.transaction.windows)
    return f"“{facts.transaction.name.zh}”在{where}办理，属于{facts.department.name.zh}。{open_now(facts)}"


def open_now(facts: AnswerFacts) -> str:
    """Whether the windows are open at this moment."""
    if facts.open_now:
        return "现在开着。"
    return (
        f"现在没开，下次开窗是{day(facts.next_open.date(), 'zh')}{clock_time(facts.next_open)}。"
        if facts.next_open
        else "现在没开。"
    )


def phone(facts: AnswerFacts) -> str:
    """Whom to ring."""
    return f"“{facts.transaction.name.zh}”的咨询电话：{'、'.join(facts.phones)}。"


def fee(facts: AnswerFacts) -> str:
    """What it costs."""
    note = facts.transaction.fee.note
    said = "今天的收费标准我这里没有，请问窗口" if facts.fee is None else price(facts.fee)
    coming = f"{full_day(facts.next_fee.valid_from, 'zh')}起{price(facts.next_fee)}。" if facts.next_fee else ""
    return f"“{facts.transaction.name.zh}”：{said}。{coming}" + (note.zh if note else "")


def price(cost: Fee | FeePeriod) -> str:
    """An amount or the words that stand for it, without a full stop."""
    if cost.text is not None:
        return cost.text.zh.rstrip("。")
    return f"收费{money(cost.amount)}元" if cost.amount else "不收费"


def duration(facts: AnswerFacts) -> str:
    """How long it takes."""
    limit = facts.transaction.duration
    if limit.immediate:
        said = "材料齐全，当场办好"
    else:
        parts = [f"{limit.promised_days}个工作日内办好"] if limit.promised_days is not None else []
        parts += [f"法律规定最长{limit.statutory_days}个工作日"] if limit.statutory_days is not None else []
        said = "，".join(parts) or "要多久请问窗口"
    return f"“{facts.transaction.name.zh}”：{said}。" + (limit.note.zh if limit.note else "")


def procedure(facts: AnswerFacts) -> str:
    """The steps, in order."""
    lines = [f"{n}. {step.zh}" for n, step in enumerate(facts.transaction.steps, 1)]
    return f"办“{facts.transaction.name.zh}”分{len(lines)}步：\n" + "\n".join(lines)


def hours(facts: AnswerFacts) -> str:
    """When the windows are open."""
    own = facts.transaction.hours
    said = own.zh if own else f"周一至周五{span(facts.opens, facts.closes)}开窗"
    weekend = (
        f"周末只开{window_list(facts.weekend_windows)}，时间以中心公告为准" if facts.weekend_windows else "周末不开窗"
    )
    note = facts.department.note.zh if facts.department.note else ""
    return f"“{facts.transaction.name.zh}”：{said.rstrip('。')}；{weekend}。{open_now(facts)}{note}"


def eligibility(facts: AnswerFacts) -> str:
    """Who may apply."""
    return f"“{facts.transaction.name.zh}”的办理对象和条件：{facts.transaction.eligibility.zh}"


def online(facts: AnswerFacts) -> str:
    """What can be done without coming."""
    lead = {"none": "网上怎么办：", "appointment": "可以网上预约。", "full": "可以全程网上办。"}[
        facts.transaction.online
    ]
    return f"“{facts.transaction.name.zh}”{lead}{facts.transaction.online_guide.zh}"


def proxy(facts: AnswerFacts) -> str:
    """Whether another person may act."""
    lead = "可以请人代办。" if facts.transaction.proxy.allowed else "一般要本人来办。"
    return f"“{facts.transaction.name.zh}”：{lead}{facts.transaction.proxy.text.zh}"


def overview(facts: AnswerFacts) -> str:
    """All in one: what it is, what to bring, where, whom to ring, fee, time."""
    return "\n".join(
        [
            f"您要办的是“{facts.transaction.name.zh}”。{facts.transaction.summary.zh}",
            materials(facts).split("\n", 1)[0].replace(f"办“{facts.transaction.name.zh}”要带", "要带"),
            *materials(facts).split("\n")[1:],
            f"地点：{place(facts.transaction.floor, facts.transaction.windows)}。{open_now(facts)}",
            f"电话：{'、'.join(facts.phones)}",
            f"费用：{fee(facts).split('：', 1)[1].removeprefix('收费')}",
            f"时间：{duration(facts).split('：', 1)[1]}",
        ]
    )


def closing(facts: AnswerFacts, *, noted: bool) -> str:
    """The note of the record, where the answer is about more than a figure, and the day it was last checked."""
    note = f"提醒：{facts.transaction.note.zh}\n" if noted and facts.transaction.note else ""
    return f"{note}资料核对日期：{facts.transaction.checked_on.isoformat()}，以窗口为准。"

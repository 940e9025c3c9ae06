"""Chinese words of a citizen's ticket page. en.py has the same names; a test compares them."""

from __future__ import annotations

from datetime import date, datetime

from assistant.rendering.formats import clock_time, day, window_ranges
from catalog.model import Material

LANG = "zh-CN"
OTHER = "en"
OTHER_NAME = "English"
SITE = "市民之家"
SKIP = "跳到正文"
PERSON = "找人工"
ASK = "问助手"
YOUR_NUMBER = "您的号"
AHEAD = "前面还有"
WAIT = "还要等"
ABOUT = "大约几点叫到"
WHERE = "到哪里"
DAY = "哪天有效"
NOW_CALLING = "正在叫"
TITLE = "我的号"
CHECK_IN = "我到大厅了"
CHECK_IN_WHY = "到了大厅再按。没有报到，不会叫您的号。"
CODE = "入口处的报到码"
BAD_CODE = "报到码不对。请看入口处今天的码，再输一次。"
LATE = "要晚一点到"
LATE_YES = "往后挪"
REJOIN = "我来了，重新排队"
GIVE_UP = "来不了，退号"
GIVE_UP_MORE = "退了就不能恢复，再办要重新取号、重新排队。"
GIVE_UP_YES = "确定退号"
BRING = "要带什么"
BRING_HINT = "备好一样勾一样。窗口会看到还缺什么，看不到您是谁。"
SAVE = "保存勾选"
NOT_SAVED = "刚才的勾选没有存上，请再勾一次。"
PLAN = "怎么走"
TO_LIFT = "先从门口到电梯"
SAMPLE = "示例数据"
SAMPLE_NOTE = "窗口号和平面图布局是示例数据，以现场为准。"
KEEP = "带着这个号"
QR = "用另一台手机扫码，打开这个号"
PRINT = "打印小卡片"
CARD_NOTE = "叫号以大厅屏幕为准。扫码看排到哪里。"
PRIVATE = "谁有这个网址或二维码，谁就能看、能退这个号。请不要发到群里。"
SIZE = "长辈版"
SOUND_ON = "叫到时响铃：开"
SOUND_OFF = "叫到时响铃：关"
LIVE = "实时更新"
LOST = "连接断了，下面可能不是最新的。正在重连；请同时留意大厅屏幕。"
NOT_SENT = "没有发出去，号没有变。请看看网络，再按一次。"
UPDATED = "更新于"
MATTER_PAGE = "这件事的全部说明"
NEW_NUMBER = "重新取号"
CONDITIONAL = "看情况"
DEFERRABLE = "可以后补（容缺）"
COMMA = "，"
MACHINE_UNKNOWN = "大厅取号机还没有确认它的号，您在这里的位置有效。"
VISIT = "这一趟要办的，按这个顺序"
VISIT_HINT = "报到一次，这些号都算。知道这个网址的人，也能看到和退掉这些号。"
ARRIVE_TITLE = "到大厅报到"
ARRIVE_CODE = "今天的报到码"
ARRIVE_STEPS = (
    "打开您的号：在对话里点“看进度、报到”，或扫号上的二维码。",
    "按“我到大厅了”。要报到码的话，填上面这个。",
    "看到“已报到”就行了。坐下等，快到时手机会提醒。",
)
ARRIVE_NONE = "还没有取号？问助手就能取，也可以请大厅志愿者帮忙。"
MISSING_TITLE = "没有这个号"
MISSING = "这个网址没有对应的号。请核对网址，或重新扫码。号是按天的，旧的号过一段时间会清掉。"
BUSY_TITLE = "请稍等"
BUSY = "打开得太频繁了。请等一分钟再试，您的号不受影响。"
DOWN_TITLE = "暂时看不到"
DOWN = "取号系统暂时连不上。您的号没有丢，请稍后刷新，并留意大厅屏幕。"
HELP = "需要帮助，请问大厅志愿者，或打"
REFUSED = "已经轮到这个号，或者它已经结束，所以没有改。下面是现在的情况。"

STATES = {
    "waiting": "排队中",
    "near": "快到您了",
    "passed": "轮到过，没报到",
    "hold": "先放一放",
    "called": "到您了",
    "serving": "正在办理",
    "served": "已办完",
    "missed": "已过号",
    "cancelled": "已退号",
    "expired": "已过期",
}
NEXT = {
    "waiting": "不用一直站着等。这一页会自己更新，快到时会提醒您。",
    "near": "请到窗口附近坐下，听叫号、看屏幕。",
    "passed": "刚才轮到您的号，但您还没报到，先往后叫了。到了大厅请马上报到。",
    "hold": "窗口请您先补一下材料。补好了直接回到那个窗口，不用重新排队。",
    "called": "请现在就过去，把手机上的号给工作人员看。",
    "serving": "请把材料交给窗口工作人员。",
    "served": "谢谢您来办事。",
    "missed": "刚才叫号时没有等到您。到了大厅可以重新排队；不行的话，请找志愿者或重新取号。",
    "cancelled": "这个号已经退了，不会再叫。要办的时候再来取。",
    "expired": "号只在当天有效。要办的话，请重新取号。",
}


def people(count: int) -> str:
    """People ahead."""
    return f"{count}人" if count else "没有人"


def minutes(low: int, high: int) -> str:
    """A range of the wait."""
    if low == 0:
        return f"最多{max(high, 1)}分钟"
    return f"大约{low}–{high}分钟" if low < high else f"大约{low}分钟"


def times(earliest: datetime, latest: datetime) -> str:
    """Between which times of day the call is expected."""
    return f"{clock_time(earliest)}–{clock_time(latest)}"


def windows(numbers: tuple[int, ...]) -> str:
    """Window numbers in words."""
    return f"{window_ranges(numbers)}号窗口"


def service_day(value: date) -> str:
    """The day on which the number holds."""
    return f"{day(value, 'zh')}，当天有效"


def go_to(window: int) -> tuple[str, str, str]:
    """The words before the window's number, the number, and the words after it."""
    return ("请到", str(window), "号窗口")


def at_window(window: int) -> str:
    """Where the number is being served."""
    return f"在{window}号窗口"


def kept(number: str, window: int | None) -> str:
    """Why the number is not called now: another one of the same citizen comes first."""
    if window is None:
        return f"{number}号办完就叫这个号，位置给您留着。"
    return f"您正在{window}号窗口办{number}号，这边的位置给您留着，办完接着叫。"


def machine_number(number: str) -> str:
    """The number that the hall's other ticket machine has for this one."""
    return f"大厅取号机上的号：{number}"


def headline(number: str, phase: str, window: int | None) -> str:
    """What a screen reader and the title of the page say."""
    if phase == "called" and window is not None:
        return f"{number}号：请到{window}号窗口"
    if phase == "serving" and window is not None:
        return f"{number}号：正在{window}号窗口办理"
    return f"{number}号：{STATES[phase]}"


def progress(ahead: int, low: int, high: int) -> str:
    """People ahead and the range in one sentence, for screen readers."""
    return f"{f'前面还有{people(ahead)}' if ahead else '前面没有人'}，还要等{minutes(low, high)}"


def give_up_ask(number: str) -> str:
    """Whether the citizen means it."""
    return f"真的要退掉{number}号吗？"


def late_more(places: int) -> str:
    """What running late does."""
    return f"往后挪{places}位，号码不变，不用重新取号。"


def rejoin_more(places: int) -> str:
    """What rejoining does."""
    return f"排在{places}位之后，只有一次机会。请到了大厅再按。"


def release_by(moment: datetime) -> str:
    """Until when a number is kept whose turn has passed."""
    return f"请在{clock_time(moment)}前报到，过时这个号就作废。"


def checked_in(moment: datetime) -> str:
    """When the citizen said to be in the hall."""
    return f"{clock_time(moment)} 已报到"


def forms(item: Material) -> list[str]:
    """Original and copies of a paper."""
    return (["原件"] if item.original else []) + ([f"复印件{item.copies}份"] if item.copies else [])


def condition(text: str) -> str:
    """When a conditional paper is wanted."""
    return f"什么时候要：{text}"


def plan(floor: str, marked: str) -> str:
    """What the picture of a floor shows."""
    return f"{floor}平面图，标出了{marked}和无障碍路线"


def plan_to_lift(floor: str) -> str:
    """What the picture of the way to the lift shows."""
    return f"{floor}平面图，标出了从主入口到电梯的无障碍路线"

"""Chinese words of the public pages. en.py has the same names; a test compares them."""

from __future__ import annotations

from assistant.rendering.formats import money, window_ranges
from catalog.model import Duration, Fee, FeePeriod, Material

LANG = "zh-CN"
OTHER = "en"
OTHER_NAME = "English"
SITE = "市民之家"
SKIP = "跳到正文"
ASK = "问助手"
ASK_HERE = "问助手"
ALL = "办事目录"
PERSON = "找人工"
LIST_TITLE = "办事目录"
LIST_SUMMARY = "市民之家能办的事：带什么、几号窗口、多少钱、要多久。"
SEARCH = "您要办什么事？"
SEARCH_HINT = "中文、拼音、首字母、英文都行，比如“换护照”“hzs”“passport”。"
FIND = "查找"
CLEAR = "清除"
BROWSE = "怎么看"
BY_DEPARTMENT = "按部门"
BY_LETTER = "按拼音"
LETTERS = "拼音首字母"
RESULTS = "查到的事项"
NOTHING = "没有查到。换个说法试试，或者直接问助手、打热线。"
MISSING_TITLE = "没有这个页面"
MISSING = "网址可能写错了，也可能这件事已经不在这里办。可以查目录，或者直接问助手。"
AT_A_GLANCE = "一眼看完"
MATERIALS = "要带什么"
WHERE = "在哪里办"
PHONE = "咨询电话"
FEE = "多少钱"
TIME = "要多久"
STEPS = "怎么办"
WHO = "谁能办"
PROXY = "能代办吗"
ONLINE = "网上能办吗"
OUTPUT = "办好拿到什么"
RELATED = "容易弄混的、相关的事"
NOTE = "提醒"
SOURCE = "资料来源"
CHECKED = "核对日期"
SHARE = "扫码打开这一页"
PRINT = "打印这一页"
HOURS = "开窗时间"
SAMPLE = "示例数据"
SAMPLE_NOTE = "窗口号、周末窗口和平面图布局是示例数据，以现场为准。"
CONDITIONAL = "看情况"
DEFERRABLE = "可以后补（容缺）"
TO_LIFT = "先从门口到电梯"
ONLINE_STATES = {"none": "看下面的说明", "appointment": "可以网上预约", "full": "可以全程网上办"}
PROXY_STATES = {True: "可以请人代办。", False: "一般要本人来办。"}
BY_EVENT = "按遇到的事"
PART_OF = "常和这些事一起办"
FLOOR_BY_FLOOR = "按楼层走"
BRING_ONCE_NOTE = "同一样东西只带一份，后面写着哪几件要用；复印件是各件加起来的份数。"
BRING_ALWAYS = "都要带"
BRING_FOR_STEP = "办到那一件就要带"
BRING_SOMETIMES = "看情况才要，具体看那一件的页面"
COMMA = "，"
HOME_TITLE = "市民之家助手"
HOME_DESCRIPTION = "市民之家的自动助手：要带什么、去哪个窗口、多少钱、要多久，还能取号。中文、英文都可以。"
HOME_HEADING = "您要办什么事？"
HOME_LEAD = "用自己的话说就行，中文、英文都可以。告诉您要带什么、去几楼几号窗口、多少钱、要多久，还能帮您取号。"
HOME_QUESTION = "您的问题"
HOME_ASK = "问助手"
HOME_EXAMPLES = "可以这样问"
STARTERS = ("护照到期了要带什么？", "市民卡丢了怎么办？", "公积金租房提取去哪个窗口？", "周末开门吗？")
HOME_NO_SCRIPT = "对话要打开浏览器的 JavaScript。不打开也能看办事目录，或者直接打电话："
HOME_WHAT = "这是什么"
HOME_POINTS = (
    (
        "自动助手，不是真人",
        "只按中心的办事记录回答，写明依据和核对日期；记录里没有的，会直说。要找人，随时打上面的电话。",
    ),
    ("不用登录", "不留姓名。身份证号、手机号、银行卡号会先遮住再保存；对话只存在中心的服务器上，随时可以清除。"),
    ("看得清，听得见", "点“长辈版”字会变大；回答可以读给您听，也可以说给它听；清单可以打印。"),
)
HOME_WAYS = "别的办法"
HOME_ALL = "查办事目录"
HOME_ALL_MORE = "按部门、按拼音查，每件事一页，可以打印。"
HOME_CHAT = "整页对话"
HOME_CHAT_MORE = "不要小窗口，用整个屏幕问。"
HOME_VISIT = "到中心来"
HOME_CALL = "打电话问人"
HOME_UNCONFIRMED = "还要中心确认的资料"
HOME_EMBED = "放到您单位的网站上"
HOME_EMBED_MORE = "在网页里加上这一行；网站的地址要先由中心登记。"
CHAT_TITLE = "问助手"
SIZE = "长辈版"


def found(count: int) -> str:
    """How many a search found."""
    return f"查到{count}项"


def windows(numbers: tuple[int, ...]) -> str:
    """Window numbers in words."""
    return f"{window_ranges(numbers)}号窗口"


def weekend(numbers: tuple[int, ...]) -> str:
    """Which of a matter's windows open at weekends."""
    return f"周末开{windows(numbers)}" if numbers else "周末不开窗"


def forms(item: Material) -> list[str]:
    """Original and copies of a paper."""
    return (["原件"] if item.original else []) + ([f"复印件{item.copies}份"] if item.copies else [])


def condition(text: str) -> str:
    """When a conditional paper is wanted."""
    return f"什么时候要：{text}"


def fee(cost: Fee | FeePeriod | None) -> str:
    """What it costs; None where the record gives no fee for the day."""
    if cost is None:
        return "以窗口告知为准"
    if cost.text is not None:
        return cost.text.zh
    return f"{money(cost.amount)}元" if cost.amount else "不收费"


def fee_from(period: FeePeriod) -> str:
    """What it will cost from a day on."""
    return f"{period.valid_from.isoformat()}起：{fee(period)}"


def duration(limit: Duration) -> list[str]:
    """How long it takes, each limit in words."""
    if limit.immediate:
        return ["材料齐全，当场办好"]
    days = [f"{limit.promised_days}个工作日内办好"] if limit.promised_days is not None else []
    days += [f"法律规定最长{limit.statutory_days}个工作日"] if limit.statutory_days is not None else []
    return days or ["以窗口告知为准"]


def plan(floor: str, marked: str) -> str:
    """What the picture of a floor shows."""
    return f"{floor}平面图，标出了{marked}和无障碍路线"


def plan_to_lift(floor: str) -> str:
    """What the picture of the way to the lift shows."""
    return f"{floor}平面图，标出了从主入口到电梯的无障碍路线"


def page_title(name: str) -> str:
    """Title of a transaction's page."""
    return f"{name}：要带什么、去哪办、多少钱｜市民之家"


def journey_title(name: str) -> str:
    """Title of a life event's page."""
    return f"{name}：先办什么、后办什么、带什么｜市民之家"


def steps(count: int) -> str:
    """How many matters a life event has."""
    return f"{count}件事"


def sentence(text: str) -> str:
    """A phrase of a record as a sentence."""
    return text if text.endswith("。") else f"{text}。"


def when(text: str) -> str:
    """By when a step is done."""
    return f"时间：{text}"


def opening(opens: str, closes: str) -> str:
    """When the center is open."""
    return f"周一至周五 {opens}–{closes}，周末以公告为准"

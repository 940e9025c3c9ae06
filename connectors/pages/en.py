"""English words of the public pages. zh.py has the same names; a test compares them."""

from __future__ import annotations

from assistant.rendering.formats import money, window_ranges
from catalog.model import Duration, Fee, FeePeriod, Material

LANG = "en"
OTHER = "zh"
OTHER_NAME = "中文"
SITE = "Citizen Home"
SKIP = "Skip to the content"
ASK = "Ask the assistant"
ASK_HERE = "Ask"
ALL = "All services"
PERSON = "Talk to a person"
LIST_TITLE = "What you can do here"
LIST_SUMMARY = "What Citizen Home handles: what to bring, which window, what it costs and how long it takes."
SEARCH = "What do you need to do?"
SEARCH_HINT = "In English, Chinese, pinyin or initials, such as “passport”, “换护照” or “hzs”."
FIND = "Search"
CLEAR = "Clear"
BROWSE = "Order"
BY_DEPARTMENT = "By department"
BY_LETTER = "A to Z"
LETTERS = "First letter"
RESULTS = "Services found"
NOTHING = "Nothing found. Try other words, ask the assistant, or ring the hotline."
MISSING_TITLE = "There is no such page"
MISSING = (
    "The address may be misspelt, or this service is no longer handled here. Look in the list, or ask the assistant."
)
AT_A_GLANCE = "At a glance"
MATERIALS = "What to bring"
WHERE = "Where to go"
PHONE = "Phone"
FEE = "Cost"
TIME = "How long"
STEPS = "Steps"
WHO = "Who can apply"
PROXY = "Can someone else do it for me?"
ONLINE = "Can it be done online?"
OUTPUT = "What you get"
RELATED = "Related and easily confused"
NOTE = "Please note"
SOURCE = "Source"
CHECKED = "Last checked on"
SHARE = "Scan to open this page"
PRINT = "Print this page"
HOURS = "Opening times"
SAMPLE = "Sample data"
SAMPLE_NOTE = "Window numbers, weekend windows and the layout of the plan are sample data; go by the signs in the hall."
CONDITIONAL = "only for some"
DEFERRABLE = "may follow later"
TO_LIFT = "First from the entrance to the lift"
ONLINE_STATES = {"none": "See below", "appointment": "Can be booked online", "full": "Entirely online"}
PROXY_STATES = {True: "Someone else may do it for you.", False: "As a rule you have to come yourself."}
BY_EVENT = "By life event"
PART_OF = "Often done together with"
FLOOR_BY_FLOOR = "Floor by floor"
BRING_ONCE_NOTE = (
    "One set serves all the steps; the steps that ask for a paper are named, photocopies are counted together."
)
BRING_ALWAYS = "Bring in any case"
BRING_FOR_STEP = "Needed if you do that step"
BRING_SOMETIMES = "Only in certain cases; see the page of that step"
COMMA = ", "
HOME_TITLE = "Citizen Home assistant"
HOME_DESCRIPTION = (
    "The center's automatic assistant, in Chinese and English: what to bring, which window, cost, time, queue numbers."
)
HOME_HEADING = "What do you need to do?"
HOME_LEAD = (
    "Say it in your own words, in Chinese or English. You hear what to bring, which floor and window, what it costs "
    "and how long it takes, and you can get a queue number."
)
HOME_QUESTION = "Your question"
HOME_ASK = "Ask"
HOME_EXAMPLES = "You could ask"
STARTERS = (
    "What do I bring to renew my passport?",
    "I lost my citizen card",
    "Which window for a housing fund rent withdrawal?",
    "Are you open at weekends?",
)
HOME_NO_SCRIPT = "The chat needs JavaScript. Without it you can read about all services, or call:"
HOME_WHAT = "What this is"
HOME_POINTS = (
    (
        "An automatic assistant, not a person",
        "It answers only from the center’s records, with their source and the day they were checked, and says so where "
        "they hold nothing. For a person, call the number above at any time.",
    ),
    (
        "No login",
        "No name needed. ID, mobile and bank card numbers are masked before anything is kept; conversations stay on "
        "the center’s own server, and you can clear yours at any time.",
    ),
    (
        "Easy to see and hear",
        "“Large text” makes everything bigger; answers can be read to you, you can speak your question, and checklists "
        "can be printed.",
    ),
)
HOME_WAYS = "Other ways"
HOME_ALL = "Browse all services"
HOME_ALL_MORE = "By department or A to Z, one page each, made for printing."
HOME_CHAT = "Chat on a whole page"
HOME_CHAT_MORE = "The same assistant without the small window."
HOME_VISIT = "Come to the center"
HOME_CALL = "Call and ask a person"
HOME_UNCONFIRMED = "Still to be confirmed by the center"
HOME_EMBED = "Put it on your own website"
HOME_EMBED_MORE = "Add this line to your pages; the center has to register the site’s address first."
CHAT_TITLE = "Ask the assistant"
SIZE = "Large text"


def found(count: int) -> str:
    """How many a search found."""
    return f"{count} found"


def windows(numbers: tuple[int, ...]) -> str:
    """Window numbers in words."""
    return f"window{'s' if len(numbers) > 1 else ''} {window_ranges(numbers)}"


def weekend(numbers: tuple[int, ...]) -> str:
    """Which of a matter's windows open at weekends."""
    return f"Open at weekends: {windows(numbers)}" if numbers else "Closed at weekends"


def forms(item: Material) -> list[str]:
    """Original and copies of a paper."""
    copies = [f"{item.copies} photocop{'ies' if item.copies > 1 else 'y'}"] if item.copies else []
    return (["original"] if item.original else []) + copies


def condition(text: str) -> str:
    """When a conditional paper is wanted."""
    return f"Only {text}"


def fee(cost: Fee | FeePeriod | None) -> str:
    """What it costs; None where the record gives no fee for the day."""
    if cost is None:
        return "The window tells you"
    if cost.text is not None:
        return cost.text.en
    return f"{money(cost.amount)} yuan" if cost.amount else "Free of charge"


def fee_from(period: FeePeriod) -> str:
    """What it will cost from a day on."""
    return f"From {period.valid_from.isoformat()}: {fee(period)}"


def duration(limit: Duration) -> list[str]:
    """How long it takes, each limit in words."""
    if limit.immediate:
        return ["Done while you wait, if your papers are complete"]
    days = [f"Within {_days(limit.promised_days)}"] if limit.promised_days is not None else []
    days += (
        [f"{'by' if days else 'By'} law {_days(limit.statutory_days)} at most"]
        if limit.statutory_days is not None
        else []
    )
    return days or ["The window tells you"]


def plan(floor: str, marked: str) -> str:
    """What the picture of a floor shows."""
    return f"Plan of {floor} with {marked} marked and the step-free way"


def plan_to_lift(floor: str) -> str:
    """What the picture of the way to the lift shows."""
    return f"Plan of {floor} with the step-free way from the main entrance to the lift"


def page_title(name: str) -> str:
    """Title of a transaction's page."""
    return f"{name}: what to bring, where to go, what it costs | Citizen Home"


def journey_title(name: str) -> str:
    """Title of a life event's page."""
    return f"{name}: what to do first, what next, what to bring | Citizen Home"


def steps(count: int) -> str:
    """How many matters a life event has."""
    return f"{count} services"


def sentence(text: str) -> str:
    """A phrase of a record as a sentence."""
    return f"{text[0].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")


def when(text: str) -> str:
    """By when a step is done."""
    return f"When: {text}"


def _days(count: int) -> str:
    return f"{count} working day{'' if count == 1 else 's'}"


def opening(opens: str, closes: str) -> str:
    """When the center is open."""
    return f"Monday to Friday {opens}–{closes}; weekends as posted"

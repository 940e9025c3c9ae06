"""English words of a citizen's ticket page. zh.py has the same names; a test compares them."""

from __future__ import annotations

from datetime import date, datetime

from assistant.rendering.formats import clock_time, day, window_ranges
from catalog.model import Material

LANG = "en"
OTHER = "zh"
OTHER_NAME = "中文"
SITE = "Citizen Home"
SKIP = "Skip to the content"
PERSON = "Talk to a person"
ASK = "Ask the assistant"
YOUR_NUMBER = "Your number"
AHEAD = "Ahead of you"
WAIT = "Wait"
ABOUT = "Called at about"
WHERE = "Where to go"
DAY = "Valid on"
NOW_CALLING = "Now calling"
TITLE = "My number"
CHECK_IN = "I am in the hall"
CHECK_IN_WHY = "Press this once you have arrived. You are not called before."
CODE = "Code at the entrance"
BAD_CODE = "That code is not right. Please look at today's code at the entrance and try again."
LATE = "Running late"
LATE_YES = "Move me back"
REJOIN = "I am here: queue again"
GIVE_UP = "Can't come: give it up"
GIVE_UP_MORE = "A number given up can't be restored; you would take a new one and queue again."
GIVE_UP_YES = "Yes, give it up"
BRING = "What to bring"
BRING_HINT = "Tick what you have ready. The window sees what is still lacking, not who you are."
SAVE = "Save the ticks"
NOT_SAVED = "That tick was not saved. Please tick it again."
PLAN = "The way there"
TO_LIFT = "First from the entrance to the lift"
SAMPLE = "Sample data"
SAMPLE_NOTE = "Window numbers and the layout of the plan are sample data; go by what you see in the hall."
KEEP = "Keep this number at hand"
QR = "Scan with another phone to open this number"
PRINT = "Print a small card"
CARD_NOTE = "The screens in the hall call the numbers. Scan to see where the queue stands."
PRIVATE = "Whoever has this address or code can see and give up this number. Please do not pass it to groups."
SIZE = "Large text"
SOUND_ON = "Ring when called: on"
SOUND_OFF = "Ring when called: off"
LIVE = "Live"
LOST = "Connection lost: what you see may be out of date. Reconnecting; please watch the screens in the hall as well."
NOT_SENT = "That was not sent and nothing has changed. Please check your connection and press again."
UPDATED = "Updated at"
MATTER_PAGE = "All about this service"
NEW_NUMBER = "Take a new number"
CONDITIONAL = "only for some"
DEFERRABLE = "may follow later"
COMMA = ", "
MACHINE_UNKNOWN = "The hall's ticket machine has not confirmed its own number yet; your place here holds."
VISIT = "Your visit, in this order"
VISIT_HINT = "One check-in is for all of them. Whoever has this address can see and give up these numbers too."
ARRIVE_TITLE = "Check in at the hall"
ARRIVE_CODE = "Today's code"
ARRIVE_STEPS = (
    "Open your number: “Follow it and check in” in the chat, or scan the code on your number.",
    "Press “I am in the hall”. If it asks for a code, enter the one above.",
    "Once it says “Checked in”, take a seat. Your phone tells you when your turn is near.",
)
ARRIVE_NONE = "No number yet? Ask the assistant for one, or a volunteer in the hall."
MISSING_TITLE = "No such number"
MISSING = (
    "There is no number at this address. Please check the address, or scan the code again. "
    "Numbers are for one day, and old ones are cleared after a while."
)
BUSY_TITLE = "One moment, please"
BUSY = "This was opened too often. Please try again in a minute; your number is not affected."
DOWN_TITLE = "Can't be shown right now"
DOWN = (
    "The ticket system can't be reached. Your number is not lost; reload in a moment and watch the screens in the hall."
)
HELP = "If you need help, ask a volunteer in the hall or ring"
REFUSED = "This number's turn has come, or it is over, so nothing was changed. This is how it stands now."

STATES = {
    "waiting": "Waiting",
    "near": "Nearly your turn",
    "passed": "Passed over",
    "hold": "Put aside",
    "called": "Your turn",
    "serving": "Being served",
    "served": "Done",
    "missed": "Missed",
    "cancelled": "Given up",
    "expired": "Expired",
}
NEXT = {
    "waiting": "No need to stand in line. This page keeps itself up to date and tells you when your turn is near.",
    "near": "Please take a seat near the windows, listen for your number and watch the screens.",
    "passed": "Your turn came before you had checked in, so others went first. Please check in as soon as you arrive.",
    "hold": "The window waits for what is lacking. Go back to it once you have it; you need no new number.",
    "called": "Please go there now and show this number on your phone.",
    "serving": "Please hand your papers to the person at the window.",
    "served": "Thank you for coming.",
    "missed": "Your number was called and you were not there. In the hall you can queue again; "
    "otherwise ask a volunteer or take a new number.",
    "cancelled": "This number has been given up and will not be called. Take a new one when you need it.",
    "expired": "A number holds for its day only. Please take a new one if you still need it.",
}


def people(count: int) -> str:
    """People ahead."""
    return {0: "nobody", 1: "1 person"}.get(count, f"{count} people")


def minutes(low: int, high: int) -> str:
    """A range of the wait."""
    if low == 0:
        return f"at most {max(high, 1)} min"
    return f"about {low}–{high} min" if low < high else f"about {low} min"


def times(earliest: datetime, latest: datetime) -> str:
    """Between which times of day the call is expected."""
    return f"{clock_time(earliest)}–{clock_time(latest)}"


def windows(numbers: tuple[int, ...]) -> str:
    """Window numbers in words."""
    return f"window{'s' if len(numbers) > 1 else ''} {window_ranges(numbers)}"


def service_day(value: date) -> str:
    """The day on which the number holds."""
    return f"{day(value, 'en')}, that day only"


def go_to(window: int) -> tuple[str, str, str]:
    """The words before the window's number, the number, and the words after it."""
    return ("Go to window", str(window), "")


def at_window(window: int) -> str:
    """Where the number is being served."""
    return f"At window {window}"


def kept(number: str, window: int | None) -> str:
    """Why the number is not called now: another one of the same citizen comes first."""
    if window is None:
        return f"This one is called once {number} is done. Your place is kept."
    return f"You are at window {window} with {number}. Your place here is kept; you are called after that."


def machine_number(number: str) -> str:
    """The number that the hall's other ticket machine has for this one."""
    return f"At the hall's ticket machine: {number}"


def headline(number: str, phase: str, window: int | None) -> str:
    """What a screen reader and the title of the page say."""
    if phase == "called" and window is not None:
        return f"{number}: go to window {window}"
    if phase == "serving" and window is not None:
        return f"{number}: being served at window {window}"
    return f"{number}: {STATES[phase].lower()}"


def progress(ahead: int, low: int, high: int) -> str:
    """People ahead and the range in one sentence, for screen readers."""
    return f"{people(ahead)} ahead of you, wait {minutes(low, high)}"


def give_up_ask(number: str) -> str:
    """Whether the citizen means it."""
    return f"Really give up {number}?"


def late_more(places: int) -> str:
    """What running late does."""
    return f"You are moved {places} places back and keep your number."


def rejoin_more(places: int) -> str:
    """What rejoining does."""
    return f"You are put {places} places back in the line, once only. Please press this in the hall."


def release_by(moment: datetime) -> str:
    """Until when a number is kept whose turn has passed."""
    return f"Check in before {clock_time(moment)}, or this number is given away."


def checked_in(moment: datetime) -> str:
    """When the citizen said to be in the hall."""
    return f"Checked in at {clock_time(moment)}"


def forms(item: Material) -> list[str]:
    """Original and copies of a paper."""
    copies = f"{item.copies} {'copy' if item.copies == 1 else 'copies'}"
    return (["original"] if item.original else []) + ([copies] if item.copies else [])


def condition(text: str) -> str:
    """When a conditional paper is wanted."""
    return f"Only {text}"


def plan(floor: str, marked: str) -> str:
    """What the picture of a floor shows."""
    return f"Plan of {floor} with {marked.lower()} and the step-free way marked"


def plan_to_lift(floor: str) -> str:
    """What the picture of the way to the lift shows."""
    return f"Plan of {floor} with the step-free way from the main entrance to the lift marked"

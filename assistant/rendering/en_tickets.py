"""What is said in English about places, queues and queue numbers. zh_tickets.py has the same names."""

from __future__ import annotations

from assistant.rendering.facts import TicketFacts, WaitFacts
from assistant.rendering.formats import clock_time, day, window_ranges

TICKET_TITLES = {
    "give_up": "Give up this number",
    "give_up_all": "Give up all of them",
    "keep": "Keep them",
    "check_in": "I am in the hall",
    "late": "I am running late",
    "rejoin": "I am back, put me in the line",
    "ready": "I have all the papers",
    "missing": "I lack a paper",
}


def floor(name: str) -> str:
    """A floor in words."""
    return {"1F": "1F (ground floor)", "2F": "2F (upstairs)", "B1": "B1 (basement)"}[name]


def window_list(windows: tuple[int, ...]) -> str:
    """Windows in words."""
    return f"window{'s' if len(windows) > 1 else ''} {window_ranges(windows)}"


def place(name: str, windows: tuple[int, ...]) -> str:
    """Floor and windows in words."""
    return f"{floor(name)}, {window_list(windows)}"


def people_ahead(facts: WaitFacts) -> str:
    """People ahead and the waiting range."""
    people = {0: "nobody is", 1: "1 person is"}.get(facts.ahead, f"{facts.ahead} people are")
    return f"{people} ahead of you, {_wait(facts.low, facts.high)}"


def _wait(low: int, high: int) -> str:
    """A wait in minutes; a range from zero is told by its end."""
    if low == 0:
        return f"the wait is at most {_minutes(max(high, 1))}"
    return f"the wait is about {low} to {high} minutes" if low < high else f"the wait is about {_minutes(low)}"


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"


def ticket_issued(facts: TicketFacts) -> str:
    """A number was issued."""
    return (
        f'Your number is {facts.number}, for "{facts.matter.en}".\n'
        f"Valid on {day(facts.service_date, 'en')} at {place(facts.floor, facts.windows)}.\n"
        f"Right now {people_ahead(facts.wait)} (an estimate from the windows' recent pace). "
        f"{_must_check_in(facts)}"
        "Watch the screen in the hall; if you can't make it, just tell me to cancel."
    )


def ticket_already(facts: TicketFacts) -> str:
    """There is an active number for that queue."""
    return (
        f"You already hold a number for these windows: {facts.number}. Right now {people_ahead(facts.wait)}. "
        f"{place(facts.floor, facts.windows)}."
    )


def ticket_status(facts: TicketFacts) -> str:
    """Where a number stands."""
    number = f'Your number is {facts.number} ("{facts.matter.en}")'
    where = place(facts.floor, facts.windows)
    serving = f" Now calling {facts.now_serving}." if facts.now_serving else ""
    said = {
        "waiting": f"still waiting, {people_ahead(facts.wait)}.{serving} {where}.{_kept(facts)}",
        "called": f"you have been called, please go to window {facts.window} ({floor(facts.floor)}) now.",
        "serving": f"you are being served at window {facts.window}.",
        "served": "it has been served.",
        "missed": "it was called and you were not there; "
        'tell the window, or me, "I am back" to be put in the line again.',
        "cancelled": "it has been given up.",
        "expired": "it has expired; please take a new one.",
    }[facts.status]
    return f"{number}: {said}"


def _kept(facts: TicketFacts) -> str:
    """Why it is not called now though it waits: another number of the citizen's comes first."""
    if facts.kept_for is None:
        return ""
    if facts.kept_window is None:
        return f" It is called once {facts.kept_for} is done; your place is kept."
    return f" You are at window {facts.kept_window} with {facts.kept_for}; your place here is kept."


def ticket_cancelled(facts: TicketFacts) -> str:
    """A number was given up."""
    return (
        f'Number {facts.number} ("{facts.matter.en}") has been given up. '
        "Thanks for telling me; take a new one any time."
    )


def no_number_yet() -> str:
    """No number is held; how the queue stands follows."""
    return "You hold no number yet. "


def ticket_none() -> str:
    """There is no number."""
    return "You hold no number here. If you want one, tell me what it is for."


def ticket_not_cancellable(facts: TicketFacts) -> str:
    """The number can no longer be given up."""
    return f"Number {facts.number} is no longer waiting, so it can't be given up."


def wait_now(facts: WaitFacts) -> str:
    """The waiting time of a queue, now, and the hour with the shortest usual wait."""
    quiet = ""
    if facts.quiet is not None:
        days = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")
        weekday = days[facts.quiet.weekday]
        about = f"about {facts.quiet.minutes} minutes"
        when = f"{weekday} from {facts.quiet.hour} o'clock"
        quiet = f" In the last weeks the wait was shortest on {when}, {about}."
    return f'"{facts.matter.en}": {people_ahead(facts)}. {place(facts.floor, facts.windows)}.{quiet}'


def closed(facts: WaitFacts) -> str:
    """No number can be issued now."""
    when = (
        f" Numbers are issued next on {day(facts.opens_at.date(), 'en')} from {clock_time(facts.opens_at)}."
        if facts.opens_at
        else ""
    )
    return (
        f'No number can be issued for "{facts.matter.en}" now: it is too early, or too late to be served today.{when}'
    )


def full(facts: WaitFacts) -> str:
    """The day's numbers are out."""
    return f'Today\'s numbers for "{facts.matter.en}" are all taken.'


def tickets_unavailable() -> str:
    """The ledger can't be reached."""
    return (
        "The ticket system can't be reached right now, and no number was issued. "
        "Please try again shortly, or take one in the hall."
    )


def i_lack(name: str) -> str:
    """One of the materials is not at hand."""
    return f"I lack: {name}"


def _must_check_in(facts: TicketFacts) -> str:
    """A number taken outside the hall is called only after check-in."""
    return (
        'In the hall, check in first (the code at the entrance, or tell me "I\'m here"): you are not called before. '
        if facts.needs_check_in
        else ""
    )


def ticket_checked_in(facts: TicketFacts) -> str:
    """The citizen has come."""
    where = place(facts.floor, facts.windows)
    return f"You are checked in: {facts.number}. Right now {people_ahead(facts.wait)}. {where}."


def ticket_moved_back(facts: TicketFacts) -> str:
    """The number went some places back."""
    return f"Number {facts.number} has been moved back; now {people_ahead(facts.wait)}."


def ticket_ready(facts: TicketFacts) -> str:
    """What the citizen brings, and what is lacking."""
    if not facts.lacks:
        return f"Noted: you have all the papers for {facts.number}; the window can see it."
    lacking = "; ".join(facts.materials[place].en for place in facts.lacks)
    return (
        f"Noted: for {facts.number} you lack {lacking}. Without it the trip may be in vain: "
        "please look at the list of materials, or ask the window whether it can follow later."
    )


def ticket_not_possible(facts: TicketFacts) -> str:
    """The number's state does not allow that."""
    return f"That can't be done with number {facts.number} now."


def ticket_code_needed(facts: TicketFacts) -> str:
    """Check-in goes by the code at the entrance only."""
    return f"To check in with {facts.number}, scan the code at the entrance of the hall, or ask a volunteer."


def remote_full(facts: WaitFacts) -> str:
    """The numbers for taking outside the hall are out."""
    return (
        f'The numbers for "{facts.matter.en}" that can be taken online today are all taken; '
        "the rest are kept for those who come. Please take one in the hall."
    )


def too_many_today(facts: WaitFacts) -> str:
    """The citizen's numbers of the day are used up."""
    return (
        "You have taken or given up as many numbers today as one may. "
        f'Please take one for "{facts.matter.en}" from a volunteer in the hall.'
    )


def cooling_down(facts: WaitFacts) -> str:
    """After missed turns numbers are given in the hall only."""
    return (
        "Because turns were missed in the last days, no number can be taken online for a while. "
        f'Please take one for "{facts.matter.en}" in the hall.'
    )


def ticket_which_lacking(facts: TicketFacts) -> str:
    """Asks which of the materials is not at hand."""
    return f"Which paper do you lack for {facts.number}? Tap it; several can be tapped in turn."


def _numbers(tickets: tuple[TicketFacts, ...]) -> str:
    return ", ".join(f"{one.number} ({one.matter.en})" for one in tickets)


def give_up_which(tickets: tuple[TicketFacts, ...]) -> str:
    """Asks which of several numbers is given up."""
    return f"You hold {len(tickets)} numbers for this visit: {_numbers(tickets)}. Which one do you want to give up?"


def give_up_this(facts: TicketFacts) -> str:
    """A choice: gives up this number."""
    return f"Give up {facts.number}: {facts.matter.en}"


def give_up_all(tickets: tuple[TicketFacts, ...]) -> str:
    """Asks before several numbers are given up."""
    return (
        f"Give up all {len(tickets)} numbers: {_numbers(tickets)}? "
        "They can't be brought back; you would have to take new ones."
    )


def given_up(gone: tuple[TicketFacts, ...], left: tuple[TicketFacts, ...]) -> str:
    """Several numbers were given up; some may have been called meanwhile."""
    count = f"{len(gone)} number{'s' if len(gone) > 1 else ''}"
    said = f"You have given up {count}: {_numbers(gone)}." if gone else "No number was given up."
    return said + (f" No longer in the line, so it can't be given up: {_numbers(left)}." if left else "")


def numbers_kept(tickets: tuple[TicketFacts, ...]) -> str:
    """No number was given up."""
    return f"Nothing was given up. You still hold {_numbers(tickets)}."

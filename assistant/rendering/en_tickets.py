"""What is said in English about places, queues and queue numbers. zh_tickets.py has the same names."""

from __future__ import annotations

from assistant.rendering.facts import TicketFacts, WaitFacts
from assistant.rendering.formats import clock_time, day, window_ranges


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
    if facts.ahead == 0:
        return f"nobody is ahead of you, expect to wait {facts.low} to {facts.high} minutes"
    people = "1 person is" if facts.ahead == 1 else f"{facts.ahead} people are"
    return f"{people} ahead of you, expect to wait {facts.low} to {facts.high} minutes"


def ticket_issued(facts: TicketFacts) -> str:
    """A number was issued."""
    return (
        f'Your number is {facts.number}, for "{facts.matter.en}".\n'
        f"Valid on {day(facts.service_date, 'en')} at {place(facts.floor, facts.windows)}.\n"
        f"Right now {people_ahead(facts.wait)} (an estimate from the windows' recent pace). "
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
        "waiting": f"still waiting, {people_ahead(facts.wait)}.{serving} {where}.",
        "called": f"you have been called, please go to window {facts.window} ({floor(facts.floor)}) now.",
        "serving": f"you are being served at window {facts.window}.",
        "served": "it has been served.",
        "missed": "it was called and you were not there; take a new number or ask a volunteer near the windows.",
        "cancelled": "it has been given up.",
        "expired": "it has expired; please take a new one.",
    }[facts.status]
    return f"{number}: {said}"


def ticket_cancelled(facts: TicketFacts) -> str:
    """A number was given up."""
    return (
        f'Number {facts.number} ("{facts.matter.en}") has been given up. '
        "Thanks for telling me; take a new one any time."
    )


def ticket_none() -> str:
    """There is no number."""
    return "You hold no number here. If you want one, tell me what it is for."


def ticket_not_cancellable(facts: TicketFacts) -> str:
    """The number can no longer be given up."""
    return f"Number {facts.number} is no longer waiting, so it can't be given up."


def wait_now(facts: WaitFacts) -> str:
    """The waiting time of a queue, now."""
    return f'"{facts.matter.en}": {people_ahead(facts)}. {place(facts.floor, facts.windows)}.'


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

"""What is said in English in messengers only. zh_channels.py has the same names."""

from __future__ import annotations

from assistant.rendering.en_tickets import place
from assistant.rendering.facts import TicketFacts

COMMANDS = {
    "start": "Start the conversation",
    "help": "What I can do for you",
    "ticket": "Where is my number",
    "language": "Choose the language",
    "forget": "Delete my conversation",
}
TICKET_PAGE = "Open the ticket's page: "
FLOOR_PLAN = "See the floor plan: "
MENU = {
    "ask": "Ask a question",
    "ticket": "My number",
    "more": "More",
    "hours": "Opening times",
    "person": "A person",
    "help": "Help",
}


def push_called(facts: TicketFacts) -> str:
    """A window calls the number."""
    window = (facts.window,) if facts.window else facts.windows
    where = place(facts.floor, window)
    return f'It is your turn: number {facts.number}, please go to {where}, for "{facts.matter.en}".'


def push_near_turn(facts: TicketFacts) -> str:
    """The number is called soon."""
    where, ahead = place(facts.floor, facts.windows), facts.wait.ahead
    people = "1 person is" if ahead == 1 else f"{ahead} people are"
    return f'Nearly your turn: {people} ahead of number {facts.number} ("{facts.matter.en}"). Please wait near {where}.'


def push_missed(facts: TicketFacts) -> str:
    """The number was called and nobody came."""
    return (
        f'Number {facts.number} ("{facts.matter.en}") was called and you were not there. '
        'Ask at the window, or tell me "I\'m back": you are put back in the line, once.'
    )


def push_requeued(facts: TicketFacts) -> str:
    """A missed number waits again."""
    people = "1 person" if facts.wait.ahead == 1 else f"{facts.wait.ahead} people"
    told = f'Number {facts.number} ("{facts.matter.en}") is in the line again, {people} ahead.'
    return f"{told} Please stay near: {place(facts.floor, facts.windows)}."


def push_turn_passed(facts: TicketFacts) -> str:
    """The turn came before the citizen checked in."""
    return (
        f'The turn of number {facts.number} ("{facts.matter.en}") has come, and you are not checked in. '
        f"Check in when you are in the hall ({place(facts.floor, facts.windows)}): you then go behind the next ones."
    )


def privacy_abroad() -> str:
    """The messenger is a foreign service."""
    return (
        "Please note: this messenger is a service abroad. Don't send ID or phone numbers or other personal data here; "
        "asking and taking a number need none."
    )


def only_text() -> str:
    """A picture, a voice message or the like has come."""
    return (
        "Thank you, but I can read text only. Please write in one sentence what you need, "
        'such as "my passport is expiring".'
    )


def came_too_late() -> str:
    """A message was kept, but can't be acted upon any more."""
    return "Sorry, we could not deal with a message of yours in time. Please send it again."


def old_button() -> str:
    """A button is no longer known."""
    return "That button is from an earlier conversation and no longer works. Just tell me what you need."


def link_refused() -> str:
    """A link can't be used."""
    return (
        "That link has been used or has expired. Please scan a new one on the page it came from, "
        "or just tell me what you need."
    )


def link_continued() -> str:
    """Another conversation goes on here."""
    return "Here we go on with your conversation. What else would you like to know?"


def link_followed(facts: TicketFacts) -> str:
    """A ticket is followed here."""
    return f'All right: I tell you here when number {facts.number} ("{facts.matter.en}") is near and when it is called.'


def forgotten() -> str:
    """The conversation is deleted."""
    return "This conversation has been deleted. Ask me again any time."


def forgotten_but_numbers() -> str:
    """The conversation is deleted, numbers are still followed."""
    return "This conversation has been deleted. Numbers you hold stay good, and I tell you when they are called."


def choose_language() -> str:
    """Which language."""
    return "Please choose a language."


def language_chosen() -> str:
    """From now on in this language."""
    return "All right, English it is. Whichever language you ask in, I answer in that one."


def starting() -> str:
    """The assistant is not ready yet."""
    return "I am just starting up. Please send that again in a moment."


def number_to_choose(count: int) -> str:
    """Choices are made by number here."""
    return f"Reply 1-{count} to choose" if count > 1 else "Reply 1 to choose"

"""What is said in English about several matters in one visit. zh_visits.py has the same names."""

from __future__ import annotations

from assistant.rendering.en_tickets import place
from assistant.rendering.facts import VisitFacts, VisitStopFacts
from assistant.rendering.formats import clock_time, sentence_list

TAKE_ALL = "Take all these numbers"
PLAN_VISIT = "Numbers for all steps at once"


def visit_names(facts: VisitStopFacts) -> str:
    """The matters of one stop."""
    return sentence_list([matter.en for matter in facts.matters], "en")


def visit_stop(facts: VisitStopFacts) -> str:
    """One stop: number if there is one, matters, place, about when."""
    number = f"{facts.number}: " if facts.number else ""
    when = f"{clock_time(facts.earliest)} to {clock_time(facts.latest)}"
    same = " (one number for these)" if len(facts.matters) > 1 else ""
    return f"{facts.step}. {number}{visit_names(facts)}{same}: {place(facts.floor, facts.windows)}, about {when}."


def _whole(facts: VisitFacts) -> str:
    walk = f"about {facts.walk} minute{'' if facts.walk == 1 else 's'} on foot"
    return f"All done by about {clock_time(facts.done_from)} to {clock_time(facts.done_to)}, with {walk}."


def _held(facts: VisitFacts) -> str:
    if facts.in_order:
        return "Each number is called once the one before it is done; your places are kept meanwhile."
    return "While you are at one window your other number keeps its place, and is called after that."


def visit_plan(facts: VisitFacts) -> str:
    """The plan of a visit, to be confirmed."""
    count = len(facts.stops)
    why = "in the order the steps need" if facts.in_order else "in the order with the least waiting and walking"
    unheard = "\nOne thing you named I could not place; please ask about it separately." if facts.unheard else ""
    more = "\nOne visit can't hold all of them; please take the rest afterwards." if facts.left_out else ""
    numbers = "one number" if count == 1 else f"{count} numbers"
    return "\n".join(
        [
            f"In one visit, {why}:",
            *(visit_stop(stop) for stop in facts.stops),
            _whole(facts),
            f"{_held(facts)} Shall I take the {numbers} together? None is taken before you confirm.{unheard}{more}",
        ]
    )


def visit_issued(facts: VisitFacts) -> str:
    """The numbers of a visit were issued."""
    return "\n".join(
        [
            f"Taken together, {len(facts.stops)} in all:",
            *(visit_stop(stop) for stop in facts.stops),
            _whole(facts),
            f'{_held(facts)} In the hall check in once (the code at the entrance, or tell me "I\'m here").',
        ]
    )


def visit_which() -> str:
    """One of the matters is not clear yet."""
    return "For the visit I need to know which one you mean:"


def visit_refused(facts: VisitStopFacts) -> str:
    """None of the numbers was issued, because of one matter."""
    return f'None of the numbers was taken: "{visit_names(facts)}" can\'t be had now.'


def visit_without(name: str) -> str:
    """A choice: the same visit without one matter."""
    return f"Without: {name}"


def visit_with(name: str, condition: str) -> str:
    """A choice: the same visit with one more step, which only some people need."""
    return f"Add: {name} ({condition})"

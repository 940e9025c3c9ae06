"""What is said in English about life events. zh_journeys.py has the same names."""

from __future__ import annotations

from assistant.rendering.en_tickets import floor, place
from assistant.rendering.facts import JourneyFacts, JourneyStepFacts
from assistant.rendering.formats import sentence_list
from catalog.journeys import BringItem

BRING_ONCE = "Bring once"
STEP_BY_STEP = "Step by step"


def journey_numbers(numbers: tuple[int, ...]) -> str:
    """Which steps, by their numbers."""
    return f"step{'s' if len(numbers) > 1 else ''} {sentence_list([str(number) for number in numbers], 'en')}"


def only_if(condition: str) -> str:
    """Who needs a step at all."""
    return f"only {condition}"


def journey_step(facts: JourneyStepFacts) -> str:
    """One step: what, where, for whom, why, by when."""
    step = facts.step
    text = f"{facts.number}. {facts.transaction.name.en}: {place(facts.transaction.floor, facts.transaction.windows)}."
    text += f" ({_sentence(only_if(step.condition.en))})" if step.condition else ""
    return f"{text} {_sentence(step.why.en)}" + (f" When: {step.when.en}." if step.when else "")


def _sentence(phrase: str) -> str:
    return f"{phrase[0].upper()}{phrase[1:]}."


def bring_forms(item: BringItem) -> str:
    """Original and photocopies of a paper to bring once."""
    copies = [f"{item.copies} photocop{'ies' if item.copies > 1 else 'y'}"] if item.copies else []
    return " + ".join((["original"] if item.original else []) + copies)


def bring_item(item: BringItem) -> str:
    """One line of the list of what to bring once."""
    forms = bring_forms(item)
    return f"- {item.name.en}{f': {forms}' if forms else ''} ({journey_numbers(item.steps)})"


def journey(facts: JourneyFacts) -> str:
    """The whole life event: the steps in order, what to bring once, the order over the floors."""
    steps = [journey_step(step) for step in facts.steps]
    bring = [bring_item(item) for item in facts.bring if item.required]
    ways = [f"{floor(visit.floor)}: {journey_numbers(visit.steps)}" for visit in facts.floors]
    some = "; skip what does not concern you" if any(step.step.condition for step in facts.steps) else ""
    return "\n".join(
        [
            f'{facts.journey.intro.en} "{facts.journey.name.en}": {len(steps)} steps, best in this order{some}.',
            *steps,
            f"{BRING_ONCE} (one set serves all the steps):",
            *bring,
            "Some papers are needed only in certain cases; I will tell you when you ask about that step.",
            f"Floor by floor: {'; '.join(ways)}.",
            "Say a number or a name and I will explain that step, or take a queue number for it.",
        ]
    )

"""What is said in Chinese about life events. en_journeys.py has the same names."""

from __future__ import annotations

from assistant.rendering.facts import JourneyFacts, JourneyStepFacts
from assistant.rendering.formats import sentence_list
from assistant.rendering.zh_tickets import floor, place
from catalog.journeys import BringItem

BRING_ONCE = "一次带齐"
STEP_BY_STEP = "一步一步来"


def journey_numbers(numbers: tuple[int, ...]) -> str:
    """Which steps, by their numbers."""
    return f"第{sentence_list([str(number) for number in numbers], 'zh')}件"


def only_if(condition: str) -> str:
    """Who needs a step at all."""
    return f"{condition}才要办"


def journey_step(facts: JourneyStepFacts) -> str:
    """One step: what, where, for whom, why, by when."""
    step = facts.step
    text = f"{facts.number}. {facts.transaction.name.zh}：{place(facts.transaction.floor, facts.transaction.windows)}。"
    text += f"（{only_if(step.condition.zh)}）" if step.condition else ""
    return text + step.why.zh + "。" + (f"时间：{step.when.zh}。" if step.when else "")


def bring_forms(item: BringItem) -> str:
    """Original and photocopies of a paper to bring once."""
    return "，".join((["原件"] if item.original else []) + ([f"复印件{item.copies}份"] if item.copies else []))


def bring_item(item: BringItem) -> str:
    """One line of the list of what to bring once."""
    forms = bring_forms(item)
    return f"- {item.name.zh}{f'：{forms}' if forms else ''}（{journey_numbers(item.steps)}）"


def journey(facts: JourneyFacts) -> str:
    """The whole life event: the steps in order, what to bring once, the order over the floors."""
    steps = [journey_step(step) for step in facts.steps]
    bring = [bring_item(item) for item in facts.bring if item.required]
    ways = [f"{floor(visit.floor)}{journey_numbers(visit.steps)}" for visit in facts.floors]
    some = "，跟您有关的才办" if any(step.step.condition for step in facts.steps) else ""
    return "\n".join(
        [
            f"{facts.journey.intro.zh}“{facts.journey.name.zh}”一共{len(steps)}件事{some}，按这个顺序：",
            *steps,
            f"{BRING_ONCE}，同一样东西只带一份，每件事都能用：",
            *bring,
            "有的材料看情况才要，问到那一件我再告诉您。",
            f"按楼层走：{'；'.join(ways)}。",
            "说序号或事名，我告诉您那一件怎么办，也能取号。",
        ]
    )

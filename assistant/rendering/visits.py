"""Replies about several matters in one visit: which is meant, the plan to be confirmed, the numbers taken."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.messages import Choice, Language, Reply
from assistant.rendering import offers
from assistant.rendering.facts import VisitFacts, VisitStopFacts
from assistant.rendering.renderer import words
from catalog import Catalog

Groups = tuple[tuple[str, ...], ...]


def which(catalog: Catalog, groups: Groups, journey: str, language: Language) -> Reply:
    """Asks about the first matter that is not clear yet; one choice for each it may be."""
    w = words(language)
    place = next(place for place, group in enumerate(groups) if len(group) > 1)
    options = [
        offers.visit(w.say(catalog.transactions[i].name), (*groups[:place], (i,), *groups[place + 1 :]), journey)
        for i in groups[place]
    ]
    return Reply("choices", w.visit_which(), language, tuple(options))


def plan(catalog: Catalog, facts: VisitFacts, chosen: tuple[str, ...], journey: str, language: Language) -> Reply:
    """The plan, to be taken with one tap, or with one matter less, or with one more step of its life event."""
    w = words(language)
    groups = tuple((i,) for i in chosen)
    options = [offers.take_visit(w.TAKE_ALL, groups, journey)]
    if len(chosen) > 1:
        named = [(i, w.visit_without(w.say(catalog.transactions[i].name))) for i in chosen]
        options += [offers.visit(title, tuple(g for g in groups if g != (i,)), journey) for i, title in named]
    options += _further_steps(catalog, chosen, journey, language)
    return Reply("card", w.visit_plan(facts), language, tuple(options), card(facts, language, taken=False))


def _further_steps(catalog: Catalog, chosen: tuple[str, ...], journey: str, language: Language) -> list[Choice]:
    record, w = catalog.journeys.get(journey), words(language)
    if record is None:
        return []
    steps = [step for step in record.steps if step.transaction not in chosen]
    return [
        offers.visit(
            w.visit_with(w.say(catalog.transactions[step.transaction].name), w.say(step.condition)),
            tuple((i,) for i in record.transactions if i in (*chosen, step.transaction)),
            journey,
        )
        for step in steps
        if step.condition is not None
    ]


def marked(facts: VisitFacts, *, unheard: bool, left_out: bool) -> VisitFacts:
    """The plan with what has to be said about the rest of the message."""
    return replace(facts, unheard=unheard, left_out=left_out)


def taken(facts: VisitFacts, language: Language) -> Reply:
    """The numbers that were taken, in order."""
    return Reply("card", words(language).visit_issued(facts), language, (), card(facts, language, taken=True))


def refused(stop: VisitStopFacts, why: Reply, language: Language) -> Reply:
    """Nothing was taken, because of one matter, and why; what helps with that one is offered."""
    text = f"{words(language).visit_refused(stop)}\n{why.text}"
    return Reply("notice", text, language, why.choices)


def card(facts: VisitFacts, language: Language, *, taken: bool) -> dict[str, Any]:
    """The visit for channels that show more than text."""
    return {
        "type": "visit",
        "taken": taken,
        "in_order": facts.in_order,
        "done_from": facts.done_from.isoformat(),
        "done_to": facts.done_to.isoformat(),
        "walk_minutes": facts.walk,
        "stops": [
            {
                "step": stop.step,
                "transactions": list(stop.transactions),
                "matters": [matter.in_(language) for matter in stop.matters],
                "floor": stop.floor,
                "windows": list(stop.windows),
                "earliest": stop.earliest.isoformat(),
                "latest": stop.latest.isoformat(),
                "number": stop.number,
                "reference": stop.reference,
            }
            for stop in facts.stops
        ],
    }

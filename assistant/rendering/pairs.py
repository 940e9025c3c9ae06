"""Replies about several matters at once: two named in one message, and what holds for all that may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from assistant.messages import Choice, Language, Reply
from assistant.rendering import en_asking, offers, zh_asking
from assistant.rendering.facts import AnswerFacts
from assistant.rendering.plainly import plain_words
from assistant.rendering.renderer import words

# What takes a line to say is said of both at once.
IN_A_LINE = frozenset({"location", "phone", "fee", "duration", "hours"})


def asking_words(language: Language) -> ModuleType:
    """The wording module of what is asked."""
    return zh_asking if language == "zh" else en_asking


def two_matters(both: Sequence[AnswerFacts], facets: tuple[str, ...], language: Language) -> Reply:
    """The asked aspects of both matters where each takes a line, else the question which one comes first."""
    if IN_A_LINE.issuperset(facets):
        w = words(language)
        return _told(both, [getattr(w, facet)(facts) for facts in both for facet in facets], language)
    w = words(language)
    asked = [w.FACET_TITLES[facet] for facet in facets if facet != "overview"]
    text = asking_words(language).two_matters([facts.transaction.name.in_(language) for facts in both], asked)
    return Reply("choices", text, language, _choices(both, facets, language))


def both_shortly(both: Sequence[AnswerFacts], facets: tuple[str, ...], language: Language) -> Reply:
    """The aspects of both matters, each in a sentence or two."""
    p = plain_words(language)
    named = [(facts.transaction.name.in_(language), p.short(facts, facet)) for facts in both for facet in facets]
    return _told(both, [asking_words(language).of_one(name, line) for name, line in named], language)


def _told(both: Sequence[AnswerFacts], lines: list[str], language: Language) -> Reply:
    oldest = min(both, key=lambda facts: facts.transaction.checked_on)
    text = "\n".join([*lines, words(language).closing(oldest, noted=False), asking_words(language).which_further()])
    return Reply("choices", text, language, _choices(both, (), language))


def _choices(both: Sequence[AnswerFacts], facets: tuple[str, ...], language: Language) -> tuple[Choice, ...]:
    w = words(language)
    of_each = [offers.answer(f.transaction.name.in_(language), f.transaction.id, *facets) for f in both]
    visit = offers.visit(w.PLAN_VISIT, tuple((facts.transaction.id,) for facts in both))
    return (*of_each, visit, offers.person(w.TALK_TO_PERSON))


def led_by_what_is_shared(asked: Reply, offered: Sequence[AnswerFacts], facets: tuple[str, ...]) -> Reply:
    """A question over several matters, led by the phone number or place that was asked for where all have the same."""
    w, said = words(asked.language), []
    phones = {facts.phones for facts in offered}
    places = {(facts.transaction.floor, facts.transaction.windows) for facts in offered}
    if "phone" in facets and len(phones) == 1:
        said.append(f"{w.FACET_TITLES['phone']} {', '.join(phones.pop())}")
    if "location" in facets and len(places) == 1:
        said.append(w.place(*places.pop()))
    if not said or len(offered) < 2:
        return asked
    text = f"{asking_words(asked.language).same_for_all(said)}\n{asked.text}"
    return Reply(asked.kind, text, asked.language, asked.choices, asked.card)

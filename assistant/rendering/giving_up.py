"""Replies about giving up several numbers: which, all of them, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.messages import Choice, Language, Reply
from assistant.rendering import offers
from assistant.rendering.facts import TicketFacts
from assistant.rendering.renderer import words


def which(numbers: Sequence[TicketFacts], language: Language) -> Reply:
    """Asks which of several linked numbers is given up: each one, all, or none."""
    w = words(language)
    each = [offers.act(w.give_up_this(one), "cancel_ticket", one.transaction) for one in numbers]
    return Reply("choices", w.give_up_which(tuple(numbers)), language, (*each, *_all_or_none(numbers, language)))


def all_of_them(numbers: Sequence[TicketFacts], language: Language) -> Reply:
    """Asks once, with the numbers named, before all are given up."""
    text = words(language).give_up_all(tuple(numbers))
    return Reply("choices", text, language, _all_or_none(numbers, language))


def given_up(gone: Sequence[TicketFacts], left: Sequence[TicketFacts], language: Language) -> Reply:
    """What was given up, and what could no longer be."""
    return Reply("text", words(language).given_up(tuple(gone), tuple(left)), language)


def kept(numbers: Sequence[TicketFacts], language: Language) -> Reply:
    """Nothing was given up."""
    return Reply("text", words(language).numbers_kept(tuple(numbers)), language)


def _all_or_none(numbers: Sequence[TicketFacts], language: Language) -> tuple[Choice, ...]:
    named, titles = tuple(one.number for one in numbers), words(language).TICKET_TITLES
    return offers.give_up_all(titles["give_up_all"], named), offers.keep_all(titles["keep"], named)

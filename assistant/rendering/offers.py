"""Choices that a reply offers. A payload names what the choice asks for; assistant/dialogue/choices.py reads it."""

from __future__ import annotations

from assistant.messages import Choice

SEPARATOR, AND = ":", ","
GIVE_UP_NOW, KEEP_NUMBERS = "give_up_now", "keep_numbers"


def answer(title: str, transaction: str, *facets: str) -> Choice:
    """Answers a facet of a transaction, or two in the order asked; all in one where none is named."""
    return Choice(title, SEPARATOR.join(("answer", transaction, AND.join(facets or ("overview",)))))


def act(title: str, name: str, transaction: str | None = None) -> Choice:
    """Does an act on a queue number."""
    return Choice(title, SEPARATOR.join((name, transaction or "")))


def lacks(title: str, transaction: str, place: int) -> Choice:
    """Says that one of the materials is not at hand."""
    return Choice(title, SEPARATOR.join(("lacks", transaction, str(place))))


def person(title: str) -> Choice:
    """Hands over to a person."""
    return Choice(title, "human")


def none_of_these(title: str) -> Choice:
    """None of the offered matters is meant."""
    return Choice(title, "none")


def visit(title: str, groups: tuple[tuple[str, ...], ...], journey: str = "") -> Choice:
    """Plans one visit for several matters; a group of several ids is one matter that is not clear yet."""
    return Choice(title, SEPARATOR.join(("visit", visit_groups(groups), journey)))


def take_visit(title: str, groups: tuple[tuple[str, ...], ...], journey: str = "") -> Choice:
    """Takes the numbers of a visit."""
    return Choice(title, SEPARATOR.join(("visit_take", visit_groups(groups), journey)))


def visit_groups(groups: tuple[tuple[str, ...], ...]) -> str:
    """Matters of a visit in a payload."""
    return "|".join(",".join(group) for group in groups)


def give_up_all(title: str, numbers: tuple[str, ...]) -> Choice:
    """Gives up these numbers at once."""
    return Choice(title, SEPARATOR.join((GIVE_UP_NOW, ",".join(numbers))))


def keep_all(title: str, numbers: tuple[str, ...]) -> Choice:
    """Gives up none of these numbers."""
    return Choice(title, SEPARATOR.join((KEEP_NUMBERS, ",".join(numbers))))

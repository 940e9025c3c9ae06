"""A message read once more behind the name of what the talk is about: "passport, for my son" means a child's one."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.nlu.decision import Context
from assistant.nlu.language import detect_language
from catalog import Catalog

# So many families are read with at most, those of what was offered first: each costs a reading of the message.
_MOST = 4


@dataclass(frozen=True)
class Topic:
    """The name of a family, or of a matter that has none; its members; the message behind the name."""

    name: str
    members: tuple[str, ...]
    text: str


def topics_of(catalog: Catalog, context: Context, text: str) -> tuple[Topic, ...]:
    """What the talk may be about: the families of what was offered, and those of the open matter."""
    offered = [
        family
        for family in catalog.families_of(*context.pending)
        if len(set(family.members) & set(context.pending)) > 1
    ]
    of_matter = catalog.families_of(context.transaction) if context.transaction else ()
    language = detect_language(text)
    comma = "，" if language == "zh" else ", "
    named = {family.id: (family.title.in_(language), family.members) for family in (*offered, *of_matter)}
    if context.transaction and not of_matter:
        name = catalog.transactions[context.transaction].name.in_(language)
        named[context.transaction] = (name, (context.transaction,))
    return tuple(Topic(name, members, f"{name}{comma}{text}") for name, members in list(named.values())[:_MOST])

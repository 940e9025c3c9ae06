"""Words of the office, explained: what a newcomer asks of before anything else ("what is a hukou")."""

from __future__ import annotations

from pydantic import Field

from catalog.values import Aliases, Bilingual, Id, Language, Record


class Term(Record):
    """One word with how people write it, two plain sentences about it, and the transactions that it belongs to."""

    id: Id
    name: Bilingual
    said: Aliases
    text: Bilingual
    transactions: tuple[Id, ...] = Field(default=(), max_length=5)

    @property
    def spoken(self) -> tuple[tuple[Language, str], ...]:
        """Every way in which it is written, by language; the name is one of them."""
        zh: tuple[tuple[Language, str], ...] = tuple(("zh", word) for word in (self.name.zh, *self.said.zh))
        return (*zh, *(("en", word) for word in (self.name.en, *self.said.en)))

"""The order in which the list of transactions is shown: by department, by letter, by life event, or as found."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from assistant.messages import Language
from catalog import Catalog, Department, Transaction
from catalog.pinyin import dictionary_kept, pinyin


@dataclass(frozen=True)
class Shelf:
    """
    A heading with the transactions under it; ``id`` is its place on the page.

    ``place`` is where a department is, ``page`` what a life event's heading leads to.
    """

    id: str
    title: str
    transactions: tuple[Transaction, ...]
    place: Department | None = None
    page: str = ""


@lru_cache(maxsize=4096)
def sort_key(name: str, language: Language) -> str:
    """What a name is sorted by: its pinyin, or itself in lower case."""
    return "".join(pinyin(name)).casefold() if language == "zh" else name.casefold()


def by_department(catalog: Catalog, language: Language) -> list[Shelf]:
    """The departments in the order of their windows."""
    rows: dict[str, list[Transaction]] = defaultdict(list)
    for transaction in catalog.transactions.values():
        rows[transaction.department].append(transaction)
    return [Shelf(d.id, d.name.in_(language), tuple(rows[d.id]), d) for d in catalog.departments.values()]


def by_letter(catalog: Catalog, language: Language) -> list[Shelf]:
    """The letters of the alphabet that a name begins with, "#" for all else."""
    rows: dict[str, list[Transaction]] = defaultdict(list)
    with dictionary_kept():
        ordered = sorted(catalog.transactions.values(), key=lambda t: sort_key(t.name.in_(language), language))
    for transaction in ordered:
        letter = sort_key(transaction.name.in_(language), language)[:1].upper()
        rows[letter if "A" <= letter <= "Z" else "#"].append(transaction)
    return [Shelf(f"letter-{letter}", letter, tuple(rows[letter])) for letter in sorted(rows)]


def by_event(catalog: Catalog, language: Language) -> list[Shelf]:
    """The life events, each with its transactions in the order in which they are done."""
    return [
        Shelf(
            j.id, j.name.in_(language), tuple(catalog.transactions[t] for t in j.transactions), page=f"/journeys/{j.id}"
        )
        for j in catalog.journeys.values()
    ]

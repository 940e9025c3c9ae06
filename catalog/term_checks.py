"""Checks of the explained words: a word is explained once, its matters exist, and no figure stands in its text."""

from __future__ import annotations

import re

from catalog.loader import Place, Sources
from catalog.model import Catalog

# Amounts, periods and phones grow stale; they stand in the records of the transactions.
_FIGURE = re.compile(r"\d+")


def check_terms(sources: Sources, catalog: Catalog) -> None:
    """Notes every fault of the terms that shows only beside the other records."""
    owner: dict[tuple[str, str], str] = {}
    for term in catalog.terms.values():

        def fault(field: Place, message: str, identity: str = term.id) -> None:
            sources.fault("term", identity, field, message)

        for language, word in dict.fromkeys(term.spoken):
            other = owner.setdefault((language, word.casefold()), term.id)
            if other != term.id:
                fault(("said", language), f'"{word}" is explained by "{other}" already')
        for position, transaction in enumerate(term.transactions):
            if sources.is_missing("transaction", transaction):
                fault(("transactions", position), f'there is no transaction "{transaction}"')
        for written, text in (("zh", term.text.zh), ("en", term.text.en)):
            if figure := _FIGURE.search(text):
                fault(("text", written), f"the figure {figure[0]} belongs in the record of a transaction")

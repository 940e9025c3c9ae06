"""The whole catalog in one document, with what people type for each transaction, so that a tablet finds it alone."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from catalog import Catalog, Transaction
from catalog.pinyin import dictionary_kept
from catalog.search import spelled
from connectors.api.records import department_document, journey_document, transaction_document
from connectors.api.ticket_documents import both


def pack(catalog: Catalog, day: date, base: str) -> bytes:
    """The document as JSON; fees are those of ``day``, ``base`` is where links lead that are handed on."""
    with dictionary_kept():
        document = _document(catalog, day, base)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _document(catalog: Catalog, day: date, base: str) -> dict[str, Any]:
    center = catalog.center
    return {
        "day": day.isoformat(),
        "base": base,
        "center": {
            "name": both(center.name),
            "address": both(center.address),
            "human_phone": center.human_phone,
            "sample_data": [both(text) for text in center.sample_data],
        },
        "departments": [department_document(one) for one in catalog.departments.values()],
        "journeys": [
            journey_document(catalog, one) | {"terms": _unique(spelled(_names(one)))}
            for one in catalog.journeys.values()
        ],
        "transactions": [_transaction(catalog, one, day) for one in catalog.transactions.values()],
    }


def _transaction(catalog: Catalog, record: Transaction, day: date) -> dict[str, Any]:
    whole = transaction_document(catalog, record, day)
    # Aliases and pinyin are what is searched; what the tablet does not show stays away.
    left_out = ("aliases", "related", "weekend", "kind", "output")
    shown = {name: value for name, value in whole.items() if name not in left_out}
    return shown | {"terms": _unique(spelled(_names(record)))}


def _names(record: Any) -> list[tuple[str, str]]:
    named = [("zh", record.name.zh), *(("zh", alias) for alias in record.aliases.zh)]
    return [*named, ("en", record.name.en), *(("en", alias) for alias in record.aliases.en)]


def _unique(terms: list[str]) -> list[str]:
    return list(dict.fromkeys(term.casefold() for term in terms))

"""A transaction as pairs of a dotted path and a text, and back: what a standard has no field for travels this way."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from catalog.model import Transaction
from catalog.spreadsheet.cells import ranges


def leaves(record: Transaction) -> dict[str, str]:
    """Every value of a record by its path, such as ``materials.0.name.en``."""
    found: dict[str, str] = {}
    document = record.model_dump(mode="json", exclude_none=True)
    document["windows"] = ranges(record.windows)
    _collect(document, "", found)
    return found


def _collect(value: Any, path: str, found: dict[str, str]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _collect(inner, f"{path}.{key}" if path else key, found)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _collect(inner, f"{path}.{position}", found)
    else:
        found[path] = str(value).lower() if isinstance(value, bool) else str(value)


def grown(found: Mapping[str, str]) -> dict[str, Any]:
    """The nested data of a record from its leaves; lists are made where the keys are numbers."""
    root: dict[str, Any] = {}
    for path, value in found.items():
        *way, last = path.split(".")
        inner = root
        for key in way:
            deeper = inner.setdefault(key, {})
            if not isinstance(deeper, dict):
                raise ValueError(f"{path} goes through a value")
            inner = deeper
        inner[last] = _typed(path, value)
    listed: dict[str, Any] = _listed(root)
    return listed


def _typed(path: str, value: str) -> object:
    if path.rpartition(".")[2] in ("original", "weekend", "immediate", "allowed") and value in ("true", "false"):
        return value == "true"
    if path.rpartition(".")[2] in ("copies", "statutory_days", "promised_days") and value.isdigit():
        return int(value)
    if path.rpartition(".")[2] == "amount":
        return Decimal(value)
    if path.rpartition(".")[2] in ("checked_on", "valid_from", "valid_to") and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return dt.date.fromisoformat(value)
    return value


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _listed(item) for key, item in value.items()}
    if inner and all(key.isdigit() for key in inner):
        return [inner[key] for key in sorted(inner, key=int)]
    return inner

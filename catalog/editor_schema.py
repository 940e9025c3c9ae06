"""A JSON Schema of the catalog's YAML files, for editors that check while one types."""

from __future__ import annotations

from typing import Any

from pydantic import Field, create_model

from catalog.model import Center, Department, Family, Journey, Record, SharedAlias, Term, Transaction

_WINDOWS = {
    "type": ["string", "integer"],
    "pattern": r"^(none|\d{1,3}(-\d{1,3})?(,\s*\d{1,3}(-\d{1,3})?)*)$",
    "description": 'window numbers, such as "7-10" or "1-3,6"; none for no window',
}
_LISTS: dict[str, Any] = {
    "transactions": (list[Transaction], Field(default=None)),
    "departments": (list[Department], Field(default=None)),
    "families": (list[Family], Field(default=None)),
    "shared_aliases": (list[SharedAlias], Field(default=None)),
    "journeys": (list[Journey], Field(default=None)),
    "terms": (list[Term], Field(default=None)),
}


def editor_schema() -> dict[str, Any]:
    """One schema for every file of the catalog: a file holds lists of records, or it is the center's."""
    files: Any = create_model("CatalogFile", __base__=Record, **_LISTS)
    lists: dict[str, Any] = files.model_json_schema()
    center = Center.model_json_schema()
    definitions: dict[str, Any] = {**center.pop("$defs"), **lists.pop("$defs")}
    for record in ("Transaction", "Department"):
        for name in ("windows", "weekend_windows"):
            if name in definitions[record]["properties"]:
                definitions[record]["properties"][name] = _WINDOWS
    properties = {name: {k: v for k, v in p.items() if k != "default"} for name, p in lists["properties"].items()}
    # One object with all names, and then what goes together: editors complete and explain better than with a choice of
    # whole schemas.
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Citizen Home catalog",
        "type": "object",
        "properties": {**center["properties"], **properties},
        "additionalProperties": False,
        "anyOf": [
            {"required": ["transactions"]},
            {"required": ["departments"]},
            {"required": ["families", "shared_aliases"]},
            {"required": ["journeys"]},
            {"required": ["terms"]},
            {"required": center["required"]},
        ],
        "$defs": definitions,
    }

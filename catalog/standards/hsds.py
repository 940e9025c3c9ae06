"""The catalog as Open Referral HSDS 3 and back: its own fields in English, all others as attributes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from catalog.loader import Place
from catalog.model import Catalog, Department, Transaction
from catalog.spreadsheet.cells import ranges
from catalog.spreadsheet.drafts import Draft, Entry, in_order
from catalog.spreadsheet.reading import PlacedFault
from catalog.standards.leaves import grown, leaves

TAXONOMY = "citizen-home-catalog"
Node = dict[str, Any]
_TEXTS = {"name": "name.en", "description": "summary.en", "eligibility_description": "eligibility.en"}
_STEP = re.compile(r"^\d+\. ")


def _uuid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, "urn:citizen-home:" + "/".join(parts)))


def document(catalog: Catalog) -> Node:
    """All transactions as one page of the HSDS API's list of services, each service in full."""
    services = [service(catalog, record) for record in catalog.transactions.values()]
    return {
        "total_items": len(services),
        "total_pages": 1,
        "page_number": 1,
        "size": len(services),
        "first_page": True,
        "last_page": True,
        "empty": not services,
        "contents": services,
    }


def service(catalog: Catalog, record: Transaction) -> Node:
    """One transaction as an HSDS service."""
    department = catalog.departments[record.department]
    own = _uuid("transactions", record.id)
    node: Node = {
        "id": own,
        "name": record.name.en,
        "alternate_name": record.name.zh,
        "description": record.summary.en,
        "status": "active",
        "application_process": "\n".join(f"{i}. {step.en}" for i, step in enumerate(record.steps, start=1)),
        "wait_time": _wait(record),
        "eligibility_description": record.eligibility.en,
        "assured_date": record.checked_on.isoformat(),
        "organization": _organization(department),
        "phones": [{"id": _uuid(own, "phone", p), "number": p} for p in catalog.phones_of(record)],
        "schedules": [{"id": _uuid(own, "schedule"), "description": (record.hours or department.hours).en}],
        "languages": [
            {"id": _uuid(own, "language", code), "name": name, "code": code}
            for code, name in (("zh", "Chinese"), ("en", "English"))
        ],
        "service_at_locations": [_at_location(catalog, record, own)],
        "required_documents": [
            {"id": _uuid(own, "document", str(i)), "document": item.name.en} for i, item in enumerate(record.materials)
        ],
    }
    node["cost_options"] = _costs(record, own)
    if record.fee.text is not None:
        node["fees_description"] = record.fee.text.en
    native = _native(node)
    rest = {path: value for path, value in leaves(record).items() if path not in native}
    node["attributes"] = [_attribute(own, path, value) for path, value in rest.items()]
    return node


def _costs(record: Transaction, own: str) -> list[Node]:
    """The amount, or the periods where each has one; what is said in words stands in other fields."""
    fee = record.fee
    if fee.amount is not None:
        return [{"id": _uuid(own, "cost"), "amount": float(fee.amount), "currency": fee.currency}]
    costs: list[Node] = []
    for position, period in enumerate(fee.periods):
        if period.amount is None:
            return []
        cost = {"id": _uuid(own, "cost", str(position)), "amount": float(period.amount), "currency": fee.currency}
        costs.append(cost | {"valid_from": period.valid_from.isoformat()})
        if period.valid_to is not None:
            costs[-1]["valid_to"] = period.valid_to.isoformat()
    return costs


def _organization(department: Department) -> Node:
    return {
        "id": _uuid("departments", department.id),
        "name": department.name.en,
        "alternate_name": department.name.zh,
        "description": department.hours.en,
    }


def _at_location(catalog: Catalog, record: Transaction, own: str) -> Node:
    center = catalog.center
    location: Node = {
        "id": _uuid("center"),
        "location_type": "physical",
        "name": center.name.en,
        "alternate_name": center.name.zh,
        "description": center.address.en,
    }
    if center.latitude is not None and center.longitude is not None:
        location |= {"latitude": center.latitude, "longitude": center.longitude}
    where = f"{record.floor}, windows {ranges(record.windows)}"
    return {"id": _uuid(own, "at"), "service_id": own, "description": where, "location": location}


def _wait(record: Transaction) -> str:
    duration = record.duration
    said = ["done while one waits"] if duration.immediate else []
    said += [f"{duration.promised_days} working days promised"] if duration.promised_days is not None else []
    said += [f"{duration.statutory_days} working days by statute"] if duration.statutory_days is not None else []
    return "; ".join(said) or (duration.note.en if duration.note else "not fixed")


def _attribute(own: str, path: str, value: str) -> Node:
    return {
        "id": _uuid(own, "attribute", path),
        "link_id": own,
        "link_entity": "service",
        "value": value,
        "taxonomy_term": {
            "id": _uuid("fields", path),
            "code": path,
            "name": path,
            "description": "a field of the Citizen Home catalog",
            "taxonomy": TAXONOMY,
        },
    }


def _native(node: Node) -> dict[str, str]:
    """The leaves that stand in HSDS's own fields."""
    found = {path: str(node[name]) for name, path in _TEXTS.items() if node.get(name)}
    if node.get("assured_date"):
        found["checked_on"] = str(node["assured_date"])
    steps = str(node.get("application_process") or "").split("\n")
    found |= {f"steps.{i}.en": _STEP.sub("", step) for i, step in enumerate(s for s in steps if s.strip())}
    for position, item in enumerate(node.get("required_documents") or []):
        if isinstance(item, dict) and item.get("document"):
            found[f"materials.{position}.name.en"] = str(item["document"])
    for position, cost in enumerate(node.get("cost_options") or []):
        if isinstance(cost, dict) and cost.get("amount") is not None:
            found |= _cost(cost, position)
    if node.get("fees_description"):
        found["fee.text.en"] = str(node["fees_description"])
    return found


def _cost(cost: Node, position: int) -> dict[str, str]:
    """The leaves of one cost option: of a period where it has a beginning; without one only the first counts."""
    dated = bool(cost.get("valid_from"))
    if position and not dated:
        return {}
    way = f"fee.periods.{position}." if dated else "fee."
    found = {f"{way}amount": f"{Decimal(str(cost['amount'])).normalize():f}"}
    found["fee.currency"] = str(cost.get("currency") or "CNY")
    return found | {f"{way}{name}": str(cost[name]) for name in ("valid_from", "valid_to") if cost.get(name)}


@dataclass(frozen=True)
class Member:
    """A field of a service in an HSDS file."""

    service: str
    field: str

    def __str__(self) -> str:
        return f"service {self.service}" + (f", field {self.field}" if self.field else "")


def draft_of(path: Path, catalog: Catalog) -> Draft:
    """The services of an HSDS file as a draft that adds and changes transactions."""
    draft = Draft({"transactions": []}, partial=True)
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        draft.faults.append(PlacedFault(Member(path.name, ""), f"can't be read as JSON ({error})"))
        return draft
    services = found.get("contents", [found]) if isinstance(found, dict) else found
    seen: set[str] = set()
    for number, node in enumerate(services if isinstance(services, list) else [services], start=1):
        entry = _entry(node, number, catalog, draft)
        if entry is not None and entry.identity in seen:
            draft.faults.append(PlacedFault(Member(f"{number} ({entry.identity})", ""), "stands twice in the file"))
        elif entry is not None:
            seen.add(entry.identity)
            draft.entries["transactions"].append(entry)
    return draft


def _entry(node: Any, number: int, catalog: Catalog, draft: Draft) -> Entry | None:
    if not isinstance(node, dict) or not node.get("name"):
        draft.faults.append(PlacedFault(Member(str(number), "name"), "is missing"))
        return None
    try:
        data = grown({**_foreign(node, catalog), **dict(_attributes(node)), **_native(node)})
    except (ValueError, TypeError, AttributeError, InvalidOperation) as error:
        draft.faults.append(PlacedFault(Member(str(number), ""), f"is not of the form of HSDS 3 ({error})"))
        return None
    label = f"{number} ({data['id']})"

    def place(inner: Place) -> Member:
        return Member(label, ".".join(map(str, inner)))

    return Entry("transactions", in_order(Transaction, data), place)


def _foreign(node: Node, catalog: Catalog) -> dict[str, str]:
    """What can be told of a service that was not written by us: an id made of its name, its department by name."""
    found = {"id": re.sub(r"[^a-z0-9]+", "_", str(node["name"]).casefold()).strip("_") or "service"}
    organization = node.get("organization")
    if isinstance(organization, dict):
        for department in catalog.departments.values():
            if organization.get("name") in (department.name.en, department.name.zh):
                found["department"] = department.id
    return found


def _attributes(node: Node) -> Iterator[tuple[str, str]]:
    for attribute in node.get("attributes") or []:
        term = attribute.get("taxonomy_term") or {}
        if term.get("taxonomy") == TAXONOMY:
            yield str(term["code"]), str(attribute.get("value", ""))

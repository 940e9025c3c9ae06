"""The catalog, open to everybody."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import JSONResponse

from assistant.rendering.formats import window_ranges
from catalog import Bilingual, Catalog, Department, Fee, Journey, Material, Transaction
from catalog.fees import FeePeriod
from catalog.journeys import JourneyStep, bring_once, floors
from catalog.standards import cpsv_ap
from connectors.api.problems import Problem
from connectors.api.state import ServicesDep, public_base

router = APIRouter(prefix="/api/v1", tags=["catalog"])
# What is said of a fee on a day for which the record gives none.
_UNKNOWN = Fee(text=Bilingual(zh="以窗口告知为准", en="the window tells you"))
_WEIGHT = re.compile(r"[01](\.\d{0,3})?")


def _both(text: Bilingual | None) -> dict[str, str] | None:
    return {"zh": text.zh, "en": text.en} if text else None


def _material(item: Material) -> dict[str, Any]:
    return {
        "name": _both(item.name),
        "original": item.original,
        "copies": item.copies,
        "required": item.need == "required",
        "conditional": item.need == "conditional",
        "deferrable": item.need == "deferrable",
        "condition": _both(item.condition),
        "note": _both(item.note),
    }


def _period(period: FeePeriod) -> dict[str, Any]:
    return {
        "valid_from": period.valid_from.isoformat(),
        "valid_to": period.valid_to.isoformat() if period.valid_to else None,
        "amount": float(period.amount) if period.amount is not None else None,
        "text": _both(period.text),
    }


def transaction_document(catalog: Catalog, record: Transaction, day: date) -> dict[str, Any]:
    """A transaction as the contract names its fields; amount and text of the fee are those of ``day``."""
    department = catalog.departments[record.department]
    fee = record.fee.on(day) or _UNKNOWN
    return {
        "id": record.id,
        "department": record.department,
        "name": _both(record.name),
        "aliases": {"zh": list(record.aliases.zh), "en": list(record.aliases.en)},
        "summary": _both(record.summary),
        "floor": record.floor,
        "windows": list(record.windows),
        "weekend": record.weekend,
        "weekend_windows": list(catalog.weekend_windows_of(record)),
        "online": record.online,
        "online_guide": _both(record.online_guide),
        "kind": record.kind,
        "phones": list(catalog.phones_of(record)),
        "materials": [_material(item) for item in record.materials],
        "steps": [_both(step) for step in record.steps],
        "fee": {
            "amount": float(fee.amount) if fee.amount is not None else None,
            "text": _both(fee.text),
            "currency": record.fee.currency,
            "note": _both(record.fee.note),
            "periods": [_period(period) for period in record.fee.periods],
        },
        "duration": {
            "statutory_days": record.duration.statutory_days,
            "promised_days": record.duration.promised_days,
            "immediate": record.duration.immediate,
            "note": _both(record.duration.note),
        },
        "eligibility": _both(record.eligibility),
        "proxy": {"allowed": record.proxy.allowed, "text": _both(record.proxy.text)},
        "output": _both(record.output),
        "hours": _both(record.hours or department.hours),
        "related": list(record.related),
        "note": _both(record.note),
        "source": _both(record.source),
        "checked_on": record.checked_on.isoformat(),
    }


def department_document(record: Department) -> dict[str, Any]:
    """A department with its windows and hotlines."""
    return {
        "id": record.id,
        "name": _both(record.name),
        "floor": record.floor,
        "windows": list(record.windows),
        "windows_text": window_ranges(record.windows),
        "weekend_windows": list(record.weekend_windows),
        "phones": list(record.phones),
        "hours": _both(record.hours),
        "note": _both(record.note),
    }


@router.get("/transactions")
def transactions(
    parts: ServicesDep,
    q: Annotated[str, Query(max_length=200)] = "",
    language: Annotated[Literal["zh", "en"] | None, Query()] = None,
    department: Annotated[str | None, Query(max_length=60)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> dict[str, Any]:
    """Transactions by what people type: either language, near-misses, pinyin, initials; all of them without ``q``."""
    hits = parts.search.find(q.encode("utf-8", "replace").decode(), department=department, limit=limit)
    found = [transaction_document(parts.catalog, hit.transaction, parts.today) for hit in hits]
    return {"transactions": found, "count": len(hits)}


def _wants_linked_data(accept: str) -> bool:
    """Whether the Accept header prefers JSON-LD to plain JSON: it names it, and plain JSON not before it."""
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        weight = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        weights[name] = float(weight) if _WEIGHT.fullmatch(weight) else 0.0
    plain = weights.get("application/json", 0.0)
    return weights.get(cpsv_ap.MEDIA_TYPE, 0.0) > 0 and weights[cpsv_ap.MEDIA_TYPE] >= plain


@router.get(
    "/transactions/{transaction_id}",
    responses={200: {"content": {cpsv_ap.MEDIA_TYPE: {}}}, 404: {"description": "no such transaction"}},
)
def transaction(
    transaction_id: str, parts: ServicesDep, request: Request, accept: Annotated[str, Header()] = "*/*"
) -> JSONResponse:
    """One transaction; with `Accept: application/ld+json` as CPSV-AP 3.2.0."""
    record = parts.catalog.transactions.get(transaction_id)
    if record is None:
        raise Problem(404, "unknown_transaction")
    vary = {"Vary": "Accept"}
    if _wants_linked_data(accept):
        base = f"{public_base(request)}/api/v1/"
        body = cpsv_ap.transaction_document(parts.catalog, record, base)
        return JSONResponse(body, headers=vary, media_type=cpsv_ap.MEDIA_TYPE)
    return JSONResponse(transaction_document(parts.catalog, record, parts.today), headers=vary)


def journey_document(catalog: Catalog, record: Journey) -> dict[str, Any]:
    """A life event with its steps, what to bring once and the order over the floors."""
    return {
        "id": record.id,
        "name": _both(record.name),
        "aliases": {"zh": list(record.aliases.zh), "en": list(record.aliases.en)},
        "intro": _both(record.intro),
        "steps": [_step(catalog, step) for step in record.steps],
        "bring": [
            {
                "name": _both(item.name),
                "original": item.original,
                "copies": item.copies,
                "required": item.required,
                "steps": list(item.steps),
            }
            for item in bring_once(catalog, record)
        ],
        "floors": [{"floor": visit.floor, "steps": list(visit.steps)} for visit in floors(catalog, record)],
        "checked_on": record.checked_on.isoformat(),
    }


def _step(catalog: Catalog, step: JourneyStep) -> dict[str, Any]:
    transaction = catalog.transactions[step.transaction]
    return {
        "transaction": transaction.id,
        "name": _both(transaction.name),
        "floor": transaction.floor,
        "windows": list(transaction.windows),
        "why": _both(step.why),
        "when": _both(step.when),
        "condition": _both(step.condition),
    }


@router.get("/journeys")
def journeys(parts: ServicesDep) -> dict[str, Any]:
    """The life events: what one thing that happened brings with it, over several departments."""
    catalog = parts.catalog
    found = [journey_document(catalog, record) for record in catalog.journeys.values()]
    return {"journeys": found, "count": len(found)}


@router.get("/journeys/{journey_id}", responses={404: {"description": "no such life event"}})
def journey(journey_id: str, parts: ServicesDep) -> dict[str, Any]:
    """One life event; its steps count from 1 in ``bring`` and ``floors``."""
    catalog = parts.catalog
    record = catalog.journeys.get(journey_id)
    if record is None:
        raise Problem(404, "not_found")
    return journey_document(catalog, record)


@router.get("/departments")
def departments(parts: ServicesDep) -> dict[str, Any]:
    """All departments, in the order of their windows."""
    return {"departments": [department_document(d) for d in parts.catalog.departments.values()]}


@router.get("/center")
def center(parts: ServicesDep) -> dict[str, Any]:
    """The center: address, hours, floors, topics, and which facts are sample data."""
    record = parts.catalog.center
    return {
        "name": _both(record.name),
        "city": _both(record.city),
        "address": _both(record.address),
        "human_phone": record.human_phone,
        "opens": record.tickets.opens.isoformat("minutes"),
        "closes": record.tickets.closes.isoformat("minutes"),
        "floors": {floor: _both(text) for floor, text in record.floors.items()},
        "topics": {topic: _both(text) for topic, text in record.topics.items()},
        "sample_data": [_both(text) for text in record.sample_data],
    }

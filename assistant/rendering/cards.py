"""The structured side of a reply, for channels that can show more than text. Every value is a field of a record."""

from __future__ import annotations

from typing import Any

from assistant.messages import Language
from assistant.rendering.facts import AnswerFacts, TicketFacts
from assistant.rendering.formats import window_ranges
from catalog import Center


def transaction(facts: AnswerFacts, facets: tuple[str, ...], language: Language) -> dict[str, Any]:
    """A transaction's card."""
    record = facts.transaction
    fee = record.fee
    return {
        "type": "transaction",
        "transaction": record.id,
        "facets": list(facets),
        "name": record.name.in_(language),
        "department": facts.department.name.in_(language),
        "materials": [
            {
                "name": item.name.in_(language),
                "original": item.original,
                "copies": item.copies,
                "need": item.need,
                "condition": item.condition.in_(language) if item.condition else None,
                "note": item.note.in_(language) if item.note else None,
            }
            for item in record.materials
        ],
        "floor": record.floor,
        "windows": list(record.windows),
        "windows_text": window_ranges(record.windows),
        "weekend_windows": list(facts.weekend_windows),
        "open_now": facts.open_now,
        "next_open": facts.next_open.isoformat() if facts.next_open else None,
        "phones": list(facts.phones),
        "fee": {
            "amount": str(fee.amount) if fee.amount is not None else None,
            "text": fee.text.in_(language) if fee.text else None,
            "currency": fee.currency,
        },
        "duration": record.duration.model_dump(mode="json", exclude={"note"}),
        "steps": [step.in_(language) for step in record.steps],
        "source": record.source.in_(language),
        "checked_on": record.checked_on.isoformat(),
    }


def center(record: Center, topic: str, language: Language) -> dict[str, Any]:
    """A topic of the center."""
    return {
        "type": "center",
        "topic": topic,
        "name": record.name.in_(language),
        "address": record.address.in_(language),
    }


def person(record: Center, language: Language) -> dict[str, Any]:
    """How to reach a person."""
    return {"type": "handoff", "phone": record.human_phone, "name": record.name.in_(language)}


def ticket(facts: TicketFacts, language: Language) -> dict[str, Any]:
    """A queue number."""
    return {
        "type": "ticket",
        "reference": facts.reference,
        "number": facts.number,
        "status": facts.status,
        "transaction": facts.transaction,
        "matter": facts.matter.in_(language),
        "service_date": facts.service_date.isoformat(),
        "floor": facts.floor,
        "windows": list(facts.windows),
        "ahead": facts.wait.ahead,
        "wait_minutes": {"low": facts.wait.low, "high": facts.wait.high},
        "window": facts.window,
        "needs_check_in": facts.needs_check_in,
        "on_hold": facts.on_hold,
        "lacks": None if facts.lacks is None else [facts.materials[place].in_(language) for place in facts.lacks],
    }

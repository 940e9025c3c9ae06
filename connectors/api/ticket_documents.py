"""Tickets in the form of the API: all for their holder, number and matter for the clerk."""

from __future__ import annotations

from typing import Any

from assistant.rendering.facts import VisitNumber
from assistant.tickets import SHANGHAI, Place, Status, Ticket
from catalog import Bilingual
from connectors.api.problems import Problem
from connectors.api.state import Services


def both(text: Bilingual) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def ticket_document(parts: Services, ticket: Ticket, travel_minutes: int | None = None) -> dict[str, Any]:
    """A ticket as its holder may see it; with the minutes of the way, when to leave home."""
    facts = parts.desk.ticket(ticket)
    document: dict[str, Any] = {
        "reference": ticket.reference,
        "number": ticket.number,
        "transaction": ticket.transaction,
        "service_date": ticket.service_date.isoformat(),
        "status": str(ticket.status),
        "floor": facts.floor,
        "windows": list(facts.windows),
        "window": ticket.window,
        "ahead": facts.wait.ahead,
        "wait_minutes": {"low": facts.wait.low, "high": facts.wait.high},
        "issued_at": ticket.issued_at.isoformat(),
        "checked_in_at": ticket.checked_in_at.isoformat() if ticket.checked_in_at else None,
        "called_at": ticket.called_at.isoformat() if ticket.called_at else None,
        **_standing(parts, ticket),
        "ready": _ready(parts, ticket),
        "also": list(ticket.also),
        "kept_for": {"number": facts.kept_for, "window": facts.kept_window} if facts.kept_for else None,
        "visit": [_of_visit(one) for one in facts.visit],
    }
    if parts.bridge is not None and (seen := parts.bridge.view(ticket.reference)):
        document["machine"] = {
            "system": seen.system,
            "state": str(seen.state),
            "number": seen.number,
            "window": seen.window,
        }
    if travel_minutes is not None and ticket.status is Status.WAITING:
        place = Place(facts.wait.ahead, facts.wait.low, facts.wait.high)
        leave = parts.ledger.leave_at(place, travel_minutes)
        document["leave_at"] = leave.astimezone(SHANGHAI).isoformat(timespec="minutes")
    return document


def _of_visit(one: VisitNumber) -> dict[str, Any]:
    return {
        "reference": one.reference,
        "number": one.number,
        "step": one.step,
        "status": one.status,
        "transactions": list(one.transactions),
        "floor": one.floor,
        "windows": list(one.windows),
        "window": one.window,
    }


def _standing(parts: Services, ticket: Ticket) -> dict[str, Any]:
    rules = parts.ledger.rules
    waiting = ticket.status is Status.WAITING
    passed = ticket.passed_at if waiting and ticket.checked_in_at is None else None
    release = parts.ledger.given_away_at(ticket) if passed else None
    absent = waiting and ticket.checked_in_at is None
    return {
        "needs_check_in": absent,
        "turn_passed_at": passed.isoformat() if passed else None,
        "release_at": release.isoformat() if release else None,
        "on_hold": waiting and ticket.held_at is not None,
        "for_window": ticket.for_window if waiting else None,
        "may": {
            "cancel": waiting,
            "check_in": absent,
            "late": waiting and not ticket.held_at and not passed and ticket.lates < rules.lates,
            "rejoin": ticket.status is Status.MISSED and ticket.requeues < rules.requeues,
        },
    }


def _ready(parts: Services, ticket: Ticket) -> dict[str, Any] | None:
    if ticket.ready is None:
        return None
    places = range(len(parts.catalog.transactions[ticket.transaction].materials))
    has = [place for place in places if place in ticket.ready]
    return {"has": has, "lacks": [place for place in places if place not in ticket.ready]}


def clerk_document(parts: Services, ticket: Ticket) -> dict[str, Any]:
    """What a clerk sees: the number, the matter and what the citizen brings, not the person."""
    transaction = parts.catalog.transactions[ticket.transaction]
    ready = _ready(parts, ticket)
    if ready is not None:
        materials = transaction.materials
        ready = {
            part: [{"index": place, "name": both(materials[place].name)} for place in places]
            for part, places in ready.items()
        }
    return {
        "number": ticket.number,
        "transaction": ticket.transaction,
        "matter": both(transaction.name),
        "also": [both(name) for name in parts.desk.matters_of(ticket)[1:]],
        "visit": [
            {"number": one.number, "step": one.step, "status": str(one.status), "window": one.window}
            for one in parts.ledger.visit_of(ticket)
            if one.reference != ticket.reference
        ],
        "status": str(ticket.status),
        "window": ticket.window,
        "called_at": ticket.called_at.isoformat() if ticket.called_at else None,
        "serving_at": ticket.serving_at.isoformat() if ticket.serving_at else None,
        "transferred": ticket.waits_in != ticket.queue,
        "ready": ready,
    }


def checked_ready(parts: Services, transaction: str, ready: list[int] | None) -> tuple[int, ...] | None:
    """The ticked materials in order. Raises Problem 422 for one that the matter has not."""
    if ready is None:
        return None
    if any(place >= len(parts.catalog.transactions[transaction].materials) for place in ready):
        raise Problem(422, "unknown_material")
    return tuple(sorted(set(ready)))

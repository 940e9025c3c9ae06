"""What screens follow: one ticket on a phone, the calls of the hall. Numbers and windows only, nothing personal."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from sse_starlette import EventSourceResponse

from assistant.tickets import Call
from connectors.api.lookup import look_up
from connectors.api.state import Services, ServicesDep
from connectors.api.streams import stream

router = APIRouter(prefix="/api/v1", tags=["hall"])
EVENT_STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}}
UNKNOWN_TICKET: dict[int | str, dict[str, Any]] = {404: {"description": "no such ticket"}}
Floor = Annotated[str | None, Query(max_length=10, description="calls of this floor only")]
_SHOWN = 24
_SEARCHED = 400  # of the newest calls, so many are searched for those of one floor


def _moves(parts: Services, reference: str) -> dict[str, Any]:
    """What changes of a ticket while it is looked at."""
    ticket = parts.ledger.by_reference(reference)
    facts = parts.desk.ticket(ticket)
    machine = parts.bridge.view(ticket.reference) if parts.bridge else None
    return {
        "status": facts.status,
        "window": facts.window,
        "ahead": facts.wait.ahead,
        "wait_minutes": {"low": facts.wait.low, "high": facts.wait.high},
        "checked_in": ticket.checked_in_at is not None,
        "on_hold": ticket.held_at is not None,
        "turn_passed": ticket.passed_at is not None,
        "kept_for": [facts.kept_for, facts.kept_window],
        "machine": [machine.state, machine.number] if machine else None,
        "visit": [[one.number, one.status] for one in facts.visit],
    }


def _until_next_look(shown: dict[str, Any]) -> float:
    """Seconds: the nearer the turn, the closer the look, because hundreds of phones look at once."""
    if shown["status"] != "waiting":
        return 1.0 if shown["status"] in ("called", "serving") else 15.0
    return 1.0 if shown["ahead"] < 5 else 4.0


@router.get("/tickets/{reference}/events", response_class=EventSourceResponse, responses=EVENT_STREAM | UNKNOWN_TICKET)
def ticket_events(
    request: Request, reference: Annotated[str, Path(min_length=1, max_length=64)], parts: ServicesDep
) -> EventSourceResponse:
    """One ticket as server-sent events: `ticket` when its numbers change, `ping` while they do not."""
    found = look_up(request, parts, reference).reference
    return stream(request, parts, "ticket", lambda: _moves(parts, found), _until_next_look)


def _call_document(call: Call) -> dict[str, Any]:
    return {"number": call.number, "window": call.window, "floor": call.floor, "at": call.at.isoformat()}


def _calls(parts: Services, floor: str | None) -> dict[str, Any]:
    calls = parts.ledger.display(_SHOWN if floor is None else _SEARCHED)
    here = [call for call in calls if floor is None or call.floor == floor]
    return {"calls": [_call_document(call) for call in here[:_SHOWN]]}


@router.get("/display")
def calls(parts: ServicesDep, floor: Floor = None) -> dict[str, Any]:
    """Today's recent calls, newest first: numbers and windows only."""
    return _calls(parts, floor)


@router.get("/display/events", response_class=EventSourceResponse, responses=EVENT_STREAM)
def call_events(request: Request, parts: ServicesDep, floor: Floor = None) -> EventSourceResponse:
    """The hall's calls as server-sent events: `calls` when there are new ones, `ping` while there are none."""
    return stream(request, parts, "calls", lambda: _calls(parts, floor), lambda _: 1.0)

"""Queue tickets for citizens, windows for clerks, calls for the hall."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from json import dumps
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.tickets import Call, Ticket, UnknownQueue
from connectors.api.cards import TicketAnswer
from connectors.api.problems import Problem
from connectors.api.state import CallerDep, Services, ServicesDep, clerk, last_event_id

router = APIRouter(prefix="/api/v1", tags=["tickets"])
Reference = Annotated[str, Path(min_length=1, max_length=64)]
Window = Annotated[int, Path(ge=1, le=999)]


class TicketRequest(BaseModel):
    """Asks for a number; the same message_id gives the same ticket."""

    model_config = ConfigDict(extra="ignore")
    transaction: str = Field(min_length=1, max_length=80)
    message_id: uuid.UUID | None = None


class NextRequest(BaseModel):
    """Calls the next number; the same request_id calls nobody twice."""

    model_config = ConfigDict(extra="ignore")
    request_id: uuid.UUID | None = None


class TransferRequest(BaseModel):
    """Where a ticket goes: a window, or a queue by its id."""

    model_config = ConfigDict(extra="ignore")
    to: int | str


def ticket_document(parts: Services, ticket: Ticket) -> dict[str, Any]:
    """A ticket as its holder may see it."""
    facts = parts.desk.ticket(ticket)
    return {
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
    }


def _called(ticket: Ticket) -> dict[str, Any]:
    """What a clerk sees: the number and the matter, not the person."""
    return {
        "number": ticket.number,
        "transaction": ticket.transaction,
        "status": str(ticket.status),
        "window": ticket.window,
    }


def _look_up(request: Request, parts: Services, reference: str) -> Ticket:
    # A guess costs as much as a hit and looks the same as a foreign reference.
    if not parts.limiter.allows("references", request.client.host if request.client else "-"):
        raise Problem(429, "too_many", retry_after=30)
    return parts.ledger.by_reference(reference.encode("utf-8", "replace").decode())


@router.post("/tickets", status_code=201, response_model=TicketAnswer)
def issue(body: TicketRequest, caller: CallerDep, parts: ServicesDep) -> dict[str, Any]:
    """Issues a number for a transaction; 409 with the reason where that can't be."""
    if body.transaction not in parts.catalog.transactions:
        raise Problem(404, "unknown_transaction")
    if not parts.limiter.allows("tickets", caller.conversation):
        raise Problem(429, "too_many", retry_after=30)
    key = str(body.message_id) if body.message_id else None
    issued = parts.ledger.issue(caller.conversation, body.transaction, key, caller.language or "zh", "api")
    if issued.new:
        parts.metrics.tickets.labels("issued").inc()
    return ticket_document(parts, issued.ticket)


@router.get("/tickets/{reference}", response_model=TicketAnswer)
def status(request: Request, reference: Reference, parts: ServicesDep) -> dict[str, Any]:
    """Where a ticket stands now."""
    return ticket_document(parts, _look_up(request, parts, reference))


@router.delete("/tickets/{reference}", response_model=TicketAnswer)
def give_up(request: Request, reference: Reference, parts: ServicesDep) -> dict[str, Any]:
    """Gives a waiting ticket up; again does no harm."""
    ticket = _look_up(request, parts, reference)
    cancelled = parts.ledger.cancel(ticket.reference, "citizen")
    parts.metrics.tickets.labels("cancelled").inc()
    return ticket_document(parts, cancelled)


@router.post("/tickets/{reference}/check-in", response_model=TicketAnswer)
def check_in(request: Request, reference: Reference, parts: ServicesDep) -> dict[str, Any]:
    """Says that the citizen is in the hall."""
    ticket = _look_up(request, parts, reference)
    return ticket_document(parts, parts.ledger.check_in(ticket.reference))


windows = APIRouter(prefix="/api/v1/windows", tags=["staff"], dependencies=[Depends(clerk)])


@windows.get("/{number}")
def window(number: Window, parts: ServicesDep) -> dict[str, Any]:
    """The window's queue and the ticket it holds."""
    queue = parts.queues.by_window.get(number)
    if queue is None:
        raise UnknownQueue
    held = parts.ledger.at_window(number)
    matters = [t for t, q in parts.queues.by_transaction.items() if q.id == queue.id]
    place = parts.ledger.wait_for(matters[0])
    return {"window": number, "queue": queue.id, "waiting": place.ahead, "ticket": _called(held) if held else None}


@windows.post("/{number}/next")
def call_next(number: Window, parts: ServicesDep, body: NextRequest | None = None) -> dict[str, Any]:
    """Calls the next number to the window; null when nobody waits."""
    key = str(body.request_id) if body and body.request_id else str(uuid.uuid4())
    ticket = parts.ledger.call_next(number, key)
    return {"window": number, "ticket": _called(ticket) if ticket else None}


@windows.post("/{number}/recall")
def recall(number: Window, parts: ServicesDep) -> dict[str, Any]:
    """Calls the same number again."""
    return {"window": number, "ticket": _called(parts.ledger.recall(number))}


@windows.post("/{number}/start")
def start(number: Window, parts: ServicesDep) -> dict[str, Any]:
    """The citizen is at the window."""
    return {"window": number, "ticket": _called(parts.ledger.start(number))}


@windows.post("/{number}/served")
def served(number: Window, parts: ServicesDep) -> dict[str, Any]:
    """The matter is done."""
    return {"window": number, "ticket": _called(parts.ledger.served(number))}


@windows.post("/{number}/missed")
def missed(number: Window, parts: ServicesDep) -> dict[str, Any]:
    """Nobody came."""
    return {"window": number, "ticket": _called(parts.ledger.missed(number))}


@windows.post("/{number}/transfer")
def transfer(number: Window, body: TransferRequest, parts: ServicesDep) -> dict[str, Any]:
    """Sends the ticket on to another window or queue."""
    return {"window": number, "ticket": _called(parts.ledger.transfer(number, body.to))}


display = APIRouter(prefix="/api/v1/display", tags=["hall"])


def _call_document(call: Call) -> dict[str, Any]:
    return {"number": call.number, "window": call.window, "floor": call.floor, "at": call.at.isoformat()}


@display.get("")
def calls(parts: ServicesDep) -> dict[str, Any]:
    """Today's recent calls, newest first: numbers and windows only."""
    return {"calls": [_call_document(call) for call in parts.ledger.display()]}


@display.get("/events", response_class=EventSourceResponse, responses={200: {"content": {"text/event-stream": {}}}})
async def call_events(
    request: Request, parts: ServicesDep, after: Annotated[int, Depends(last_event_id)]
) -> EventSourceResponse:
    """The hall's calls as server-sent events."""
    return EventSourceResponse(_calls_as_they_come(request, parts), ping=15, headers={"X-Accel-Buffering": "no"})


async def _calls_as_they_come(request: Request, parts: Services) -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent(comment="connected", retry=3000)
    shown: list[Call] | None = None
    while not await request.is_disconnected():
        latest = await asyncio.to_thread(parts.ledger.display)
        if latest != shown:
            shown = latest
            yield ServerSentEvent(data=dumps({"calls": [_call_document(call) for call in latest]}), event="calls")
        await asyncio.sleep(1.0)

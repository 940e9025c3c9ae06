"""Queue tickets for citizens."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from connectors.api.cards import TicketAnswer
from connectors.api.lookup import look_up
from connectors.api.problems import Problem
from connectors.api.state import NO_TOKEN, CallerDep, Services, ServicesDep, address_of
from connectors.api.ticket_documents import checked_ready, ticket_document

router = APIRouter(prefix="/api/v1", tags=["tickets"])
Reference = Annotated[str, Path(min_length=1, max_length=64)]
Materials = Annotated[list[Annotated[int, Field(ge=0, le=200)]], Field(max_length=200)]
Travel = Annotated[int | None, Query(ge=0, le=240, description="minutes of the way: adds leave_at")]
ANSWER: dict[str, Any] = {"response_model": TicketAnswer, "response_model_exclude_unset": True}
REFUSED: dict[int | str, dict[str, Any]] = {
    403: {"description": "the code of the entrance is wrong or lacking"},
    404: {"description": "no such ticket"},
    409: {"description": "refused; `code` says why"},
}


class TicketRequest(BaseModel):
    """Asks for a number; the same message_id gives the same ticket."""

    model_config = ConfigDict(extra="ignore")
    transaction: str = Field(min_length=1, max_length=80)
    message_id: uuid.UUID | None = None
    ready: Materials | None = Field(default=None, description="materials the citizen has, by place")
    hall_code: str | None = Field(default=None, max_length=40, description="code of the entrance: taken in the hall")


class ReadyRequest(BaseModel):
    """The materials that the citizen has, by their places in the transaction's list."""

    model_config = ConfigDict(extra="ignore")
    ready: Materials


class CodeRequest(BaseModel):
    """The code shown at the entrance."""

    model_config = ConfigDict(extra="ignore")
    code: str | None = Field(default=None, max_length=40)


@router.post("/tickets", status_code=201, responses=REFUSED | NO_TOKEN, **ANSWER)
def issue(request: Request, body: TicketRequest, caller: CallerDep, parts: ServicesDep) -> dict[str, Any]:
    """
    Issues a number for a transaction. It is called only after check-in, unless it is taken in the hall.

    409 with the reason where that can't be: closed, full, remote_full, already_active, too_many_today, cooling_down.
    """
    if body.transaction not in parts.catalog.transactions:
        raise Problem(404, "unknown_transaction")
    of_address = parts.limiter.allows("tickets_from", address_of(request))
    if not of_address or not parts.limiter.allows("tickets", caller.conversation):
        raise Problem(429, "too_many", retry_after=30)
    issued = parts.ledger.issue(
        caller.conversation,
        body.transaction,
        str(body.message_id) if body.message_id else None,
        caller.language or "zh",
        "api",
        remote=not in_the_hall(parts, caller.conversation, body.hall_code),
        ready=checked_ready(parts, body.transaction, body.ready),
    )
    if issued.new:
        parts.metrics.tickets.labels("issued").inc()
    return ticket_document(parts, issued.ticket)


def in_the_hall(parts: Services, who: str, code: str | None) -> bool:
    """Whether a code was given; it must then be today's: Problem 403 otherwise, 429 after too many wrong ones."""
    if code is None:
        return False
    if not parts.entrance.holds(code):
        raise (
            Problem(403, "bad_code") if parts.limiter.allows("codes", who) else Problem(429, "too_many", retry_after=60)
        )
    return True


@router.get("/tickets/{reference}", responses=REFUSED, **ANSWER)
def status(request: Request, reference: Reference, parts: ServicesDep, travel_minutes: Travel = None) -> dict[str, Any]:
    """Where a ticket stands now; with the minutes of the way, when to leave home."""
    return ticket_document(parts, look_up(request, parts, reference), travel_minutes)


@router.patch("/tickets/{reference}", responses=REFUSED, **ANSWER)
def bring(request: Request, reference: Reference, body: ReadyRequest, parts: ServicesDep) -> dict[str, Any]:
    """Says which of the materials the citizen has; the window sees what is lacking."""
    ticket = look_up(request, parts, reference)
    ready = checked_ready(parts, ticket.transaction, body.ready)
    return ticket_document(parts, parts.ledger.set_ready(ticket.reference, ready))


@router.delete("/tickets/{reference}", responses=REFUSED, **ANSWER)
def give_up(request: Request, reference: Reference, parts: ServicesDep) -> dict[str, Any]:
    """Gives a waiting ticket up; again does no harm."""
    ticket = look_up(request, parts, reference)
    cancelled = parts.ledger.cancel(ticket.reference, "citizen")
    parts.metrics.tickets.labels("cancelled").inc()
    return ticket_document(parts, cancelled)


@router.post("/tickets/{reference}/check-in", responses=REFUSED, **ANSWER)
def check_in(
    request: Request, reference: Reference, parts: ServicesDep, body: CodeRequest | None = None
) -> dict[str, Any]:
    """
    Says that the citizen is in the hall. Early does no harm; after the turn has passed, the ticket goes some places
    back. The code of the entrance is needed where the center rules so (`check_in_code`).
    """
    ticket = look_up(request, parts, reference)
    arrived = in_the_hall(parts, ticket.reference, body.code if body else None)
    if not arrived and parts.catalog.center.tickets.rules.check_in_code:
        raise Problem(403, "code_needed")
    return ticket_document(parts, parts.ledger.check_in(ticket.reference))


@router.post("/tickets/{reference}/late", responses=REFUSED, **ANSWER)
def late(request: Request, reference: Reference, parts: ServicesDep) -> dict[str, Any]:
    """Moves a waiting ticket some places back because its citizen is running late."""
    ticket = look_up(request, parts, reference)
    return ticket_document(parts, parts.ledger.late(ticket.reference))


@router.post("/tickets/{reference}/rejoin", responses=REFUSED, **ANSWER)
def rejoin(request: Request, reference: Reference, parts: ServicesDep) -> dict[str, Any]:
    """Puts a missed ticket back in the line, some places back, once."""
    ticket = look_up(request, parts, reference)
    return ticket_document(parts, parts.ledger.rejoin(ticket.reference))


@router.post("/check-in", responses=REFUSED | NO_TOKEN)
def arrive(body: CodeRequest, caller: CallerDep, parts: ServicesDep) -> dict[str, Any]:
    """Checks in all open tickets of the conversation with the code of the entrance."""
    if not in_the_hall(parts, caller.conversation, body.code or ""):
        raise Problem(403, "code_needed")
    open_now = parts.ledger.active_of(caller.conversation)
    return {"tickets": [ticket_document(parts, parts.ledger.check_in(one.reference)) for one in open_now]}


@router.get("/transactions/{transaction}/wait", responses={404: {"description": "no such transaction"}})
def wait(transaction: Annotated[str, Path(min_length=1, max_length=80)], parts: ServicesDep) -> dict[str, Any]:
    """The wait of somebody who would come now, and the hours with the shortest usual waits (weekday 0: Monday)."""
    if transaction not in parts.catalog.transactions:
        raise Problem(404, "unknown_transaction")
    place = parts.ledger.wait_for(transaction)
    best = parts.ledger.best_times(transaction)
    return {
        "ahead": place.ahead,
        "wait_minutes": {"low": place.low, "high": place.high},
        "best_times": [
            {"weekday": one.weekday, "hour": one.hour, "wait_minutes": round(one.minutes), "seen": one.seen}
            for one in best
        ],
    }

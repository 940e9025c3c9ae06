"""What staff and volunteers do in the hall: numbers for those who come, priority, check-in, the state of the queues."""

from __future__ import annotations

import secrets
import uuid
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.operations.tokens import TokenRefused
from assistant.tickets import Priority, QueueState
from connectors.api.problems import Problem
from connectors.api.shifts import HallStaff, in_the_hall
from connectors.api.state import Services, ServicesDep
from connectors.api.ticket_documents import both, checked_ready, ticket_document
from connectors.api.tickets import Materials
from connectors.api.windows import REFUSED

router = APIRouter(prefix="/api/v1", tags=["staff"], dependencies=[Depends(in_the_hall)])
Reference = Annotated[str, Path(min_length=1, max_length=64)]


class HallTicketRequest(BaseModel):
    """A number for somebody who stands in the hall; the same message_id gives the same ticket."""

    model_config = ConfigDict(extra="ignore")
    transaction: str = Field(min_length=1, max_length=80)
    priority: Priority | None = None
    ready: Materials | None = None
    language: Literal["zh", "en"] = "zh"
    message_id: uuid.UUID | None = None
    session: str | None = Field(default=None, max_length=400, description="token of the conversation to hold it")


class PriorityRequest(BaseModel):
    """Sets a priority, or takes it away with null."""

    model_config = ConfigDict(extra="ignore")
    priority: Priority | None


class ArrivalRequest(BaseModel):
    """Who has come: a number of today, or a reference."""

    model_config = ConfigDict(extra="ignore")
    number: str | None = Field(default=None, min_length=1, max_length=12)
    reference: str | None = Field(default=None, min_length=1, max_length=64)

    @model_validator(mode="after")
    def _one_of_both(self) -> ArrivalRequest:
        if (self.number is None) == (self.reference is None):
            raise ValueError("give a number or a reference")
        return self


@router.post("/hall/tickets", status_code=201, responses=REFUSED)
def issue(body: HallTicketRequest, parts: ServicesDep, by: HallStaff) -> dict[str, Any]:
    """
    A number for somebody in the hall: checked in at once, with priority where it is due.

    It belongs to the conversation of ``session``, and is told of wherever that goes on; else its paper is all.
    """
    if body.transaction not in parts.catalog.transactions:
        raise Problem(404, "unknown_transaction")
    key = str(body.message_id) if body.message_id else None
    citizen = _holder(parts, body.session) or f"hall:{key or secrets.token_urlsafe(16)}"
    issued = parts.ledger.issue(
        citizen,
        body.transaction,
        key,
        body.language,
        "hall",
        priority=body.priority,
        ready=checked_ready(parts, body.transaction, body.ready),
        by=by,
    )
    if issued.new:
        parts.metrics.tickets.labels("issued").inc()
    return ticket_document(parts, issued.ticket)


@router.patch("/hall/tickets/{reference}", responses=REFUSED)
def prefer(reference: Reference, body: PriorityRequest, parts: ServicesDep, by: HallStaff) -> dict[str, Any]:
    """Sets or takes away a ticket's priority; it is shown to nobody."""
    ticket = parts.ledger.by_reference(_readable(reference))
    return ticket_document(parts, parts.ledger.set_priority(ticket.reference, body.priority, by))


@router.post("/hall/check-in", responses=REFUSED)
def check_in(body: ArrivalRequest, parts: ServicesDep, by: HallStaff) -> dict[str, Any]:
    """Checks somebody in who stands before a volunteer."""
    if body.number is not None:
        ticket = parts.ledger.by_number(body.number)
    else:
        ticket = parts.ledger.by_reference(_readable(body.reference or ""))
    return ticket_document(parts, parts.ledger.check_in(ticket.reference, by))


@router.get("/hall/check-in-code", responses=REFUSED)
def code(parts: ServicesDep) -> dict[str, Any]:
    """Today's code of the entrance, to be shown there as text and QR."""
    today = parts.entrance.today()
    return {"code": today, "path": f"/check-in?code={today}", "valid_on": parts.entrance.day.isoformat()}


@router.get("/queues", responses=REFUSED)
def queues(parts: ServicesDep) -> dict[str, Any]:
    """Every queue of today: who waits, which windows serve, and how often the wait fell into the range given."""
    return {"queues": [_queue(parts, state) for state in parts.ledger.queue_states()]}


def _queue(parts: Services, state: QueueState) -> dict[str, Any]:
    score = state.score
    return {
        "queue": state.queue.id,
        "department": both(parts.catalog.departments[state.queue.department].name),
        "floor": state.queue.floor,
        "windows": list(state.queue.windows),
        "open_windows": list(state.open_windows),
        "paused": list(state.paused),
        "waiting": state.waiting.all,
        "present": state.waiting.present,
        "next": state.next,
        "given": state.given,
        "remote": state.remote,
        "forecasts_known": score.known if score else 0,
        "hit_rate": round(score.hits / score.known, 3) if score and score.known else None,
        "mean_width_minutes": round(score.width, 1) if score else None,
    }


def _holder(parts: Services, session: str | None) -> str | None:
    if session is None:
        return None
    try:
        return parts.tokens.read(session)[0]
    except TokenRefused:
        raise Problem(422, "bad_token") from None


def _readable(reference: str) -> str:
    return reference.encode("utf-8", "replace").decode()

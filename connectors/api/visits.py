"""Several matters in one visit: the plan that waits and walks least, and its numbers, all or none."""

from __future__ import annotations

import uuid
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.rendering.facts import VisitFacts
from assistant.tickets import MOST_MATTERS, Plan
from connectors.api.cards import TicketAnswer, WaitMinutes
from connectors.api.problems import Problem
from connectors.api.state import NO_TOKEN, CallerDep, Services, ServicesDep, address_of
from connectors.api.ticket_documents import both, ticket_document
from connectors.api.tickets import REFUSED, in_the_hall

router = APIRouter(prefix="/api/v1/visits", tags=["visits"])
Matter = Annotated[str, Field(min_length=1, max_length=80)]
MOST_NAMED = 20


class PlanRequest(BaseModel):
    """The matters of a visit; `in_order`: each has to be done before the next, as in a life event."""

    model_config = ConfigDict(extra="ignore")
    transactions: list[Matter] = Field(min_length=1, max_length=MOST_NAMED)
    in_order: bool = False


class VisitRequest(PlanRequest):
    """Asks for all numbers of a visit; the same message_id gives the same numbers."""

    message_id: uuid.UUID | None = None
    hall_code: str | None = Field(default=None, max_length=40, description="code of the entrance: taken in the hall")


class Words(BaseModel):
    """A text in both languages."""

    zh: str
    en: str


class PlannedStopAnswer(BaseModel):
    """A queue of the visit in its place: its matters, where, between which moments it begins, minutes on foot to it."""

    step: int
    transactions: list[str]
    matters: list[Words]
    floor: str
    windows: list[int]
    earliest: str
    latest: str
    walk_minutes: float


class PlanAnswer(BaseModel):
    """The order with the least waiting and walking; `total_minutes` from now until all is done."""

    in_order: bool
    total_minutes: WaitMinutes
    walk_minutes: int
    done_from: str
    done_to: str
    stops: list[PlannedStopAnswer]


class VisitAnswer(BaseModel):
    """The numbers of a visit in the order of the plan; `new`: false when the message_id had given them before."""

    new: bool
    tickets: list[TicketAnswer]
    plan: PlanAnswer


def _planned(parts: Services, body: PlanRequest) -> Plan:
    if any(matter not in parts.catalog.transactions for matter in body.transactions):
        raise Problem(404, "unknown_transaction")
    if len(parts.desk.fitting(body.transactions)) < len(set(body.transactions)):
        raise Problem(422, "too_many_matters", most=MOST_MATTERS)
    return parts.desk.plan(body.transactions, in_order=body.in_order)


def _document(plan: Plan, facts: VisitFacts) -> dict[str, Any]:
    return {
        "in_order": facts.in_order,
        "total_minutes": {"low": int(plan.low), "high": -int(-plan.high // 1)},
        "walk_minutes": facts.walk,
        "done_from": facts.done_from.isoformat(),
        "done_to": facts.done_to.isoformat(),
        "stops": [
            {
                "step": stop.step,
                "transactions": list(stop.transactions),
                "matters": [both(matter) for matter in stop.matters],
                "floor": stop.floor,
                "windows": list(stop.windows),
                "earliest": stop.earliest.isoformat(),
                "latest": stop.latest.isoformat(),
                "walk_minutes": round(stop.walk, 1),
            }
            for stop in facts.stops
        ],
    }


@router.post("/plan", response_model=PlanAnswer, responses={404: {"description": "no such transaction"}})
def plan(body: PlanRequest, parts: ServicesDep) -> dict[str, Any]:
    """
    The order over floors and windows that waits and walks least, from the entrance, if all numbers were taken now.

    Matters of the same windows are one stop. Takes no number and needs no token.
    """
    found = _planned(parts, body)
    return _document(found, parts.desk.visit(found, in_order=body.in_order))


@router.post(
    "", status_code=201, response_model=VisitAnswer, response_model_exclude_unset=True, responses=REFUSED | NO_TOKEN
)
def issue(request: Request, body: VisitRequest, caller: CallerDep, parts: ServicesDep) -> dict[str, Any]:
    """
    Issues the numbers of several matters together: all of them or none. They are linked: one check-in is for all, and
    while one is called or served the others keep their places. In a day's limits they count as one.

    409 as for a single number, with `transaction`: the matter that stood in the way.
    """
    found = _planned(parts, body)
    of_address = parts.limiter.allows("tickets_from", address_of(request))
    if not of_address or not parts.limiter.allows("tickets", caller.conversation):
        raise Problem(429, "too_many", retry_after=30)
    issued = parts.ledger.issue_visit(
        caller.conversation,
        [one.stop.matters for one in found.stops],
        str(body.message_id) if body.message_id else None,
        caller.language or "zh",
        "api",
        remote=not in_the_hall(parts, caller.conversation, body.hall_code),
        in_order=body.in_order,
    )
    if issued.new:
        parts.metrics.tickets.labels("issued").inc(len(issued.tickets))
    return {
        "new": issued.new,
        "tickets": [ticket_document(parts, ticket) for ticket in issued.tickets],
        "plan": _document(found, parts.desk.visit(found, in_order=body.in_order)),
    }

"""A conversation goes on elsewhere: a code for the QR on a screen, and its redeeming by the phone's web page."""

from __future__ import annotations

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from assistant.operations.hand_over import LIFE, LinkRefused
from connectors.api.problems import Problem
from connectors.api.state import NO_TOKEN, CallerDep, ServicesDep, public_base

router = APIRouter(prefix="/api/v1/hand-overs", tags=["talking"])
Code = Annotated[str, Field(min_length=1, max_length=64)]


class HandOverAnswer(BaseModel):
    """A code, good once and for so many seconds, and the addresses to show as QR, by place."""

    code: str
    seconds: int
    links: dict[Literal["web", "telegram", "wechat"], str]


class CodeBody(BaseModel):
    """A code that was shown."""

    model_config = ConfigDict(extra="ignore")
    code: Code


class RedeemRequest(CodeBody):
    """A code that was scanned; ``device`` is an id that the browser has made for itself."""

    device: uuid.UUID


class UsedAnswer(BaseModel):
    """Whether the code was used."""

    used: bool


class RedeemAnswer(BaseModel):
    """What the code leads to: a conversation with its token, or the page of a ticket."""

    kind: Literal["conversation", "ticket"]
    token: str | None = None
    expires_at: str | None = None
    tickets: list[str] = Field(default_factory=list, description="numbers that the conversation holds")
    path: str


@router.post("", status_code=201, response_model=HandOverAnswer, responses=NO_TOKEN)
async def offer(request: Request, caller: CallerDep, parts: ServicesDep) -> HandOverAnswer:
    """Makes a code for the conversation: on the web page, and in the messengers that are connected."""
    if not parts.limiter.allows("sessions", caller.conversation):
        raise Problem(429, "too_many", retry_after=60)
    code = parts.links.code("conversation", caller.conversation)
    links: dict[Literal["web", "telegram", "wechat"], str] = {"web": f"{public_base(request)}/continue#{code}"}
    for name, link in (await parts.messenger_links(code)).items():
        if name == "telegram":
            links["telegram"] = link
        elif name == "wechat":
            links["wechat"] = link
    return HandOverAnswer(code=code, seconds=int(LIFE.total_seconds()), links=links)


@router.post("/state", response_model=UsedAnswer, responses=NO_TOKEN)
def state(body: CodeBody, caller: CallerDep, parts: ServicesDep) -> UsedAnswer:
    """Whether the code has been used, for the screen that shows it."""
    return UsedAnswer(used=parts.links.was_used(body.code))


@router.post("/redeem", response_model=RedeemAnswer, responses={410: {"description": "used, expired or forged"}})
def redeem(request: Request, body: RedeemRequest, parts: ServicesDep) -> RedeemAnswer:
    """Uses the code for this browser; the same browser may do so again within the code's time."""
    address = request.client.host if request.client else "-"
    if not parts.limiter.has_room("codes", f"link:{address}"):
        raise Problem(429, "too_many", retry_after=60)
    try:
        link = parts.links.redeem(body.code, f"web:{body.device}")
    except LinkRefused:
        parts.limiter.allows("codes", f"link:{address}")
        raise Problem(410, "link_refused") from None
    if link.kind == "ticket":
        return RedeemAnswer(kind="ticket", path=f"/t/{link.subject}")
    session = parts.tokens.resume(link.subject)
    held = [ticket.number for ticket in parts.ledger.active_of(link.subject)]
    return RedeemAnswer(
        kind="conversation",
        token=session.token,
        expires_at=session.expires_at.isoformat(),
        tickets=held,
        path="/chat",
    )

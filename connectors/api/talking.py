"""Sessions, messages and events of one conversation."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sse_starlette import EventSourceResponse, ServerSentEvent

from assistant.conversation import not_understood
from assistant.messages import Inbound
from assistant.tickets import LedgerUnavailable, TicketEvent
from connectors.api.cards import AnyCard
from connectors.api.problems import Problem
from connectors.api.state import NO_TOKEN, CallerDep, Services, ServicesDep, address_of, last_event_id

router = APIRouter(prefix="/api/v1", tags=["talking"])
STREAM: dict[int | str, dict[str, Any]] = {200: {"content": {"text/event-stream": {}}}, **NO_TOKEN}


class SessionRequest(BaseModel):
    """Opens a conversation."""

    model_config = ConfigDict(extra="ignore")
    language: Literal["zh", "en"] | None = None


class SessionAnswer(BaseModel):
    """A conversation's token; whoever holds it is in the conversation."""

    token: str
    expires_at: str


class MessageRequest(BaseModel):
    """A text, or the payload of a choice that was offered."""

    model_config = ConfigDict(extra="ignore")
    text: str | None = Field(default=None, max_length=20_000, description="1 to 1000 characters")
    payload: str | None = Field(default=None, min_length=1, max_length=200)
    message_id: uuid.UUID | None = None
    language: Literal["zh", "en"] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> MessageRequest:
        if (self.text is None) == (self.payload is None):
            raise ValueError("either text or payload")
        return self


class Candidate(BaseModel):
    """A transaction the message may mean."""

    id: str
    confidence: float


class UnderstandingAnswer(BaseModel):
    """How the message was understood."""

    outcome: Literal["answer", "clarify", "not_covered", "center", "ticket", "smalltalk", "handoff"]
    transaction: str | None
    facet: str | None
    facets: list[str]
    candidates: list[Candidate]
    topic: str | None
    act: str | None
    confidence: float
    family: str | None
    journey: str | None = Field(default=None, description="id of a life event: /api/v1/journeys/{id}")


class ChoiceAnswer(BaseModel):
    """Something to tap."""

    title: str
    payload: str


class ReplyAnswer(BaseModel):
    """One reply; ``text`` is complete by itself."""

    kind: Literal["text", "choices", "card", "ticket", "notice"]
    text: str
    language: Literal["zh", "en"]
    choices: list[ChoiceAnswer]
    card: AnyCard | None


class TurnAnswer(BaseModel):
    """The assistant's side of one exchange."""

    language: Literal["zh", "en"]
    understanding: UnderstandingAnswer
    replies: list[ReplyAnswer]


class ConversationAnswer(BaseModel):
    """The conversation so far."""

    messages: list[dict[str, Any]]


@router.post("/sessions", status_code=201, response_model=SessionAnswer)
def open_session(request: Request, parts: ServicesDep, body: SessionRequest | None = None) -> SessionAnswer:
    """Opens a conversation; its token is good for 24 hours unless set otherwise."""
    if not parts.limiter.allows("sessions", address_of(request)):
        raise Problem(429, "too_many", retry_after=60)
    session = parts.tokens.issue(body.language if body else None)
    return SessionAnswer(token=session.token, expires_at=session.expires_at.isoformat())


@router.delete("/sessions/current", status_code=204, responses=NO_TOKEN)
async def forget(caller: CallerDep, parts: ServicesDep) -> None:
    """Forgets the conversation: messages, choices, context. Its queue numbers stay valid. Again does no harm."""
    if parts.conversation is None:
        await asyncio.to_thread(parts.history.forget, caller.conversation)
    else:
        await parts.conversation.forget(caller.conversation)


@router.post("/messages", response_model=TurnAnswer, responses=NO_TOKEN)
async def say(request: Request, body: MessageRequest, caller: CallerDep, parts: ServicesDep) -> dict[str, Any]:
    """Says something; the same message_id gets the same reply and does nothing twice."""
    if parts.conversation is None and not parts.failed:
        raise Problem(503, "unavailable", retry_after=5)
    of_address = parts.limiter.allows("messages_from", address_of(request))
    if not of_address or not parts.limiter.allows("messages", caller.conversation):
        raise Problem(429, "too_many", retry_after=10)
    message_id = str(body.message_id) if body.message_id else None
    # A tapped choice answers in the language of its own words, whatever the session began in.
    language = body.language
    if language is None and body.payload is None:
        language = "en" if caller.language == "en" else "zh" if caller.language == "zh" else None
    started = time.perf_counter()
    inbound = Inbound(caller.conversation, body.text, body.payload, message_id, language)
    if parts.conversation is None:  # the engine can't be started: tickets, pages and search go on without it
        turn = not_understood(language or "zh", parts.catalog.center.human_phone)
    else:
        turn = await parts.conversation.reply(inbound)
    parts.metrics.turn(turn, time.perf_counter() - started)
    return turn.as_dict()


@router.get("/messages", response_model=ConversationAnswer, responses=NO_TOKEN)
def conversation(
    caller: CallerDep, parts: ServicesDep, after: Annotated[int, Query(ge=0, le=2**62)] = 0
) -> ConversationAnswer:
    """The messages after an id, oldest first; personal numbers are masked."""
    rows = parts.history.messages_after(caller.conversation, after)
    return ConversationAnswer(messages=[row.as_dict() for row in rows])


@router.get("/events", response_class=EventSourceResponse, responses=STREAM)
async def events(
    request: Request, caller: CallerDep, parts: ServicesDep, after: Annotated[int, Depends(last_event_id)]
) -> EventSourceResponse:
    """Server-sent events of this conversation: tickets called, near turn, missed; resumable by Last-Event-ID."""
    return EventSourceResponse(
        _ticket_events(request, parts, caller.conversation, after), ping=15, headers={"X-Accel-Buffering": "no"}
    )


async def _ticket_events(
    request: Request, parts: Services, conversation: str, after: int
) -> AsyncIterator[ServerSentEvent]:
    with parts.metrics.streams.track_inprogress():
        async for event in _told(request, parts, conversation, after):
            yield event


async def _told(request: Request, parts: Services, conversation: str, after: int) -> AsyncIterator[ServerSentEvent]:
    yield ServerSentEvent(comment="connected", retry=3000)
    with parts.newsroom.waiting(conversation) as news:
        while not await request.is_disconnected():
            try:
                told = await asyncio.to_thread(parts.ledger.events_after, conversation, after)
            except LedgerUnavailable:
                told = []  # the stream stays open: nothing is missed, because it reads on from the last event
            for event in told:
                after = event.id
                yield ServerSentEvent(data=_event_data(event), id=str(event.id), event=str(event.kind))
            await news()


def _event_data(event: TicketEvent) -> str:
    from json import dumps

    told = {
        "kind": str(event.kind),
        "reference": event.reference,
        "number": event.number,
        "transaction": event.transaction,
        "window": event.window,
        "at": event.at.isoformat(),
    }
    return dumps(told, ensure_ascii=False)

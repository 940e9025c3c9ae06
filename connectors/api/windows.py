"""What a clerk does at a window: call, serve, put aside, send on, pause, take back."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from pydantic import BaseModel, ConfigDict, Field

from assistant.tickets import Ticket
from connectors.api.staff import REFUSED as STAFF_REFUSED, MemberDep, clerk
from connectors.api.state import Services, ServicesDep
from connectors.api.ticket_documents import clerk_document

router = APIRouter(prefix="/api/v1/windows", tags=["staff"], dependencies=[Depends(clerk)])
Window = Annotated[int, Path(ge=1, le=999)]
REFUSED: dict[int | str, dict[str, Any]] = STAFF_REFUSED | {
    404: {"description": "no such window or ticket"},
    409: {"description": "refused; `code` says why"},
}


def who(member: MemberDep) -> str:
    """Who presses, for the audit trail: the member's name, or the place of the token in the settings."""
    return member.name


Clerk = Annotated[str, Depends(who)]


class Press(BaseModel):
    """One press of a button; the same request_id does nothing twice."""

    model_config = ConfigDict(extra="ignore")
    request_id: uuid.UUID | None = None

    @property
    def key(self) -> str | None:
        """The press's own id."""
        return str(self.request_id) if self.request_id else None


class NumberPress(Press):
    """A press about one of several numbers; without it, the oldest on hold or the newest missed."""

    number: str | None = Field(default=None, min_length=1, max_length=12)


class TransferPress(Press):
    """Where a ticket goes: a window, or a queue by its id."""

    to: int | str


def _answer(parts: Services, window: int, ticket: Ticket | None) -> dict[str, Any]:
    view = parts.ledger.view(window)
    return {
        "window": window,
        "ticket": clerk_document(parts, ticket) if ticket else None,
        "paused": view.paused,
        "undo_until": view.undo_until.isoformat() if view.undo_until else None,
    }


@router.get("/{number}", responses=REFUSED)
def window(number: Window, parts: ServicesDep) -> dict[str, Any]:
    """The window: its queue, the ticket it holds, those it put aside, those it missed. Never a person."""
    view = parts.ledger.view(number)
    return {
        "queue": view.queue.id,
        "floor": view.queue.floor,
        "open": view.is_open,
        "waiting": view.waiting.all,
        "present": view.waiting.present,
        "coming": list(view.coming),
        "kept": [{"number": number, "window": elsewhere} for number, elsewhere in view.away],
        "at": parts.clock().isoformat(),
        "on_hold": [clerk_document(parts, one) for one in view.on_hold],
        "missed": [clerk_document(parts, one) for one in view.missed],
        **_answer(parts, number, view.ticket),
    }


@router.post("/{number}/next", responses=REFUSED)
def call_next(number: Window, parts: ServicesDep, by: Clerk, body: Press | None = None) -> dict[str, Any]:
    """Calls the next number to the window; null when nobody may be called."""
    key = (body.key if body else None) or str(uuid.uuid4())
    return _answer(parts, number, parts.ledger.call_next(number, key, by))


def _simple(name: str, said: str, act: Callable[[Services, int, str | None, str], Ticket]) -> None:
    def press(number: Window, parts: ServicesDep, by: Clerk, body: Press | None = None) -> dict[str, Any]:
        return _answer(parts, number, act(parts, number, body.key if body else None, by))

    router.post(f"/{{number}}/{name}", responses=REFUSED, summary=name.capitalize(), description=said, name=name)(press)


_simple("recall", "Calls the same number again.", lambda p, n, key, by: p.ledger.recall(n, key, by))
_simple("start", "The citizen is at the window.", lambda p, n, key, by: p.ledger.start(n, key, by))
_simple("served", "The matter is done.", lambda p, n, key, by: p.ledger.served(n, key, by))
_simple("missed", "Nobody came.", lambda p, n, key, by: p.ledger.missed(n, key, by))
_simple("hold", "Puts the window's ticket aside; the window is free.", lambda p, n, key, by: p.ledger.hold(n, key, by))
_simple("undo", "Takes back the last press, within seconds.", lambda p, n, key, by: p.ledger.undo(n, key, by))


@router.post("/{number}/transfer", responses=REFUSED)
def transfer(number: Window, body: TransferPress, parts: ServicesDep, by: Clerk) -> dict[str, Any]:
    """Sends the ticket on to another window or queue."""
    return _answer(parts, number, parts.ledger.transfer(number, body.to, body.key, by))


@router.post("/{number}/resume", responses=REFUSED)
def resume(number: Window, parts: ServicesDep, by: Clerk, body: NumberPress | None = None) -> dict[str, Any]:
    """Takes back a ticket that was put aside: the oldest, or the one of a number; it is called."""
    wanted = body or NumberPress()
    return _answer(parts, number, parts.ledger.resume(number, wanted.number, wanted.key, by))


@router.post("/{number}/requeue", responses=REFUSED)
def requeue(number: Window, parts: ServicesDep, by: Clerk, body: NumberPress | None = None) -> dict[str, Any]:
    """Puts a missed ticket back in the line, some places back, once: the newest, or the one of a number."""
    wanted = body or NumberPress()
    return _answer(parts, number, parts.ledger.requeue(number, wanted.number, wanted.key, by))


@router.post("/{number}/pause", responses=REFUSED)
def pause(number: Window, parts: ServicesDep, by: Clerk, body: Press | None = None) -> dict[str, Any]:
    """The window calls nobody until it is opened; again does no harm."""
    parts.ledger.pause(number, by)
    return _answer(parts, number, parts.ledger.at_window(number))


@router.post("/{number}/open", responses=REFUSED)
def serve_again(number: Window, parts: ServicesDep, by: Clerk, body: Press | None = None) -> dict[str, Any]:
    """The window serves again; again does no harm."""
    parts.ledger.open(number, by)
    return _answer(parts, number, parts.ledger.at_window(number))

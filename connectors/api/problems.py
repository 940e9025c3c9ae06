"""Errors in one shape (RFC 9457 problem details), in the user's language, never echoing what was sent."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from assistant.conversation import InputRefused
from assistant.history import HistoryUnavailable
from assistant.messages import Language
from assistant.operations.logs import request_id
from assistant.rendering.renderer import words
from assistant.staff import StaffUnavailable
from assistant.tickets import (
    AlreadyActive,
    CenterClosed,
    CoolingDown,
    LedgerUnavailable,
    NothingToUndo,
    QueueFull,
    RemoteFull,
    TicketRefused,
    TooManyToday,
    UnknownQueue,
    UnknownTicket,
    UsedUp,
    WindowBusy,
    WindowIdle,
    WindowPaused,
    WrongState,
)

_STATUS_CODES = {404: "not_found", 405: "not_allowed", 413: "too_large", 400: "bad_request"}
_REFUSALS: tuple[tuple[type[Exception], int, str], ...] = (
    (AlreadyActive, 409, "already_active"),
    (CenterClosed, 409, "closed"),
    (RemoteFull, 409, "remote_full"),
    (QueueFull, 409, "full"),
    (TooManyToday, 409, "too_many_today"),
    (CoolingDown, 409, "cooling_down"),
    (UnknownTicket, 404, "unknown_ticket"),
    (UnknownQueue, 404, "unknown_window"),
    (WindowBusy, 409, "window_busy"),
    (WindowIdle, 409, "window_idle"),
    (WindowPaused, 409, "window_paused"),
    (UsedUp, 409, "used_up"),
    (NothingToUndo, 409, "nothing_to_undo"),
    (WrongState, 409, "wrong_state"),
    (LedgerUnavailable, 503, "unavailable"),
    (HistoryUnavailable, 503, "unavailable"),
    (StaffUnavailable, 503, "unavailable"),
)


class Problem(Exception):
    """An error to show: HTTP status, a code of the PROBLEMS lists, and extra fields."""

    def __init__(self, status: int, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.status, self.code, self.extra = status, code, extra


def language_of(request: Request) -> Language:
    """The language to complain in: the session's, else the browser's, else Chinese."""
    chosen = getattr(request.state, "language", None)
    if chosen in ("zh", "en"):
        return "en" if chosen == "en" else "zh"
    accepted = request.headers.get("accept-language", "").lower()
    return "en" if accepted.startswith("en") else "zh"


def problem_response(request: Request, status: int, code: str, **extra: Any) -> JSONResponse:
    """The problem document."""
    sentence = words(language_of(request)).PROBLEMS[code]
    body: dict[str, Any] = {
        "type": f"urn:citizen-home:problem:{code}",
        "title": sentence,
        "status": status,
        "code": code,
        "detail": sentence,
    }
    if asked := request_id.get():
        body["instance"] = f"urn:citizen-home:request:{asked}"
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    if retry := extra.get("retry_after"):
        headers["Retry-After"] = str(retry)
    return JSONResponse({**body, **extra}, status, headers=headers, media_type="application/problem+json")


def _refused(request: Request, error: Exception) -> JSONResponse:
    for kind, status, code in _REFUSALS:
        if isinstance(error, kind):
            extra: dict[str, Any] = {}
            if isinstance(error, AlreadyActive):
                extra = {"reference": error.ticket.reference, "number": error.ticket.number}
            if isinstance(error, CenterClosed) and error.opens_at is not None:
                extra = {"opens_at": error.opens_at.isoformat()}
            if isinstance(error, CoolingDown):
                extra = {"until": error.until.isoformat()}
            if isinstance(error, TicketRefused) and error.matter is not None:
                extra["transaction"] = error.matter
            return problem_response(request, status, code, **extra)
    return problem_response(request, 409, "wrong_state")


def install(app: FastAPI) -> None:
    """Registers the handlers."""

    @app.exception_handler(Problem)
    async def known(request: Request, error: Problem) -> JSONResponse:
        return problem_response(request, error.status, error.code, **error.extra)

    @app.exception_handler(InputRefused)
    async def refused_input(request: Request, error: InputRefused) -> JSONResponse:
        return problem_response(request, 413 if error.code == "too_long" else 422, error.code)

    @app.exception_handler(TicketRefused)
    async def refused_ticket(request: Request, error: TicketRefused) -> JSONResponse:
        return _refused(request, error)

    @app.exception_handler(HistoryUnavailable)
    async def no_history(request: Request, error: HistoryUnavailable) -> JSONResponse:
        return _refused(request, error)

    @app.exception_handler(StaffUnavailable)
    async def no_roll(request: Request, error: StaffUnavailable) -> JSONResponse:
        return _refused(request, error)

    @app.exception_handler(RequestValidationError)
    async def malformed(request: Request, error: RequestValidationError) -> JSONResponse:
        # The default answer echoes the input: it leaks, and a lone surrogate in it can't be encoded.
        faults = [
            {
                "field": ".".join(str(part).encode("ascii", "replace").decode() for part in fault["loc"]),
                "type": fault["type"],
            }
            for fault in error.errors()
        ]
        codes = {"string_too_short": "empty", "string_too_long": "too_long", "string_unicode": "not_text"}
        code = next((codes[f["type"]] for f in faults if f["type"] in codes), "bad_request")
        return problem_response(request, 422, code, faults=faults[:10])

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> JSONResponse:
        return problem_response(request, error.status_code, _STATUS_CODES.get(error.status_code, "bad_request"))

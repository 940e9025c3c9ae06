"""Volunteers' shifts over HTTP: log in by PIN, log out, and who may do what is done in the hall."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel, ConfigDict, Field

from assistant.operations.shifts import Shift, ShiftRefused
from connectors.api.problems import Problem
from connectors.api.staff import clerk
from connectors.api.state import ServicesDep

router = APIRouter(prefix="/api/v1/shifts", tags=["staff"])
WAIT = 300  # seconds after too many wrong PINs
_bearer = HTTPBearer(auto_error=False, scheme_name="Shift", description="the token of POST /api/v1/shifts")
OFF_SHIFT: dict[int | str, dict[str, Any]] = {
    401: {"description": "no shift's token"},
    403: {"description": "the shift has ended, or is none"},
}
WRONG_PIN: dict[int | str, dict[str, Any]] = {
    403: {"description": "unknown or wrong PIN"},
    429: {"description": "too many wrong PINs; Retry-After says how long to wait"},
}
Given = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


class ShiftRequest(BaseModel):
    """A volunteer with their PIN."""

    model_config = ConfigDict(extra="ignore")
    volunteer: str = Field(min_length=1, max_length=20)
    pin: str = Field(min_length=1, max_length=12)


class ShiftAnswer(BaseModel):
    """A shift; its token is good until ``expires_at``."""

    token: str
    volunteer: str
    expires_at: str


def _address(request: Request) -> str:
    return request.client.host if request.client else "-"


@router.post("", status_code=201, response_model=ShiftAnswer, responses=WRONG_PIN)
def open_shift(request: Request, body: ShiftRequest, parts: ServicesDep) -> ShiftAnswer:
    """
    Opens a shift. Wrong PINs are counted for the volunteer at this address and for the address: 429 after too many.

    Only wrong ones count, so nobody is kept out by somebody else who guesses at another address.
    """
    counted = (("pins", f"{body.volunteer}@{_address(request)}"), ("pins_of_address", _address(request)))
    if not all(parts.limiter.has_room(kind, key) for kind, key in counted):
        raise Problem(429, "too_many", retry_after=WAIT)
    try:
        shift = parts.shifts.open(body.volunteer, body.pin)
    except ShiftRefused:
        for kind, key in counted:
            parts.limiter.allows(kind, key)
        raise Problem(403, "wrong_pin") from None
    return ShiftAnswer(token=shift.token, volunteer=shift.volunteer, expires_at=shift.expires_at.isoformat())


def volunteer(parts: ServicesDep, given: Given) -> Shift:
    """The shift of the bearer token: 401 without one, 403 with one that does not hold."""
    if given is None:
        raise Problem(401, "no_shift")
    try:
        return parts.shifts.read(given.credentials)
    except ShiftRefused:
        raise Problem(403, "no_shift") from None


ShiftDep = Annotated[Shift, Depends(volunteer)]


@router.get("/current", response_model=ShiftAnswer, responses=OFF_SHIFT)
def shift(at_work: ShiftDep) -> ShiftAnswer:
    """The shift of the token."""
    return ShiftAnswer(token=at_work.token, volunteer=at_work.volunteer, expires_at=at_work.expires_at.isoformat())


@router.delete("/current", status_code=204, responses=OFF_SHIFT)
def close_shift(at_work: ShiftDep, parts: ServicesDep) -> None:
    """Ends the shift: its token holds no more."""
    parts.shifts.end(at_work)


def in_the_hall(request: Request, parts: ServicesDep, given: Given) -> str:
    """Who does something in the hall, for the audit trail: a volunteer on shift, a clerk, or nobody (refused)."""
    if given is not None:
        try:
            return f"volunteer {parts.shifts.read(given.credentials).volunteer}"
        except ShiftRefused:
            pass  # then it is a clerk's token, or nobody's
    return clerk(request, parts, given).name


HallStaff = Annotated[str, Depends(in_the_hall)]

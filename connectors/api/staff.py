"""Who works at the windows: staff tokens are compared in constant time, and wrong ones slow their address down."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from connectors.api.problems import Problem
from connectors.api.state import Services, ServicesDep

_bearer = HTTPBearer(auto_error=False, scheme_name="Staff", description="a token of CITIZEN_HOME_STAFF_TOKENS")
WAIT = 60  # seconds after which an address with too many wrong tokens may try again


def clerk(
    request: Request, parts: ServicesDep, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> None:
    """
    Lets staff tokens through; 401 without one, 403 with a wrong one, 429 after too many wrong ones.

    A console that is already at work is let through also then, so that nobody can stop a hall by guessing.
    """
    if given is None:
        raise Problem(401, "not_staff")
    address = request.client.host if request.client else "-"
    right = _is_staff(parts, given.credentials)
    at_work = (address, hashlib.sha256(given.credentials.encode()).digest())
    if right and at_work in parts.at_work:
        return
    if not parts.limiter.has_room("staff_tokens", address):
        raise Problem(429, "too_many", retry_after=WAIT)
    if not right:
        parts.limiter.allows("staff_tokens", address)
        raise Problem(403, "not_staff")
    parts.at_work.add(at_work)


def _is_staff(parts: Services, offered: str) -> bool:
    return any([hmac.compare_digest(offered.encode(), token.encode()) for token in parts.staff])


router = APIRouter(prefix="/api/v1/staff", tags=["staff"], dependencies=[Depends(clerk)])


@router.get("/me")
def me(parts: ServicesDep) -> dict[str, Any]:
    """Whether the token is one of staff, and the windows of the hall by number, each with its department and floor."""
    departments = parts.catalog.departments
    return {
        "windows": [
            {
                "window": number,
                "floor": queue.floor,
                "queue": queue.id,
                "department": {
                    "zh": departments[queue.department].name.zh,
                    "en": departments[queue.department].name.en,
                },
            }
            for number, queue in sorted(parts.queues.by_window.items())
        ]
    }

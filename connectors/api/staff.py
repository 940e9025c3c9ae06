"""
Who works here: staff tokens are compared in constant time, wrong ones slow their address down, roles decide the rest.

The token comes in a header that a page must set itself. There is no cookie, so another site's page, form or image can't
act for a clerk who is logged in (CSRF).
"""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.staff import Member
from connectors.api.access import roles_for
from connectors.api.problems import Problem
from connectors.api.state import Services, ServicesDep

_bearer = HTTPBearer(auto_error=False, scheme_name="Staff", description="a token of `citizen-home staff add`")
WAIT = 60  # seconds after which an address with too many wrong tokens may try again
REFUSED: dict[int | str, dict[str, Any]] = {
    401: {"description": "no staff token"},
    403: {"description": "not a staff token, or not for this member; `code` says which"},
    429: {"description": "too many wrong tokens from this address; Retry-After says how long to wait"},
    503: {"description": "the store can't be reached"},
}


def clerk(
    request: Request, parts: ServicesDep, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Member:
    """
    Lets members in whose role does what is asked, at a window of theirs.

    401 without a token, 403 with a wrong one or for what the member may not do, 429 after too many wrong ones. A
    console that is already at work is let through also then, so that nobody can stop a hall by guessing.
    """
    if given is None:
        raise Problem(401, "not_staff")
    member = _let_in(request, parts, given.credentials)
    if member.roles.isdisjoint(roles_for(request.method, request.scope["route"].path)):
        raise Problem(403, "wrong_role")
    number = request.path_params.get("number", "")
    if number.isascii() and number.isdecimal() and len(number) < 5 and not member.works_at(int(number)):
        raise Problem(403, "not_your_window")
    return member


def _let_in(request: Request, parts: Services, offered: str) -> Member:
    address = request.client.host if request.client else "-"
    member = parts.staff.member_of(offered)
    at_work = (address, hashlib.sha256(offered.encode()).digest())
    if member is not None and at_work in parts.at_work:
        return member
    if not parts.limiter.has_room("staff_tokens", address):
        raise Problem(429, "too_many", retry_after=WAIT)
    if member is None:
        parts.limiter.allows("staff_tokens", address)
        raise Problem(403, "not_staff")
    parts.at_work.add(at_work)
    return member


MemberDep = Annotated[Member, Depends(clerk)]
router = APIRouter(prefix="/api/v1/staff", tags=["staff"], dependencies=[Depends(clerk)])


@router.get("/me", responses=REFUSED)
def me(parts: ServicesDep, member: MemberDep) -> dict[str, Any]:
    """Whose the token is, the roles, and the windows to work at by number, each with department and floor."""
    departments = parts.catalog.departments
    return {
        "name": member.name,
        "roles": sorted(member.roles),
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
            if member.works_at(number)
        ],
    }

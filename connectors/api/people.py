"""What operators see: names, roles, since when tokens hold (never a token), and what was deleted when."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from assistant.staff import Member, Token
from connectors.api.staff import REFUSED, clerk
from connectors.api.state import ServicesDep

router = APIRouter(prefix="/api/v1/staff", tags=["staff"], dependencies=[Depends(clerk)])


@router.get("/people", responses=REFUSED)
def people(parts: ServicesDep) -> dict[str, Any]:
    """Everybody on the roll. Adding, rotating and revoking is done on the server: `citizen-home staff`."""
    return {"people": [_document(member, tokens) for member, tokens in parts.staff.members()]}


@router.get("/retention", responses=REFUSED)
def retention(parts: ServicesDep) -> dict[str, Any]:
    """What is kept for how many days, and what the newest runs deleted."""
    if parts.retention is None:
        return {"days": {}, "runs": []}
    runs = [{"at": run.at.isoformat(), "deleted": run.deleted, "failed": run.failed} for run in parts.retention.runs()]
    return {"days": {kind.name: kind.days for kind in parts.retention.kinds}, "runs": runs}


def _document(member: Member, tokens: list[Token]) -> dict[str, Any]:
    return {
        "name": member.name,
        "roles": sorted(member.roles),
        "windows": sorted(member.windows) if member.windows is not None else None,
        "tokens": [
            {
                "id": token.id,
                "created_at": token.created_at.isoformat(),
                "ends_at": token.ends_at.isoformat() if token.ends_at else None,
            }
            for token in tokens
        ],
    }

"""What editors do with the catalog of a running center: look for faults, and take edited files in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from catalog import CatalogError, load_catalog
from connectors.api.problems import Problem
from connectors.api.staff import REFUSED, clerk
from connectors.api.state import ServicesDep

router = APIRouter(prefix="/api/v1/staff/catalog", tags=["staff"], dependencies=[Depends(clerk)])


@router.get("", responses=REFUSED)
def check() -> dict[str, Any]:
    """The files as they stand now, which may be newer than what is answered from: how many records, which faults."""
    try:
        catalog = load_catalog()
    except CatalogError as error:
        return {"records": 0, "faults": [str(fault) for fault in error.faults]}
    return {"records": len(catalog.transactions), "faults": []}


@router.post("/reload", responses=REFUSED)
def reload(parts: ServicesDep) -> dict[str, Any]:
    """Lets every process on this data folder take the files in; with a fault in them nothing changes."""
    if parts.follower is None:
        raise Problem(503, "unavailable")
    answers, silent = parts.follower.ask_all()
    return {
        "taken": bool(answers) and all(answer.taken for answer in answers),
        "faults": sorted({fault for answer in answers for fault in answer.faults}),
        "processes": len(answers),
        "silent": silent,
        "retrain": any(answer.retrain for answer in answers),
    }

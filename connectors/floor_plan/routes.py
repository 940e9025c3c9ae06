"""The plans over HTTP: /floor-plan/1F.svg and .png, with the windows to mark."""

from __future__ import annotations

import logging
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response

from catalog.model import parse_windows
from connectors.api.problems import Problem, language_of
from connectors.api.state import ServicesDep
from connectors.floor_plan.drawing import Picture
from connectors.floor_plan.gallery import Gallery
from connectors.floor_plan.palette import Theme
from connectors.floor_plan.png import MissingCharacters

log = logging.getLogger(__name__)
router = APIRouter(prefix="/floor-plan", tags=["floor plans"])
_HEADERS = {"Cache-Control": "public, max-age=300", "Vary": "Accept-Language"}


def gallery(request: Request, parts: ServicesDep) -> Gallery:
    """The pictures of the catalog that is served now."""
    found: Gallery = request.app.state.gallery
    found.follow(parts.catalog)
    return found


GalleryDep = Annotated[Gallery, Depends(gallery)]


def picture(
    request: Request,
    floor: str,
    windows: Annotated[str, Query(max_length=60, description='to mark, such as "7-10" or "5"')] = "",
    language: Annotated[Literal["zh", "en"] | None, Query(description="default: the browser's")] = None,
    theme: Annotated[Theme, Query()] = "light",
    to: Annotated[Literal["windows", "lift"], Query(description="where the way from the entrance leads")] = "windows",
) -> Picture:
    """The picture that a request asks for."""
    try:
        numbers = parse_windows(windows) if windows.strip() else ()
    except ValueError:
        raise Problem(422, "bad_request") from None
    assert isinstance(numbers, tuple)  # text always parses to numbers
    return Picture(floor, tuple(sorted(set(numbers))), language or language_of(request), theme, to == "lift")


PictureDep = Annotated[Picture, Depends(picture)]


def _answers(kind: str) -> dict[int | str, dict[str, Any]]:
    refused = {"description": "no such floor, or a window that is not on it"}
    return {200: {"description": "the picture", "content": {kind: {}}}, 404: refused}


@router.get("/{floor}.svg", response_class=Response, responses=_answers("image/svg+xml"))
def svg(wanted: PictureDep, drawn: GalleryDep) -> Response:
    """A floor as SVG, its windows marked and the step-free way drawn. The layout is sample data."""
    try:
        return Response(drawn.svg(wanted), media_type="image/svg+xml", headers=_HEADERS)
    except LookupError:
        raise Problem(404, "unknown_window") from None


@router.get("/{floor}.png", response_class=Response, responses=_answers("image/png"))
def png(request: Request, wanted: PictureDep, drawn: GalleryDep, parts: ServicesDep) -> Response:
    """The same picture as PNG, for channels that show no SVG."""
    if not parts.limiter.allows("references", f"floor plan {request.client.host if request.client else '-'}"):
        raise Problem(429, "too_many", retry_after=30)
    try:
        return Response(drawn.png(wanted), media_type="image/png", headers=_HEADERS)
    except LookupError:
        raise Problem(404, "unknown_window") from None
    except MissingCharacters as error:
        log.error("the font of the floor plans lacks %s: see connectors/floor_plan/fonts/build.py", error)
        raise Problem(503, "unavailable") from None

"""The files of connectors/static: read once, named by their digest, compressed where that helps."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request, Response

from connectors.api.problems import Problem

STATIC = Path(__file__).parent / "static"
WIDGET = "web/widget.js"
_WORTH_PACKING = 1024  # bytes
mimetypes.add_type("application/manifest+json", ".webmanifest")
_TEXT = ("text/", "application/javascript", "image/svg+xml", "application/json", "application/manifest+json")


@dataclass(frozen=True)
class StaticFile:
    """One file as it is sent: whole and packed (None where that gains nothing), with the digest that names both."""

    whole: bytes
    packed: bytes | None
    kind: str
    tag: str


def _read(path: Path) -> StaticFile:
    whole = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    is_text = kind.startswith(_TEXT)
    packed = gzip.compress(whole, 9, mtime=0) if is_text and len(whole) > _WORTH_PACKING else None
    return StaticFile(
        whole, packed, f"{kind}; charset=utf-8" if is_text else kind, hashlib.sha256(whole).hexdigest()[:20]
    )


def read_static(folder: Path = STATIC) -> dict[str, StaticFile]:
    """Every file under ``folder`` by its path in it; a request is looked up here and never joined to a path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): _read(path) for path in files}


def _accepts_gzip(request: Request) -> bool:
    accepted = (entry.partition(";") for entry in request.headers.get("accept-encoding", "").lower().split(","))
    return any(name.strip() == "gzip" and quality.strip() not in ("q=0", "q=0.0") for name, _, quality in accepted)


def _tags(request: Request) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}


def answer(request: Request, file: StaticFile, *, fresh_seconds: int = 0) -> Response:
    """The file, or 304 where the browser has it; after ``fresh_seconds`` the browser asks whether it still holds."""
    packed = file.packed if _accepts_gzip(request) else None
    tag = f'"{file.tag}{"-gzip" if packed else ""}"'
    fresh = f"public, max-age={fresh_seconds}, must-revalidate" if fresh_seconds else "no-cache"
    headers = {"ETag": tag, "Cache-Control": fresh, "Vary": "Accept-Encoding"}
    if tag in _tags(request):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or file.whole, media_type=file.kind, headers=headers)


def static_router(files: dict[str, StaticFile]) -> APIRouter:
    """The routes /static/… and /widget.js."""
    router = APIRouter(include_in_schema=False)

    @router.get("/static/{name:path}")
    def static(request: Request, name: str) -> Response:
        if name not in files:
            raise Problem(404, "not_found")
        return answer(request, files[name])

    @router.get("/widget.js")
    def widget(request: Request) -> Response:
        # Other sites' pages load it, also those that isolate themselves from what does not say it may be loaded.
        response = answer(request, files[WIDGET], fresh_seconds=300)
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return router

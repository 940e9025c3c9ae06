"""What a tablet loads: page, service worker and the list of what it keeps, manifest, catalog; where its QR leads."""

from __future__ import annotations

import gzip
import hashlib
import json
import threading
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from catalog import Catalog
from connectors.api.state import ServicesDep, public_base
from connectors.static_files import StaticFile, answer
from connectors.tablet.pack import pack

router = APIRouter(include_in_schema=False)
PAGE, MANIFEST, WORKER, CATALOG = "/tablet", "/tablet/manifest.webmanifest", "/tablet/worker.js", "/tablet/catalog.json"
# What the page needs to open with no network: by address, and the file of connectors/static that is sent there.
SHELL = {
    PAGE: "tablet.html",
    MANIFEST: "tablet.webmanifest",
    "/static/web/tablet.js": "web/tablet.js",
    "/static/web/tokens.css": "web/tokens.css",
    "/static/tablet.css": "tablet.css",
    "/static/favicon.svg": "favicon.svg",
}
# Whoever stands before a tablet is not to be found by search engines, nor shown in another site's frame.
_PAGE = {"X-Robots-Tag": "noindex, nofollow", "Content-Security-Policy": "frame-ancestors 'none'"}


@dataclass(frozen=True)
class _Packed:
    """The catalog's document and what it was made of."""

    catalog: Catalog
    day: date
    base: str
    file: StaticFile


class Shell:
    """The files of the tablet, the worker that keeps them, and the catalog's document of the day."""

    def __init__(self, files: dict[str, StaticFile]) -> None:
        self.files = {address: files[name] for address, name in SHELL.items()}
        version = hashlib.sha256("".join(file.tag for file in self.files.values()).encode()).hexdigest()[:16]
        kept = json.dumps({"version": version, "shell": list(SHELL), "catalog": CATALOG})
        self.worker = _file(f"self.KEPT={kept};\n".encode() + files["web/tablet-worker.js"].whole, "text/javascript")
        self.go_on = files["continue.html"]
        self._packed: _Packed | None = None
        self._making = threading.Lock()

    def catalog(self, catalog: Catalog, day: date, base: str) -> StaticFile:
        """The document, made anew when the catalog was reloaded or the day has changed."""
        with self._making:
            packed = self._packed
            if packed is None or packed.catalog is not catalog or (packed.day, packed.base) != (day, base):
                packed = _Packed(catalog, day, base, _file(pack(catalog, day, base), "application/json"))
                self._packed = packed
            return packed.file


def _file(whole: bytes, kind: str) -> StaticFile:
    packed = gzip.compress(whole, 6, mtime=0)
    return StaticFile(whole, packed, f"{kind}; charset=utf-8", hashlib.sha256(whole).hexdigest()[:20])


def shell(request: Request) -> Shell:
    """The tablet's files of the running app."""
    found: Shell = request.app.state.shell
    return found


ShellDep = Annotated[Shell, Depends(shell)]


@router.get(PAGE)
def tablet(request: Request, files: ShellDep) -> Response:
    """The page of the volunteers' tablet; what it may do is decided by the shift's token."""
    response = answer(request, files.files[PAGE])
    response.headers.update(_PAGE)
    return response


@router.get("/continue")
def go_on(request: Request, files: ShellDep) -> Response:
    """Where a hand-over's QR code leads; the code stands behind the #, which never reaches a server."""
    response = answer(request, files.go_on)
    response.headers.update(_PAGE)
    return response


@router.get(MANIFEST)
def manifest(request: Request, files: ShellDep) -> Response:
    """What the tablet is called when it is put on a home screen."""
    return answer(request, files.files[MANIFEST])


@router.get(WORKER)
def worker(request: Request, files: ShellDep) -> Response:
    """The service worker, which changes whenever one of its files does; it looks after the tablet's page alone."""
    response = answer(request, files.worker)
    response.headers["Service-Worker-Allowed"] = PAGE
    return response


@router.get(CATALOG)
def catalog(request: Request, parts: ServicesDep, files: ShellDep) -> Response:
    """The whole catalog with its search terms."""
    return answer(request, files.catalog(parts.catalog, parts.today, public_base(request)))

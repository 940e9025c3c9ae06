"""The pages of the hall over HTTP: a citizen's ticket, the clerks' console and the hall screen."""

from __future__ import annotations

import re
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.messages import Language
from assistant.tickets import AlreadyActive, LedgerUnavailable, Ticket, TicketRefused, UnknownTicket, WrongState
from connectors.api.lookup import look_up
from connectors.api.problems import Problem
from connectors.api.state import Services, ServicesDep
from connectors.floor_plan.routes import GalleryDep
from connectors.hall.acts import ACTS, FormDep
from connectors.hall.ticket_view import page, ticket_page, view_of, words
from connectors.pages.language import page_language
from connectors.pages.views import address_of

router = APIRouter(include_in_schema=False)
CODE = re.compile("[A-Za-z0-9]{1,12}")
# Whoever holds the address holds the ticket: nothing keeps a copy, no search engine lists it, no frame shows it.
_PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Vary": "Accept-Language",
}


def _html(body: str, language: Language, status: int = 200) -> HTMLResponse:
    return HTMLResponse(body, status, headers={**_PRIVATE, "Content-Language": "zh-CN" if language == "zh" else "en"})


def _problem(parts: Services, language: Language, status: int, kind: str) -> HTMLResponse:
    w = words(language)
    shown = {"title": getattr(w, f"{kind}_TITLE"), "text": getattr(w, kind)}
    return _html(page("ticket_problem.html", parts.catalog, language, **shown), language, status)


def _shown(
    request: Request, parts: Services, drawn: GalleryDep, ticket: Ticket, status: int = 200, notice: str = ""
) -> Response:
    language = page_language(request)
    view = view_of(parts, ticket)
    address = replace(address_of(request, language), path=f"/t/{ticket.reference}")
    floor = drawn.plans.plan(view.floor)
    entrance = bool(floor and floor.of_kind("entrance"))
    said = getattr(words(language), notice) if notice else ""
    return _html(ticket_page(parts.catalog, address, view, said, entrance), language, status)


def _answered(request: Request, parts: Services, error: Problem | TicketRefused) -> Response:
    """The page for what could not be shown: an unknown reference looks like a malformed one, to the byte."""
    language = page_language(request)
    if isinstance(error, Problem):
        return _problem(parts, language, 429, "BUSY")
    if isinstance(error, LedgerUnavailable):
        return _problem(parts, language, 503, "DOWN")
    return _problem(parts, language, 404, "MISSING")


@router.post("/t/{reference}/{act}")
def change(
    request: Request, reference: str, act: str, parts: ServicesDep, drawn: GalleryDep, form: FormDep
) -> Response:
    """What the forms of the ticket page do, also without JavaScript; then the page again."""
    try:
        ticket = look_up(request, parts, reference)
        if act not in ACTS:
            raise UnknownTicket
        try:
            ACTS[act](parts, ticket, form)
        except Problem as error:
            known = {403: "BAD_CODE", 429: "BUSY"}
            return _shown(request, parts, drawn, ticket, error.status, known.get(error.status, "REFUSED"))
        except (WrongState, AlreadyActive):
            return _shown(request, parts, drawn, look_up(request, parts, reference), 409, "REFUSED")
    except (Problem, TicketRefused) as error:
        return _answered(request, parts, error)
    return RedirectResponse(f"/t/{ticket.reference}?language={page_language(request)}", 303, headers=_PRIVATE)


@router.get("/t/{reference:path}")
def ticket(request: Request, reference: str, parts: ServicesDep, drawn: GalleryDep) -> Response:
    """One citizen's number, to look at, check in and give up; 404 for every other address below /t/."""
    try:
        return _shown(request, parts, drawn, look_up(request, parts, reference))
    except (Problem, TicketRefused) as error:
        return _answered(request, parts, error)


@router.get("/check-in")
def arrive(request: Request, parts: ServicesDep, code: str = "") -> HTMLResponse:
    """Where the QR code of the entrance leads: how to check in, with the code that was scanned."""
    language = page_language(request)
    scanned = code if CODE.fullmatch(code) else ""
    return _html(page("arrive.html", parts.catalog, language, code=scanned), language)


@router.get("/display")
def display(parts: ServicesDep) -> HTMLResponse:
    """The hall screen; ``?floor=1F`` shows the calls of that floor only, ``?sound=off`` never asks for sound."""
    return HTMLResponse(page("display.html", parts.catalog, "zh"), headers=_PRIVATE)


@router.get("/window")
def window(parts: ServicesDep) -> HTMLResponse:
    """The clerks' console; what it may do is decided by the staff token that it sends with every call."""
    return HTMLResponse(page("window.html", parts.catalog, "zh"), headers=_PRIVATE)

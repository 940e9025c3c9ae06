"""The public pages: entrance, chat, list, one page for each transaction and life event, sitemap.xml and robots.txt."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from catalog import Transaction
from catalog.journeys import bring_once, floors
from catalog.search import Hit
from connectors.api.state import ServicesDep, public_base
from connectors.floor_plan.routes import GalleryDep
from connectors.pages.language import page_language
from connectors.pages.shelves import Shelf, by_department, by_event, by_letter
from connectors.pages.views import address_of, page, plans, qr_code, structured_data, words

router = APIRouter(include_in_schema=False)
SHOWN = 60
# Below this score a hit only resembles the question; such hits are shown where there is nothing better.
LIKELY = 50.0
SHELVES = {"department": by_department, "letter": by_letter, "event": by_event}


def _likely(hits: list[Hit]) -> tuple[Transaction, ...]:
    floor = min(LIKELY, max((hit.score for hit in hits), default=0.0))
    return tuple(hit.transaction for hit in hits if hit.score >= floor)


def _html(body: str, language: str, status: int = 200) -> HTMLResponse:
    headers = {"Content-Language": "zh-CN" if language == "zh" else "en", "Vary": "Accept-Language"}
    return HTMLResponse(body, status, headers=headers)


@router.get("/")
def home(request: Request, parts: ServicesDep) -> HTMLResponse:
    """What this is, with the widget."""
    language = page_language(request)
    return _html(page("home.html", parts.catalog, address_of(request, language)), language)


@router.get("/chat")
def chat(request: Request, parts: ServicesDep) -> HTMLResponse:
    """The same chat on a whole page, for sites that forbid foreign scripts and people who want no small window."""
    language = page_language(request)
    return _html(page("chat.html", parts.catalog, address_of(request, language)), language)


@router.get("/transactions")
def transactions(
    request: Request,
    parts: ServicesDep,
    q: Annotated[str, Query(max_length=200)] = "",
    by: str = "department",
    department: str = "",
) -> HTMLResponse:
    """All transactions by department, letter or life event, or those that a search finds."""
    language = page_language(request)
    order = by if by in SHELVES else "department"
    asked = q.encode("utf-8", "replace").decode().strip()
    chosen = department if department in parts.catalog.departments else ""
    address = address_of(request, language, q=asked, by=order if order != "department" else "", department=chosen)
    if asked:
        found = _likely(parts.search.find(asked, limit=SHOWN))
        shelves = [Shelf("found", words(language).RESULTS, found)] if found else []
    else:
        shelves = SHELVES[order](parts.catalog, language)
    journeys = parts.search.find_journeys(asked)
    shown = {"shelves": shelves, "q": asked, "by": order, "department": chosen, "journeys": journeys}
    return _html(page("transactions.html", parts.catalog, address, **shown), language)


@router.get("/transactions/{transaction_id}")
def transaction(request: Request, transaction_id: str, parts: ServicesDep, drawn: GalleryDep) -> HTMLResponse:
    """One transaction, to read, print and hand on."""
    language = page_language(request)
    address = address_of(request, language)
    record = parts.catalog.transactions.get(transaction_id)
    if record is None:
        return _html(page("missing.html", parts.catalog, address), language, 404)
    floor = drawn.plans.plan(record.floor)
    plan, to_lift = plans(parts.catalog, record, language, bool(floor and floor.of_kind("entrance")))
    body = page(
        "transaction.html",
        parts.catalog,
        address,
        t=record,
        department=parts.catalog.departments[record.department],
        phones=parts.catalog.phones_of(record),
        weekend=parts.catalog.weekend_windows_of(record),
        fee=record.fee.on(parts.today),
        coming=record.fee.after(parts.today),
        journeys=parts.catalog.journeys_of(record.id),
        plan=plan,
        to_lift=to_lift,
        qr=qr_code(address.whole(), words(language).SHARE),
        structured=structured_data(parts.catalog, record, address),
    )
    return _html(body, language)


@router.get("/journeys/{journey_id}")
def journey(request: Request, journey_id: str, parts: ServicesDep) -> HTMLResponse:
    """One life event: its steps in order and what to bring once, to read, print and hand on."""
    language = page_language(request)
    address, catalog = address_of(request, language), parts.catalog
    record = catalog.journeys.get(journey_id)
    if record is None:
        return _html(page("missing.html", catalog, address), language, 404)
    w, items = words(language), bring_once(catalog, record)
    groups = (
        (w.BRING_ALWAYS, [item for item in items if item.sure]),
        (w.BRING_FOR_STEP, [item for item in items if item.required and not item.sure]),
        (w.BRING_SOMETIMES, [item for item in items if not item.required]),
    )
    shown = {"j": record, "bring": groups, "floors": floors(catalog, record)}
    return _html(page("journey.html", catalog, address, qr=qr_code(address.whole(), w.SHARE), **shown), language)


@router.get("/sitemap.xml")
def sitemap(request: Request, parts: ServicesDep) -> Response:
    """Every public page in both languages, for search engines."""
    address = address_of(request, "zh")
    return Response(page("sitemap.xml", parts.catalog, address), media_type="application/xml")


@router.get("/robots.txt")
def robots(request: Request) -> PlainTextResponse:
    """Lets search engines read the public pages and keeps them off tickets and the API."""
    base = public_base(request)
    return PlainTextResponse(f"User-agent: *\nDisallow: /api/\nDisallow: /t/\nSitemap: {base}/sitemap.xml\n")

"""What a browser is shown at an address where nothing is; programs get the problem document."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse

from connectors.api.problems import problem_response
from connectors.api.state import Services, public_base
from connectors.pages.language import page_language
from connectors.pages.views import Address, page

FOR_PROGRAMS = ("/api/", "/static/")


def install(app: FastAPI) -> None:
    """Registers the answer for every address without a route."""

    @app.exception_handler(404)
    async def nowhere(request: Request, _: Exception) -> Response:
        is_page = not request.url.path.startswith(FOR_PROGRAMS) and "text/html" in request.headers.get("accept", "")
        if not is_page:
            return problem_response(request, 404, "not_found")
        parts: Services = request.app.state.services
        language = page_language(request)
        # The entrance's address, not the one asked for: //another.site would become a link that leads there.
        address = Address(public_base(request), "/", language)
        headers = {"Content-Language": "zh-CN" if language == "zh" else "en", "Vary": "Accept-Language"}
        return HTMLResponse(page("missing.html", parts.catalog, address), 404, headers=headers)

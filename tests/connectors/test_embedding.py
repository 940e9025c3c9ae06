"""Which sites' pages may show the widget: exactly those that the operator has named."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import httpx
import pytest
from fastapi import FastAPI

from assistant.bootstrap import Assistant
from connectors.gateway import create_app, services_of

KNOWN = "https://www.hangzhou.example"
ASKING = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
FOREIGN = (
    "https://evil.example",
    "null",
    "https://www.hangzhou.example.evil.example",
    "https://evil-www.hangzhou.example",
    "https://sub.www.hangzhou.example",
    "https://hangzhou.example",
    "http://www.hangzhou.example",
    "https://www.hangzhou.example:8443",
    "https://www.hangzhou.example/",
    "*",
)


@pytest.fixture(scope="module")
def embedded(assistant: Assistant, serving: Callable[[FastAPI], AbstractContextManager[str]]) -> Iterator[httpx.Client]:
    """The API with one other site registered."""
    services = replace(services_of(assistant.stores), embedding=(KNOWN,))
    app = create_app(services, lambda: assistant.conversation, lambda: None)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        yield client


def test_a_registered_site_may_call_the_api(embedded: httpx.Client) -> None:
    """Its browser asks first and is told so; no cookies are let in."""
    asked = embedded.options("/api/v1/messages", headers={"Origin": KNOWN, **ASKING})
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == KNOWN
    assert {"authorization", "content-type"} <= set(asked.headers["access-control-allow-headers"].lower().split(", "))
    said = embedded.post("/api/v1/sessions", headers={"Origin": KNOWN})
    assert said.headers["access-control-allow-origin"] == KNOWN
    assert not any("access-control-allow-credentials" in answer.headers for answer in (asked, said))
    assert "origin" in said.headers["vary"].lower()


@pytest.mark.parametrize("origin", FOREIGN)
def test_any_other_origin_is_refused(embedded: httpx.Client, origin: str) -> None:
    """Also what only looks like it: another scheme, port, prefix, suffix, and the origin of sandboxed pages."""
    asked = embedded.options("/api/v1/messages", headers={"Origin": origin, **ASKING})
    assert asked.status_code == 400
    for answer in (asked, embedded.get("/api/v1/center", headers={"Origin": origin})):
        assert "access-control-allow-origin" not in answer.headers


def test_without_the_setting_no_site_may(http: httpx.Client) -> None:
    """The default: the widget works on the center's own pages."""
    asked = http.options("/api/v1/messages", headers={"Origin": KNOWN, **ASKING})
    assert asked.status_code == 405
    assert "access-control-allow-origin" not in http.get("/api/v1/center", headers={"Origin": KNOWN}).headers


def test_only_the_chat_may_be_framed_and_only_by_registered_sites(embedded: httpx.Client, http: httpx.Client) -> None:
    """Tickets, consoles and the catalog in a foreign frame would invite stolen clicks."""
    framing = {path: embedded.get(path).headers["content-security-policy"] for path in ("/chat", "/", "/transactions")}
    assert f"frame-ancestors 'self' {KNOWN};" in framing["/chat"]
    assert "frame-ancestors 'self';" in framing["/"] and "frame-ancestors 'self';" in framing["/transactions"]
    assert "frame-ancestors 'self';" in http.get("/chat").headers["content-security-policy"]
    assert not any("unsafe" in policy for policy in framing.values())

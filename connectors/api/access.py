"""
Who may call which route: one row each, and a route without a row is open to nobody of the staff.

A test calls every route of the app as everybody and holds what came of it to this table.
"""

from __future__ import annotations

from enum import StrEnum

from assistant.staff import Role


class Who(StrEnum):
    """Those who need no role."""

    ANYONE = "anyone"
    CONVERSATION = "conversation"  # a conversation's token, which reaches that conversation and no other
    HOLDER = "holder"  # whoever knows the ticket's unguessable reference
    VOLUNTEER = "volunteer"  # a shift's token, which `connectors.api.shifts` reads; it opens the desk in the hall too
    MESSENGER = "messenger"  # a messenger's server, by its signature or secret


Rule = Who | frozenset[Role]
_ANYONE, _OWN, _HOLDER = Who.ANYONE, Who.CONVERSATION, Who.HOLDER
_WINDOW, _DESK = frozenset({Role.WINDOW}), frozenset({Role.DESK})
_EDITOR, _OPERATOR = frozenset({Role.EDITOR}), frozenset({Role.OPERATOR})
_STAFF = frozenset(Role)

_API = "/api/v1"
_WINDOW_ACTS = ("next", "recall", "start", "served", "missed", "hold", "undo", "transfer", "resume", "requeue")

ACCESS: dict[tuple[str, str], Rule] = {
    # Talking
    ("POST", f"{_API}/sessions"): _ANYONE,
    ("DELETE", f"{_API}/sessions/current"): _OWN,
    ("POST", f"{_API}/messages"): _OWN,
    ("GET", f"{_API}/messages"): _OWN,
    ("GET", f"{_API}/events"): _OWN,
    # Handing a conversation over: whoever holds the code may use it
    ("POST", f"{_API}/hand-overs"): _OWN,
    ("POST", f"{_API}/hand-overs/state"): _OWN,
    ("POST", f"{_API}/hand-overs/redeem"): _ANYONE,
    # Volunteers' shifts
    ("POST", f"{_API}/shifts"): _ANYONE,
    ("GET", f"{_API}/shifts/current"): Who.VOLUNTEER,
    ("DELETE", f"{_API}/shifts/current"): Who.VOLUNTEER,
    # Catalog
    ("GET", f"{_API}/transactions"): _ANYONE,
    ("GET", f"{_API}/transactions/{{transaction_id}}"): _ANYONE,
    ("GET", f"{_API}/transactions/{{transaction}}/wait"): _ANYONE,
    ("GET", f"{_API}/departments"): _ANYONE,
    ("GET", f"{_API}/journeys"): _ANYONE,
    ("GET", f"{_API}/journeys/{{journey_id}}"): _ANYONE,
    ("GET", f"{_API}/center"): _ANYONE,
    # Tickets
    ("POST", f"{_API}/tickets"): _OWN,
    ("POST", f"{_API}/check-in"): _OWN,
    ("POST", f"{_API}/visits/plan"): _ANYONE,
    ("POST", f"{_API}/visits"): _OWN,
    ("GET", f"{_API}/tickets/{{reference}}"): _HOLDER,
    ("PATCH", f"{_API}/tickets/{{reference}}"): _HOLDER,
    ("DELETE", f"{_API}/tickets/{{reference}}"): _HOLDER,
    ("POST", f"{_API}/tickets/{{reference}}/check-in"): _HOLDER,
    ("POST", f"{_API}/tickets/{{reference}}/late"): _HOLDER,
    ("POST", f"{_API}/tickets/{{reference}}/rejoin"): _HOLDER,
    ("GET", f"{_API}/tickets/{{reference}}/events"): _HOLDER,
    # The hall's screen: numbers and windows only
    ("GET", f"{_API}/display"): _ANYONE,
    ("GET", f"{_API}/display/events"): _ANYONE,
    # Windows: at the member's own, where the member has some
    ("GET", f"{_API}/windows/{{number}}"): _WINDOW,
    **{("POST", f"{_API}/windows/{{number}}/{act}"): _WINDOW for act in (*_WINDOW_ACTS, "pause", "open")},
    # The desk in the hall
    ("POST", f"{_API}/hall/tickets"): _DESK,
    ("PATCH", f"{_API}/hall/tickets/{{reference}}"): _DESK,
    ("POST", f"{_API}/hall/check-in"): _DESK,
    ("GET", f"{_API}/hall/check-in-code"): _DESK,
    ("GET", f"{_API}/queues"): _DESK | _OPERATOR,
    # Staff of any role, editors, operators
    ("GET", f"{_API}/staff/me"): _STAFF,
    ("GET", f"{_API}/staff/catalog"): _EDITOR,
    ("POST", f"{_API}/staff/catalog/reload"): _EDITOR,
    ("GET", f"{_API}/staff/people"): _OPERATOR,
    ("GET", f"{_API}/staff/retention"): _OPERATOR,
    # Pages
    **{
        ("GET", path): _ANYONE
        for path in ("/", "/chat", "/transactions", "/transactions/{transaction_id}", "/journeys/{journey_id}")
    },
    **{("GET", path): _ANYONE for path in ("/check-in", "/display", "/window", "/sitemap.xml", "/robots.txt")},
    **{("GET", path): _ANYONE for path in ("/static/{name:path}", "/widget.js", "/continue")},
    **{("GET", f"/tablet{path}"): _ANYONE for path in ("", "/worker.js", "/manifest.webmanifest", "/catalog.json")},
    **{("GET", f"/floor-plan/{{floor}}.{kind}"): _ANYONE for kind in ("svg", "png")},
    ("GET", "/t/{reference:path}"): _HOLDER,
    ("POST", "/t/{reference}/{act}"): _HOLDER,
    # Messengers, where they are configured
    ("POST", "/telegram/{secret}"): Who.MESSENGER,
    ("GET", "/wechat"): Who.MESSENGER,
    ("POST", "/wechat"): Who.MESSENGER,
    ("POST", "/twilio"): Who.MESSENGER,
    # Health and the API's own documents
    **{("GET", path): _ANYONE for path in ("/healthz", "/readyz", "/metrics")},
    **{("GET", path): _ANYONE for path in ("/docs", "/docs/oauth2-redirect", "/redoc", "/openapi.json")},
}


def roles_for(method: str, path: str) -> frozenset[Role]:
    """The roles that may call a route; none for one without a row, or whose row is not about staff."""
    rule = ACCESS.get((method, path))
    return rule if isinstance(rule, frozenset) else frozenset()

"""What the endpoints reach: the assistant behind the app, and the conversation behind a token."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.conversation import Conversation
from assistant.dialogue.desk import InformationDesk
from assistant.history import History
from assistant.operations.entrance import EntranceCode
from assistant.operations.hand_over import HandOvers
from assistant.operations.limits import Limiter
from assistant.operations.metrics import Metrics
from assistant.operations.shifts import Shifts
from assistant.operations.tokens import ConversationTokens, TokenRefused
from assistant.retention import Retention
from assistant.staff import StaffRoll
from assistant.tickets import SHANGHAI, Queues, TicketLedger
from catalog import Catalog
from catalog.live import CatalogSource
from catalog.reloading import Follower
from catalog.search import CatalogSearch
from connectors.api.problems import Problem
from connectors.newsroom import Newsroom
from connectors.queue_systems.bridge import Bridge

MessengerLinks = Callable[[str], Awaitable[dict[str, str]]]


async def no_messengers(code: str) -> dict[str, str]:
    """No messenger is connected."""
    return {}


@dataclass
class Services:
    """
    The parts of the assistant that the API serves; ``conversation`` is None until the engine is ready.
    ``embedding`` are the origins whose pages may show the widget.

    ``messenger_links``: the addresses that carry a hand-over's code into the messengers that are connected, by name.
    ``public_url``: the address to hand on in links and QR codes, without a slash at its end; None: that of the request.
    """

    live: CatalogSource
    ledger: TicketLedger
    desk: InformationDesk
    history: History
    tokens: ConversationTokens
    limiter: Limiter
    metrics: Metrics
    staff: StaffRoll
    entrance: EntranceCode
    clock: Callable[[], datetime]
    newsroom: Newsroom
    links: HandOvers
    shifts: Shifts
    messenger_links: MessengerLinks = no_messengers
    public_url: str | None = None
    follower: Follower | None = None
    retention: Retention | None = None
    embedding: tuple[str, ...] = ()
    bridge: Bridge | None = None  # to the hall's other ticket machine
    conversation: Conversation | None = None
    failed: bool = False
    at_work: set[tuple[str, bytes]] = field(default_factory=set)  # consoles let in: address and digest of the token
    _indexed: tuple[Catalog, CatalogSearch] | None = None

    @property
    def catalog(self) -> Catalog:
        """The present catalog."""
        return self.live.now

    @property
    def search(self) -> CatalogSearch:
        """A search over the present catalog, made anew when it was reloaded."""
        catalog, indexed = self.live.now, self._indexed
        if indexed is None or indexed[0] is not catalog:
            indexed = self._indexed = (catalog, CatalogSearch(catalog))
        return indexed[1]

    @property
    def queues(self) -> Queues:
        """The present queues."""
        return self.ledger.queues

    @property
    def today(self) -> date:
        """The day in the hall."""
        return self.clock().astimezone(SHANGHAI).date()


@dataclass(frozen=True)
class Caller:
    """The conversation that a request belongs to."""

    conversation: str
    language: str | None


def services(request: Request) -> Services:
    """The services of the running app."""
    found: Services = request.app.state.services
    return found


_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:]+\](:\d{1,5})?")


def public_base(request: Request) -> str:
    """Where links lead that are handed on: the public address that is set, else the one that the request came to.

    A Host header that is no name of a host is not repeated: the server's own address stands in for it.
    """
    set_address = services(request).public_url
    if set_address is not None:
        return set_address
    base = request.base_url
    if not _HOST.fullmatch(base.netloc):
        host, port = request.scope.get("server") or ("localhost", None)
        return f"{base.scheme}://{host}" + (f":{port}" if port else "")
    return str(base).rstrip("/")


ServicesDep = Annotated[Services, Depends(services)]
_bearer = HTTPBearer(auto_error=False, description="the token of POST /api/v1/sessions")


def caller(
    request: Request, parts: ServicesDep, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Caller:
    """The conversation of the bearer token; 401 where there is none or it does not hold."""
    if given is None:
        raise Problem(401, "no_token")
    try:
        conversation, language = parts.tokens.read(given.credentials)
    except TokenRefused:
        raise Problem(401, "bad_token") from None
    request.state.language = language
    return Caller(conversation, language)


def address_of(request: Request) -> str:
    """The network address that a request comes from, for limits only; it is never written."""
    return request.client.host if request.client else "-"


CallerDep = Annotated[Caller, Depends(caller)]
NO_TOKEN: dict[int | str, dict[str, Any]] = {
    401: {"description": "no token of a conversation, or one that has expired"}
}


def last_event_id(last_event_id: Annotated[str | None, Header()] = None) -> int:
    """The number in Last-Event-ID; 0 where it is none."""
    written = last_event_id or ""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else 0

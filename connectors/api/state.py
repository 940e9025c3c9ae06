"""What the endpoints reach: the assistant behind the app, and the conversation behind a token."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.conversation import Conversation
from assistant.dialogue.desk import InformationDesk
from assistant.history import History
from assistant.operations.entrance import EntranceCode
from assistant.operations.limits import Limiter
from assistant.operations.metrics import Metrics
from assistant.operations.tokens import ConversationTokens, TokenRefused
from assistant.tickets import Queues, TicketLedger
from catalog import Catalog
from catalog.search import CatalogSearch
from connectors.api.problems import Problem


@dataclass
class Services:
    """The parts of the assistant that the API serves; ``conversation`` is None until the engine is ready."""

    catalog: Catalog
    search: CatalogSearch
    ledger: TicketLedger
    queues: Queues
    desk: InformationDesk
    history: History
    tokens: ConversationTokens
    limiter: Limiter
    metrics: Metrics
    staff: tuple[str, ...]
    entrance: EntranceCode
    conversation: Conversation | None = None
    failed: bool = False


@dataclass(frozen=True)
class Caller:
    """The conversation that a request belongs to."""

    conversation: str
    language: str | None


def services(request: Request) -> Services:
    """The services of the running app."""
    found: Services = request.app.state.services
    return found


ServicesDep = Annotated[Services, Depends(services)]
_bearer = HTTPBearer(auto_error=False, description="the token of POST /api/v1/sessions")
_staff = HTTPBearer(auto_error=False, scheme_name="Staff", description="a token of CITIZEN_HOME_STAFF_TOKENS")


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


CallerDep = Annotated[Caller, Depends(caller)]


def clerk(parts: ServicesDep, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_staff)]) -> None:
    """Lets staff tokens through, compared in constant time; 401 without one, 403 with a wrong one."""
    if given is None:
        raise Problem(401, "not_staff")
    offered = given.credentials.encode()
    if not any([hmac.compare_digest(offered, token.encode()) for token in parts.staff]):
        raise Problem(403, "not_staff")


def last_event_id(last_event_id: Annotated[str | None, Header()] = None) -> int:
    """The number in Last-Event-ID; 0 where it is none."""
    written = last_event_id or ""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else 0

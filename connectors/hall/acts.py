"""What the forms of the ticket page do, each named by the last part of its address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Depends, Request

from assistant.tickets import Ticket
from connectors.api.problems import Problem
from connectors.api.state import Services
from connectors.api.tickets import in_the_hall

Form = dict[str, list[str]]
MOST_FIELDS = 250


async def form(request: Request) -> Form:
    """The fields of a posted form; none where the body is something else."""
    written = (await request.body()).decode("utf-8", "replace")
    try:
        return parse_qs(written, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}


FormDep = Annotated[Form, Depends(form)]


def _check_in(parts: Services, ticket: Ticket, sent: Form) -> None:
    code = sent.get("code", [""])[0].strip()
    arrived = in_the_hall(parts, ticket.reference, code or None)
    if not arrived and parts.catalog.center.tickets.rules.check_in_code:
        raise Problem(403, "code_needed")
    parts.ledger.check_in(ticket.reference)


def _give_up(parts: Services, ticket: Ticket, _: Form) -> None:
    if parts.ledger.cancel(ticket.reference, "citizen").finished_at and ticket.status == "waiting":
        parts.metrics.tickets.labels("cancelled").inc()


def _bring(parts: Services, ticket: Ticket, sent: Form) -> None:
    count = len(parts.catalog.transactions[ticket.transaction].materials)
    ticked = {int(place) for place in sent.get("has", []) if place.isascii() and place.isdecimal() and len(place) < 4}
    parts.ledger.set_ready(ticket.reference, tuple(sorted(place for place in ticked if place < count)))


ACTS: Mapping[str, Callable[[Services, Ticket, Form], object]] = {
    "check-in": _check_in,
    "give-up": _give_up,
    "late": lambda parts, ticket, _: parts.ledger.late(ticket.reference),
    "rejoin": lambda parts, ticket, _: parts.ledger.rejoin(ticket.reference),
    "bring": _bring,
}

"""Finds a ticket by its reference, for the API and for the ticket page, and slows down those who guess."""

from __future__ import annotations

from fastapi import Request

from assistant.tickets import Ticket, UnknownTicket
from connectors.api.problems import Problem
from connectors.api.state import Services


def look_up(request: Request, parts: Services, reference: str) -> Ticket:
    """
    The ticket of a reference. Raises UnknownTicket, Problem 429 or LedgerUnavailable.

    Wrong references are counted by address and right ones by ticket: a hall full of phones behind one address is
    served, whoever guesses there.
    """
    address = request.client.host if request.client else "-"
    try:
        found = parts.ledger.by_reference(reference.encode("utf-8", "replace").decode())
    except UnknownTicket:
        if not parts.limiter.allows("references", address):
            raise Problem(429, "too_many", retry_after=60) from None
        raise
    if not parts.limiter.allows("ticket_looks", found.reference):
        raise Problem(429, "too_many", retry_after=60)
    return found

"""Qminder over its REST API: five calls a second, no key of ours, no place in the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from connectors.queue_systems.protocol import (
    PeerOrder,
    PeerRefused,
    PeerService,
    PeerState,
    PeerTicket,
    PeerUnsure,
)
from connectors.queue_systems.wire import SECONDS, Wire

ADDRESS = "https://api.qminder.com"
VERSION = "2020-09-01"
PER_SECOND = 5.0
MOST = 10_000  # tickets of one list
SHORTEST, LONGEST = 2, 50  # of a first name, which carries the marker
STATES: Mapping[str, PeerState] = {
    "NEW": PeerState.WAITING,
    "CALLED": PeerState.CALLED,
    "SERVED": PeerState.SERVED,
    "NOSHOW": PeerState.NOSHOW,
    "CANCELLED": PeerState.CANCELLED,
    "CANCELLED_BY_CLERK": PeerState.CANCELLED,
}


class Qminder:
    """A location at Qminder. `user` is the id of the clerk in whose name numbers are cancelled and called."""

    name = "qminder"

    def __init__(
        self,
        key: str,
        location: str,
        user: str,
        address: str = ADDRESS,
        seconds: float = SECONDS,
        pace: float = PER_SECOND,
    ) -> None:
        headers = {"X-Qminder-REST-API-Key": key, "X-Qminder-API-Version": VERSION}
        self._wire = Wire(address.rstrip("/"), headers, pace, seconds)
        self._location, self._user = location, user

    def services(self) -> list[PeerService]:
        """The lines of the location."""
        rows = _data(self._wire.call("GET", f"/v1/locations/{self._location}/lines"))
        return [PeerService(str(row["id"]), str(row["name"])) for row in rows]

    def create(self, order: PeerOrder) -> PeerTicket:
        """Takes a number; the marker goes as the first name. A repetition would be a second number."""
        if not SHORTEST <= len(order.marker) <= LONGEST:
            raise ValueError(f"a marker has {SHORTEST} to {LONGEST} characters")
        body: dict[str, Any] = {"lineId": order.service, "firstName": order.marker, "source": "MANUAL"}
        body["languageCode"] = order.language
        if order.phone is not None:
            body["phoneNumber"] = order.phone
        made = self._wire.call("POST", "/tickets", json=body)
        try:
            return PeerTicket(str(made["id"]), str(made["publicId"]), PeerState.WAITING, order.marker, order.service)
        except (KeyError, TypeError) as error:
            raise PeerUnsure("a ticket of another form") from error

    def status(self, ticket: PeerTicket) -> PeerTicket:
        """The ticket now."""
        try:
            row = self._wire.call("GET", f"/v1/tickets/{_id(ticket)}")
        except PeerRefused as refusal:
            if refusal.code != 404:
                raise
            return _with(ticket, PeerState.CANCELLED)
        return _ticket(row, ticket)

    def cancel(self, ticket: PeerTicket) -> None:
        """Cancels in the clerk's name, as a citizen can't there."""
        try:
            self._wire.call("POST", f"/v1/tickets/{_id(ticket)}/cancel", params={"user": self._user})
        except PeerRefused as refusal:
            if refusal.code not in (404, 409):  # gone, or not waiting any more
                raise

    def open_tickets(self, service: str) -> list[PeerTicket]:
        """Those that wait or are called, oldest first."""
        wanted = {"line": service, "status": "NEW,CALLED", "order": "id ASC", "limit": MOST}
        return [_ticket(row) for row in _data(self._wire.call("GET", "/v1/tickets/search", params=wanted))]

    def call_next(self, service: str, window: str, first: Sequence[str] = ()) -> PeerTicket | None:
        """Searches who waits and calls the first: there is no "next"."""
        waiting = [one for one in self.open_tickets(service) if one.state is PeerState.WAITING]
        places = {marker: place for place, marker in enumerate(first)}
        chosen = min(waiting, key=lambda one: places.get(one.marker, len(first)), default=None)
        if chosen is None:
            return None
        self._wire.call("POST", f"/v1/tickets/{_id(chosen)}/call", params={"desk": window, "user": self._user})
        return _with(chosen, PeerState.CALLED, window)

    def close(self) -> None:
        """Closes the connections."""
        self._wire.close()


def _data(answer: Any) -> list[dict[str, Any]]:
    rows = answer.get("data") if isinstance(answer, dict) else answer
    if not isinstance(rows, list):
        raise PeerUnsure("a list that is none")
    return rows


def _id(ticket: PeerTicket) -> int:
    return int(ticket.ref)


def _with(ticket: PeerTicket, state: PeerState, window: str | None = None) -> PeerTicket:
    return replace(ticket, state=state, window=window or ticket.window)


def _ticket(row: Any, known: PeerTicket | None = None) -> PeerTicket:
    """A record; what it leaves out is taken from the ticket as it was known. PeerUnsure where it has another form."""
    try:
        called, created = row.get("called") or {}, (row.get("created") or {}).get("date")
        return PeerTicket(
            ref=str(int(row["id"])),
            number=str(row.get("publicId") or row.get("number") or (known.number if known else row["id"])),
            state=STATES.get(row["status"], PeerState.UNKNOWN),
            marker=str(row.get("firstName") or (known.marker if known else "")),
            service=str(row.get("line") or (known.service if known else "")),
            window=str(called["desk"]) if called.get("desk") else None,
            at=datetime.fromisoformat(created) if created else None,
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise PeerUnsure("a ticket of another form") from error

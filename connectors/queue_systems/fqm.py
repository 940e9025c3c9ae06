"""FQM (Free Queue Manager) over its REST API, and ways around what it does wrong.

Never called: `PUT /tickets/{id}` (it changes every ticket) and `DELETE /tickets/` (it deletes them all). The operator
must switch its background task CacheTicketsAnnouncements off: it sends the texts of tickets to a translation service.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx

from connectors.queue_systems.protocol import (
    PeerOrder,
    PeerRefused,
    PeerService,
    PeerState,
    PeerTicket,
    PeerUnsure,
)
from connectors.queue_systems.wire import SECONDS, Wire

CHUNK = 30  # records a list gives at once
MOST_CHUNKS = 200
PER_SECOND = 20.0  # calls: it runs beside the hall's own printer
STATES: Mapping[str, PeerState] = {
    "Waiting": PeerState.WAITING,
    "Processed": PeerState.CALLED,
    "Unattended": PeerState.NOSHOW,
}


class FQM:
    """An FQM. `address` is its own, without /api/v1; every token of it may do everything."""

    name = "fqm"

    def __init__(
        self, address: str, token: str, seconds: float = SECONDS, transport: httpx.BaseTransport | None = None
    ) -> None:
        headers = {"Authorization": f"Bearer {token}"}
        self._wire = Wire(f"{address.rstrip('/')}/api/v1", headers, PER_SECOND, seconds, transport)

    def services(self) -> list[PeerService]:
        """Its tasks, the hidden ones left out."""
        return [PeerService(str(row["id"]), row["name"]) for row in self._chunks("/tasks/") if not row.get("hidden")]

    def create(self, order: PeerOrder) -> PeerTicket:
        """Takes a number; the marker goes as the name. It keeps no key: a repetition would be a second number."""
        body: dict[str, Any] = {"name": order.marker, "n": True, "task_id": int(order.service)}
        if order.office is not None:
            body["office_id"] = int(order.office)
        return _ticket(self._wire.call("POST", "/tickets/", json=body))

    def status(self, ticket: PeerTicket) -> PeerTicket:
        """The ticket now. Its ids begin anew after a reset, so a record under another name is not ours any more."""
        found = self._record(ticket)
        return found or replace(ticket, state=PeerState.CANCELLED)

    def cancel(self, ticket: PeerTicket) -> None:
        """Deletes the ticket, which is all the cancelling there is, if it still is ours and nobody has called it."""
        found = self._record(ticket)
        if found is None or found.state is not PeerState.WAITING:
            return
        try:
            self._wire.call("DELETE", f"/tickets/{_id(ticket)}")
        except PeerRefused as refusal:
            if refusal.code != 404:
                raise

    def open_tickets(self, service: str) -> list[PeerTicket]:
        """The plain list: `processed=false` is read as true there."""
        found = [_ticket(row) for row in self._chunks("/tickets/")]
        mine = [one for one in found if one.service == service and one.state in (PeerState.WAITING, PeerState.CALLED)]
        return sorted(mine, key=_order)

    def call_next(self, service: str, window: str, first: Sequence[str] = ()) -> PeerTicket | None:
        """Chooses here, then calls that one by its id: its own "next" ignores the office and takes anybody's oldest."""
        waiting = [one for one in self.open_tickets(service) if one.state is PeerState.WAITING]
        for one in sorted(waiting, key=lambda one: (_place(one.marker, first), _order(one))):
            now = self._record(one)
            if now is None or now.state is not PeerState.WAITING:  # pulled meanwhile: it could be pulled again
                continue
            called = self._wire.call("GET", "/tickets/pull", params={"ticket_id": _id(one), "office_id": int(window)})
            return _ticket(called)
        return None

    def close(self) -> None:
        """Closes the connections."""
        self._wire.close()

    def _record(self, ticket: PeerTicket) -> PeerTicket | None:
        try:
            found = _ticket(self._wire.call("GET", f"/tickets/{_id(ticket)}"))
        except PeerRefused as refusal:
            if refusal.code != 404:
                raise
            return None
        return found if found.marker == ticket.marker else None

    def _chunks(self, path: str) -> Iterator[dict[str, Any]]:
        for chunk in range(1, MOST_CHUNKS + 1):
            rows = self._wire.call("GET", path, params={"chunk": chunk})
            if not isinstance(rows, list):
                raise PeerUnsure("a list that is none")
            yield from rows
            if len(rows) < CHUNK:
                return


def _id(ticket: PeerTicket) -> int:
    number = int(ticket.ref)
    if number < 1:  # an empty id in the address would mean all tickets
        raise ValueError("an FQM ticket has a positive id")
    return number


def _order(ticket: PeerTicket) -> tuple[int, int]:
    # Numbers run over all offices and are texts; one that is none comes last.
    number = int(ticket.number) if ticket.number.isascii() and ticket.number.isdecimal() else 10**9
    return number, int(ticket.ref)


def _place(marker: str, first: Sequence[str]) -> int:
    return first.index(marker) if marker in first else len(first)


def _ticket(row: Any) -> PeerTicket:
    """A record; PeerUnsure where it is not of the form that is known."""
    try:
        state = STATES.get(row["status"], PeerState.UNKNOWN)
        if row["p"] and state is PeerState.WAITING:
            state = PeerState.CALLED
        return PeerTicket(
            ref=str(int(row["id"])),
            number=str(row["number"]),
            state=state,
            marker=str(row["name"]),
            service=str(row["task_id"]),
            office=str(row["office_id"]),
            window=str(row["office_id"]) if state is PeerState.CALLED else None,
            at=datetime.fromisoformat(row["timestamp"]).replace(tzinfo=UTC),  # naive there, and meant in UTC
        )
    except (KeyError, TypeError, ValueError) as error:
        raise PeerUnsure("a ticket of another form") from error

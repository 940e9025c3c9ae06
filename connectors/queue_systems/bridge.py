"""Carries our numbers to the hall's other machine, once each, however its answers get lost.

Our ledger gives the number and stays the truth; the machine gives one of its own for it, which is shown only once it is
confirmed. Nothing is asked twice before a look at the machine's list has shown that the first time came to nothing.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assistant.tickets import EventKind, TicketLedger, UnknownTicket
from connectors.queue_systems.intents import Intent, Intents
from connectors.queue_systems.protocol import (
    PeerBusy,
    PeerFault,
    PeerOrder,
    PeerRefused,
    PeerState,
    PeerTicket,
    QueueSystem,
)

log = logging.getLogger(__name__)
BATCH = 200  # messages of the ledger read at once
SETTLES = timedelta(seconds=30)  # after which a request that the machine's list does not show has come to nothing
OVER = frozenset({EventKind.CANCELLED, EventKind.EXPIRED, EventKind.MISSED, EventKind.SERVED})


@dataclass(frozen=True, slots=True)
class PeerView:
    """What a ticket's holder is told: the machine's number once it is confirmed, None until then."""

    system: str
    state: PeerState
    number: str | None
    window: str | None


@dataclass(slots=True)
class Round:
    """What one round did: numbers asked for, confirmed, given up, doubles given up; a fault of the machine."""

    asked: int = 0
    confirmed: int = 0
    given_up: int = 0
    doubles: int = 0
    fault: str | None = None


class Bridge:
    """One machine. `services` tells which of its services (and office, or None) stands for each of our queues."""

    def __init__(
        self,
        system: QueueSystem,
        ledger: TicketLedger,
        intents: Intents,
        services: Mapping[str, tuple[str, str | None]],
        clock: Callable[[], datetime],
    ) -> None:
        self._system, self._ledger, self._intents = system, ledger, intents
        self._services, self._clock = services, clock
        self._turn = threading.Lock()

    def view(self, reference: str) -> PeerView | None:
        """What is known of our ticket's number at the machine; None where there is none for it."""
        intent = self._intents.of(reference)
        return PeerView(self._system.name, intent.state, intent.number, intent.window) if intent else None

    def round(self) -> Round:
        """
        Reads what happened in our ledger, compares with the machine, asks for what is missing. One at a time, over all
        processes of this machine; again changes nothing. Raises LedgerUnavailable; a fault of the machine is told.
        """
        done = Round()
        with self._turn, self._intents.alone() as alone:
            if not alone:  # another process is at it
                return done
            self._follow_ledger()
            try:
                self._compare(done)
                self._ask(done)
            except PeerFault as fault:
                done.fault = f"{type(fault).__name__}: {fault}"
        return done

    def call_next(self, queue: str, window: str) -> PeerTicket | None:
        """Calls at the machine whoever asked first, also where the machine got to know of it later."""
        service, _ = self._services[queue]
        first = [intent.marker for intent in self._intents.open() if intent.service == service and intent.number]
        return self._system.call_next(service, window, first)

    def close(self) -> None:
        """Closes machine and file."""
        self._system.close()
        self._intents.close()

    def _follow_ledger(self) -> None:
        while events := self._ledger.outbox_after(self._intents.cursor(), BATCH):
            for event in events:
                if event.kind is EventKind.ISSUED:
                    self._want(event.reference, event.id)
                elif event.kind is EventKind.REQUEUED:
                    self._intents.want_again(event.reference, event.id)
                elif event.kind in OVER:
                    self._intents.unwant(event.reference, event.id)
                else:
                    self._intents.read_until(event.id)

    def _want(self, reference: str, event: int) -> None:
        try:
            ticket = self._ledger.by_reference(reference)
        except UnknownTicket:
            ticket = None
        service = self._services.get(ticket.queue) if ticket else None
        if ticket is None or service is None:
            self._intents.read_until(event)
            return
        marker = marker_of(ticket.number, reference)
        self._intents.want(Intent(reference, marker, *service, ticket.language, ticket.issued_at), event)

    def _compare(self, done: Round) -> None:
        """Takes over what the machine's lists say; of several numbers under one marker one is kept."""
        tried = [intent for intent in self._intents.open() if intent.tried_at]
        found: dict[str, list[PeerTicket]] = {}
        for service in sorted({intent.service for intent in tried}):
            for ticket in self._system.open_tickets(service):
                found.setdefault(ticket.marker, []).append(ticket)
        for intent in tried:
            mine = found.get(intent.marker, [])
            kept = next((one for one in mine if one.ref == intent.ref), None) or next(iter(mine), None)
            for double in mine:
                if kept is not None and double.ref != kept.ref:
                    self._system.cancel(double)
                    done.doubles += 1
            self._settle(intent, kept, done)

    def _settle(self, intent: Intent, kept: PeerTicket | None, done: Round) -> None:
        if kept is None and (peer := intent.peer) is not None:
            kept = self._system.status(peer)  # not in the list any more: over, one way or another
        if kept is None:
            return
        if intent.number is None:
            done.confirmed += 1
        if intent.unwanted and kept.state is PeerState.WAITING:
            self._system.cancel(kept)
            done.given_up += 1
            kept = replace(kept, state=PeerState.CANCELLED)
        self._intents.confirmed(intent.reference, kept)

    def _ask(self, done: Round) -> None:
        """Asks for the numbers that the machine does not have, in the order in which they were asked of us."""
        now = self._clock()
        for intent in self._intents.open():
            if intent.number is not None or (intent.tried_at and now - intent.tried_at < SETTLES):
                continue
            if intent.unwanted:  # and it never came to be there
                self._intents.ended(intent.reference, PeerState.CANCELLED)
                continue
            self._intents.trying(intent.reference, now)
            done.asked += 1
            try:
                made = self._system.create(PeerOrder(intent.service, intent.office, intent.marker, intent.language))
            except PeerRefused as refusal:
                log.warning("the machine gives no number for service %s: %s", intent.service, refusal.code)
                self._intents.ended(intent.reference, PeerState.UNKNOWN, str(refusal.code))
                continue
            except PeerBusy:
                self._intents.nothing_done(intent.reference)
                raise  # after any other fault it may be there: the next rounds look before it is asked again
            self._intents.confirmed(intent.reference, made)
            done.confirmed += 1


def marker_of(number: str, reference: str) -> str:
    """
    Under what a number is found at the machine: ours, and 40 bits that tell nothing of the secret reference.

    Citizens' names are not given to other machines.
    """
    digest = hashlib.sha256(b"queue system\0" + reference.encode()).digest()[:5]
    return f"{number} {base64.b32encode(digest).decode()}"

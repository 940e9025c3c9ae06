"""What a hall's own ticket machine can be asked, whichever make it is. Our ledger stays the truth beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class PeerState(StrEnum):
    """Where a number stands at the machine; UNKNOWN as long as the machine has not confirmed it."""

    UNKNOWN = "unknown"
    WAITING = "waiting"
    CALLED = "called"
    SERVED = "served"
    NOSHOW = "noshow"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class PeerService:
    """Something that the machine gives numbers for."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class PeerOrder:
    """A number to be taken. `marker` is what it is found by again: the machines keep no key of ours, only a name."""

    service: str
    office: str | None
    marker: str
    language: str = "zh"
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class PeerTicket:
    """A number as the machine tells of it."""

    ref: str
    number: str
    state: PeerState
    marker: str
    service: str
    office: str | None = None
    window: str | None = None
    at: datetime | None = None  # when it was taken, aware


class PeerFault(Exception):
    """The machine did not do what it was asked."""


class PeerRefused(PeerFault):
    """It said no, for good: nothing was done. `code`: its HTTP status; the words are its own."""

    def __init__(self, code: int, words: str = "") -> None:
        super().__init__(f"{code} {words}".strip())
        self.code = code


class PeerBusy(PeerFault):
    """It asked to come again later; nothing was done. `seconds` until then."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"busy for {seconds:.1f} s")
        self.seconds = seconds


class PeerUnsure(PeerFault):
    """No answer, or none that can be read: it may have been done or not."""


class QueueSystem(Protocol):
    """
    A machine. Calls block, up to their time limit; they raise PeerRefused, PeerBusy or PeerUnsure, and repeat nothing.

    No machine known here takes a key that would make `create` safe to repeat: the bridge looks before it asks again.
    """

    @property
    def name(self) -> str: ...

    def services(self) -> list[PeerService]:
        """What it gives numbers for."""

    def create(self, order: PeerOrder) -> PeerTicket:
        """Takes a number."""

    def status(self, ticket: PeerTicket) -> PeerTicket:
        """The same number now; one that is gone, or whose id now belongs to another, is CANCELLED."""

    def cancel(self, ticket: PeerTicket) -> None:
        """Gives a number up; again does no harm."""

    def open_tickets(self, service: str) -> list[PeerTicket]:
        """All numbers of a service that wait or are called, in the order in which they were taken."""

    def call_next(self, service: str, window: str, first: Sequence[str] = ()) -> PeerTicket | None:
        """Calls the first of the markers in `first` that waits, else who has waited longest; None when nobody waits."""

    def close(self) -> None:
        """Closes its connections."""

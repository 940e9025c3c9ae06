"""What the delivery works with: contacts, parcels, buttons, and the ways in which sending can fail."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from assistant.messages import Language, Reply


@dataclass(frozen=True)
class Contact:
    """Somebody's address on a channel and the conversation held there; ``reachable`` until they block us."""

    channel: str
    address: str = field(repr=False)
    conversation: str = field(repr=False)
    language: Language = "zh"
    reachable: bool = True


@dataclass(frozen=True)
class Button:
    """A choice under its short id, which is all that a messenger has to carry."""

    id: str
    payload: str
    title: str


@dataclass(frozen=True)
class Packed:
    """One message in a channel's own form, with the buttons on it."""

    content: dict[str, Any]
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One message on its way into the outbox; ``key`` names what is said, so that it is put there once."""

    key: str
    to: Contact
    packed: Packed


@dataclass(frozen=True)
class Parcel:
    """One message of the outbox; ``id`` grows in the order of sending."""

    id: int
    key: str
    channel: str
    address: str = field(repr=False)
    content: dict[str, Any] = field(repr=False)
    attempts: int
    created_at: datetime


@dataclass(frozen=True)
class Arrival:
    """An update that was received; ``sealed`` holds what was said. Id and attempts are 0 until it is taken up."""

    channel: str
    update_id: str
    address: str = field(repr=False)
    sealed: str = field(repr=False)
    id: int = 0
    attempts: int = 0
    received_at: datetime | None = None


@dataclass(frozen=True)
class DeadLetter:
    """A message that was given up."""

    id: int
    channel: str
    error: str
    created_at: datetime


class NotReady(RuntimeError):
    """The engine is still starting: the message is answered later."""


class SendFailed(Exception):
    """Sending failed for now. ``retry_after`` is in seconds, where the messenger says so: that is no failed attempt."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class NotConnected(SendFailed):
    """The way to the messenger is not open yet, so nobody was asked: neither the messenger nor the message failed."""


class Unreachable(Exception):
    """The address can't be written to any more: blocked, deleted, not followed."""


class Undeliverable(Exception):
    """The message will never be taken; the address may still be good. ``asked``: the messenger itself said so."""

    def __init__(self, reason: str, *, asked: bool = False) -> None:
        super().__init__(reason)
        self.asked = asked


class Channel(Protocol):
    """A messenger as the outbox sees it."""

    name: str

    def pack(self, contact: Contact, reply: Reply) -> list[Packed]:
        """A reply as one or several messages of this channel, in order."""

    async def send(self, parcel: Parcel) -> None:
        """Sends one message. Raises SendFailed, Unreachable or Undeliverable."""

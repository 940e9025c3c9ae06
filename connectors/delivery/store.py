"""What the delivery asks of its store; SQLite obeys it, another database may."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from assistant.messages import Language
from connectors.delivery.model import Button, Contact, DeadLetter, Draft, Parcel


class DeliveryUnavailable(RuntimeError):
    """The store of the delivery can't be reached; nothing was changed."""


class DeliveryStore(Protocol):
    """Durable rows, each method one transaction. Every failure of the store surfaces as DeliveryUnavailable."""

    def contact(self, channel: str, address: str) -> Contact | None:
        """Who is behind an address."""

    def meet(self, contact: Contact) -> Contact:
        """Notes that an address was heard of now; a known one keeps its conversation and language."""

    def contacts_of(self, conversation: str) -> list[Contact]:
        """The addresses at which a conversation is held."""

    def set_language(self, contact: Contact, language: Language) -> None:
        """The language the person has chosen."""

    def hand_over(self, contact: Contact, conversation: str) -> None:
        """Continues another conversation at an address."""

    def lose(self, channel: str, address: str, reason: str) -> None:
        """The address is blocked: what waits for it is dropped."""

    def forget(self, contact: Contact, *, keep_address: bool) -> None:
        """Deletes what is kept of an address; the address itself stays where a ticket is still followed there."""

    def follow(self, contact: Contact, reference: str) -> None:
        """Tells the address of this ticket from now on."""

    def followers(self, reference: str) -> list[Contact]:
        """The addresses that follow a ticket by its link."""

    def seen(self, channel: str, update_id: str) -> bool:
        """Whether an update has been dealt with."""

    def post(
        self,
        drafts: Sequence[Draft],
        received: tuple[str, str] | None = None,
        read: tuple[str, int] | None = None,
    ) -> bool:
        """
        Puts messages into the outbox, in one transaction with the update they answer (channel, update id) or the place
        up to which a source was read. False, and nothing is put, when that update was dealt with before.
        """

    def place(self, source: str) -> int:
        """How far a source was read; 0 at first."""

    def offer(self, contact: Contact, buttons: Sequence[Button]) -> None:
        """Notes buttons that are shown without the outbox."""

    def button(self, conversation: str, button: str) -> Button | None:
        """What a button of a conversation asks for."""

    def claim(self, lease: timedelta, limit: int) -> list[Parcel]:
        """Parcels to send now, at most one an address; nobody else gets them before the lease ends."""

    def sent(self, parcel: Parcel) -> None:
        """The parcel has arrived."""

    def postpone(self, parcel: Parcel, due_at: datetime, error: str, *, counted: bool) -> None:
        """The parcel is tried again at that time."""

    def give_up(self, parcel: Parcel, error: str) -> None:
        """The parcel becomes a dead letter; those behind it go on."""

    def counts(self) -> dict[tuple[str, str], int]:
        """Parcels by channel and state."""

    def dead_letters(self, limit: int = 20) -> list[DeadLetter]:
        """The newest dead letters."""

    def spend(self, digest: str, used_by: str) -> bool:
        """Uses a single-use link; True for whoever used it first, again too."""

    def keep(self, name: str, value: str, expires_at: datetime) -> None:
        """Keeps something that all processes share until it expires."""

    def lead(self, name: str, owner: str, lease: timedelta) -> bool:
        """Whether ``owner`` alone does what ``name`` says until the lease ends; asking again renews it."""

    def kept(self, name: str) -> str | None:
        """What is kept under a name and has not expired."""

    def sweep(self) -> None:
        """
        Deletes what has had its time: inbox, links and what was sent after two days, dead letters after a week,
        contacts and buttons after a month of silence.
        """

    def close(self) -> None:
        """Closes all connections of this process."""

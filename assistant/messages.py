"""What passes between a channel and the conversation: frozen values that every room may use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Language = Literal["zh", "en"]
Outcome = Literal["answer", "clarify", "not_covered", "center", "ticket", "smalltalk", "handoff"]
Kind = Literal["text", "choices", "card", "ticket", "notice"]
MAX_TEXT = 1000
FORGET_NOW = "own:forget_now"  # payload of the choice that deletes the conversation


@dataclass(frozen=True)
class Choice:
    """Something the citizen can tap or name by its number; ``payload`` is opaque to channels."""

    title: str
    payload: str


@dataclass(frozen=True)
class Reply:
    """One message to the citizen; ``text`` is the whole reply as plain text, enough for any channel."""

    kind: Kind
    text: str
    language: Language
    choices: tuple[Choice, ...] = ()
    card: dict[str, Any] | None = None

    @property
    def offered(self) -> tuple[Choice, ...]:
        """All that can be tapped: the choices, and what a card offers beside its parts."""
        more = (self.card or {}).get("offers", ())
        return (*self.choices, *(Choice(offer["title"], offer["payload"]) for offer in more))

    def as_dict(self) -> dict[str, Any]:
        """The reply in the contract's form."""
        return {
            "kind": self.kind,
            "text": self.text,
            "language": self.language,
            "choices": [{"title": choice.title, "payload": choice.payload} for choice in self.choices],
            "card": self.card,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Reply:
        """A reply from its contract's form."""
        choices = tuple(Choice(choice["title"], choice["payload"]) for choice in data["choices"])
        return cls(data["kind"], data["text"], data["language"], choices, data["card"])


@dataclass(frozen=True)
class Candidate:
    """A transaction a message may mean, with a probability from 0 to 1."""

    id: str
    confidence: float


@dataclass(frozen=True)
class Understanding:
    """How a message was understood; the fields that do not apply are None or empty."""

    outcome: Outcome
    transaction: str | None = None
    facets: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    topic: str | None = None
    act: str | None = None
    confidence: float = 0.0
    family: str | None = None
    journey: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The contract's ``understanding`` object."""
        return {
            "outcome": self.outcome,
            "transaction": self.transaction,
            "facet": self.facets[0] if self.facets else None,
            "facets": list(self.facets),
            "candidates": [{"id": c.id, "confidence": round(c.confidence, 4)} for c in self.candidates],
            "topic": self.topic,
            "act": self.act,
            "confidence": round(self.confidence, 4),
            "family": self.family,
            "journey": self.journey,
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Understanding:
        """An understanding from its dictionary form."""
        return cls(
            outcome=data["outcome"],
            transaction=data.get("transaction"),
            facets=tuple(data.get("facets") or ()),
            candidates=tuple(Candidate(c["id"], c["confidence"]) for c in data.get("candidates") or ()),
            topic=data.get("topic"),
            act=data.get("act"),
            confidence=data.get("confidence", 0.0),
            family=data.get("family"),
            journey=data.get("journey"),
        )


@dataclass(frozen=True)
class Inbound:
    """One message of a citizen: a text or the payload of a choice, in a conversation named by an unguessable id."""

    conversation: str
    text: str | None = None
    payload: str | None = None
    message_id: str | None = None
    language: Language | None = None
    channel: str = "api"


@dataclass(frozen=True)
class Saying:
    """One message for the engine: text already normalised and masked, or a choice already looked up (``chosen``)."""

    conversation: str
    text: str
    language: Language
    key: str | None = None
    chosen: Any = None


@dataclass(frozen=True)
class Turn:
    """
    The assistant's side of one exchange; ``repeated`` when the message id had been answered before.

    ``unanswered``: nothing was done because that part is out of reach; the same message id may come again for it.
    """

    language: Language
    understanding: Understanding
    replies: tuple[Reply, ...] = field(default=())
    repeated: bool = False
    unanswered: Literal["understanding", "tickets", "memory"] | None = None

    def as_dict(self) -> dict[str, Any]:
        """The contract's answer to a message."""
        return {
            "language": self.language,
            "understanding": self.understanding.as_dict(),
            "replies": [reply.as_dict() for reply in self.replies],
        }

    @classmethod
    def from_dict(cls, data: dict[str, Any], *, repeated: bool = False) -> Turn:
        """A turn from its contract's form."""
        replies = tuple(Reply.from_dict(reply) for reply in data["replies"])
        return cls(data["language"], Understanding.from_dict(data["understanding"]), replies, repeated)

"""
Dialogues in YAML: what a citizen says or taps, and the route and the facts that must come back, never the wording.

`say` is a text; `tap` is a choice just offered, by its title or its place (from 1); `payload` is sent as it stands.
"""

from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.messages import Choice, Inbound, Turn

FOLDER = Path(__file__).parent


class Form(BaseModel):
    """A misspelt field is a fault: it would expect nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Expect(Form):
    """What must come back; what is not named is not compared."""

    outcome: str | None = None
    transaction: str | None = None
    facet: str | None = None
    act: str | None = None
    topic: str | None = None
    language: str | None = None
    kind: str | None = None
    status: str | None = None
    journey: str | None = None
    candidates: frozenset[str] | None = None
    offers: int | None = None
    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    refused: str | None = None

    @model_validator(mode="after")
    def _something(self) -> "Expect":
        if not self.model_fields_set:
            raise ValueError("a turn that expects nothing can't fail")
        return self


class Step(Form):
    """One message and what must come back."""

    say: str | None = None
    tap: str | int | None = None
    payload: str | None = None
    expect: Expect

    @model_validator(mode="after")
    def _one_message(self) -> "Step":
        if [self.say, self.tap, self.payload].count(None) != 2:
            raise ValueError("a turn says, taps or sends a payload")
        return self

    @property
    def shown(self) -> str:
        """The message as a failure names it."""
        return str(self.say or self.tap or self.payload)

    def inbound(self, conversation: str, offered: tuple[Choice, ...]) -> Inbound:
        """The message, given the choices of the turn before."""
        if self.say is not None:
            return Inbound(conversation, text=self.say)
        if self.payload is not None:
            return Inbound(conversation, payload=self.payload)
        if isinstance(self.tap, int):
            return Inbound(conversation, payload=offered[self.tap - 1].payload)
        payloads = [choice.payload for choice in offered if choice.title == self.tap]
        assert len(payloads) == 1, f"{self.tap} stands {len(payloads)} times among {[c.title for c in offered]}"
        return Inbound(conversation, payload=payloads[0])


class Dialogue(Form):
    """A conversation of its own."""

    name: str
    turns: Annotated[tuple[Step, ...], Field(min_length=1)]


def read_dialogues(folder: Path = FOLDER) -> list[Dialogue]:
    """All dialogues of a folder; a name stands once."""
    found = [
        Dialogue.model_validate(entry)
        for path in sorted(folder.glob("*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    names = [dialogue.name for dialogue in found]
    assert len(names) == len(set(names)), "a dialogue's name stands twice"
    return found


def differences(expect: Expect, turn: Turn) -> list[str]:
    """Where a turn is not what was expected."""
    understanding = turn.understanding
    offered = [choice for reply in turn.replies for choice in reply.choices]
    text = "\n".join(reply.text for reply in turn.replies)
    got: dict[str, Any] = {
        "outcome": understanding.outcome,
        "transaction": understanding.transaction,
        "facet": understanding.facets[0] if understanding.facets else None,
        "act": understanding.act,
        "topic": understanding.topic,
        "journey": understanding.journey,
        "language": turn.language,
        "kind": turn.replies[-1].kind,
        "status": (turn.replies[-1].card or {}).get("status"),
        "candidates": frozenset(candidate.id for candidate in understanding.candidates),
        "offers": len([choice for choice in offered if choice.payload.startswith(("answer:", "take_ticket:"))]),
    }
    wrong = [
        f"{name}: {got[name]}, not {getattr(expect, name)}"
        for name in got
        if name in expect.model_fields_set and got[name] != getattr(expect, name)
    ]
    wrong += [f"{fact!r} is not in the text" for fact in expect.contains if fact not in text]
    wrong += [f"{fact!r} is in the text" for fact in expect.lacks if fact in text]
    wrong += [f"not refused as {expect.refused}"] if expect.refused else []
    wrong += [
        f"{reply.language} reply in a {turn.language} turn" for reply in turn.replies if reply.language != turn.language
    ]
    return wrong

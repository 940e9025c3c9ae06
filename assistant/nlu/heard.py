"""A message as it is to be understood, which is not always how it was typed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heard:
    """The text that the others read, and whether the message was typed in pinyin."""

    text: str
    pinyin: bool


def as_typed(text: str) -> Heard:
    """A message that is understood as it was typed."""
    return Heard(text, pinyin=False)

"""Colours of a floor plan; each pair of text and ground has a contrast of 4.5 to 1 or more, each line 3 to 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True)
class Palette:
    """The colours by what they are for."""

    paper: str
    hall: str
    wall: str
    text: str
    office: str
    edge: str
    window: str
    fixture: str
    lift: str
    mark: str
    mark_text: str
    way: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="#ffffff",
        hall="#f6f5f0",
        wall="#4c5b60",
        text="#17252a",
        office="#e4efec",
        edge="#6b7876",
        window="#ffffff",
        fixture="#efe9d8",
        lift="#cfe3f7",
        mark="#0b5a57",
        mark_text="#ffffff",
        way="#b83c00",
    ),
    "dark": Palette(
        paper="#1b2425",
        hall="#12191a",
        wall="#b3bfbc",
        text="#e9eeec",
        office="#23403d",
        edge="#7f908d",
        window="#1b2425",
        fixture="#383323",
        lift="#1f4468",
        mark="#84d3c7",
        mark_text="#08211f",
        way="#ffb27a",
    ),
}

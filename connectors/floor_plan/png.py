"""SVG to PNG with a font that ships with the package: no font of the machine is used, and no empty box is drawn."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import resvg_py

FONT = Path(__file__).parent / "fonts" / "citizen_home_plan.otf"
FAMILY = "Citizen Home Plan"
SHARPNESS = 2.0


class MissingCharacters(ValueError):
    """The font lacks characters of a picture; see fonts/build.py."""


@lru_cache(maxsize=1)
def known_characters() -> frozenset[str]:
    """The characters that the font can draw."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(FONT, lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())


def missing_characters(svg: str) -> str:
    """The characters of a picture's words that the font can't draw."""
    root = ET.fromstring(svg)  # noqa: S314 - our own drawing
    drawn = {letter for text in root.iter("{http://www.w3.org/2000/svg}text") for letter in text.text or ""}
    return "".join(sorted(drawn - known_characters()))


def png(svg: str) -> bytes:
    """The picture in twice its size, sharp on phones. Raises MissingCharacters rather than draw empty boxes."""
    if lacking := missing_characters(svg):
        raise MissingCharacters(lacking)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            font_files=[str(FONT)],
            skip_system_fonts=True,
            font_family=FAMILY,
            sans_serif_family=FAMILY,
            zoom=SHARPNESS,
        )
    )

"""How wide words come out, and how they break into lines; estimated, so that no font is needed to draw."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

SIZES = (12.0, 11.0, 10.0, 9.0)
_LINE = 1.18


@dataclass(frozen=True)
class Lettering:
    """Lines of one size; ``fits`` is false where even the smallest size overflows the box."""

    lines: tuple[str, ...]
    size: float
    fits: bool

    @property
    def height(self) -> float:
        """Height of all lines."""
        return len(self.lines) * self.size * _LINE

    @property
    def pitch(self) -> float:
        """From one line to the next."""
        return self.size * _LINE


def width_of(text: str, size: float) -> float:
    """About how wide ``text`` is, rather too wide than too narrow."""
    return sum(_em(letter) for letter in text) * size


def _em(letter: str) -> float:
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.0
    if letter in "iljtfI .,:;'|()-":
        return 0.36
    return 0.88 if letter in "mwMW" else 0.7 if letter.isupper() else 0.58


def _breakable(word: str) -> list[str]:
    return re.split("(?<=-)", word) if word.isascii() else list(word)


def _lines(text: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        pieces = [word] if width_of(word, size) <= width else _breakable(word)
        for position, piece in enumerate(pieces):
            joined = f"{lines[-1]}{'' if position else ' '}{piece}" if lines else piece
            if lines and width_of(joined, size) <= width:
                lines[-1] = joined
            else:
                lines.append(piece)
    return lines


def fitted(text: str, width: float, height: float) -> Lettering:
    """``text`` in the largest size that fits a box."""
    for size in SIZES:
        lines = _lines(text, width, size)
        wide = max(width_of(line, size) for line in lines)
        if wide <= width and len(lines) * size * _LINE <= height:
            return Lettering(tuple(lines), size, True)
    return Lettering(tuple(_lines(text, width, SIZES[-1])), SIZES[-1], False)


def wrapped(text: str, width: float, size: float) -> Lettering:
    """``text`` in one size, in as many lines as it needs."""
    return Lettering(tuple(_lines(text, width, size)), size, True)

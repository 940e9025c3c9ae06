"""Brings text to one form before anything reads it: once for storage and dialogue, once more for comparing words."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import opencc

_DROPPED = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r"\s*\n\s*")
_MAX_PASSES = 20


def _one_pass(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():  # else nothing is to be dropped, and of white space there are but spaces
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _DROPPED)
        text = _LINES.sub("\n", _SPACE.sub(" ", text))
    elif "  " in text:
        text = _SPACE.sub(" ", text)
    return text.strip().strip("/").strip()


def normalise(text: str) -> str:
    """
    Unicode NFKC, invisible and control characters gone, white space folded, outer ``/`` stripped, to a fixpoint.

    The result never begins with ``/``: Rasa would take such a text for an intent payload. May be empty.
    """
    for _ in range(_MAX_PASSES):
        again = _one_pass(text)
        if again == text:
            return text
        text = again
    return text.lstrip("/ \n\t")


@lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


# Each component folds the text that it reads, which is nearly always the same. Few are kept: texts are people's own.
@lru_cache(maxsize=16)
def fold(text: str) -> str:
    """The form in which words are compared: normalised, lower case, Traditional characters as Simplified."""
    lower = normalise(text).lower()
    return lower if lower.isascii() else str(_simplifier().convert(lower))

"""Which of the two languages a message is in."""

from __future__ import annotations

import re

from assistant.messages import Language

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


def detect_language(text: str, otherwise: Language = "zh") -> Language:
    """
    The language of ``text``; ``otherwise`` where it shows neither (digits, punctuation).

    In a mixed sentence the one with more words decides; about two characters make a Chinese word.
    """
    han = len(_HAN.findall(text))
    latin = len(_LATIN_WORD.findall(text))
    if not han and not latin:
        return otherwise
    return "zh" if han / 2 >= latin * 0.8 else "en"

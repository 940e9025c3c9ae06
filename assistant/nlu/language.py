"""Which of the two languages a message is in."""

from __future__ import annotations

import re

from assistant.messages import Language

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# Said by speakers of both languages in the midst of theirs.
_BOTH = re.compile(r"\W*(?:ok(?:ay|ok)?|yes|no|bye(?:bye)?|app|sim|wifi)\W*", re.IGNORECASE)

# What only somebody says who speaks Chinese: foreigners take over names of papers and places, not these.
_SAID_IN_CHINESE = re.compile(
    r"[我你您他她怎么哪什谁吗呢吧了啊要想]|多少|几|(?:(?![零一二三四五六七八九十])[\u3400-\u9fff]\W*){8}"
)


def is_said_in_chinese(text: str) -> bool:
    """Whether a Chinese text is said rather than named: with somebody in it, a question, a wish, or of some length."""
    return _SAID_IN_CHINESE.search(text) is not None


def shows_language(text: str) -> bool:
    """Whether a text has a word of one language, rather than digits, punctuation or an "ok" alone."""
    return bool(_HAN.search(text) or _LATIN_WORD.search(text)) and _BOTH.fullmatch(text) is None


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

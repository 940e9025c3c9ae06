"""Pinyin as people type it: with tone marks or digits, ü in its spellings, and sounds that are mixed up."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pypinyin import Style, pinyin

from assistant.nlu.views import fuzzy_syllable

MAX_LETTERS = 6  # of a syllable: zhuang
_TONES = str.maketrans("", "", "\u0304\u0301\u030c\u0300\u0306")  # combining marks; the two dots of ü are none of them
_TONED = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜăĕĭŏŭ]")
_DIGIT = re.compile(r"(?<=[a-zü:][a-zü:])[0-5](?!\d)|(?<=(?<![a-zü:])[aeo])[0-5](?=\s*[a-zü]+[0-5])")
_RUN = re.compile(r"[a-zü:]+")
_VOWEL, _INITIAL = re.compile("[aeiouv]"), re.compile("[^aeiouv]*")
# Spellings of ü: that of passports, that without its dots, and that which keyboards take behind j, q, x and y too.
SPELT = {"lyu": "lv", "nyu": "nv", "lue": "lve", "nue": "nve", "lyue": "lve", "nyue": "nve"} | {
    f"{initial}v{rest}": f"{initial}u{rest}" for initial in "jqxy" for rest in ("", "e", "an", "n")
}


def toneless(text: str) -> str:
    """
    A lower-case text without tone marks, ü as v. Tone digits become apostrophes where every other run of letters has
    one; other digits and accents stay.
    """
    if not text.isascii():
        if _TONED.search(text):
            text = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).translate(_TONES))
        text = text.replace("ü", "v").replace("’", "'")
    found = len(_DIGIT.findall(text))
    if found and 2 * found >= len(_RUN.findall(text)):
        text = _DIGIT.sub(lambda tone: "'" if text[tone.end() :][:1].isalpha() else "", text)
    return text.replace("u:", "v") if "u:" in text else text


def readings(character: str) -> list[str]:
    """The toneless syllables that a Chinese character is read as, the usual one first; none where it has none."""
    found = dict.fromkeys(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
    return [syllable for syllable in found if syllable.isascii() and _VOWEL.search(syllable)]


@lru_cache(maxsize=8192)
def likened(syllable: str) -> str:
    """A syllable, however it is spelt, with the sounds folded that are mixed up: zh and z, n and l, ang and an, …"""
    folded = fuzzy_syllable(SPELT.get(syllable, syllable))
    if folded.startswith("n"):
        folded = "l" + folded[1:]
    return folded.replace("lv", "lu")


@lru_cache(maxsize=8192)
def mixed_up(typed: str, meant: str) -> int:
    """How many of the two sounds of a syllable, its initial and its final, were mixed up."""
    (initial, final), (other, end) = _parts(SPELT.get(typed, typed)), _parts(meant)
    return (initial != other) + (final != end)


def _parts(syllable: str) -> tuple[str, str]:
    found = _INITIAL.match(syllable)
    at = found.end() if found else 0
    return syllable[:at], syllable[at:]

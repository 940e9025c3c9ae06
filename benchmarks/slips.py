"""
Ways in which people and keyboards spoil a question, each applied to a whole text; the same text always gives the same.

None is used in training. A way that leaves a text as it is (pinyin in an English line) does not count it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from zlib import crc32

import opencc
from pypinyin import lazy_pinyin

from catalog.pinyin import pinyin, toned

Way = Callable[[str], str]
_HAN = re.compile(r"[\u3400-\u9fff]")
_LONG_WORD = re.compile(r"[A-Za-z]{5,}")
_SOUTHERN = re.compile(r"(?<=\b[zcs])h|(?<=n)g\b")
_NEAR = dict(zip("abcdefghijklmnopqrstuvwxyz", "svxfrdghujkjnbipwtdrycqcux", strict=True))
_PRELUDE = {
    "zh": "您好，不好意思打扰一下，我第一次来这里不太懂，想麻烦您帮我问问，",
    "en": "Hello, sorry to bother you, this is my first time here and I am a bit lost, could you please help me: ",
}
# Frequent characters by the sound that an input method takes for them.
_COMMON = (
    "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么"
    "之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给"
    "名法间斯知世什两次使身者被高已亲其进此话常与活正感见明问力理尔点文几定本公特做外孩相西果走将月十实向声车全信重三机工"
    "物气每并别真打太新比才便夫再书部水像眼等体却加电主界门利海受听表德少克代员许先口由死安写性马光白或住难望教命花结乐色"
)


def _chance(text: str) -> random.Random:
    return random.Random(crc32(text.encode()))


def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for character in dict.fromkeys(_COMMON):
        found.setdefault(lazy_pinyin(character)[0], []).append(character)
    return found


_SOUNDS = _by_sound()


def typo(text: str) -> str:
    """One letter of one longer English word swapped, dropped, doubled or hit beside."""
    words = list(_LONG_WORD.finditer(text))
    if not words:
        return text
    chance = _chance(text)
    word = chance.choice(words)
    at = chance.randrange(word.start() + 1, word.end() - 1)
    own = text[at]
    spoilt = chance.choice(
        (text[at + 1] + own, "", own * 2, _NEAR.get(own.lower(), "e")),
    )
    return text[:at] + spoilt + text[at + (2 if len(spoilt) == 2 and spoilt[0] != own else 1) :]


def homophone(text: str) -> str:
    """One Chinese character as a frequent one of the same sound."""
    places = [
        (at, other)
        for at, character in enumerate(text)
        if _HAN.match(character)
        for other in _SOUNDS.get(lazy_pinyin(character)[0], ())
        if other != character
    ]
    if not places:
        return text
    at, other = _chance(text).choice(places)
    return text[:at] + other + text[at + 1 :]


def traditional(text: str) -> str:
    """Traditional characters, as they are written in Taiwan."""
    return str(opencc.OpenCC("s2tw").convert(text))


def full_width(text: str) -> str:
    """Latin letters, digits and marks at the width of Chinese ones."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def emoji(text: str) -> str:
    """A picture before, between and after."""
    middle = len(text) // 2
    while 0 < middle < len(text) and text[middle - 1].isascii() and text[middle].isascii() and text[middle] != " ":
        middle += 1
    return f"😭{text[:middle]}🙏{text[middle:]}❓❓"


def capitals(text: str) -> str:
    """All letters large."""
    return text.upper()


def no_marks(text: str) -> str:
    """Without any punctuation."""
    return re.sub(r"[^\w\s]", "", text)


def joined(text: str) -> str:
    """One space after an English word left out; in a line with Chinese, those beside it, and those within it."""
    if _HAN.search(text):
        return re.sub(rf"(?<={_HAN.pattern}) +| +(?={_HAN.pattern})", "", text)
    spaces = [at for at, c in enumerate(text) if c == " "]
    at = _chance(text).choice(spaces) if spaces else len(text)
    return text[:at] + text[at + 1 :]


def preamble(text: str) -> str:
    """Politeness before the request."""
    return _PRELUDE["zh" if _HAN.search(text) else "en"] + text


def pinyin_only(text: str) -> str:
    """Chinese characters as toneless syllables."""
    return " ".join(pinyin(text)) if _HAN.search(text) else text


def pinyin_joined(text: str) -> str:
    """Chinese characters as toneless syllables without a space between them."""
    return "".join(pinyin(text)) if _HAN.search(text) else text


def pinyin_toned(text: str) -> str:
    """Chinese characters as syllables with tone marks."""
    return " ".join(toned(text)) if _HAN.search(text) else text


def pinyin_southern(text: str) -> str:
    """Chinese characters as toneless syllables, half of those with zh, ch, sh or -ng as z, c, s or -n."""
    if not _HAN.search(text):
        return text
    chance = _chance(text)
    parts = re.findall(r"\S+|\s+", " ".join(pinyin(text)))
    return "".join(_SOUTHERN.sub("", part) if chance.random() < 0.5 else part for part in parts)


WAYS: dict[str, Way] = {
    "one typo (English words)": typo,
    "one homophone (Chinese)": homophone,
    "Traditional characters": traditional,
    "full-width letters": full_width,
    "emoji": emoji,
    "all capitals": capitals,
    "no punctuation": no_marks,
    "a missing space": joined,
    "a polite preamble": preamble,
    "pinyin only": pinyin_only,
    "pinyin without spaces": pinyin_joined,
    "pinyin with tone marks": pinyin_toned,
    "pinyin with mixed-up sounds": pinyin_southern,
}

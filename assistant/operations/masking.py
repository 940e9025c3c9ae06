"""
Takes personal numbers out of a text before anything stores, logs or understands it.

Works on normalised text (full-width digits are plain there); digits may be spaced, hyphenated or written in Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_CHINESE_DIGITS = {ord(han): digit for han, digit in zip("零〇一二三四五六七八九两幺", "0012345678921", strict=True)}
_DIGIT = "[0-9零〇一二三四五六七八九两幺]"
_GAP = r"[\s\-—–_.·,，、]{0,2}"
_RUN = re.compile(rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{9,24}}(?:{_GAP}[Xx])?")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][\s·]?[A-Z0-9]{5,6}(?![A-Z0-9])", re.I
)
# Passports and permits: one or two letters, then eight or nine digits.
_DOCUMENT = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\s?(?:\d\s?){8,10}(?![A-Za-z0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

ID_NUMBER, MOBILE, BANK_CARD, NUMBER = "[身份证号/ID number]", "[手机号/mobile]", "[卡号/card number]", "[号码/number]"
EMAIL, PLATE, DOCUMENT = "[邮箱/e-mail]", "[车牌/plate]", "[证件号/document number]"


def has_id_check_digit(digits: str) -> bool:
    """Whether 18 characters are a resident ID number by their check digit (GB 11643)."""
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17].upper()


def _kind_of(run: str) -> str | None:
    digits = re.sub(r"[^0-9Xx]", "", run.translate(_CHINESE_DIGITS))
    plain = digits.rstrip("Xx")
    country = plain.removeprefix("0086").removeprefix("86") if len(plain) in (13, 15) else plain
    if re.fullmatch(r"1[3-9]\d{9}", country):
        return MOBILE
    if has_id_check_digit(digits) or re.fullmatch(r"[1-9]\d{5}(?:19|20)?\d{2}(?:0[1-9]|1[0-2])\d{5,6}[Xx]?", digits):
        return ID_NUMBER
    if len(plain) >= 16:
        return BANK_CARD
    return NUMBER if len(plain) >= 11 else None


def _masked_run(match: re.Match[str]) -> str:
    return _kind_of(match[0]) or match[0]


_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_EMAIL, EMAIL),
    (_PLATE, PLATE),
    (_DOCUMENT, DOCUMENT),
    (_RUN, _masked_run),
)


def mask(text: str) -> str:
    """``text`` with ID, mobile, bank card and document numbers, e-mail addresses and plates replaced."""
    for pattern, replacement in _STEPS:
        text = pattern.sub(replacement, text)
    return text

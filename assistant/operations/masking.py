"""
Takes personal numbers out of a text before anything stores, logs or understands it.

Works on normalised text (full-width digits are plain there); digits may be of any script, stand apart, or be words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise

_HAN = "零〇一二三四五六七八九两幺壹贰貳叁參肆伍陆陸柒捌玖"
_HAN_VALUES = dict(zip(_HAN, "0012345678921122334566789", strict=True))
_DIGIT = rf"[\d{_HAN}]"
_KEY_CAP = "[\ufe0f\u20e3]*"
_BETWEEN = r"[\s\-—–_.·,，、/:*()\[\]]"
# Marks that stand on or between letters, most of them unseen, by category, and letters and signs that show nothing
# (the Hangul fillers, the Braille blank): a number is a number with them, and is read without.
_MARKS = frozenset({"Mn", "Me", "Mc", "Cf"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_GAP = rf"{_KEY_CAP}{_BETWEEN}{{0,3}}"
_RUN = re.compile(rf"{_DIGIT}(?:{_GAP}{_DIGIT}){{9,}}(?:[Xx]|{_GAP}[Xx](?![A-Za-z]))?{_KEY_CAP}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+\s?@\s?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
# A plate has three digits and more: 新iPhone and 贵center are words.
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][\s·]?"
    r"(?=(?:[A-Z]*\d){3})[A-Z\d]{5,6}(?![A-Z\d])",
    re.I,
)
# Passports and permits: one or two letters, then eight to ten digits; new passports E, a letter and seven digits.
_DOCUMENT = re.compile(
    r"(?<![A-Za-z\d])(?:([A-Za-z]{1,2}\s?)((?:\d\s?){7,9}\d)|[Ee][A-Za-z]\s?(?:\d\s?){6}\d)(?![A-Za-z\d])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

# What people say in figures all day: days, clock times and short public numbers, each apart from the next.
_YEAR, _CLOCK = "(?:19|20)[0-9]{2}", "(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_COMPACT_DAY = rf"{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_DAY = rf"{_YEAR}[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:0?[1-9]|[12][0-9]|3[01])"
_HOTLINE = "11[0-9]|12[0-2]|1[02][0-9]{3}|9[56][0-9]{3}"
_ITEM = rf"(?:{_DAY}|{_COMPACT_DAY}|{_CLOCK}|{_HOTLINE})"
_EVERYDAY = re.compile(rf"{_ITEM}(?:{_BETWEEN}{{1,3}}{_ITEM})*")
_LIST = re.compile(r"[1-9][0-9]{0,2}(?:\s?[-–,，、/]\s?[1-9][0-9]{0,2})+")
_HIGHEST_IN_A_LIST = 199

ID_NUMBER, MOBILE, BANK_CARD, NUMBER = "[身份证号/ID number]", "[手机号/mobile]", "[卡号/card number]", "[号码/number]"
EMAIL, PLATE, DOCUMENT = "[邮箱/e-mail]", "[车牌/plate]", "[证件号/document number]"


def has_id_check_digit(digits: str) -> bool:
    """Whether 18 characters are a resident ID number by their check digit (GB 11643)."""
    if len(digits) != 18 or not digits[:17].isdigit():
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == digits[17].upper()


def _in_plain_digits(run: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else _HAN_VALUES.get(c, c) for c in run)


def _kind_of(run: str) -> str | None:
    digits = re.sub(r"[^0-9Xx]", "", run)
    plain = digits.rstrip("Xx")
    country = plain.removeprefix("0086").removeprefix("86") if len(plain) in (13, 15) else plain
    if re.fullmatch(r"1[3-9]\d{9}", country):
        return MOBILE
    if has_id_check_digit(digits) or re.fullmatch(r"[1-9]\d{5}(?:19|20)?\d{2}(?:0[1-9]|1[0-2])\d{5,6}[Xx]?", digits):
        return ID_NUMBER
    if 16 <= len(plain) <= 19:
        return BANK_CARD
    return NUMBER if len(plain) >= 11 else None


def _is_everyday(run: str) -> bool:
    """Whether a run is but days, times and hotlines, or a list of window numbers: small ones, each above the last."""
    if _EVERYDAY.fullmatch(run):
        return True
    numbers = [int(number) for number in re.findall(r"[0-9]+", run)] if _LIST.fullmatch(run) else []
    return bool(numbers) and numbers[-1] <= _HIGHEST_IN_A_LIST and all(a < b for a, b in pairwise(numbers))


def _masked_run(match: re.Match[str]) -> str:
    run = _in_plain_digits(match[0])
    if _is_everyday(re.sub(rf"(?:{_BETWEEN}+[Xx])?{_KEY_CAP}$", "", run)):
        return match[0]
    apart = re.split(r"([\s,，、/]+)", run)
    kinds = [_kind_of(number) for number in apart[::2]]
    if all(kinds):  # whole numbers in a row, each of its kind
        return "".join(f"{kind}{gap}" for kind, gap in zip(kinds, [*apart[1::2], ""], strict=True))
    return _kind_of(run) or match[0]


def _masked_document(match: re.Match[str]) -> str:
    letters, digits = match[1], re.sub(r"\s", "", _in_plain_digits(match[2] or ""))
    # "on 20261123", "by 2026 11 23 10": a word of two letters and a day.
    if letters and len(letters) == 3 and re.match(_COMPACT_DAY, digits):
        return match[0]
    return DOCUMENT


_STEPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_EMAIL, EMAIL),
    (_PLATE, PLATE),
    (_DOCUMENT, _masked_document),
    (_RUN, _masked_run),
)


def mask(text: str) -> str:
    """``text`` with ID, mobile, bank card and document numbers, e-mail addresses and plates replaced."""
    masked, bare = _masked(text), _without_marks(text)
    if bare == text:
        return masked
    without = _masked(bare)
    return masked if _without_marks(masked) == without else without  # marks are lost only where they hid a digit


def _without_marks(text: str) -> str:
    if text.isascii():
        return text
    return "".join(c for c in text if c not in _FILLERS and unicodedata.category(c) not in _MARKS)


def _masked(text: str) -> str:
    while True:
        masked = text
        for pattern, replacement in _STEPS:
            masked = pattern.sub(replacement, masked)
        if masked == text:
            return text
        text = masked  # what stood against a number that is gone now is seen for itself

"""Numbers, window ranges, money and times as people read them, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from assistant.messages import Language

SHANGHAI = ZoneInfo("Asia/Shanghai")
_LOCALES = {"zh": "zh_CN", "en": "en_US"}
_DAY_PATTERNS = {"zh": "M月d日EEEE", "en": "EEEE, MMMM d"}
_WIDE = {",": "，", ";": "；", "?": "？", "!": "！", ":": "："}
_MARKS = re.compile(r"(?<=[\u4e00-\u9fff”）)])[,;?!:]")


def window_ranges(windows: Sequence[int]) -> str:
    """Window numbers as ranges: (7, 8, 9, 10, 12) gives ``7-10, 12``."""
    runs: list[list[int]] = []
    for number in sorted(windows):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def full_width(text: str) -> str:
    """A Chinese text with Chinese commas, semicolons and question marks, where it was typed with those of English."""
    return _MARKS.sub(lambda found: _WIDE[found[0]], text)


def sentences(text: str, language: Language) -> list[str]:
    """The sentences of a text, each with its full stop."""
    parts = re.split(r"(?<=[。！？])" if language == "zh" else r"(?<=[.!?])\s+(?=[A-Z\"])", text)
    return [part.strip() for part in parts if part.strip()]


def first_sentence(text: str, language: Language) -> str:
    """The first sentence of a text."""
    return next(iter(sentences(text, language)), text)


def money(amount: Decimal) -> str:
    """An amount without idle zeros: 120.00 gives ``120``."""
    return f"{amount.normalize():f}"


def day(value: date, language: Language) -> str:
    """A day with its weekday, such as 11月23日星期一."""
    moment = datetime(value.year, value.month, value.day)
    return str(format_datetime(moment, _DAY_PATTERNS[language], locale=_LOCALES[language]))


def full_day(value: date, language: Language) -> str:
    """A day with its year, such as 2027年1月1日."""
    return str(format_date(value, "long", locale=_LOCALES[language]))


def clock_time(moment: datetime) -> str:
    """The Shanghai time of day as HH:MM."""
    return moment.astimezone(SHANGHAI).strftime("%H:%M")


def span(opens: time, closes: time) -> str:
    """Opening hours such as 9:00-16:30."""
    return f"{opens.hour}:{opens.minute:02d}-{closes.hour}:{closes.minute:02d}"


def sentence_list(items: Sequence[str], language: Language) -> str:
    """Items joined as a list inside a sentence."""
    if language == "zh":
        return "、".join(items)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]
